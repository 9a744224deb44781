#include "http/request_target.h"

#include <algorithm>

#include "base/text.h"

namespace tenon {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

const char* decode(std::string_view text, bool plus_is_space, std::string& decoded) {
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) return "a % in the target is not followed by two hexadecimal digits";
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  if (std::any_of(decoded.begin(), decoded.end(), is_control)) return "the target has control characters";
  if (!is_valid_utf8(decoded)) return "the target is not UTF-8";
  return nullptr;
}

}  // namespace

std::string decode_target(std::string_view target, RequestTarget& decoded) {
  if (target == "*") return {};
  const auto visible = [](char c) { return c > ' ' && c < 0x7F; };
  if (!std::all_of(target.begin(), target.end(), visible))
    return "the target has characters that must be percent-encoded";
  if (target.find('#') != std::string_view::npos) return "the target has a fragment";
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.substr(0, scheme.size()) != scheme) continue;
    target.remove_prefix(scheme.size());
    const std::size_t host = std::min(target.find_first_of("/?"), target.size());
    if (host == 0) return "the target names no host";
    target.remove_prefix(host);
    if (target.empty()) target = "/";
    break;
  }
  if (target.empty() || target.front() != '/') return "the target must begin with /";

  const std::size_t question = std::min(target.find('?'), target.size());
  std::string_view path = target.substr(1, question - 1);
  while (question > 1) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (const char* fault = decode(path.substr(0, end), false, decoded.segments.emplace_back())) return fault;
    if (decoded.segments.back() == "." || decoded.segments.back() == "..")
      return "the path has the segment . or ..";
    if (end == path.size()) break;
    path.remove_prefix(end + 1);
  }
  std::string_view rest = question < target.size() ? target.substr(question + 1) : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto& [name, value] = decoded.query.emplace_back();
    if (const char* fault = decode(pair.substr(0, equals), true, name)) return fault;
    if (equals == pair.size()) continue;
    if (const char* fault = decode(pair.substr(equals + 1), true, value)) return fault;
  }
  return {};
}

}  // namespace tenon
