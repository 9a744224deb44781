// Text as the files and terminals of our users have it: UTF-8 inside, GB18030 at the door, full-width digits,
// characters two columns wide. All functions are pure and thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tenon {

[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

// Offset of the first byte that does not begin a valid UTF-8 character; bytes.size() if there is none.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view bytes);

// GB18030 (and with it GBK and GB2312) to UTF-8; nullopt if `bytes` is not GB18030.
std::optional<std::string> gb18030_to_utf8(std::string_view bytes);

// Without leading and trailing white space, the ideographic space U+3000 and no-break spaces included.
std::string_view trim(std::string_view text);

// Full-width forms U+FF01..U+FF5E and the ideographic space become ASCII; everything else stays.
// For codes and numbers, not for names.
std::string to_half_width(std::string_view text);

std::string to_upper_ascii(std::string_view text);

// Terminal columns of a UTF-8 string: 2 for East Asian wide and full-width characters, 0 for combining marks.
std::size_t display_width(std::string_view text);

// Cuts to at most `columns` terminal columns, ending in an ellipsis where something was cut.
std::string shorten(std::string_view text, std::size_t columns);

// Control characters and invalid UTF-8 escaped as \xNN, at most `max_bytes` of input: safe to print anywhere.
std::string printable(std::string_view bytes, std::size_t max_bytes);

}  // namespace tenon
