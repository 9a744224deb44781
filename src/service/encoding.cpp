#include "service/encoding.h"

#include <cstddef>
#include <cstdint>

namespace tenon {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// Digits of `bits` bits each, most significant first; the last filled up with zeros.
std::string encode(std::string_view bytes, std::string_view alphabet, unsigned bits) {
  std::string text;
  text.reserve((bytes.size() * 8 + bits - 1) / bits);
  std::uint32_t buffer = 0;
  unsigned held = 0;
  const std::uint32_t mask = (1U << bits) - 1;
  for (const char c : bytes) {
    buffer = (buffer << 8U) | static_cast<std::uint8_t>(c);
    held += 8;
    while (held >= bits) {
      held -= bits;
      text += alphabet[(buffer >> held) & mask];
    }
    buffer &= (1U << held) - 1;
  }
  if (held > 0) text += alphabet[(buffer << (bits - held)) & mask];
  return text;
}

// nullopt: a character outside the alphabet, a digit too many, or filling bits that are not zero.
std::optional<std::string> decode(std::string_view text, std::string_view alphabet, unsigned bits) {
  std::string bytes;
  bytes.reserve(text.size() * bits / 8);
  std::uint32_t buffer = 0;
  unsigned held = 0;
  for (const char c : text) {
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    buffer = (buffer << bits) | static_cast<std::uint32_t>(value);
    held += bits;
    if (held >= 8) {
      held -= 8;
      bytes += static_cast<char>((buffer >> held) & 0xFFU);
      buffer &= (1U << held) - 1;
    }
  }
  if (held >= bits || buffer != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string to_hex(std::string_view bytes) {
  return encode(bytes, kHex, 4);
}

std::optional<std::string> from_hex(std::string_view text) {
  return decode(text, kHex, 4);
}

std::string to_base64(std::string_view bytes) {
  std::string text = encode(bytes, kBase64, 6);
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return decode(text, kBase64, 6);
}

std::string to_base64url(std::string_view bytes) {
  return encode(bytes, kBase64Url, 6);
}

std::optional<std::string> from_base64url(std::string_view text) {
  return decode(text, kBase64Url, 6);
}

std::string to_base32(std::string_view bytes) {
  return encode(bytes, kBase32, 5);
}

std::optional<std::string> from_base32(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c == ' ' || c == '-' || c == '=') continue;
    digits += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return decode(digits, kBase32, 5);
}

}  // namespace tenon
