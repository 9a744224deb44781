#include "service/audit_json.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/number.h"
#include "base/text.h"
#include "service/encoding.h"

namespace tenon {
namespace {

constexpr std::string_view kBase64Begin = "{\"base64\":\"";

}  // namespace

void write_json_text(std::string& out, std::string_view text) {
  if (!is_valid_utf8(text)) {
    out += kBase64Begin;
    out += to_base64(text);
    out += "\"}";
    return;
  }
  out += '"';
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += to_hex(std::string_view(&c, 1));
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void JsonCursor::fail(std::string expected) {
  if (what_.empty()) what_ = std::move(expected);
}

bool JsonCursor::take(std::string_view expected) {
  if (failed() || !rest().starts_with(expected)) return false;
  position_ += expected.size();
  return true;
}

void JsonCursor::literal(std::string_view expected) {
  if (!take(expected)) fail("expected " + std::string(expected));
}

std::string JsonCursor::text() {
  if (take(kBase64Begin)) {
    const std::size_t length = std::min(rest().find('"'), rest().size());
    const auto bytes = from_base64(rest().substr(0, length));
    if (!bytes) {
      fail("expected base64 (RFC 4648 §4, padded)");
      return {};
    }
    position_ += length;
    literal("\"}");
    return *bytes;
  }
  literal("\"");
  std::string value;
  while (!failed()) {
    const std::size_t plain = std::min(rest().find_first_of("\"\\"), rest().size());
    value += rest().substr(0, plain);
    position_ += plain;
    if (take("\"")) return value;
    if (take("\\\"")) {
      value += '"';
    } else if (take("\\\\")) {
      value += '\\';
    } else if (take("\\u00")) {
      const auto byte = from_hex(rest().substr(0, 2));
      if (!byte || byte->size() != 1) {
        fail("expected two hexadecimal digits");
        return {};
      }
      position_ += 2;
      value += *byte;
    } else {
      fail(rest().empty() ? "expected the end of the text" : "expected \\\", \\\\ or \\u00xx");
    }
  }
  return {};
}

std::uint64_t JsonCursor::number() {
  std::uint64_t value = 0;
  if (failed()) return value;
  const char* const begin = rest().data();
  const auto [end, error] = std::from_chars(begin, begin + rest().size(), value);
  if (error != std::errc() || (*begin == '0' && end - begin > 1)) {
    fail("expected a whole number below 2^64");
    return 0;
  }
  position_ += static_cast<std::size_t>(end - begin);
  return value;
}

std::int64_t JsonCursor::integer() {
  std::int64_t value = 0;
  if (failed()) return value;
  const char* const begin = rest().data();
  const auto [end, error] = std::from_chars(begin, begin + rest().size(), value);
  if (error != std::errc()) {
    fail("expected a whole number");
    return 0;
  }
  position_ += static_cast<std::size_t>(end - begin);
  return value;
}

double JsonCursor::real() {
  if (failed()) return 0;
  const std::size_t length = std::min(rest().find_first_not_of("+-.0123456789eE"), rest().size());
  const auto value = parse_number(rest().substr(0, length));
  if (!value) {
    fail("expected a number");
    return 0;
  }
  position_ += length;
  return *value;
}

UtcTime JsonCursor::time() {
  const std::size_t begin = position_;
  const auto value = parse_utc(text());
  if (value) return *value;
  if (!failed()) position_ = begin;
  fail("expected a time as in \"2026-11-26T08:30:00.000000Z\"");
  return {};
}

Digest256 JsonCursor::digest() {
  const std::size_t begin = position_;
  const auto bytes = from_hex(text());
  Digest256 value{};
  if (!bytes || bytes->size() != value.size()) {
    if (!failed()) position_ = begin;
    fail("expected 64 hexadecimal digits in lower case");
    return value;
  }
  std::copy(bytes->begin(), bytes->end(), value.begin());
  return value;
}

void JsonCursor::end() {
  if (!failed() && position_ != line_.size()) fail("expected the end of the line");
}

}  // namespace tenon
