#include "service/identity.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "service/account_codec.h"
#include "service/account_file.h"
#include "service/api_token.h"
#include "service/encoding.h"
#include "service/role_desk.h"
#include "service/session_reach.h"
#include "store/session_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

struct ReachWords {
  std::string_view id;
  Wording wording;
};

constexpr std::array<ReachWords, 3> kReaches{
    {{"full", {"可用", "may be used"}},
     {"change_password", {"须先修改密码", "the password must be changed first"}},
     {"enrol", {"管理员须先启用动态口令", "administrators must set up a second factor first"}}}};

Error nobody() {
  return {ErrorCode::kNotFound, "not signed in, or not any more 未登录或登录已失效"};
}

// What session and token have in common.
Result<Identity> identity_of(Connection& connection, const std::string& account_id, UtcTime now) {
  auto account = account_in(connection, account_id);
  if (!account) return account.error();
  if (account->value.disabled) return nobody();
  Identity identity;
  identity.account_revision = account->revision;
  identity.has_second_factor = !account->value.totp_secret.empty();
  identity.recovery_codes_left = account->value.recovery_hashes.size();
  auto grants = grants_in(connection, account_id);
  if (!grants) return grants.error();
  const auto roles = roles_in(connection);
  if (!roles) return roles.error();
  identity.grants = std::move(*grants);
  for (const Role& role : *roles) {
    const bool is_held = std::any_of(identity.grants.begin(), identity.grants.end(),
                                     [&](const Grant& grant) { return grant.role_id == role.id; });
    if (is_held) identity.roles.push_back(role);
  }
  identity.is_administrator = is_administration(*roles, identity.grants, now);
  if (!account->value.organisation_id.empty()) {
    auto organisation = organisation_in(connection, account->value.organisation_id);
    if (!organisation) return organisation.error();
    identity.organisation = std::move(organisation->value);
  }
  identity.account = without_secrets(std::move(account->value));
  return identity;
}

Result<Identity> session_identity(Connection& connection, const Digest256& hash, UtcTime now,
                                  const SessionPolicies& policies) {
  const auto row = find_session_row(connection, to_hex(bytes_of(hash)));
  if (!row) return nobody();
  auto session = session_of(*row);
  if (!session) return session.error();
  auto identity = identity_of(connection, session->account_id, now);
  if (!identity) return identity;
  const SessionPolicy& policy = identity->is_administrator ? policies.administrators : policies.people;
  if (state_of(*session, policy, now) != SessionState::kLive) return nobody();
  identity->reach =
      reach_of(identity->account, identity->is_administrator, session->second_factor, policies, now);
  identity->session_id = session->id;
  identity->token_hash = hash;
  identity->session = std::move(*session);
  return identity;
}

Result<std::pair<Identity, ApiToken>> token_identity(Connection& connection, const Digest256& hash,
                                                     UtcTime now) {
  const auto row = find_api_token_row(connection, to_hex(bytes_of(hash)));
  if (!row) return nobody();
  auto token = api_token_of(*row);
  if (!token) return token.error();
  if (state_of(*token, now) != SessionState::kLive) return nobody();
  auto identity = identity_of(connection, token->account_id, now);
  if (!identity) return identity.error();
  identity->session_id = token->id;
  identity->token_hash = hash;
  identity->carried = token->carried;
  return std::pair(std::move(*identity), std::move(*token));
}

// The time of use is for the limit of idleness: where others write at this moment, it is left for the next
// request, which waits no more than this one does.
void keep_use(Database& database, const std::function<void(Connection&)>& write) {
  const auto done =
      run_transaction(database, TransactionKind::kBrief, [&](Connection& connection) -> Result<void> {
        write(connection);
        return {};
      });
  static_cast<void>(done);
}

}  // namespace

std::string_view id_of(SessionReach reach) {
  return kReaches[static_cast<std::size_t>(reach)].id;
}

Wording wording_of(SessionReach reach) {
  return kReaches[static_cast<std::size_t>(reach)].wording;
}

SessionReach reach_of(const Account& account, bool is_administrator, bool second_factor,
                      const SessionPolicies& policies, UtcTime now) {
  if (account.must_change_password || is_password_outdated(account.password_set, now, policies.password))
    return SessionReach::kOnlyChangePassword;
  if (is_administrator && !second_factor) return SessionReach::kOnlyEnrol;
  return SessionReach::kFull;
}

Result<Identity> identify_session(Database& database, std::string_view cookie, UtcTime now,
                                  const SessionPolicies& policies) {
  const Digest256 hash = hash_of_token(cookie);
  auto identity = in_transaction<Identity>(database, TransactionKind::kRead, [&](Connection& connection) {
    return session_identity(connection, hash, now, policies);
  });
  if (identity && is_use_worth_keeping(*identity->session, now)) {
    keep_use(database, [&](Connection& connection) {
      touch_session(connection, to_hex(bytes_of(hash)), micros_of(now));
    });
    identity->session = used(std::move(*identity->session), now);
  }
  return identity;
}

Result<Identity> identify_token(Database& database, std::string_view text, UtcTime now) {
  if (!text.starts_with(kApiTokenPrefix)) return nobody();
  using Found = std::pair<Identity, ApiToken>;
  const Digest256 hash = hash_of_token(text);
  auto found = in_transaction<Found>(database, TransactionKind::kRead, [&](Connection& connection) {
    return token_identity(connection, hash, now);
  });
  if (!found) return found.error();
  if (now - found->second.last_used >= std::chrono::minutes(1)) {
    keep_use(database, [&](Connection& connection) {
      touch_api_token(connection, to_hex(bytes_of(hash)), micros_of(now));
    });
  }
  return std::move(found->first);
}

AccessDecision allow(const Identity& identity, const AccessRules& rules, Permission permission,
                     const AccessObject& object, UtcTime now) {
  if (identity.reach != SessionReach::kFull) return {Refusal::kNoPermission, 0};
  if (identity.is_token())
    return decide_for_token(rules, identity.grants, identity.carried, permission, object, now);
  return decide(rules, identity.grants, permission, object, now);
}

AccessDecision allow(const Identity& identity, const RegionCover& regions, Permission permission,
                     const AccessObject& object, UtcTime now) {
  return allow(identity, AccessRules{identity.roles, regions}, permission, object, now);
}

Actor actor_of(const Identity& identity, std::string address) {
  return {identity.account.id, identity.account.organisation_id, identity.session_id, std::move(address)};
}

}  // namespace tenon
