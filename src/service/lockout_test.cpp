#include "service/lockout.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenon {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const UtcTime kStart{hours(24 * 365 * 50)};

TEST(Lockout, WaitsGrowAndTheFifthFailureLocks) {
  const LockoutPolicy policy;
  FailureRecord record;
  UtcTime now = kStart;
  const seconds waits[] = {seconds(0), seconds(0), seconds(1), seconds(2), minutes(15)};
  for (std::size_t failure = 0; failure < 5; ++failure) {
    ASSERT_EQ(may_try(record, policy, now).state, TryState::kAllowed);
    record = after_failure(record, policy, now);
    EXPECT_EQ(record.failures, failure + 1);
    if (waits[failure] > seconds(0)) {
      const TryDecision decision = may_try(record, policy, now);
      EXPECT_EQ(decision.state, failure == 4 ? TryState::kLocked : TryState::kWaiting);
      EXPECT_EQ(decision.until, now + waits[failure]);
      EXPECT_NE(may_try(record, policy, now + waits[failure] - microseconds(1)).state, TryState::kAllowed);
    }
    now += waits[failure];
  }
  EXPECT_EQ(may_try(record, policy, now).state, TryState::kAllowed);
  record = after_failure(record, policy, now);  // once more: locked again at once
  EXPECT_EQ(may_try(record, policy, now).state, TryState::kLocked);
}

TEST(Lockout, ForgetsWithTimeAndOnSuccess) {
  const LockoutPolicy policy;
  FailureRecord record{4, kStart};
  EXPECT_EQ(after_failure(record, policy, kStart + minutes(60) - microseconds(1)).failures, 5U);
  EXPECT_EQ(after_failure(record, policy, kStart + minutes(60)), (FailureRecord{1, kStart + minutes(60)}));
  EXPECT_EQ(after_success(), FailureRecord{});
  EXPECT_EQ(may_try(after_success(), policy, kStart).state, TryState::kAllowed);
}

TEST(Lockout, TheWaitHasALimit) {
  LockoutPolicy policy;
  policy.failures_to_lock = UINT32_MAX;
  EXPECT_EQ(may_try({9, kStart}, policy, kStart).until, kStart + seconds(60));
  EXPECT_EQ(may_try({4'000'000'000U, kStart}, policy, kStart).until, kStart + seconds(60));
  EXPECT_EQ(after_failure({UINT32_MAX, kStart}, policy, kStart).failures, UINT32_MAX);
}

TEST(Lockout, ClocksThatGoBackForgiveNothing) {
  const LockoutPolicy policy;
  const FailureRecord record{4, kStart};
  EXPECT_EQ(may_try(record, policy, kStart - hours(3)).state, TryState::kWaiting);
  EXPECT_EQ(after_failure(record, policy, kStart - hours(3)), (FailureRecord{5, kStart}));
}

TEST(Lockout, TheLaterOfAccountAndAddressCounts) {
  const LockoutPolicy account = {};
  const LockoutPolicy address = address_lockout_policy();
  const FailureRecord none;
  const auto state = [&](const FailureRecord& a, const FailureRecord& b) {
    return may_sign_in(a, account, b, address, kStart);
  };
  EXPECT_EQ(state(none, none).state, TryState::kAllowed);
  EXPECT_EQ(state({5, kStart}, none).state, TryState::kLocked);
  EXPECT_EQ(state(none, {5, kStart}).state, TryState::kAllowed);
  EXPECT_EQ(state(none, {100, kStart}).state, TryState::kLocked);
  EXPECT_EQ(state({3, kStart}, {100, kStart - minutes(1)}).until, kStart + minutes(14));
  EXPECT_EQ(state({5, kStart}, {100, kStart - minutes(1)}).until, kStart + minutes(15));
}

// What the rule is for: at most so many tries of one account in a day, however they are timed.
RC_GTEST_PROP(Lockout, FewTriesADay, ()) {
  const LockoutPolicy policy;
  FailureRecord record;
  UtcTime now = kStart;
  int tries = 0;
  while (now < kStart + hours(24)) {
    if (may_try(record, policy, now).state == TryState::kAllowed) {
      record = after_failure(record, policy, now);
      ++tries;
    }
    now += seconds(*rc::gen::inRange(1, 1200));
  }
  RC_ASSERT(tries <= 4 + 24 * 4 + 1);
}

}  // namespace
}  // namespace tenon
