#include "service/lockout.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tenon {
namespace {

struct StateWords {
  std::string_view id;
  Wording wording;
};

constexpr std::array<StateWords, 3> kStates{
    {{"allowed", {"可以尝试", "may be tried"}},
     {"waiting", {"请稍候再试", "wait before the next try"}},
     {"locked", {"失败次数过多，已暂时锁定", "locked for a time after too many failures"}}}};

std::chrono::seconds wait_after(std::uint32_t failures, const LockoutPolicy& policy) {
  if (failures <= policy.free_failures) return std::chrono::seconds(0);
  // Twenty doublings of a second are twelve days: beyond any wait.
  const std::uint32_t doublings = std::min<std::uint32_t>(failures - policy.free_failures - 1, 20);
  return std::min(policy.first_wait * (std::int64_t{1} << doublings), policy.longest_wait);
}

bool is_forgotten(const FailureRecord& record, const LockoutPolicy& policy, UtcTime now) {
  return now - record.last_failure >= policy.forget_after;
}

}  // namespace

LockoutPolicy address_lockout_policy() {
  LockoutPolicy policy;
  policy.free_failures = 20;
  policy.failures_to_lock = 100;
  return policy;
}

std::string_view id_of(TryState state) {
  return kStates[static_cast<std::size_t>(state)].id;
}

Wording wording_of(TryState state) {
  return kStates[static_cast<std::size_t>(state)].wording;
}

TryDecision may_try(const FailureRecord& record, const LockoutPolicy& policy, UtcTime now) {
  if (record.failures == 0) return {};
  const bool locked = record.failures >= policy.failures_to_lock;
  const UtcTime until =
      record.last_failure + (locked ? policy.lock_time : wait_after(record.failures, policy));
  if (now >= until) return {};
  return {locked ? TryState::kLocked : TryState::kWaiting, until};
}

FailureRecord after_failure(const FailureRecord& record, const LockoutPolicy& policy, UtcTime now) {
  if (record.failures == 0 || is_forgotten(record, policy, now)) return {1, now};
  // A lock that was sat out is followed by another after every failure until forget_after has passed.
  const std::uint32_t failures = std::min(record.failures, UINT32_MAX - 1) + 1;
  return {failures, std::max(record.last_failure, now)};
}

FailureRecord after_success() {
  return {};
}

TryDecision may_sign_in(const FailureRecord& account, const LockoutPolicy& account_policy,
                        const FailureRecord& address, const LockoutPolicy& address_policy, UtcTime now) {
  const TryDecision of_account = may_try(account, account_policy, now);
  const TryDecision of_address = may_try(address, address_policy, now);
  if (of_account.state == TryState::kAllowed) return of_address;
  if (of_address.state == TryState::kAllowed) return of_account;
  return of_address.until > of_account.until ? of_address : of_account;
}

}  // namespace tenon
