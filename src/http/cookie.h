// Writes Set-Cookie (RFC 6265bis), strict unless told otherwise: sent only over TLS, out of reach of scripts,
// never with requests that another site caused, for this host alone.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tenon {

enum class SameSite { kStrict, kLax };

struct CookieAttributes {
  std::string path = "/";
  std::optional<std::chrono::seconds> max_age{};  // nullopt: until the browser is closed; 0: remove it
  bool secure = true;                             // false only where there is no TLS: a server for one person
  bool http_only = true;
  SameSite same_site = SameSite::kStrict;
};

// The value of the header. kInvalidArgument for characters that may not be in a name, value or path, and for
// names that begin with __Host- or __Secure- without what they promise.
Result<std::string> set_cookie(std::string_view name, std::string_view value,
                               const CookieAttributes& attributes = {});

}  // namespace tenon
