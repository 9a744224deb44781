// Tokens by which programs act for an account: opaque and random like session cookies (session.h), only their
// hash is kept, each carries a few permissions and ends by itself. A token never permits more than its owner
// may at the moment (decide_for_token, access.h). Pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/digest.h"
#include "service/permission.h"
#include "service/session.h"
#include "service/utc_time.h"

namespace tenon {

inline constexpr std::string_view kApiTokenPrefix = "tenon_";  // by which scanners find tokens that leaked
inline constexpr std::chrono::days kLongestApiTokenLife{366};
inline constexpr std::chrono::days kApiTokenIdleLimit{90};

struct ApiToken {
  std::string id;  // for lists and the audit chain; not secret
  std::string account_id;
  std::string name;  // what its owner calls it
  Digest256 token_hash{};
  PermissionSet carried;
  UtcTime made;
  UtcTime expires;
  UtcTime last_used;  // at first the time when it was made
  std::optional<UtcTime> revoked;

  bool operator==(const ApiToken&) const = default;
};

struct MadeApiToken {
  ApiToken token;
  std::string text;  // "tenon_" and 256 random bits in base64url; shown once
};

// kInvalidArgument: no name, nothing carried, a permission that no token may carry, or a life of zero or of
// more than kLongestApiTokenLife.
Result<MadeApiToken> make_api_token(std::string account_id, std::string name, const PermissionSet& carried,
                                    UtcTime now, std::chrono::seconds life);

// kIdleExpired after kApiTokenIdleLimit without use.
SessionState state_of(const ApiToken& token, UtcTime now);

}  // namespace tenon
