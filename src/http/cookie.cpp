#include "http/cookie.h"

#include <algorithm>

namespace tenon {
namespace {

// Of a token (RFC 9110, 5.6.2).
bool is_name_byte(char c) {
  return c > ' ' && c < 0x7F && std::string_view("()<>@,;:\\\"/[]?={}").find(c) == std::string_view::npos;
}

// cookie-octet of RFC 6265.
bool is_value_byte(char c) {
  return c > ' ' && c < 0x7F && std::string_view("\",;\\").find(c) == std::string_view::npos;
}

bool is_path_byte(char c) {
  return c >= ' ' && c < 0x7F && c != ';';
}

}  // namespace

Result<std::string> set_cookie(std::string_view name, std::string_view value,
                               const CookieAttributes& attributes) {
  const auto refuse = [&](const std::string& what) {
    return Error{ErrorCode::kInvalidArgument, "cookie: " + what};
  };
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_name_byte))
    return refuse("a name is made of letters, digits and -._~!#$%&'*+^`|");
  if (!std::all_of(value.begin(), value.end(), is_value_byte))
    return refuse("the value has a character that cookies cannot hold");
  if (!attributes.path.starts_with('/') ||
      !std::all_of(attributes.path.begin(), attributes.path.end(), is_path_byte))
    return refuse("the path must begin with / and have no ; or control character");
  if (name.starts_with("__Host-") && (!attributes.secure || attributes.path != "/"))
    return refuse("__Host- is for the path / and TLS alone");
  if (name.starts_with("__Secure-") && !attributes.secure) return refuse("__Secure- is for TLS alone");

  std::string text = std::string(name) + "=" + std::string(value) + "; Path=" + attributes.path;
  if (attributes.max_age)
    text += "; Max-Age=" + std::to_string(std::max<std::int64_t>(attributes.max_age->count(), 0));
  if (attributes.secure) text += "; Secure";
  if (attributes.http_only) text += "; HttpOnly";
  text += attributes.same_site == SameSite::kStrict ? "; SameSite=Strict" : "; SameSite=Lax";
  return text;
}

}  // namespace tenon
