#include "store/migration.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/transaction.h"
#include "support/test_database.h"

namespace tenon {
namespace {

using Statements = std::vector<std::string>;

TEST(Migration, StatementsAreInTheWordsOfTheDatabase) {
  const std::string sql =
      "-- a remark\nCREATE TABLE a (\n  r {{real}},\n  x TEXT\n){{clustered}};\n\nCREATE INDEX i ON a (x);\n";
  EXPECT_EQ(
      statements_of(sql, DatabaseKind::kSqlite),
      (Statements{"CREATE TABLE a (\n  r REAL,\n  x TEXT\n) WITHOUT ROWID", "CREATE INDEX i ON a (x)"}));
  EXPECT_EQ(statements_of(sql, DatabaseKind::kPostgresql),
            (Statements{"CREATE TABLE a (\n  r DOUBLE PRECISION,\n  x TEXT\n)", "CREATE INDEX i ON a (x)"}));
}

TEST(Migration, EmbeddedOnesAreNumberedAndHoldNoUnknownWord) {
  int number = 0;
  for (const Migration& migration : embedded_migrations()) {
    EXPECT_EQ(migration.number, ++number);
    for (const auto kind : {DatabaseKind::kSqlite, DatabaseKind::kPostgresql}) {
      const auto statements = statements_of(migration.sql, kind);
      EXPECT_FALSE(statements.empty()) << migration.name;
      for (const std::string& statement : statements)
        EXPECT_EQ(statement.find("{{"), std::string::npos) << statement;
    }
  }
  EXPECT_GT(number, 0);
}

class Migrations : public WithDatabase {
 protected:
  static long long count(Database& database, const std::string& table) {
    Connection connection(database);
    long long rows = 0;
    connection.session() << "SELECT count(*) FROM " + table, soci::into(rows);
    return rows;
  }
};

TEST_P(Migrations, AreTakenOnceHoweverOftenTheDatabaseIsOpened) {
  const std::string address = new_address(GetParam());
  Database first = must(Database::open(address));
  const auto steps = static_cast<long long>(embedded_migrations().size());
  EXPECT_EQ(count(first, "schema_migrations"), steps);
  Database second = must(Database::open(address));
  EXPECT_EQ(count(second, "schema_migrations"), steps);
}

TEST_P(Migrations, OfProgramsThatStartTogetherAreTakenOnce) {
  const std::string address = new_address(GetParam());
  std::atomic<int> opened = 0;
  std::vector<std::thread> programs;
  for (int k = 0; k < 4; ++k) {
    programs.emplace_back([&] {
      const auto database = Database::open(address);
      if (database) {
        ++opened;
      } else {
        ADD_FAILURE() << database.error().message;
      }
    });
  }
  for (std::thread& program : programs) program.join();
  EXPECT_EQ(opened, 4);
  Database database = must(Database::open(address));
  EXPECT_EQ(count(database, "schema_migrations"), static_cast<long long>(embedded_migrations().size()));
}

TEST_P(Migrations, OfANewerProgramAreRefused) {
  Database database = new_database();
  auto migrations = embedded_migrations();
  const int next = static_cast<int>(migrations.size()) + 1;
  migrations.push_back({next, "later", "CREATE TABLE later (x BIGINT);\n"});
  ASSERT_TRUE(migrate(database, migrations).ok());
  const auto refused = migrate(database, embedded_migrations());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kBadInput);
  EXPECT_NE(refused.error().message.find("newer program"), std::string::npos);
}

TEST_P(Migrations, WithAnotherTextAreRefused) {
  Database database = new_database();
  auto migrations = embedded_migrations();
  migrations[0].sql += "CREATE TABLE other (x BIGINT);\n";
  const auto refused = migrate(database, migrations);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kBadInput);
}

TEST_P(Migrations, AStepThatFailsLeavesNothing) {
  Database database = new_database();
  auto migrations = embedded_migrations();
  const int next = static_cast<int>(migrations.size()) + 1;
  migrations.push_back({next, "broken", "CREATE TABLE half (x BIGINT);\nCREATE TABLE half (x BIGINT);\n"});
  const auto refused = migrate(database, migrations);
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("broken"), std::string::npos);
  EXPECT_EQ(count(database, "schema_migrations"), next - 1);
  migrations.back().sql = "CREATE TABLE half (x BIGINT);\n";
  EXPECT_TRUE(migrate(database, migrations).ok());
}
TENON_WITH_DATABASES(Migrations);

}  // namespace
}  // namespace tenon
