// What becomes of jobs when queues drain, die, or are many.
#include <gtest/gtest.h>

#include "service/job_queue.h"
#include "support/job_queue_fixture.h"

namespace tenon {
namespace {

class JobQueueRestart : public WithJobQueue {};

TEST_P(JobQueueRestart, DrainPutsRunningJobsBackForTheNextStart) {
  std::int64_t running = 0;
  std::int64_t waiting = 0;
  {
    auto options = quick();
    options.workers = 1;
    auto queue = new_queue(options);
    must(queue->start());
    running = submit(*queue, "light", "running");
    ASSERT_TRUE(entered("running"));
    waiting = submit(*queue, "light", "waiting");
    EXPECT_EQ(queue->drain(20), 0U);
    EXPECT_EQ(must(queue->find(running)).state, JobState::kQueued);
    EXPECT_EQ(must(queue->find(running)).attempts, 0);
    EXPECT_FALSE(queue->start().ok());
    submit(*queue, "light", "late");  // still taken for the next start
  }
  EXPECT_FALSE(stage_.has_entered("waiting"));
  stage_.let_all_go();
  auto queue = new_queue();
  must(queue->start());
  EXPECT_EQ(ended(*queue, running).state, JobState::kDone);
  EXPECT_EQ(ended(*queue, waiting).state, JobState::kDone);
  EXPECT_EQ(ended(*queue, 3).state, JobState::kDone);
}

TEST_P(JobQueueRestart, DrainDoesNotWaitForWhoDoesNotHeed) {
  auto queue = new_queue();
  must(queue->start());
  const std::int64_t deaf = submit(*queue, "deaf", "deaf");
  ASSERT_TRUE(entered("deaf"));
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(queue->drain(0.2), 1U);
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(10));
  EXPECT_EQ(must(queue->find(deaf)).state, JobState::kQueued);
  stage_.let_all_go();
  queue.reset();
  // What it brought after all is dropped.
  EXPECT_EQ(row(deaf)->state, JobState::kQueued);
}

TEST_P(JobQueueRestart, AJobThatIsCancelledWhileDrainingDoesNotComeBack) {
  auto queue = new_queue();
  must(queue->start());
  const std::int64_t id = submit(*queue, "deaf", "deaf");
  ASSERT_TRUE(entered("deaf"));
  must(queue->cancel(id, {"chief", "", "", ""}));
  EXPECT_EQ(queue->drain(0.1), 1U);
  EXPECT_EQ(must(queue->find(id)).state, JobState::kCancelled);
  stage_.let_all_go();
}

TEST_P(JobQueueRestart, JobsOfADeadServerStartAgainOrAreInterrupted) {
  auto queue = new_queue();
  const std::int64_t once = submit(*queue, "light", "once");
  const std::int64_t twice = submit(*queue, "light", "twice");
  const std::int64_t unwanted = submit(*queue, "light", "unwanted");
  take_as("first", twice, 100);
  must(write([&](Connection& c) -> Result<void> {
    EXPECT_EQ(release_jobs_of_dead_servers(c, database_time_us(c), 2, 2), (std::vector<std::int64_t>{twice}));
    return {};
  }));
  for (const std::int64_t id : {once, twice, unwanted}) take_as("second", id, 100);
  must(queue->cancel(unwanted, {}));
  stage_.let_all_go();
  must(queue->start());
  EXPECT_EQ(ended(*queue, once).state, JobState::kDone);
  EXPECT_EQ(must(queue->find(once)).attempts, 2);
  EXPECT_EQ(ended(*queue, twice).state, JobState::kInterrupted);
  EXPECT_EQ(must(queue->find(twice)).error_code, "interrupted");
  EXPECT_EQ(ended(*queue, unwanted).state, JobState::kCancelled);
  EXPECT_EQ(stage_.entered(), (std::vector<std::string>{"once"}));
  const auto entries = audited();
  EXPECT_EQ(std::count(entries.begin(), entries.end(), "a end_job " + std::to_string(twice)), 1);
}

TEST_P(JobQueueRestart, JobsOfALivingServerAreLeftAlone) {
  auto queue = new_queue();
  const std::int64_t id = submit(*queue, "light", "x");
  take_as("elsewhere", id, 0);
  must(queue->start());
  std::this_thread::sleep_for(std::chrono::milliseconds(800));  // lease: 2 s
  EXPECT_EQ(must(queue->find(id)).state, JobState::kRunning);
  stage_.let_all_go();
  // And when its heart beats no more, they are not.
  EXPECT_EQ(ended(*queue, id).state, JobState::kDone);
}

TEST_P(JobQueueRestart, TwoQueuesDoEachJobOnce) {
  auto options = quick();
  options.lease_seconds = 3;
  options.most_queued_per_account = 100;
  Database other = must(Database::open(address_));
  auto first = new_queue(options);
  JobQueue second(other, kinds(), options);
  std::vector<std::int64_t> ids;
  std::vector<std::string> names;
  for (int k = 0; k < 30; ++k) {
    names.push_back("j" + std::to_string(k));
    ids.push_back(submit(*first, "light", names.back(), std::string(1, static_cast<char>('a' + k % 3))));
    if (k != 7) stage_.let_go(names.back());
  }
  must(first->start());
  must(second.start());
  for (const std::int64_t id : ids) {
    if (id == ids[7]) continue;
    EXPECT_EQ(ended(second, id).state, JobState::kDone);
  }
  // One that lasts longer than a lease stays with who has it.
  std::this_thread::sleep_for(std::chrono::milliseconds(4000));
  stage_.let_all_go();
  EXPECT_EQ(ended(*first, ids[7]).state, JobState::kDone);
  auto done = stage_.entered();
  std::sort(done.begin(), done.end());
  std::sort(names.begin(), names.end());
  EXPECT_EQ(done, names);
}

TEST_P(JobQueueRestart, AnotherQueueCancelsWhatRunsHere) {
  Database other = must(Database::open(address_));
  auto here = new_queue();
  JobQueue elsewhere(other, kinds(), quick());
  must(here->start());
  const std::int64_t id = submit(elsewhere, "light", "x");  // found without being told
  ASSERT_TRUE(entered("x"));
  must(elsewhere.cancel(id, {"chief", "", "", ""}));
  EXPECT_EQ(ended(elsewhere, id).state, JobState::kCancelled);
}

TEST_P(JobQueueRestart, WhoWasTakenForDeadChangesNothingAnyMore) {
  auto queue = new_queue();
  must(queue->start());
  const std::int64_t id = submit(*queue, "deaf", "deaf");
  ASSERT_TRUE(entered("deaf"));
  must(write([&](Connection& c) -> Result<void> {
    EXPECT_EQ(release_jobs_of_dead_servers(c, database_time_us(c) + 1'000'000, 2, 2),
              (std::vector<std::int64_t>{id}));
    return {};
  }));
  take_as("elsewhere", id, -1000);  // lives long
  stage_.let_all_go();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const auto kept = row(id);
  EXPECT_EQ(kept->state, JobState::kRunning);
  EXPECT_EQ(kept->server, "elsewhere");
  EXPECT_EQ(queue->result_facts(id).error().code, ErrorCode::kNotFound);
}

TEST_P(JobQueueRestart, AJobThatWasLostIsNotStartedTwiceInOneProcess) {
  auto queue = new_queue();
  must(queue->start());
  const std::int64_t id = submit(*queue, "deaf", "deaf");
  ASSERT_TRUE(entered("deaf"));
  must(write([&](Connection& c) -> Result<void> {
    release_jobs_of_dead_servers(c, database_time_us(c) + 1'000'000, 5, 2);
    return {};
  }));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(stage_.entered().size(), 1U);
  stage_.let_all_go();
  EXPECT_EQ(ended(*queue, id).state, JobState::kDone);
  EXPECT_EQ(stage_.entered().size(), 2U);
}
TENON_WITH_DATABASES(JobQueueRestart);

}  // namespace
}  // namespace tenon
