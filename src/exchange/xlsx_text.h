// Text of cells as workbooks store it: what XML cannot hold is written _xHHHH_ (ECMA-376 part 1, 22.9.2.19).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tenon {

// _x000D_ becomes the character, also of surrogate pairs; lone surrogates and U+0000 become U+FFFD. "_x00"
// and the like stay. O(bytes).
std::string unescape_cell_text(std::string_view text);

// The inverse for valid UTF-8 without U+0000: control characters other than tab and line feed, U+FFFE,
// U+FFFF, and what could otherwise be read as an escape.
std::string escape_cell_text(std::string_view text);

// Length as spreadsheet programs count it. O(bytes).
std::size_t utf16_length(std::string_view utf8);

// The longest beginning of valid UTF-8 text that has at most `units`.
std::string_view utf16_prefix(std::string_view utf8, std::size_t units);

// A number as a cell shows it: the shortest digits that read back the same, written out from 1e-7 to 1e21.
std::string cell_number_text(double value);

}  // namespace tenon
