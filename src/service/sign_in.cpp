#include "service/sign_in.h"

#include <algorithm>
#include <array>
#include <utility>

#include "service/account_codec.h"
#include "service/account_file.h"
#include "service/directory.h"
#include "service/role_desk.h"
#include "service/secret.h"
#include "service/session_reach.h"
#include "service/sign_in_work.h"
#include "service/totp.h"
#include "store/session_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

struct RefusalWords {
  std::string_view id;
  Wording wording;
};

constexpr std::array<RefusalWords, 6> kRefusals{
    {{"none", {"成功", "done"}},
     {"wrong", {"用户名、密码或动态口令不正确", "the name, the password or the code is wrong"}},
     {"code_needed",
      {"请输入动态口令或恢复码", "a code of the authenticator, or a recovery code, is needed"}},
     {"password_expired",
      {"一次性密码已过期，请由系统管理员重置",
       "the one-time password has expired: a system administrator can issue another"}},
     {"waiting", {"请稍候再试", "wait before the next try"}},
     {"locked", {"失败次数过多，已暂时锁定", "locked for a time after too many failures"}}}};

// Sessions are kept for the lists of administrators for a while after they have ended.
constexpr std::chrono::days kSessionsKept{30};

// What was known of the account when the password was looked at.
struct Look {
  TryDecision decision;
  std::optional<Account> account;  // none: unknown, or disabled
};

struct Settled {
  SignedIn outcome;
  bool is_stale = false;  // the password was changed in between
};

// One try, with what its password turned out to be.
struct Try {
  SignInDesk& desk;
  const SignInRequest& request;
  Caller caller;  // the actor becomes the account as soon as the password is right
  std::optional<Account> seen;
  bool is_right = false;
  std::string rehashed;  // under the present parameters; empty: not needed
};

Result<Look> look(Connection& connection, const SignInDesk& desk, const SignInRequest& request,
                  std::string_view address, UtcTime now) {
  Look found;
  found.decision = may_try_in(connection, desk.policy, request.name, address, now);
  if (!check_account_name(request.name)) return found;
  auto account = account_named_in(connection, request.name);
  if (!account) return account.error();
  if (*account && !(*account)->value.disabled) found.account = std::move((*account)->value);
  return found;
}

Result<void> tell(Connection& connection, const Try& one, SignInRefusal refusal, std::string_view why) {
  return note(connection, one.caller, "sign_in", "account", one.seen ? one.seen->id : "",
              {{"refusal", id_of(refusal)}, {"why", why}}, AuditResult::kRefused);
}

Result<Settled> refuse(Connection& connection, const Try& one, SignInRefusal refusal, std::string_view why) {
  if (refusal == SignInRefusal::kWrong) {
    count_failure_in(connection, one.desk.policy, one.request.name, one.caller.actor.address,
                     one.caller.time);
  }
  if (auto told = tell(connection, one, refusal, why); !told) return told.error();
  Settled settled;
  settled.outcome.refusal = refusal;
  return settled;
}

Result<Settled> open(Connection& connection, const Try& one, const Account& account, bool second_factor) {
  const UtcTime now = one.caller.time;
  const auto grants = grants_in(connection, account.id);
  if (!grants) return grants.error();
  const auto roles = roles_in(connection);
  if (!roles) return roles.error();
  const bool is_administrator = is_administration(*roles, *grants, now);
  const SessionPolicies& policies = one.desk.policy.sessions;
  const SessionPolicy& policy = is_administrator ? policies.administrators : policies.people;

  std::vector<Session> sessions;
  for (const SessionRow& row : list_session_rows(connection, account.id)) {
    auto session = session_of(row);
    if (!session) return session.error();
    sessions.push_back(std::move(*session));
  }
  for (const std::size_t position : sessions_to_revoke(sessions, policy, now))
    revoke_session_row(connection, sessions[position].id, micros_of(now));
  remove_sessions(connection, micros_of(now - policies.people.absolute - kSessionsKept));

  OpenedSession opened = open_session(account.id, second_factor, one.caller.actor.address,
                                      made_keepable(one.request.device), now);
  add_session(connection, row_of(opened.session));
  keep_account_failures(connection, account.name, after_success());
  Caller caller = one.caller;
  caller.actor = {account.id, account.organisation_id, opened.session.id, one.caller.actor.address};
  if (auto told = note(connection, caller, "sign_in", "account", account.id,
                       {{"second_factor", second_factor ? "yes" : "no"}});
      !told)
    return told.error();
  Settled settled;
  settled.outcome.reach = reach_of(account, is_administrator, second_factor, policies, now);
  settled.outcome.recovery_codes_left = account.recovery_hashes.size();
  settled.outcome.session = std::move(opened.session);
  settled.outcome.cookie = std::move(opened.cookie);
  return settled;
}

// Decides by what is kept now: others may have tried while the password was looked at.
Result<Settled> settle(Connection& connection, Try& one) {
  const UtcTime now = one.caller.time;
  const TryDecision decision =
      may_try_in(connection, one.desk.policy, one.request.name, one.caller.actor.address, now);
  if (decision.state != TryState::kAllowed) return Settled{kept_waiting<SignedIn>(decision), false};
  if (!one.seen) return refuse(connection, one, SignInRefusal::kWrong, "no such account");
  auto kept = account_in(connection, one.seen->id);
  if (!kept) return kept.error();
  Account& account = kept->value;
  if (account.password_phc != one.seen->password_phc) return Settled{{}, true};
  if (account.disabled) return refuse(connection, one, SignInRefusal::kWrong, "disabled");
  if (!one.is_right) return refuse(connection, one, SignInRefusal::kWrong, "password");
  if (account.password_valid_until && now >= *account.password_valid_until)
    return refuse(connection, one, SignInRefusal::kPasswordExpired, "one-time password");
  const bool has_factor = !account.totp_secret.empty();
  if (has_factor && one.request.code.empty())
    return refuse(connection, one, SignInRefusal::kCodeNeeded, "no code");
  if (has_factor) {
    const auto accepted = accept_code(one.desk.key, account, one.request.code, now);
    if (!accepted) return accepted.error();
    if (!*accepted) return refuse(connection, one, SignInRefusal::kWrong, "code");
  }
  if (!one.rehashed.empty()) account.password_phc = one.rehashed;
  keep_credentials(connection, account);
  return open(connection, one, account, has_factor);
}

// Looks at the password on the pool; as long for nobody as for somebody.
Result<void> look_at_password(Try& one) {
  const PasswordCost& cost = one.desk.policy.cost;
  return one.desk.passwords.run([&] {
    if (!one.seen) {
      verify_nobody(one.request.password, cost);
      return;
    }
    one.is_right = verify_password(one.seen->password_phc, one.request.password);
    if (!one.is_right || !needs_rehash(one.seen->password_phc, cost)) return;
    if (auto hashed = hash_password(one.request.password, cost)) one.rehashed = std::move(*hashed);
  });
}

}  // namespace

std::string_view id_of(SignInRefusal refusal) {
  return kRefusals[static_cast<std::size_t>(refusal)].id;
}

Wording wording_of(SignInRefusal refusal) {
  return kRefusals[static_cast<std::size_t>(refusal)].wording;
}

TryDecision may_try_in(Connection& connection, const SignInPolicy& policy, std::string_view name,
                       std::string_view address, UtcTime now) {
  const FailureRecord of_address = address.empty() ? FailureRecord{} : address_failures(connection, address);
  return may_sign_in(account_failures(connection, name), policy.account, of_address, policy.address, now);
}

void count_failure_in(Connection& connection, const SignInPolicy& policy, std::string_view name,
                      std::string_view address, UtcTime now) {
  keep_account_failures(connection, name,
                        after_failure(account_failures(connection, name), policy.account, now));
  if (!address.empty()) {
    keep_address_failures(connection, address,
                          after_failure(address_failures(connection, address), policy.address, now));
  }
  const auto longest = std::max({policy.account.forget_after, policy.address.forget_after,
                                 policy.account.lock_time, policy.address.lock_time});
  remove_failure_rows(connection, micros_of(now - longest));
}

Result<bool> accept_code(const SealingKey& key, Account& account, std::string_view code, UtcTime now) {
  const bool is_digits =
      code.size() == kTotpDigits && code.find_first_not_of("0123456789") == std::string_view::npos;
  if (is_digits) {
    auto secret = key.open(account.totp_secret, account.id);
    if (!secret) return secret.error();
    const auto counter = accept_totp(*secret, code, now, account.totp_last_counter);
    wipe(*secret);
    if (counter) account.totp_last_counter = counter;
    return counter.has_value();
  }
  const auto position = find_recovery_code(account.recovery_hashes, code);
  if (!position) return false;
  account.recovery_hashes.erase(account.recovery_hashes.begin() + static_cast<std::ptrdiff_t>(*position));
  return true;
}

Result<SignedIn> sign_in(SignInDesk& desk, const SignInRequest& request, UtcTime now) {
  constexpr int kTries = 3;
  const Caller stranger{{"", "", "", made_keepable(request.address)}, now};
  for (int k = 0; k < kTries; ++k) {
    auto found = in_transaction<Look>(desk.database, TransactionKind::kRead, [&](Connection& connection) {
      return look(connection, desk, request, stranger.actor.address, now);
    });
    if (!found) return found.error();
    if (found->decision.state != TryState::kAllowed) return kept_waiting<SignedIn>(found->decision);
    Try one{desk, request, stranger, std::move(found->account), false, ""};
    if (auto looked = look_at_password(one); !looked) return looked.error();
    auto settled = in_transaction<Settled>(desk.database, TransactionKind::kWrite,
                                           [&](Connection& connection) { return settle(connection, one); });
    if (!settled) return settled.error();
    if (!settled->is_stale) return std::move(settled->outcome);
  }
  return Error{ErrorCode::kBusy, "the password is being changed: try again"};
}

}  // namespace tenon
