// API tokens of an account (api_token.h) as the store keeps them: by hash. Errors: kInvalidArgument as of
// make_api_token(), or the account has kMostApiTokens live ones; kNotFound; those of the database.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/api_token.h"
#include "service/caller.h"
#include "store/database.h"

namespace tenon {

inline constexpr std::size_t kMostApiTokens = 20;

Result<MadeApiToken> make_token(Database& database, const std::string& account_id, const std::string& name,
                                const PermissionSet& carried, std::chrono::seconds life,
                                const Caller& caller);
// Ended ones too, the newest first.
Result<std::vector<ApiToken>> list_tokens(Database& database, const std::string& account_id);
// Revoked ones keep their time.
Result<void> revoke_token(Database& database, const std::string& account_id, const std::string& token_id,
                          const Caller& caller);

}  // namespace tenon
