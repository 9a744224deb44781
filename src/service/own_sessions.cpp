// What sign_in.h has for sessions that are open.
#include <utility>

#include "service/account_codec.h"
#include "service/account_file.h"
#include "service/role_desk.h"
#include "service/sign_in.h"
#include "store/session_store.h"
#include "store/transaction.h"

namespace tenon {

Result<void> sign_out(Database& database, const Caller& caller) {
  return run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    for (const SessionRow& row : list_session_rows(connection, caller.actor.user_id)) {
      if (row.id != caller.actor.session_id || row.revoked_us) continue;
      revoke_session_row(connection, row.id, micros_of(caller.time));
      return note(connection, caller, "sign_out", "account", caller.actor.user_id, {});
    }
    return {};
  });
}

Result<std::vector<Session>> list_sessions(Database& database, const std::string& account_id, UtcTime now,
                                           const SessionPolicies& policies) {
  using Sessions = std::vector<Session>;
  return in_transaction<Sessions>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<Sessions> {
        const auto account = account_in(connection, account_id);
        if (!account) return account.error();
        const auto grants = grants_in(connection, account_id);
        if (!grants) return grants.error();
        const auto roles = roles_in(connection);
        if (!roles) return roles.error();
        const SessionPolicy& policy =
            is_administration(*roles, *grants, now) ? policies.administrators : policies.people;
        Sessions live;
        for (const SessionRow& row : list_session_rows(connection, account_id)) {
          auto session = session_of(row);
          if (!session) return session.error();
          if (state_of(*session, policy, now) == SessionState::kLive) live.push_back(std::move(*session));
        }
        return live;
      });
}

Result<void> revoke_session(Database& database, const std::string& account_id, const std::string& session_id,
                            const Caller& caller) {
  return run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    const auto account = account_in(connection, account_id);
    if (!account) return account.error();
    for (const SessionRow& row : list_session_rows(connection, account_id)) {
      if (row.id != session_id) continue;
      if (row.revoked_us) return {};
      revoke_session_row(connection, row.id, micros_of(caller.time));
      return note(connection, caller, "session.revoke", "account", account_id, {{"session", row.id}});
    }
    return Error{ErrorCode::kNotFound, "the account has no such session"};
  });
}

Result<std::size_t> revoke_sessions(Database& database, const std::string& account_id,
                                    const std::string& kept, const Caller& caller) {
  return in_transaction<std::size_t>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<std::size_t> {
        const auto account = account_in(connection, account_id);
        if (!account) return account.error();
        const std::vector<std::string> ended = end_sessions(connection, account_id, kept, caller.time);
        if (ended.empty()) return std::size_t{0};
        if (auto told = note(connection, caller, "session.revoke", "account", account_id,
                             {{"sessions", std::to_string(ended.size())}});
            !told)
          return told.error();
        return ended.size();
      });
}

}  // namespace tenon
