#include "service/job_turns.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace tenon {
namespace {

QueuedJob queued(std::int64_t id, const std::string& account, std::int64_t turn, std::int64_t priority = 0,
                 bool is_heavy = false) {
  return {id, "light", account, is_heavy, priority, turn};
}

TEST(JobTurns, TheAccountThatWaitedLongestThenPriorityThenOrder) {
  EXPECT_FALSE(next_job({}, true).has_value());
  const std::vector<QueuedJob> jobs = {queued(1, "a", 5, 9), queued(2, "b", 3), queued(3, "b", 3, 1),
                                       queued(4, "b", 3, 1)};
  EXPECT_EQ(next_job(jobs, true), 2U);
  // Who never had a turn comes first; among them who came first.
  const std::vector<QueuedJob> fresh = {queued(1, "a", 5), queued(2, "c", 0), queued(3, "b", 0)};
  EXPECT_EQ(next_job(fresh, true), 1U);
}

TEST(JobTurns, HeavyOnesAreOverlookedWhileNoneMayRun) {
  const std::vector<QueuedJob> jobs = {queued(1, "a", 0, 5, true), queued(2, "a", 0), queued(3, "b", 1)};
  EXPECT_EQ(next_job(jobs, true), 0U);
  EXPECT_EQ(next_job(jobs, false), 1U);
  const std::vector<QueuedJob> all_heavy = {queued(1, "a", 0, 0, true)};
  EXPECT_FALSE(next_job(all_heavy, false).has_value());
}

RC_GTEST_PROP(JobTurns, NobodyWaitsWhileAnotherHasTwoTurns, ()) {
  std::vector<QueuedJob> jobs;
  const auto accounts = *rc::gen::inRange(1, 6);
  std::int64_t id = 0;
  for (int k = 0; k < accounts * 6; ++k)
    jobs.push_back(queued(++id, std::string(1, static_cast<char>('a' + *rc::gen::inRange(0, accounts))), 0,
                          *rc::gen::inRange(-2, 3)));
  std::int64_t turn = 0;
  std::map<std::string, int> since;  // turns of others since the account's own last one, while it waited
  while (!jobs.empty()) {
    const auto next = next_job(jobs, true);
    RC_ASSERT(next.has_value());
    const QueuedJob taken = jobs[*next];
    jobs.erase(jobs.begin() + static_cast<std::ptrdiff_t>(*next));
    ++turn;
    std::map<std::string, bool> waits;
    for (QueuedJob& job : jobs) {
      if (job.account == taken.account) {
        job.turn = turn;
        RC_ASSERT(job.priority <= taken.priority);
        RC_ASSERT(job.priority < taken.priority || job.id > taken.id);
      }
      waits[job.account] = true;
    }
    since[taken.account] = 0;
    for (const auto& [account, _] : waits) {
      if (account == taken.account) continue;
      // As many turns as there are others, at most.
      RC_ASSERT(++since[account] < accounts);
    }
  }
}

}  // namespace
}  // namespace tenon
