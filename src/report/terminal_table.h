// Tables for terminals: columns aligned by display width (a Chinese character takes two columns), a rule
// under the header, cells cut with an ellipsis where the terminal is too narrow, ANSI colours only when asked
// for.
//
// Pure functions, thread-safe. Cost: linear in the text of the table.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon {

enum class Align { kLeft, kRight };

// How a cell stands out. Without colours a tone changes nothing: never let a tone carry what the text does
// not say.
enum class Tone { kPlain, kStrong, kFaint, kRed, kOrange, kYellow, kBlue };

struct TableColumn {
  std::string title;
  Align align = Align::kLeft;
  std::size_t max_width = 0;  // cells are never wider; 0: as wide as the widest cell
  std::size_t min_width = 0;  // how far the column may shrink in a narrow terminal; 0: not at all
};

struct TableCell {
  std::string text;  // UTF-8; control characters and broken UTF-8 are escaped when printed
  Tone tone = Tone::kPlain;

  TableCell() = default;
  TableCell(std::string t, Tone tone_of_text = Tone::kPlain)  // NOLINT(google-explicit-constructor)
      : text(std::move(t)), tone(tone_of_text) {}
  TableCell(const char* t) : text(t) {}  // NOLINT(google-explicit-constructor)
};

struct TerminalTable {
  std::vector<TableColumn> columns;
  std::vector<std::vector<TableCell>>
      rows;  // a short row is filled with empty cells, extra cells are not printed
};

struct TableStyle {
  std::size_t width = 0;  // terminal columns; 0: as wide as the table needs
  bool colour = false;    // ANSI escape sequences
  std::size_t gap = 2;    // spaces between columns
};

// The table as lines, each ending in '\n' and none in spaces. Where it is wider than `style.width`, the
// widest column that may still shrink loses first (the leftmost of equals), down to its min_width; a table
// that is still too wide stays so, for a wrapped line is better than a lost column.
std::string render_table(const TerminalTable& table, const TableStyle& style);

// `text` in the colour of `tone`, or as it is when `colour` is false.
std::string with_tone(std::string_view text, Tone tone, bool colour);

// What standard output can take: the columns of the terminal (0 when it is none) and whether colours are
// welcome (a terminal, TERM not "dumb", NO_COLOR not set). COLUMNS, when a positive number, wins over what
// the terminal says.
TableStyle style_of_standard_output();

}  // namespace tenon
