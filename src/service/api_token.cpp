#include "service/api_token.h"

#include <cstddef>
#include <utility>

#include "service/encoding.h"
#include "service/secret.h"

namespace tenon {

Result<MadeApiToken> make_api_token(std::string account_id, std::string name, const PermissionSet& carried,
                                    UtcTime now, std::chrono::seconds life) {
  const auto wrong = [](std::string message) {
    return Error{ErrorCode::kInvalidArgument, std::move(message)};
  };
  if (name.empty()) return wrong("an API token needs a name");
  if (carried.size() == 0) return wrong("an API token needs at least one permission");
  for (std::size_t p = 0; p < kPermissionCount; ++p) {
    const auto permission = static_cast<Permission>(p);
    if (carried.holds(permission) && !info_of(permission).for_tokens)
      return wrong("an API token cannot carry " + std::string(id_of(permission)));
  }
  if (life <= std::chrono::seconds(0) || life > kLongestApiTokenLife)
    return wrong("an API token lives up to " + std::to_string(kLongestApiTokenLife.count()) + " days");
  MadeApiToken made;
  made.text = std::string(kApiTokenPrefix) + to_base64url(random_bytes(32));
  ApiToken& token = made.token;
  token.id = to_base64url(random_bytes(12));
  token.account_id = std::move(account_id);
  token.name = std::move(name);
  token.token_hash = hash_of_token(made.text);
  token.carried = carried;
  token.made = now;
  token.expires = now + life;
  token.last_used = now;
  return made;
}

SessionState state_of(const ApiToken& token, UtcTime now) {
  if (token.revoked) return SessionState::kRevoked;
  if (now >= token.expires) return SessionState::kExpired;
  return now - token.last_used >= kApiTokenIdleLimit ? SessionState::kIdleExpired : SessionState::kLive;
}

}  // namespace tenon
