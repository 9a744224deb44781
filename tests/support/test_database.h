// Databases for tests, each test with one of its own: SQLite files in a temporary folder, and schemas of the
// PostgreSQL server whose address stands in the file $TENON_TEST_POSTGRESQL. Where there is no such server
// its tests are skipped with the reason.
#pragma once

#include <gtest/gtest.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "store/database.h"

namespace tenon {

class TestDatabases : public testing::Test {
 protected:
  TestDatabases() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tenon-store-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~TestDatabases() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
    if (schemas_ == 0) return;
    soci::session session(*soci::factory_postgresql(), server());
    session << "SET client_min_messages = warning";
    for (int k = 1; k <= schemas_; ++k) session << "DROP SCHEMA " + schema(k) + " CASCADE";
  }
  TestDatabases(const TestDatabases&) = delete;
  TestDatabases& operator=(const TestDatabases&) = delete;

  [[nodiscard]] const std::string& folder() const { return folder_; }

  // Empty where no server was started.
  static std::string server() {
    const char* file = std::getenv("TENON_TEST_POSTGRESQL");
    std::string address;
    if (file != nullptr) std::getline(std::ifstream(file) >> std::ws, address);
    return address;
  }

  // Of a database that does not exist yet, or is empty.
  std::string new_address(DatabaseKind kind) {
    if (kind == DatabaseKind::kSqlite) return folder_ + "/" + std::to_string(++files_) + ".db";
    soci::session session(*soci::factory_postgresql(), server());
    session << "CREATE SCHEMA " + schema(++schemas_);
    return server() + "&options=-csearch_path%3D" + schema(schemas_);
  }
  Database new_database(DatabaseKind kind) { return must(Database::open(new_address(kind))); }

  template <class T>
  static T must(Result<T> result) {
    if (!result) {
      ADD_FAILURE() << result.error().message;
      std::abort();
    }
    return std::move(*result);
  }

  static void must(const Result<void>& result) {
    if (!result) ADD_FAILURE() << result.error().message;
  }

 private:
  [[nodiscard]] static std::string schema(int number) {
    return "t" + std::to_string(::getpid()) + "_" + std::to_string(number);
  }

  std::string folder_;
  int files_ = 0;
  int schemas_ = 0;
};

// The same test with either database.
class WithDatabase : public TestDatabases, public testing::WithParamInterface<DatabaseKind> {
 protected:
  void SetUp() override {
    if (GetParam() == DatabaseKind::kPostgresql && server().empty())
      GTEST_SKIP()
          << "no PostgreSQL server: run by ctest, or set TENON_TEST_POSTGRESQL to a file with its address";
  }
  Database new_database() { return TestDatabases::new_database(GetParam()); }
};

inline std::string database_name(const testing::TestParamInfo<DatabaseKind>& info) {
  return info.param == DatabaseKind::kSqlite ? "Sqlite" : "Postgresql";
}
#define TENON_WITH_DATABASES(suite)          \
  INSTANTIATE_TEST_SUITE_P(Databases, suite, \
                           testing::Values(DatabaseKind::kSqlite, DatabaseKind::kPostgresql), database_name)

}  // namespace tenon
