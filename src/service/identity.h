// Who a request comes from, by its cookie or API token, and what they may do: what each request starts from.
//
// identify_*() read the store (a few look-ups by key) and write the time of use at most once a minute.
// IdentityCache saves most of these readings. Errors: kNotFound for cookies and tokens that are unknown, have
// ended or belong to disabled accounts, all in the same words; those of the database. Thread-safe as the
// database is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/access.h"
#include "service/account.h"
#include "service/caller.h"
#include "service/password_policy.h"
#include "service/permission.h"
#include "service/session.h"
#include "store/database.h"

namespace tenon {

// What a session may do at all, whatever its account's grants.
enum class SessionReach {
  kFull,
  kOnlyChangePassword,  // it was for one use, or is too old
  kOnlyEnrol,           // an administrator without second factor
};

std::string_view id_of(SessionReach reach);  // "full", "change_password", "enrol": stable
Wording wording_of(SessionReach reach);

struct Identity {
  Account account;  // without secrets: no passwords, no sealed secret, no codes
  std::int64_t account_revision = 0;
  bool has_second_factor = false;
  std::size_t recovery_codes_left = 0;
  std::optional<Organisation> organisation;  // none: the account of the first run
  std::vector<Grant> grants;                 // of the account, those not in force too
  std::vector<Role> roles;                   // that the grants name
  bool is_administrator = false;             // by a grant that is in force
  std::string session_id;                    // of the session or token
  Digest256 token_hash{};                    // by which it is kept
  std::optional<Session> session;            // none: an API token
  PermissionSet carried;                     // by the API token
  SessionReach reach = SessionReach::kFull;

  [[nodiscard]] bool is_token() const { return !session.has_value(); }
};

struct SessionPolicies {
  SessionPolicy people;
  SessionPolicy administrators = administrator_session_policy();
  PasswordPolicy password;  // for maximum_age
};

Result<Identity> identify_session(Database& database, std::string_view cookie, UtcTime now,
                                  const SessionPolicies& policies = {});
Result<Identity> identify_token(Database& database, std::string_view text, UtcTime now);

// decide() or decide_for_token() of access.h. Nothing is allowed (kNoPermission) to who must first change a
// password or enrol.
AccessDecision allow(const Identity& identity, const AccessRules& rules, Permission permission,
                     const AccessObject& object, UtcTime now);

// The same by the roles that were read with the identity.
AccessDecision allow(const Identity& identity, const RegionCover& regions, Permission permission,
                     const AccessObject& object, UtcTime now);

// As the audit chain names who acts.
Actor actor_of(const Identity& identity, std::string address);

}  // namespace tenon
