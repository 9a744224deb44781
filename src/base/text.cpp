#include "base/text.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <cstring>
#include <memory>

namespace tenon {
namespace {

// Decodes the character at `position` and moves past it; negative for an invalid sequence (one byte is
// skipped).
UChar32 next_character(std::string_view text, std::size_t& position) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  auto offset = static_cast<std::int64_t>(position);
  const auto length = static_cast<std::int64_t>(text.size());
  UChar32 character = 0;
  U8_NEXT(bytes, offset, length, character);
  position = static_cast<std::size_t>(offset);
  return character;
}

bool is_space(UChar32 character) {
  return character == ' ' || (character >= '\t' && character <= '\r') || character == 0x3000 ||
         character == 0xA0 || character == 0xFEFF;
}

std::size_t character_width(UChar32 character) {
  if (character < 0) return 1;
  if (character < 0x300) return 1;
  const int category = u_charType(character);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
  return find_invalid_utf8(bytes) == bytes.size();
}

std::size_t find_invalid_utf8(std::string_view bytes) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::size_t position = 0;
  while (position < bytes.size()) {
    // Most text is ASCII: eight bytes at a time.
    std::uint64_t word = kHighBits;
    if (bytes.size() - position >= sizeof word) std::memcpy(&word, bytes.data() + position, sizeof word);
    if ((word & kHighBits) == 0) {
      position += sizeof word;
      continue;
    }
    const std::size_t start = position;
    if (static_cast<unsigned char>(bytes[position]) < 0x80) {
      ++position;
    } else if (next_character(bytes, position) < 0) {
      return start;
    }
  }
  return bytes.size();
}

std::optional<std::string> gb18030_to_utf8(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const auto open = [&status](const char* name) {
    return std::unique_ptr<UConverter, decltype(&ucnv_close)>(ucnv_open(name, &status), &ucnv_close);
  };
  const auto from = open("gb18030");
  const auto to = open("UTF-8");
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);

  // Two bytes of GB18030 become at most three of UTF-8; four become at most four.
  std::string out(bytes.size() * 2 + 16, '\0');
  const char* source = bytes.data();
  char* target = out.data();
  ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, bytes.data() + bytes.size(),
                 nullptr, nullptr, nullptr, nullptr, /*reset=*/1, /*flush=*/1, &status);
  if (U_FAILURE(status)) return std::nullopt;
  out.resize(static_cast<std::size_t>(target - out.data()));
  return out;
}

std::string_view trim(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t next = begin;
    if (!is_space(next_character(text, next))) break;
    begin = next;
  }
  std::size_t end = begin;
  for (std::size_t position = begin; position < text.size();) {
    if (!is_space(next_character(text, position))) end = position;
  }
  return text.substr(begin, end - begin);
}

std::string to_half_width(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t position = 0;
  while (position < text.size()) {
    const std::size_t start = position;
    const UChar32 character = next_character(text, position);
    if (character >= 0xFF01 && character <= 0xFF5E) {
      out += static_cast<char>(character - 0xFEE0);
    } else if (character == 0x3000) {
      out += ' ';
    } else {
      out.append(text.substr(start, position - start));
    }
  }
  return out;
}

std::string to_upper_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t position = 0; position < text.size();)
    width += character_width(next_character(text, position));
  return width;
}

std::string shorten(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return "";
  std::size_t width = 0;
  std::size_t position = 0;
  while (position < text.size()) {
    std::size_t next = position;
    width += character_width(next_character(text, next));
    if (width > columns - 1) break;
    position = next;
  }
  return std::string(text.substr(0, position)) + "…";
}

std::string printable(std::string_view bytes, std::size_t max_bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  std::size_t position = 0;
  while (position < bytes.size() && position < max_bytes) {
    const std::size_t start = position;
    const UChar32 character = next_character(bytes, position);
    if (character >= 0x20 && character != 0x7F) {
      out.append(bytes.substr(start, position - start));
      continue;
    }
    for (const char c : bytes.substr(start, position - start)) {
      const auto byte = static_cast<unsigned char>(c);
      out += {'\\', 'x', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  if (position < bytes.size()) out += "…";
  return out;
}

}  // namespace tenon
