#include "service/token_desk.h"

#include <utility>

#include "service/account_codec.h"
#include "service/account_file.h"
#include "store/session_store.h"
#include "store/transaction.h"

namespace tenon {

Result<MadeApiToken> make_token(Database& database, const std::string& account_id, const std::string& name,
                                const PermissionSet& carried, std::chrono::seconds life,
                                const Caller& caller) {
  if (auto fits = check_text("name of the API token", name); !fits) return fits.error();
  auto made = make_api_token(account_id, name, carried, caller.time, life);
  if (!made) return made.error();
  return in_transaction<MadeApiToken>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<MadeApiToken> {
        if (auto account = account_in(connection, account_id); !account) return account.error();
        std::size_t live = 0;
        for (const ApiTokenRow& row : list_api_token_rows(connection, account_id)) {
          const auto token = api_token_of(row);
          if (!token) return token.error();
          if (state_of(*token, caller.time) == SessionState::kLive) ++live;
        }
        if (live >= kMostApiTokens) {
          return Error{ErrorCode::kInvalidArgument, "an account has at most " +
                                                        std::to_string(kMostApiTokens) +
                                                        " API tokens at a time: revoke one first"};
        }
        add_api_token(connection, row_of(made->token));
        if (auto told = note(connection, caller, "token.manage_own", "account", account_id,
                             {{"what", "make"}, {"token", made->token.id}, {"carried", words_of(carried)}});
            !told)
          return told.error();
        return *made;
      });
}

Result<std::vector<ApiToken>> list_tokens(Database& database, const std::string& account_id) {
  using Tokens = std::vector<ApiToken>;
  return in_transaction<Tokens>(database, TransactionKind::kRead,
                                [&](Connection& connection) -> Result<Tokens> {
                                  if (auto account = account_in(connection, account_id); !account)
                                    return account.error();
                                  Tokens tokens;
                                  for (const ApiTokenRow& row : list_api_token_rows(connection, account_id)) {
                                    auto token = api_token_of(row);
                                    if (!token) return token.error();
                                    tokens.push_back(std::move(*token));
                                  }
                                  return tokens;
                                });
}

Result<void> revoke_token(Database& database, const std::string& account_id, const std::string& token_id,
                          const Caller& caller) {
  return run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    if (auto account = account_in(connection, account_id); !account) return account.error();
    for (const ApiTokenRow& row : list_api_token_rows(connection, account_id)) {
      if (row.id != token_id) continue;
      if (row.revoked_us) return {};
      revoke_api_token_row(connection, row.id, micros_of(caller.time));
      return note(connection, caller, "token.manage_own", "account", account_id,
                  {{"what", "revoke"}, {"token", row.id}});
    }
    return Error{ErrorCode::kNotFound, "the account has no such API token"};
  });
}

}  // namespace tenon
