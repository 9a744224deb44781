// Slowing down people who try passwords or codes: growing waits and a lock for a time, counted for each
// account and for each address (GB/T 22239-2019 §8.1.4.1 b; assessors accept 5 failures and 10 to 30
// minutes).
//
// Pure: records in, records out; a store keeps them. Count a failure for the account, whether it exists or
// not, and for the address; refuse before any password is hashed. Clocks that go back lengthen nothing and
// forgive nothing: times gone by count as zero.
#pragma once

#include <cstdint>
#include <string_view>

#include "service/utc_time.h"
#include "service/wording.h"

namespace tenon {

struct LockoutPolicy {
  std::uint32_t free_failures = 2;             // without any wait
  std::chrono::seconds first_wait{1};          // after the next one; doubles with each more
  std::chrono::seconds longest_wait{60};       // the doubling ends here
  std::uint32_t failures_to_lock = 5;          // the wait is then lock_time
  std::chrono::seconds lock_time{15 * 60};     // a lock ends by itself, or by a security administrator
  std::chrono::seconds forget_after{60 * 60};  // without failures for so long, counting starts over
};

// For an address, behind which a whole bureau may sit.
LockoutPolicy address_lockout_policy();

struct FailureRecord {
  std::uint32_t failures = 0;
  UtcTime last_failure;

  bool operator==(const FailureRecord&) const = default;
};

enum class TryState { kAllowed, kWaiting, kLocked };

std::string_view id_of(TryState state);  // "allowed", "waiting", "locked"
Wording wording_of(TryState state);

struct TryDecision {
  TryState state = TryState::kAllowed;
  UtcTime until;  // of kWaiting and kLocked: when the next try is allowed

  bool operator==(const TryDecision&) const = default;
};

TryDecision may_try(const FailureRecord& record, const LockoutPolicy& policy, UtcTime now);

// After a failed try that may_try() had allowed; refused tries are not counted, so that waiting ends.
FailureRecord after_failure(const FailureRecord& record, const LockoutPolicy& policy, UtcTime now);

// After a success of password and second factor: the account starts over. The address does not, or a thief
// with one account of his own could try others without end; its failures are forgotten with time.
FailureRecord after_success();

// The later of the two: account and address.
TryDecision may_sign_in(const FailureRecord& account, const LockoutPolicy& account_policy,
                        const FailureRecord& address, const LockoutPolicy& address_policy, UtcTime now);

}  // namespace tenon
