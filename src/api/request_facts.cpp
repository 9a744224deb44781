#include "api/request_facts.h"

#include <utility>

namespace tenon {
namespace {

constexpr std::string_view kBearer = "Bearer ";

}  // namespace

std::string lower_ascii(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

Credential credential_of(const HttpRequest& request) {
  const std::string* authorization = request.headers.find("authorization");
  if (authorization != nullptr && authorization->rfind(kBearer, 0) == 0) {
    return {Credential::Kind::kToken, std::string_view(*authorization).substr(kBearer.size())};
  }
  // One that only TLS connections can set comes first.
  for (const std::string_view name : {kSecureSessionCookie, kSessionCookie}) {
    if (name == kSecureSessionCookie && !request.is_secure) continue;
    if (const auto cookie = request.cookie(name)) return {Credential::Kind::kCookie, *cookie};
  }
  return {};
}

ApiLanguage language_of(const HttpRequest& request) {
  const std::string* header = request.headers.find("accept-language");
  return header != nullptr ? language_of(std::string_view(*header)) : ApiLanguage::kBoth;
}

std::string media_type(const HttpRequest& request) {
  const std::string* header = request.headers.find("content-type");
  if (header == nullptr) return {};
  std::string type = header->substr(0, header->find(';'));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  return lower_ascii(std::move(type));
}

bool is_from_elsewhere(const HttpRequest& request) {
  const std::string* site = request.headers.find("sec-fetch-site");
  if (site != nullptr && *site != "same-origin" && *site != "none") return true;
  const std::string* origin = request.headers.find("origin");
  const std::string* host = request.headers.find("host");
  if (origin == nullptr || host == nullptr) return false;
  const std::size_t scheme = origin->find("://");
  return scheme == std::string::npos || origin->substr(scheme + 3) != *host;
}

}  // namespace tenon
