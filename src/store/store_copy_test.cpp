#include "store/store_copy.h"

#include <gtest/gtest.h>

#include "store/account_store.h"
#include "store/break_point_store.h"
#include "store/dataset_store.h"
#include "store/file_store.h"
#include "store/job_store.h"
#include "store/notification_store.h"
#include "store/recompute_store.h"
#include "store/record_store.h"
#include "store/session_store.h"
#include "store/setting_store.h"
#include "store/transaction.h"
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
    must(run_transaction(*database_, TransactionKind::kWrite, keep_people));
    must(run_transaction(*database_, TransactionKind::kWrite, keep_a_job));
    must(run_transaction(*database_, TransactionKind::kWrite, keep_what_people_made));
  }
  static Result<void> keep_people(Connection& connection) {
    AccountRow account;
    account.id = "a1";
    account.name = account.name_key = "li";
    account.organisation_id = "o1";
    if (auto put = put_organisation(connection, {"o1", "bureau", "局", "Bureau", "310000", ""}); !put)
      return put.error();
    if (auto put = put_account(connection, account); !put) return put.error();
    put_grant(connection, {"g1", "a1", "read_only", "", "", "internal", 1, {}});
    add_session(connection, {"h1", "s1", "a1", 1, 2, {}, true, "10.0.0.1", "browser"});
    add_api_token(connection, {"h2", "t1", "a1", "export", "dataset.read", 1, 2, 1, 2});
    if (auto put = put_setting(connection, {"name", "value"}); !put) return put.error();
    return {};
  }
  static Result<void> keep_a_job(Connection& c) {
    JobRow job;
    job.kind = "analyze";
    job.weight = "light";
    job.account = "analyst";
    const std::int64_t id = add_job(c, job);
    take_job(c, id, "server", 5);
    beat_heart(c, "server", 6);
    EXPECT_TRUE(save_job_progress(c, {id, "server", 1}, 0.25, "half of half"));
    EXPECT_TRUE(end_job(c, {id, "server", 1}, {JobState::kTimedOut, 7, "timed_out", ""},
                        JobResultRow{id, "text/plain", "链\n", "00", 4, "internal", true, "{}", 7}));
    return {};
  }
  static Result<void> keep_what_people_made(Connection& connection) {
    RecordRow record;
    record.kind = "plan";
    const std::vector<RecordLink> links = {{"dataset", "dataset", "b", 1}};
    auto kept = add_record(connection, record, {0, "p", std::string(1'000'000, 'x'), 1, "li", "", {}}, links);
    if (!kept) return kept.error();
    // More pieces than are copied at once.
    put_file(connection, {"ff", 200, 0, 1}, std::vector<std::string>(200, std::string(3'000, 'p')));
    if (auto held = add_file_reference(connection, "ff", {"record", "1"}); !held) return held;
    add_notification(connection, {0, {"li", "", "", ""}, "BP-1", 3, "链", "chain", 1, {}});
    mark_notification_read(connection, {"li", "", "", {}}, 1, 2);
    ask_recompute(connection, {0, "BP-1", 3, "score", 1, 0});
    return {};
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
    must(run_transaction(copy, TransactionKind::kRead, [](Connection& connection) -> Result<void> {
      EXPECT_EQ(list_organisation_rows(connection).size(), 1U);
      EXPECT_EQ(list_account_rows(connection).size(), 1U);
      EXPECT_FALSE(list_account_rows(connection).at(0).disabled_us.has_value());
      EXPECT_EQ(list_all_grant_rows(connection).size(), 1U);
      EXPECT_EQ(list_session_rows(connection, "a1").size(), 1U);
      EXPECT_EQ(list_api_token_rows(connection, "a1").at(0).revoked_us, 2);
      EXPECT_EQ(list_setting_rows(connection).at(0).value, "value");
      return {};
    }));
    expect_same_jobs(copy);
    expect_what_people_made(copy);
  }
  void expect_same_jobs(Database& copy) {
    Connection from(*database_);
    Connection to(copy);
    EXPECT_EQ(list_jobs(to), list_jobs(from));
    EXPECT_EQ(list_jobs(to).size(), 1U);
    EXPECT_EQ(find_job_result(to, 1), find_job_result(from, 1));
  }
  static void expect_what_people_made(Database& copy) {
    Connection connection(copy);
    const auto plan = find_revision(connection, 1, 1);
    ASSERT_TRUE(plan.has_value());
    EXPECT_EQ(plan->text, std::string(1'000'000, 'x'));
    EXPECT_FALSE(plan->restores.has_value());
    EXPECT_EQ(links_of(connection, 1, 1).size(), 1U);
    std::size_t size = 0;
    visit_file_pieces(connection, "ff", [&](const std::string& piece) { size += piece.size(); });
    EXPECT_EQ(size, 600'000U);
    EXPECT_EQ(holders_of_file(connection, "ff").size(), 1U);
    const auto notifications = page_of_notifications(connection, {"li", "", "", {}}, {});
    ASSERT_EQ(notifications.size(), 1U);
    EXPECT_EQ(notifications[0].read_at, 2);
    EXPECT_EQ(waiting_recompute_requests(connection, 9, {"queue"}, 1).size(), 1U);
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
