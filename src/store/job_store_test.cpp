#include "store/job_store.h"

#include <gtest/gtest.h>

#include "store/transaction.h"
#include "support/test_database.h"

namespace tenon {
namespace {

JobRow asked(const std::string& account, const std::string& digest, const std::string& weight = "light") {
  JobRow job;
  job.kind = "analyze";
  job.request = "{\"dataset\":\"链\"}";
  job.request_digest = digest;
  job.account = account;
  job.organisation = "o1";
  job.session = "s1";
  job.address = "local";
  job.region_code = "310000";
  job.classification = "internal";
  job.weight = weight;
  job.priority = -3;
  job.time_limit_s = 300;
  job.made_us = 1'800'000'000'000'001;
  return job;
}

JobResultRow brought(std::int64_t id, std::int64_t made_us) {
  return {
      id,     "application/json", "{\"名\":\"值\\u0000\"}", "00ff", 18, "restricted", true, "{\"seconds\":1}",
      made_us};
}

class JobStore : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
  }
  // The result of `work` in a write transaction.
  template <class Work>
  auto write(const Work& work) {
    using Value = decltype(work(std::declval<Connection&>()));
    std::optional<Value> value;
    must(run_transaction(*database_, TransactionKind::kWrite, [&](Connection& c) -> Result<void> {
      value = work(c);
      return {};
    }));
    return *value;
  }
  std::int64_t add(const JobRow& job) {
    return write([&](Connection& c) { return add_job(c, job); });
  }
  JobRow row(std::int64_t id) {
    return *write([&](Connection& c) { return find_job(c, id); });
  }

  std::optional<Database> database_;
};

TEST_P(JobStore, AJobIsKeptAsItWasAsked) {
  JobRow job = asked("a", "d1");
  job.id = add(job);
  EXPECT_EQ(job.id, 1);
  EXPECT_EQ(row(1), job);
  EXPECT_EQ(add(asked("a", "d2")), 2);
  EXPECT_FALSE(write([](Connection& c) { return find_job(c, 3); }).has_value());
}

TEST_P(JobStore, AJobIsTakenOnceAndHeldByWhoTookIt) {
  const std::int64_t id = add(asked("a", "d1"));
  const auto taken = write([&](Connection& c) { return take_job(c, id, "s1", 7); });
  ASSERT_TRUE(taken.has_value());
  EXPECT_EQ(taken->state, JobState::kRunning);
  EXPECT_EQ(taken->server, "s1");
  EXPECT_EQ(taken->attempts, 1);
  EXPECT_EQ(taken->started_us, 7);
  EXPECT_FALSE(write([&](Connection& c) { return take_job(c, id, "s2", 8); }).has_value());
  const JobEnding done{JobState::kDone, 9, "", ""};
  for (const JobHold& other : {JobHold{id, "s2", 1}, JobHold{id, "s1", 2}, JobHold{id + 1, "s1", 1}}) {
    EXPECT_FALSE(write([&](Connection& c) { return save_job_progress(c, other, 0.5, "x"); }));
    EXPECT_FALSE(write([&](Connection& c) { return end_job(c, other, done, brought(id, 9)); }));
    EXPECT_FALSE(write([&](Connection& c) { return requeue_job(c, other, true); }));
  }
  EXPECT_EQ(row(id), *taken);
  EXPECT_FALSE(write([&](Connection& c) { return find_job_result(c, id); }).has_value());
  const JobHold hold{id, "s1", 1};
  EXPECT_TRUE(write([&](Connection& c) { return save_job_progress(c, hold, 0.1, "算"); }));
  EXPECT_EQ(row(id).progress, 0.1);
  EXPECT_EQ(row(id).progress_note, "算");
  EXPECT_TRUE(write([&](Connection& c) { return end_job(c, hold, done, brought(id, 9)); }));
  EXPECT_EQ(row(id).state, JobState::kDone);
  EXPECT_EQ(row(id).progress, 1);
  EXPECT_FALSE(row(id).server.has_value());
  EXPECT_EQ(write([&](Connection& c) { return find_job_result(c, id); }), brought(id, 9));
  JobResultRow facts = brought(id, 9);
  facts.text.clear();
  EXPECT_EQ(write([&](Connection& c) { return find_job_result_facts(c, id); }), facts);
  EXPECT_FALSE(write([&](Connection& c) { return end_job(c, hold, done, {}); }));
}

TEST_P(JobStore, TurnsGoWithAccounts) {
  for (const char* account : {"a", "b", "a"}) add(asked(account, account));
  add(asked("b", "h", "heavy"));
  write([](Connection& c) { return take_job(c, 2, "s", 1); });
  write([](Connection& c) { return take_job(c, 1, "s", 1); });
  EXPECT_EQ(write([](Connection& c) { return queued_jobs(c); }),
            (std::vector<QueuedJob>{{3, "analyze", "a", false, -3, 2}, {4, "analyze", "b", true, -3, 1}}));
  EXPECT_EQ(write([](Connection& c) { return count_queued_jobs(c, "a"); }), 1U);
  EXPECT_EQ(write([](Connection& c) { return count_jobs(c); }),
            (std::map<JobState, std::size_t>{{JobState::kQueued, 2}, {JobState::kRunning, 2}}));
}

TEST_P(JobStore, AnOpenJobIsFoundByItsRequest) {
  const auto open = [&](const std::string& account, const std::string& digest) {
    const auto found = write([&](Connection& c) { return find_open_job(c, account, digest); });
    return found ? found->id : 0;
  };
  add(asked("a", "d1"));
  EXPECT_EQ(open("a", "d1"), 1);
  EXPECT_EQ(open("b", "d1"), 0);
  EXPECT_EQ(open("a", "d2"), 0);
  write([](Connection& c) { return take_job(c, 1, "s", 1); });
  EXPECT_EQ(open("a", "d1"), 1);
  EXPECT_EQ(write([](Connection& c) { return cancel_job(c, 1, 5); }), CancelOutcome::kAsked);
  EXPECT_EQ(open("a", "d1"), 0);  // it will not bring anything
  add(asked("a", "d1"));
  EXPECT_EQ(open("a", "d1"), 2);
  EXPECT_EQ(write([](Connection& c) { return cancel_job(c, 2, 5); }), CancelOutcome::kCancelled);
  EXPECT_EQ(row(2).state, JobState::kCancelled);
  EXPECT_EQ(row(2).ended_us, 5);
  EXPECT_EQ(write([](Connection& c) { return cancel_job(c, 2, 5); }), CancelOutcome::kEnded);
  EXPECT_EQ(write([](Connection& c) { return cancel_job(c, 3, 5); }), CancelOutcome::kNotFound);
}

TEST_P(JobStore, PutBackItKeepsNothingOfItsRun) {
  const std::int64_t id = add(asked("a", "d1"));
  const JobRow before = row(id);
  write([&](Connection& c) { return take_job(c, id, "s1", 7); });
  write([&](Connection& c) { return save_job_progress(c, {id, "s1", 1}, 0.5, "half"); });
  EXPECT_TRUE(write([&](Connection& c) { return requeue_job(c, {id, "s1", 1}, false); }));
  EXPECT_EQ(row(id), before);
  write([&](Connection& c) { return take_job(c, id, "s1", 7); });
  EXPECT_TRUE(write([&](Connection& c) { return requeue_job(c, {id, "s1", 1}, true); }));
  EXPECT_EQ(row(id).attempts, 1);
}

TEST_P(JobStore, ServersThatDoNotBeatAreDead) {
  for (int k = 0; k < 3; ++k) add(asked("a", std::to_string(k)));
  const auto beat = [&](const std::string& server, std::int64_t at) {
    write([&](Connection& c) { return beat_heart(c, server, at), true; });
  };
  beat("alive", 50);
  beat("alive", 100);
  beat("dead", 99);
  write([](Connection& c) { return take_job(c, 1, "alive", 1); });
  write([](Connection& c) { return take_job(c, 2, "dead", 1); });
  write([](Connection& c) { return take_job(c, 3, "unknown", 1); });
  const auto release = [&](std::int64_t most_attempts) {
    return write([&](Connection& c) { return release_jobs_of_dead_servers(c, 100, most_attempts, 200); });
  };
  const auto has_dead = [&] { return write([](Connection& c) { return has_dead_job_servers(c, 100); }); };
  EXPECT_TRUE(has_dead());
  EXPECT_EQ(release(2), (std::vector<std::int64_t>{2, 3}));
  EXPECT_FALSE(has_dead());
  EXPECT_EQ(row(1).state, JobState::kRunning);
  EXPECT_EQ(row(2).state, JobState::kQueued);
  EXPECT_TRUE(release(2).empty());
  write([](Connection& c) { return take_job(c, 2, "dead", 1); });
  EXPECT_EQ(release(2), (std::vector<std::int64_t>{2}));
  EXPECT_EQ(row(2).state, JobState::kInterrupted);
  EXPECT_EQ(row(2).ended_us, 200);
  write([](Connection& c) { return remove_job_server(c, "alive"), true; });
  EXPECT_EQ(release(2), (std::vector<std::int64_t>{1}));
}

TEST_P(JobStore, TheClockOfTheDatabaseGoes) {
  const auto now = [&] { return write([](Connection& c) { return database_time_us(c); }); };
  const std::int64_t first = now();
  EXPECT_GT(first, 1'700'000'000'000'000);
  const std::int64_t second = now();
  EXPECT_GE(second, first);
  EXPECT_LT(second - first, 60'000'000);
}
TENON_WITH_DATABASES(JobStore);

TEST(JobState, IdsAreReadAsWritten) {
  for (int k = 0; k <= static_cast<int>(JobState::kInterrupted); ++k)
    EXPECT_EQ(job_state_of(id_of(static_cast<JobState>(k))), static_cast<JobState>(k));
  EXPECT_FALSE(job_state_of("sleeping").has_value());
  EXPECT_FALSE(is_final(JobState::kQueued) || is_final(JobState::kRunning));
  EXPECT_TRUE(is_final(JobState::kDone) && is_final(JobState::kInterrupted));
}

}  // namespace
}  // namespace tenon
