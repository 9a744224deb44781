// What a queue tells of running jobs, from many threads at once too.
#include <gtest/gtest.h>

#ifdef __linux__
#include <sys/resource.h>
#endif

#include "service/job_queue.h"
#include "support/job_queue_fixture.h"

namespace tenon {
namespace {

class JobQueueProgress : public WithJobQueue {
 protected:
  // The views of each job, in order.
  std::function<void(const JobView&)> listener() {
    return [this](const JobView& view) {
      const std::lock_guard lock(mutex_);
      views_[view.id].push_back(view);
    };
  }
  std::vector<JobView> views(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    return views_[id];
  }

  std::mutex mutex_;
  std::map<std::int64_t, std::vector<JobView>> views_;
};

TEST_P(JobQueueProgress, IsToldAFewTimesASecondAndKept) {
  std::atomic<bool> goes_on{true};
  JobKind busy;
  busy.id = "busy";
  busy.run = [&](const JobRequest&, JobControl& control) -> Result<JobResult> {
    const Progress progress = control.progress("counting", 0.2, 0.8);
    for (std::uint64_t k = 0; goes_on; ++k) {
      progress(std::min<std::uint64_t>(k / 100, 50), 100);
      std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
    return JobResult{};
  };
  auto options = quick();
  options.tell_seconds = 0.2;
  options.save_seconds = 0.3;
  options.on_change = listener();
  JobQueue queue(*database_, {busy}, options);
  must(queue.start());
  const std::int64_t id = submit(queue, "busy", "x");
  ASSERT_TRUE(within(20, [&] { return row(id)->progress > 0.2; }));
  EXPECT_EQ(row(id)->progress_note, "counting");
  std::this_thread::sleep_for(std::chrono::milliseconds(1000));
  EXPECT_GE(must(queue.find(id)).progress, row(id)->progress);
  goes_on = false;
  ended(queue, id);
  ASSERT_TRUE(within(5, [&] { return views(id).back().state == JobState::kDone; }));
  const auto seen = views(id);
  double last = 0;
  std::size_t running = 0;
  for (const JobView& view : seen) {
    EXPECT_GE(view.progress, last);
    last = view.progress;
    running += view.state == JobState::kRunning ? 1U : 0U;
  }
  const double seconds = std::chrono::duration<double>(*seen.back().ended - *seen.back().started).count();
  EXPECT_GE(running, 3U);
  EXPECT_LE(static_cast<double>(running), seconds / options.tell_seconds + 4);
}

TEST_P(JobQueueProgress, ViewsOfAJobComeInOrder) {
  auto options = quick();
  options.on_change = listener();
  auto queue = new_queue(options);
  must(queue->start());
  stage_.let_all_go();
  std::vector<std::int64_t> ids;
  for (int k = 0; k < 10; ++k) ids.push_back(submit(*queue, "light", "j" + std::to_string(k)));
  for (const std::int64_t id : ids) {
    ended(*queue, id);
    ASSERT_TRUE(within(5, [&] { return !views(id).empty() && is_final(views(id).back().state); }));
    const auto seen = views(id);
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end(), [](const JobView& a, const JobView& b) {
      return static_cast<int>(a.state) < static_cast<int>(b.state);
    }));
    EXPECT_TRUE(std::any_of(seen.begin(), seen.end(),
                            [](const JobView& view) { return view.state == JobState::kRunning; }));
  }
}

#ifdef __linux__
TEST_P(JobQueueProgress, ThreadsOfJobsHaveALowerPriority) {
  std::atomic<int> nice{-1};
  JobKind kind;
  kind.id = "kind";
  kind.run = [&](const JobRequest&, JobControl&) -> Result<JobResult> {
    nice = ::getpriority(PRIO_PROCESS, 0);
    return JobResult{};
  };
  JobQueue queue(*database_, {kind}, quick());
  must(queue.start());
  ended(queue, submit(queue, "kind", "x"));
  EXPECT_EQ(nice, 10);
  EXPECT_EQ(::getpriority(PRIO_PROCESS, 0), 0);
}
#endif

TEST_P(JobQueueProgress, ManyThreadsAtOnce) {
  constexpr int kThreads = 4;
  constexpr int kEach = 12;
  auto options = quick();
  options.workers = 3;
  options.most_queued_per_account = 100;
  options.on_change = listener();
  auto queue = new_queue(options);
  must(queue->start());
  stage_.let_all_go();
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int k = 0; k < kEach; ++k) {
        const std::string name = std::to_string(t) + "." + std::to_string(k);
        const std::int64_t id =
            submit(*queue, k % 3 == 0 ? "heavy" : "light", name, "account" + std::to_string(t));
        if (k % 4 == 0) static_cast<void>(queue->cancel(id, {"chief", "", "", ""}));
        must(queue->find(id));
        must(queue->list());
        must(queue->counts());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  ASSERT_TRUE(within(60, [&] {
    const auto counts = must(queue->counts());
    return !counts.contains(JobState::kQueued) && !counts.contains(JobState::kRunning);
  }));
  const auto counts = must(queue->counts());
  std::size_t all = 0;
  for (const auto& [state, count] : counts) {
    EXPECT_TRUE(state == JobState::kDone || state == JobState::kCancelled);
    all += count;
  }
  EXPECT_EQ(all, static_cast<std::size_t>(kThreads * kEach));
  audited();
}
TENON_WITH_DATABASES(JobQueueProgress);

}  // namespace
}  // namespace tenon
