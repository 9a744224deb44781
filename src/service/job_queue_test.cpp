#include "service/job_queue.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "service/digest.h"
#include "service/encoding.h"
#include "support/job_queue_fixture.h"

namespace tenon {
namespace {

class JobQueueTest : public WithJobQueue {};

TEST_P(JobQueueTest, KeepsWhatAJobBroughtAndTellsTheAuditChain) {
  auto queue = new_queue();
  must(queue->start());
  const std::int64_t id = submit(*queue, "light", "{\"链\":1}");
  ASSERT_TRUE(entered("{\"链\":1}"));
  EXPECT_EQ(queue->result(id, {}).error().message, "job 1 has not ended yet");
  EXPECT_EQ(must(queue->find(id)).state, JobState::kRunning);
  stage_.let_all_go();
  const JobView view = ended(*queue, id);
  EXPECT_EQ(view.state, JobState::kDone) << view.error_message;
  EXPECT_EQ(view.progress, 1);
  EXPECT_EQ(view.attempts, 1);
  EXPECT_EQ(view.account, "a");
  EXPECT_EQ(view.organisation, "o1");
  EXPECT_EQ(view.region_code, "310000");
  ASSERT_TRUE(view.started && view.ended);
  EXPECT_LE(view.made, *view.started);
  EXPECT_LE(*view.started, *view.ended);

  const JobResultFacts facts = must(queue->result_facts(id));
  const KeptJobResult result = must(queue->result(id, {"b", "o2", "s2", "local"}));
  EXPECT_EQ(result.text, "result of {\"链\":1}");
  EXPECT_EQ(result.digest, to_hex(bytes_of(sm3(result.text))));
  EXPECT_EQ(result.byte_count, static_cast<std::int64_t>(result.text.size()));
  EXPECT_EQ(result.classification, Classification::kRestricted);
  EXPECT_FALSE(result.is_partial);
  EXPECT_TRUE(result.metadata.starts_with("{\"seconds\":")) << result.metadata;
  EXPECT_TRUE(
      result.metadata.ends_with(",\"threads\":1,\"attempts\":1,\"details\":{\"method\":\"waiting\"}}"))
      << result.metadata;
  EXPECT_EQ(facts.digest, result.digest);
  EXPECT_EQ(must(queue->request(id)), "{\"链\":1}");
  // Reading what is restricted is told, under the permission that it takes.
  EXPECT_EQ(audited(), (std::vector<std::string>{"a submit_job 1", "a end_job 1", "b scenario.run 1"}));
}

TEST_P(JobQueueTest, AccountsTakeTurns) {
  auto options = quick();
  options.workers = 1;
  auto queue = new_queue(options);
  stage_.let_all_go();
  for (const char* name : {"a1", "a2", "a3", "a4"}) submit(*queue, "light", name, "a");
  for (const char* name : {"b1", "b2"}) submit(*queue, "light", name, "b");
  auto urgent = asked("light", "b3", "b");
  urgent.priority = 10;
  must(queue->submit(urgent));
  const std::int64_t last = submit(*queue, "light", "c1", "c");
  must(queue->start());
  ended(*queue, last);
  ended(*queue, 4);
  EXPECT_EQ(stage_.entered(), (std::vector<std::string>{"a1", "b3", "c1", "a2", "b1", "a3", "b2", "a4"}));
}

TEST_P(JobQueueTest, LightJobsDoNotWaitForHeavyOnes) {
  auto queue = new_queue();
  must(queue->start());
  const std::int64_t first = submit(*queue, "heavy", "h1");
  const std::int64_t second = submit(*queue, "heavy", "h2", "b");
  ASSERT_TRUE(entered("h1"));
  for (const char* name : {"l1", "l2", "l3"}) {
    const std::int64_t light = submit(*queue, "light", name);
    stage_.let_go(name);
    EXPECT_EQ(ended(*queue, light).state, JobState::kDone);
  }
  EXPECT_EQ(must(queue->find(second)).state, JobState::kQueued);
  stage_.let_go("h1");
  EXPECT_EQ(ended(*queue, first).state, JobState::kDone);
  ASSERT_TRUE(entered("h2"));
  stage_.let_go("h2");
  EXPECT_EQ(ended(*queue, second).state, JobState::kDone);
}

TEST_P(JobQueueTest, NoMoreRunThanThereAreWorkers) {
  auto options = quick();
  options.workers = 3;
  auto queue = new_queue(options);
  std::vector<std::int64_t> ids;
  for (int k = 0; k < 9; ++k) ids.push_back(submit(*queue, "light", "j" + std::to_string(k)));
  must(queue->start());
  ASSERT_TRUE(within(20, [&] { return stage_.entered().size() == 3; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(must(queue->counts()),
            (std::map<JobState, std::size_t>{{JobState::kQueued, 6}, {JobState::kRunning, 3}}));
  stage_.let_all_go();
  for (const std::int64_t id : ids) EXPECT_EQ(ended(*queue, id).state, JobState::kDone);
  EXPECT_EQ(stage_.most_inside(), 3);
}

TEST_P(JobQueueTest, TheQueueIsBounded) {
  auto options = quick();
  options.most_queued_per_account = 2;
  options.most_queued = 3;
  auto queue = new_queue(options);
  submit(*queue, "light", "a1", "a");
  submit(*queue, "light", "a2", "a");
  EXPECT_EQ(queue->submit(asked("light", "a3", "a")).error().code, ErrorCode::kBusy);
  submit(*queue, "light", "b1", "b");
  EXPECT_EQ(queue->submit(asked("light", "c1", "c")).error().code, ErrorCode::kBusy);
  EXPECT_EQ(must(queue->counts()), (std::map<JobState, std::size_t>{{JobState::kQueued, 3}}));
  must(queue->cancel(1, {"a", "", "", ""}));
  submit(*queue, "light", "a3", "a");
}

TEST_P(JobQueueTest, TheSameRequestIsTheSameJobWhileItIsOpen) {
  auto queue = new_queue();
  const std::int64_t id = submit(*queue, "light", "x", "a");
  const SubmittedJob again = must(queue->submit(asked("light", "x", "a")));
  EXPECT_EQ(again.id, id);
  EXPECT_FALSE(again.is_new);
  EXPECT_NE(submit(*queue, "light", "y", "a"), id);
  EXPECT_NE(submit(*queue, "heavy", "x", "a"), id);
  EXPECT_NE(submit(*queue, "light", "x", "b"), id);
  auto another = asked("light", "x", "a");
  another.even_if_same = true;
  EXPECT_NE(must(queue->submit(another)).id, id);
  must(queue->start());
  ASSERT_TRUE(entered("x"));
  EXPECT_FALSE(must(queue->submit(asked("light", "x", "a"))).is_new);
  stage_.let_all_go();
  for (std::int64_t k = 1; k <= 5; ++k) ended(*queue, k);
  EXPECT_TRUE(must(queue->submit(asked("light", "x", "a"))).is_new);
}

TEST_P(JobQueueTest, RefusesWhatMakesNoSense) {
  auto queue = new_queue();
  EXPECT_EQ(queue->submit(asked("none", "x")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(queue->submit(asked("light", "x", "")).error().code, ErrorCode::kInvalidArgument);
  auto submission = asked("light", "x");
  submission.priority = 11;
  EXPECT_EQ(queue->submit(submission).error().code, ErrorCode::kInvalidArgument);
  submission = asked("light", "x");
  submission.time_limit_s = 0;
  EXPECT_EQ(queue->submit(submission).error().code, ErrorCode::kInvalidArgument);
  submission.time_limit_s = 3601;
  EXPECT_EQ(queue->submit(submission).error().message, "a time limit of 3601 seconds: light takes 1 to 3600");
  EXPECT_EQ(queue->submit(asked("light", std::string(5U << 20U, 'x'))).error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(queue->submit(asked("wrong", "refused")).error().message, "refused: no such member");
  EXPECT_EQ(queue->find(1).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(queue->cancel(1, {}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(queue->result(1, {}).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(audited().empty());
}

TEST_P(JobQueueTest, FaultsOfTheWorkAreErrorsOfTheJob) {
  auto queue = new_queue();
  must(queue->start());
  const JobView wrong = ended(*queue, submit(*queue, "wrong", "it"));
  EXPECT_EQ(wrong.state, JobState::kFailed);
  EXPECT_EQ(wrong.error_code, "bad_input");
  EXPECT_EQ(wrong.error_message, "cannot do prepared it");
  const JobView thrown = ended(*queue, submit(*queue, "throwing", "x"));
  EXPECT_EQ(thrown.state, JobState::kFailed);
  EXPECT_EQ(thrown.error_message, "ended by a fault of the program: oh");
  EXPECT_EQ(queue->result(thrown.id, {}).error().message, "job 2 has no result: it is failed");
}

TEST_P(JobQueueTest, QueuedAndRunningJobsAreCancelled) {
  auto options = quick();
  options.workers = 1;
  auto queue = new_queue(options);
  must(queue->start());
  const std::int64_t running = submit(*queue, "light", "running");
  ASSERT_TRUE(entered("running"));
  const std::int64_t waiting = submit(*queue, "light", "waiting");
  EXPECT_EQ(must(queue->cancel(waiting, {"chief", "", "", ""})).state, JobState::kCancelled);
  EXPECT_TRUE(must(queue->cancel(running, {"chief", "", "", ""})).is_cancel_asked);
  EXPECT_EQ(ended(*queue, running).state, JobState::kCancelled);
  EXPECT_EQ(queue->cancel(running, {}).error().code, ErrorCode::kConflict);
  EXPECT_EQ(queue->cancel(waiting, {}).error().code, ErrorCode::kConflict);
  const std::int64_t partial = submit(*queue, "partial", "partial");
  ASSERT_TRUE(entered("partial"));
  must(queue->cancel(partial, {"chief", "", "", ""}));
  EXPECT_EQ(ended(*queue, partial).state, JobState::kCancelled);
  EXPECT_EQ(queue->result_facts(partial).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(stage_.has_entered("waiting"));
  EXPECT_EQ(audited(), (std::vector<std::string>{"a submit_job 1", "a submit_job 2", "chief cancel_job 2",
                                                 "chief cancel_job 1", "a end_job 1", "a submit_job 3",
                                                 "chief cancel_job 3", "a end_job 3"}));
}

TEST_P(JobQueueTest, TheTimeLimitStopsAJobAndKeepsWhatItHas) {
  auto queue = new_queue();
  must(queue->start());
  auto submission = asked("partial", "x");
  submission.time_limit_s = 1;
  const JobView view = ended(*queue, must(queue->submit(submission)).id);
  EXPECT_EQ(view.state, JobState::kTimedOut);
  EXPECT_EQ(view.error_code, "timed_out");
  EXPECT_EQ(view.error_message, "stopped at its time limit of 1 seconds");
  EXPECT_GE(*view.ended - *view.started, std::chrono::seconds(1));
  EXPECT_LE(*view.ended - *view.started, std::chrono::seconds(3));
  EXPECT_TRUE(must(queue->result(view.id, {})).is_partial);
}

TEST_P(JobQueueTest, ResultsAreDeletedByAgeAndJobsStay) {
  auto options = quick();
  std::atomic<std::int64_t> now{1'800'000'000'000'000};
  options.now = [&] { return UtcTime(std::chrono::microseconds(now.load())); };
  auto queue = new_queue(options);
  must(queue->start());
  stage_.let_all_go();
  const std::int64_t old = submit(*queue, "light", "old");
  ended(*queue, old);
  now += 86'400'000'000;
  const std::int64_t young = submit(*queue, "light", "young");
  ended(*queue, young);
  const UtcTime limit{std::chrono::microseconds(now.load())};
  EXPECT_EQ(must(queue->delete_results(limit, {"keeper", "", "", ""})), 1U);
  EXPECT_EQ(must(queue->delete_results(limit, {"keeper", "", "", ""})), 0U);
  EXPECT_EQ(queue->result(old, {}).error().message, "the result of job 1 is not kept any more");
  EXPECT_EQ(must(queue->find(old)).state, JobState::kDone);
  EXPECT_EQ(must(queue->result(young, {})).text, "result of young");
}

TEST_P(JobQueueTest, ListsNewestFirstInPages) {
  auto queue = new_queue();
  for (int k = 1; k <= 5; ++k) submit(*queue, "light", std::to_string(k), k % 2 == 0 ? "b" : "a");
  must(queue->cancel(3, {}));
  const auto ids = [&](const JobFilter& filter) {
    std::vector<std::int64_t> found;
    for (const JobView& view : must(queue->list(filter))) found.push_back(view.id);
    return found;
  };
  JobFilter filter;
  filter.limit = 2;
  EXPECT_EQ(ids(filter), (std::vector<std::int64_t>{5, 4}));
  filter.before = 4;
  EXPECT_EQ(ids(filter), (std::vector<std::int64_t>{3, 2}));
  filter = {};
  filter.account = "a";
  EXPECT_EQ(ids(filter), (std::vector<std::int64_t>{5, 3, 1}));
  filter.state = JobState::kQueued;
  EXPECT_EQ(ids(filter), (std::vector<std::int64_t>{5, 1}));
  filter.kind = "heavy";
  EXPECT_TRUE(ids(filter).empty());
}
TENON_WITH_DATABASES(JobQueueTest);

}  // namespace
}  // namespace tenon
