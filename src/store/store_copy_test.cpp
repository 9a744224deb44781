#include "store/store_copy.h"

#include <gtest/gtest.h>

#include "store/break_point_store.h"
#include "store/dataset_store.h"
#include "support/test_database.h"

namespace tenon {
namespace {

class StoreCopy : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
    add("a", 0, {"id", "x", "\"链\n条\"", "", "\\{}\""});
    add("a", 1, {"id", "y"});
    std::vector<std::string> many;
    for (int k = 0; k < 5000; ++k) many.push_back(std::to_string(k));
    add("b", 0, many);
    must(restore_version(*database_, "a", 2, 1, {"chief", 3, "", "undo"}));
    RegisteredAnalysis analysis;
    analysis.dataset = "b";
    analysis.scope = "CHN";
    must(record_analysis(*database_, analysis, [](auto) {
      return std::vector<RegisterChange>{{"product", "P", "opened", true, "", "red", {}, 0.1},
                                         {"product", "Q", "opened", true, "", "unknown", {}, {}}};
    }));
  }
  void add(const std::string& name, std::int64_t expected, const std::vector<std::string>& rows) {
    StoredFiles before;
    if (expected > 0) before = must(read_version(*database_, name, expected));
    const std::vector<std::string_view> views(rows.begin(), rows.end());
    const auto key = [](std::string_view cells, std::string& text) { text = cells; };
    must(add_version(*database_, name, expected, {{"f", changes_of_rows(before["f"], views, key)}},
                     {"analyst", 9, "folder", ""}));
  }
  void expect_same(Database& copy) {
    for (const StoredDataset& dataset : must(list_datasets(*database_))) {
      const auto versions = must(list_versions(*database_, dataset.name));
      const auto copied = must(list_versions(copy, dataset.name));
      ASSERT_EQ(copied.size(), versions.size());
      for (std::size_t k = 0; k < versions.size(); ++k) {
        EXPECT_EQ(copied[k].files, versions[k].files);
        EXPECT_EQ(copied[k].restores, versions[k].restores);
        EXPECT_EQ(copied[k].note.by, versions[k].note.by);
        EXPECT_EQ(must(read_version(copy, dataset.name, versions[k].version)),
                  must(read_version(*database_, dataset.name, versions[k].version)));
      }
    }
    EXPECT_EQ(must(list_datasets(copy)).size(), 2U);
    const auto points = must(read_register(copy, "b", "CHN"));
    ASSERT_EQ(points.size(), 2U);
    EXPECT_EQ(points[0].score, 0.1);
    EXPECT_FALSE(points[1].score.has_value());
    EXPECT_EQ(must(history_of_subject(copy, "b", "CHN", "product", "P")).size(), 1U);
  }

  std::optional<Database> database_;
};

TEST_P(StoreCopy, ABackupBroughtBackIsTheSame) {
  const std::string path = folder() + "/backup.db";
  const CopyCount saved = must(back_up(*database_, path));
  EXPECT_GT(saved.rows, 5000U);
  EXPECT_FALSE(std::filesystem::exists(path + ".unfinished"));
  EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
  Database again = new_database();
  EXPECT_EQ(must(restore_backup(path, again)), saved);
  expect_same(again);
  // What is added goes on after what was brought back.
  const auto key = [](std::string_view cells, std::string& text) { text = cells; };
  const std::vector<std::string_view> rows = {"z"};
  EXPECT_TRUE(add_version(again, "c", 0, {{"f", changes_of_rows({}, rows, key)}}, {}).ok());
}

TEST_P(StoreCopy, FromOneKindOfDatabaseToTheOther) {
  if (server().empty()) GTEST_SKIP() << "no PostgreSQL server";
  const bool to_sqlite = GetParam() == DatabaseKind::kPostgresql;
  Database other = TestDatabases::new_database(to_sqlite ? DatabaseKind::kSqlite : DatabaseKind::kPostgresql);
  must(copy_database(*database_, other));
  expect_same(other);
}

TEST_P(StoreCopy, NothingIsWrittenOver) {
  const std::string path = folder() + "/backup.db";
  must(back_up(*database_, path));
  EXPECT_EQ(back_up(*database_, path).error().code, ErrorCode::kConflict);
  EXPECT_EQ(restore_backup(path, *database_).error().code, ErrorCode::kConflict);
  Database again = new_database();
  EXPECT_EQ(restore_backup(folder() + "/none.db", again).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(must(list_datasets(again)).empty());
  EXPECT_EQ(back_up(*database_, folder() + "/no/folder.db").error().code, ErrorCode::kIo);
}
TENON_WITH_DATABASES(StoreCopy);

}  // namespace
}  // namespace tenon
