// What sign_in.h has for one's own password and second factor.
#include <functional>
#include <utility>

#include "service/account_codec.h"
#include "service/account_file.h"
#include "service/encoding.h"
#include "service/secret.h"
#include "service/sign_in.h"
#include "service/sign_in_work.h"
#include "service/totp.h"
#include "store/session_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

// The account of the caller, in a transaction that goes on only where nobody is kept waiting. `work` answers
// with what it made of it.
template <class Outcome>
Result<Outcome> with_own_account(SignInDesk& desk, const Caller& caller,
                                 const std::function<Result<Outcome>(Connection&, Account&)>& work) {
  return in_transaction<Outcome>(
      desk.database, TransactionKind::kWrite, [&](Connection& connection) -> Result<Outcome> {
        auto account = account_in(connection, caller.actor.user_id);
        if (!account) return account.error();
        const TryDecision decision =
            may_try_in(connection, desk.policy, account->value.name, caller.actor.address, caller.time);
        if (decision.state != TryState::kAllowed) return kept_waiting<Outcome>(decision);
        return work(connection, account->value);
      });
}

Result<void> count_wrong(Connection& connection, const SignInDesk& desk, const Account& account,
                         const Caller& caller, std::string_view what) {
  count_failure_in(connection, desk.policy, account.name, caller.actor.address, caller.time);
  return note(connection, caller, "account.credentials", "account", account.id,
              {{"refusal", id_of(SignInRefusal::kWrong)}, {"why", what}}, AuditResult::kRefused);
}

template <class Outcome>
Result<Outcome> wrong(Connection& connection, const SignInDesk& desk, const Account& account,
                      const Caller& caller, std::string_view what) {
  if (auto counted = count_wrong(connection, desk, account, caller, what); !counted) return counted.error();
  Outcome outcome;
  outcome.refusal = SignInRefusal::kWrong;
  return outcome;
}

// Names that a password may not hold.
Result<std::vector<std::string>> names_of(Connection& connection, const Account& account) {
  std::vector<std::string> names{account.name, account.full_name};
  if (account.organisation_id.empty()) return names;
  const auto organisation = organisation_in(connection, account.organisation_id);
  if (!organisation) return organisation.error();
  names.push_back(organisation->value.name_zh);
  names.push_back(organisation->value.name_en);
  return names;
}

struct OwnLook {
  TryDecision decision;
  Account account;
  std::vector<std::string> names;
};

// Of the new codes, what is kept goes into the account.
std::vector<std::string> renew_recovery_codes(Account& account) {
  RecoveryCodes fresh = make_recovery_codes();
  account.recovery_hashes = std::move(fresh.hashes);
  return std::move(fresh.codes);
}

}  // namespace

Result<PasswordChange> change_password(SignInDesk& desk, const std::string& present, const std::string& next,
                                       const Caller& caller) {
  auto look = in_transaction<OwnLook>(
      desk.database, TransactionKind::kRead, [&](Connection& connection) -> Result<OwnLook> {
        auto account = account_in(connection, caller.actor.user_id);
        if (!account) return account.error();
        auto names = names_of(connection, account->value);
        if (!names) return names.error();
        const TryDecision decision =
            may_try_in(connection, desk.policy, account->value.name, caller.actor.address, caller.time);
        return OwnLook{decision, std::move(account->value), std::move(*names)};
      });
  if (!look) return look.error();
  if (look->decision.state != TryState::kAllowed) return kept_waiting<PasswordChange>(look->decision);

  const PasswordPolicy& rules = desk.policy.sessions.password;
  std::vector<std::string> earlier{look->account.password_phc};
  earlier.insert(earlier.end(), look->account.earlier_passwords.begin(),
                 look->account.earlier_passwords.end());
  if (earlier.size() > rules.history) earlier.resize(rules.history);
  PasswordChange change;
  bool is_right = false;
  Result<std::string> hashed = std::string();
  const auto ran = desk.passwords.run([&] {
    is_right = verify_password(look->account.password_phc, present);
    if (!is_right) return;
    change.faults = check_password(next, look->names, earlier, rules);
    if (change.faults.empty()) hashed = hash_password(next, desk.policy.cost);
  });
  if (!ran) return ran.error();
  if (!hashed) return hashed.error();
  if (is_right && !change.ok()) return change;

  return with_own_account<PasswordChange>(
      desk, caller, [&](Connection& connection, Account& account) -> Result<PasswordChange> {
        if (account.password_phc != look->account.password_phc)
          return Error{ErrorCode::kConflict, "the password was changed by somebody else"};
        if (!is_right) return wrong<PasswordChange>(connection, desk, account, caller, "password");
        account.password_phc = *hashed;
        account.earlier_passwords = earlier;
        account.password_set = caller.time;
        account.must_change_password = false;
        account.password_valid_until.reset();
        keep_credentials(connection, account);
        end_sessions(connection, account.id, caller.actor.session_id, caller.time);
        if (auto told = note(connection, caller, "account.credentials", "account", account.id,
                             {{"what", "password"}});
            !told)
          return told.error();
        return change;
      });
}

Result<TotpEnrolment> start_totp(SignInDesk& desk, const std::string& code, const Caller& caller) {
  return with_own_account<TotpEnrolment>(
      desk, caller, [&](Connection& connection, Account& account) -> Result<TotpEnrolment> {
        if (!account.totp_secret.empty()) {
          const auto accepted = accept_code(desk.key, account, code, caller.time);
          if (!accepted) return accepted.error();
          if (!*accepted) return wrong<TotpEnrolment>(connection, desk, account, caller, "code");
        }
        std::string secret = make_totp_secret();
        account.totp_pending = desk.key.seal(secret, account.id);
        keep_credentials(connection, account);
        if (auto told = note(connection, caller, "account.credentials", "account", account.id,
                             {{"what", "second factor begun"}});
            !told)
          return told.error();
        TotpEnrolment enrolment;
        enrolment.secret = to_base32(secret);
        enrolment.uri = otpauth_uri(desk.policy.issuer, account.name, secret);
        wipe(secret);
        return enrolment;
      });
}

Result<TotpConfirmation> confirm_totp(SignInDesk& desk, const std::string& code, const Caller& caller) {
  return with_own_account<TotpConfirmation>(
      desk, caller, [&](Connection& connection, Account& account) -> Result<TotpConfirmation> {
        if (account.totp_pending.empty())
          return Error{ErrorCode::kNotFound, "no second factor was begun: start anew"};
        auto secret = desk.key.open(account.totp_pending, account.id);
        if (!secret) return secret.error();
        const auto counter = accept_totp(*secret, code, caller.time, std::nullopt);
        wipe(*secret);
        if (!counter) return wrong<TotpConfirmation>(connection, desk, account, caller, "code");
        account.totp_secret = std::exchange(account.totp_pending, "");
        account.totp_last_counter = counter;
        TotpConfirmation confirmation;
        confirmation.recovery_codes = renew_recovery_codes(account);
        keep_credentials(connection, account);
        set_second_factor(connection, caller.actor.session_id);
        end_sessions(connection, account.id, caller.actor.session_id, caller.time);
        if (auto told = note(connection, caller, "account.credentials", "account", account.id,
                             {{"what", "second factor"}});
            !told)
          return told.error();
        return confirmation;
      });
}

Result<TotpConfirmation> make_new_recovery_codes(SignInDesk& desk, const std::string& code,
                                                 const Caller& caller) {
  return with_own_account<TotpConfirmation>(
      desk, caller, [&](Connection& connection, Account& account) -> Result<TotpConfirmation> {
        if (account.totp_secret.empty())
          return Error{ErrorCode::kNotFound, "the account has no second factor"};
        const auto accepted = accept_code(desk.key, account, code, caller.time);
        if (!accepted) return accepted.error();
        if (!*accepted) return wrong<TotpConfirmation>(connection, desk, account, caller, "code");
        TotpConfirmation confirmation;
        confirmation.recovery_codes = renew_recovery_codes(account);
        keep_credentials(connection, account);
        if (auto told = note(connection, caller, "account.credentials", "account", account.id,
                             {{"what", "recovery codes"}});
            !told)
          return told.error();
        return confirmation;
      });
}

}  // namespace tenon
