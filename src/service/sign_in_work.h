// What signing in and the changes of one's own credentials share. Inside of the module.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/account_file.h"
#include "service/sign_in.h"

namespace tenon {

// Whether a try is allowed by the failures of the account and of the address; an empty address has none.
TryDecision may_try_in(Connection& connection, const SignInPolicy& policy, std::string_view name,
                       std::string_view address, UtcTime now);

// Counts one failure for both. Failures that are forgotten anyway are removed.
void count_failure_in(Connection& connection, const SignInPolicy& policy, std::string_view name,
                      std::string_view address, UtcTime now);

// kWaiting or kLocked, with the time, from a decision that is not kAllowed.
template <class Outcome>
Outcome kept_waiting(const TryDecision& decision) {
  Outcome outcome;
  outcome.refusal = decision.state == TryState::kLocked ? SignInRefusal::kLocked : SignInRefusal::kWaiting;
  outcome.until = decision.until;
  return outcome;
}

// Whether `code` is good now, of the authenticator or a recovery code; then `account` holds what is to be
// kept, so that it is good once. kBadInput: the second factor cannot be opened.
Result<bool> accept_code(const SealingKey& key, Account& account, std::string_view code, UtcTime now);

}  // namespace tenon
