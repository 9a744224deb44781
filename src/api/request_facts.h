// What a request says of itself beside its path and body. Pure; views live as long as the request.
#pragma once

#include <string>
#include <string_view>

#include "api/language.h"
#include "http/message.h"

namespace tenon {

// The cookie of a session. Over TLS its name has the prefix that browsers hold to (RFC 6265bis).
inline constexpr std::string_view kSessionCookie = "tenon_session";
inline constexpr std::string_view kSecureSessionCookie = "__Host-tenon_session";

// What a request brings to show who sends it.
struct Credential {
  enum class Kind { kNone, kCookie, kToken } kind = Kind::kNone;
  std::string_view text;
};

Credential credential_of(const HttpRequest& request);

ApiLanguage language_of(const HttpRequest& request);

// "Application/JSON; charset=utf-8" is "application/json"; empty: none is given.
std::string media_type(const HttpRequest& request);

// Whether the browser says that another site caused the request (Sec-Fetch-Site, Origin against Host).
bool is_from_elsewhere(const HttpRequest& request);

// A to Z in lower case; other bytes as they are.
std::string lower_ascii(std::string text);

}  // namespace tenon
