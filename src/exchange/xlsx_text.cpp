#include "exchange/xlsx_text.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>

#include "base/number.h"

namespace tenon {
namespace {

constexpr std::size_t kEscapeBytes = 7;  // _xHHHH_
constexpr std::string_view kEscapedUnderscore = "_x005F_";
constexpr std::uint32_t kReplacement = 0xFFFD;
constexpr int kLeastWrittenOut = -7;  // powers of ten
constexpr int kMostWrittenOut = 20;

std::optional<std::uint32_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
  return std::nullopt;
}

// The code of the escape with which `text` begins, whether or not it is closed by an underscore.
std::optional<std::uint32_t> open_escape_at(std::string_view text) {
  if (text.size() + 1 < kEscapeBytes || text[0] != '_' || text[1] != 'x') return std::nullopt;
  std::uint32_t code = 0;
  for (const char c : text.substr(2, 4)) {
    const auto digit = hex_digit(c);
    if (!digit) return std::nullopt;
    code = code * 16 + *digit;
  }
  return code;
}

std::optional<std::uint32_t> escape_at(std::string_view text) {
  return text.size() >= kEscapeBytes && text[kEscapeBytes - 1] == '_' ? open_escape_at(text) : std::nullopt;
}

bool is_high_surrogate(std::uint32_t code) {
  return code >= 0xD800 && code < 0xDC00;
}
bool is_low_surrogate(std::uint32_t code) {
  return code >= 0xDC00 && code < 0xE000;
}

void append_utf8(std::string& text, std::uint32_t code) {
  const auto byte = [&](std::uint32_t value) { text += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | (code >> 6U));
    byte(0x80 | (code & 0x3FU));
  } else if (code < 0x10000) {
    byte(0xE0 | (code >> 12U));
    byte(0x80 | ((code >> 6U) & 0x3FU));
    byte(0x80 | (code & 0x3FU));
  } else {
    byte(0xF0 | (code >> 18U));
    byte(0x80 | ((code >> 12U) & 0x3FU));
    byte(0x80 | ((code >> 6U) & 0x3FU));
    byte(0x80 | (code & 0x3FU));
  }
}

void append_escape(std::string& text, unsigned code) {
  char escape[kEscapeBytes + 1];
  std::snprintf(escape, sizeof escape, "_x%04X_", code & 0xFFFFU);
  text += escape;
}

std::size_t units_of(char first_byte) {
  const auto byte = static_cast<unsigned char>(first_byte);
  if (byte >= 0xF0) return 2;
  return byte < 0x80 || byte >= 0xC0 ? 1 : 0;  // 0: a byte inside a character
}

}  // namespace

std::string unescape_cell_text(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    const std::size_t underscore = text.find("_x");
    plain += text.substr(0, underscore);
    if (underscore == std::string_view::npos) break;
    text.remove_prefix(underscore);
    const auto code = escape_at(text);
    if (!code) {
      plain += '_';
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(kEscapeBytes);
    std::uint32_t character = *code;
    if (is_high_surrogate(character)) {
      const auto low = escape_at(text);
      if (low && is_low_surrogate(*low)) {
        character = 0x10000 + ((character - 0xD800) << 10U) + (*low - 0xDC00);
        text.remove_prefix(kEscapeBytes);
      } else {
        character = kReplacement;
      }
    } else if (is_low_surrogate(character) || character == 0) {
      character = kReplacement;
    }
    append_utf8(plain, character);
  }
  return plain;
}

std::string escape_cell_text(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::string_view rest = text.substr(i);
    if (byte < 0x20 && byte != '\t' && byte != '\n') {
      append_escape(escaped, byte);
    } else if (byte == '_' && open_escape_at(rest)) {  // the next escape could close it
      escaped += kEscapedUnderscore;
    } else if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
      append_escape(escaped, rest[2] == '\xBE' ? 0xFFFEU : 0xFFFFU);
      i += 2;
    } else {
      escaped += text[i];
    }
  }
  return escaped;
}

std::size_t utf16_length(std::string_view utf8) {
  std::size_t length = 0;
  for (const char c : utf8) length += units_of(c);
  return length;
}

std::string_view utf16_prefix(std::string_view utf8, std::size_t units) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    length += units_of(utf8[i]);
    if (length > units) return utf8.substr(0, i);
  }
  return utf8;
}

std::string cell_number_text(double value) {
  if (value == 0) return "0";
  char scientific[32];
  const auto end = std::to_chars(scientific, scientific + sizeof scientific, std::abs(value),
                                 std::chars_format::scientific);
  const std::string_view shown(scientific, static_cast<std::size_t>(end.ptr - scientific));
  const std::size_t mark = shown.find('e');
  if (mark == std::string_view::npos) return format_number(value);  // not finite
  std::string_view power_text = shown.substr(mark + 1);
  if (power_text.starts_with('+')) power_text.remove_prefix(1);
  int power = 0;
  std::from_chars(power_text.data(), power_text.data() + power_text.size(), power);
  if (power < kLeastWrittenOut || power > kMostWrittenOut) return format_number(value);

  std::string digits(1, shown[0]);
  if (mark > 1) digits += shown.substr(2, mark - 2);  // behind the point
  std::string text = value < 0 ? "-" : "";
  if (power < 0) return text + "0." + std::string(static_cast<std::size_t>(-power - 1), '0') + digits;
  const auto whole = static_cast<std::size_t>(power) + 1;
  if (digits.size() <= whole) return text + digits + std::string(whole - digits.size(), '0');
  return text + digits.substr(0, whole) + "." + digits.substr(whole);
}

}  // namespace tenon
