// Signing in and out, and what people do with their own sessions, passwords and second factors.
//
// A password is looked at only where neither the account nor the address is kept waiting (lockout.h). Unknown
// names, disabled accounts and wrong passwords take the same time and give the same answer. Of tries that run
// at once, those that end after the limit is reached count as not made, whatever their password: nobody
// learns more by trying in parallel. Each code of an authenticator is good once, also of two that come at the
// same moment.
//
// Refusals are values (SignInRefusal) and are told in the audit chain, but for those while somebody is kept
// waiting: otherwise anybody could fill it. Errors: kBusy (too many passwords at once, or the database),
// kBadInput (the second factor cannot be read: the sealing key is another one; the account can be reset),
// those of the database. Functions hash passwords: call from a worker. Thread-safe as the database is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/caller.h"
#include "service/identity.h"
#include "service/lockout.h"
#include "service/password.h"
#include "service/password_policy.h"
#include "service/password_pool.h"
#include "service/sealing.h"
#include "store/database.h"

namespace tenon {

struct SignInPolicy {
  LockoutPolicy account;
  LockoutPolicy address = address_lockout_policy();
  SessionPolicies sessions;  // with the rules for new passwords
  PasswordCost cost;
  std::string issuer = "Tenon";  // as authenticators show it
};

// What all of these work with; outlives them.
struct SignInDesk {
  Database& database;
  const SealingKey& key;
  PasswordPool& passwords;
  SignInPolicy policy;
};

enum class SignInRefusal {
  kNone,
  kWrong,            // name, password or code; which one is not told
  kCodeNeeded,       // the password is right; the second factor is asked for
  kPasswordExpired,  // the password was for one use and its time is over: a new one is to be had
  kWaiting,          // too early after failures
  kLocked,           // too many failures
};

std::string_view id_of(SignInRefusal refusal);  // "none", "wrong", "code_needed", ...: stable
Wording wording_of(SignInRefusal refusal);

struct SignInRequest {
  std::string name;
  std::string password;
  std::string code;     // of the authenticator, or a recovery code; empty: none was given
  std::string address;  // where it comes from
  std::string device;   // what the browser calls itself
};

struct SignedIn {
  SignInRefusal refusal = SignInRefusal::kNone;
  UtcTime until;       // of kWaiting and kLocked: when the next try is allowed
  std::string cookie;  // to be sent once
  Session session;
  SessionReach reach = SessionReach::kFull;
  std::size_t recovery_codes_left = 0;

  [[nodiscard]] bool ok() const { return refusal == SignInRefusal::kNone; }
};

Result<SignedIn> sign_in(SignInDesk& desk, const SignInRequest& request, UtcTime now);

// Ends the session of the caller (actor.session_id). Nothing happens where it has ended already.
Result<void> sign_out(Database& database, const Caller& caller);

// The live sessions of an account, those used last first.
Result<std::vector<Session>> list_sessions(Database& database, const std::string& account_id, UtcTime now,
                                           const SessionPolicies& policies = {});
// kNotFound: the account has no such session. Ended ones stay as they are.
Result<void> revoke_session(Database& database, const std::string& account_id, const std::string& session_id,
                            const Caller& caller);
// All of the account, but for `kept` (an id; may be empty). How many there were.
Result<std::size_t> revoke_sessions(Database& database, const std::string& account_id,
                                    const std::string& kept, const Caller& caller);

// What follows is done by the account of the session (caller.actor): user_id and session_id. Wrong passwords
// and codes count as failures to sign in do.

struct PasswordChange {
  SignInRefusal refusal = SignInRefusal::kNone;  // of the present password
  UtcTime until;
  std::vector<PasswordFault> faults;  // of the new one
  [[nodiscard]] bool ok() const { return refusal == SignInRefusal::kNone && faults.empty(); }
};
// The other sessions of the account end.
Result<PasswordChange> change_password(SignInDesk& desk, const std::string& present, const std::string& next,
                                       const Caller& caller);

struct TotpEnrolment {
  SignInRefusal refusal = SignInRefusal::kNone;
  UtcTime until;
  std::string secret;  // base32, for people to type; shown once
  std::string uri;     // for a picture code
  [[nodiscard]] bool ok() const { return refusal == SignInRefusal::kNone; }
};
// Holds from confirm_totp() on. Who has a second factor already proves it with `code`.
Result<TotpEnrolment> start_totp(SignInDesk& desk, const std::string& code, const Caller& caller);

struct TotpConfirmation {
  SignInRefusal refusal = SignInRefusal::kNone;
  UtcTime until;
  std::vector<std::string> recovery_codes;  // shown once; earlier ones are void
  [[nodiscard]] bool ok() const { return refusal == SignInRefusal::kNone; }
};
// The session of the caller has both factors then, the others of the account end. kNotFound: start_totp() did
// not come before.
Result<TotpConfirmation> confirm_totp(SignInDesk& desk, const std::string& code, const Caller& caller);

// kNotFound: the account has no second factor.
Result<TotpConfirmation> make_new_recovery_codes(SignInDesk& desk, const std::string& code,
                                                 const Caller& caller);

}  // namespace tenon
