#include "report/terminal_table.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/number.h"
#include "base/text.h"

namespace tenon {
namespace {

std::string_view escape_of(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return "";
    case Tone::kStrong:
      return "\x1b[1m";
    case Tone::kFaint:
      return "\x1b[2m";
    case Tone::kRed:
      return "\x1b[1;31m";
    case Tone::kOrange:
      return "\x1b[38;5;208m";
    case Tone::kYellow:
      return "\x1b[33m";
    case Tone::kBlue:
      return "\x1b[34m";
  }
  return "";
}

std::string spaces(std::size_t count) {
  return std::string(count, ' ');
}

struct SafeTable {
  std::vector<std::vector<std::string>> text;  // header first
  std::vector<std::size_t> width;              // of each column
};

SafeTable measure(const TerminalTable& table, const TableStyle& style) {
  constexpr std::size_t kMaxCellBytes = 4096;
  const std::size_t count = table.columns.size();
  SafeTable safe;
  safe.width.assign(count, 0);
  auto& header = safe.text.emplace_back();
  for (const TableColumn& column : table.columns) header.push_back(printable(column.title, kMaxCellBytes));
  for (const auto& row : table.rows) {
    auto& line = safe.text.emplace_back(count);
    for (std::size_t c = 0; c < std::min(count, row.size()); ++c)
      line[c] = printable(row[c].text, kMaxCellBytes);
  }
  for (const auto& line : safe.text) {
    for (std::size_t c = 0; c < count; ++c) safe.width[c] = std::max(safe.width[c], display_width(line[c]));
  }
  for (std::size_t c = 0; c < count; ++c) {
    const std::size_t limit = table.columns[c].max_width;
    if (limit > 0) safe.width[c] = std::min(safe.width[c], limit);
  }
  if (style.width == 0 || count == 0) return safe;
  std::size_t total = style.gap * (count - 1);
  for (const std::size_t width : safe.width) total += width;
  while (total > style.width) {
    std::size_t widest = count;
    for (std::size_t c = 0; c < count; ++c) {
      const std::size_t floor = table.columns[c].min_width;
      if (floor == 0 || safe.width[c] <= floor) continue;
      if (widest == count || safe.width[c] > safe.width[widest]) widest = c;
    }
    if (widest == count) break;
    --safe.width[widest];
    --total;
  }
  return safe;
}

}  // namespace

std::string with_tone(std::string_view text, Tone tone, bool colour) {
  const std::string_view escape = escape_of(tone);
  if (!colour || escape.empty() || text.empty()) return std::string(text);
  return std::string(escape) + std::string(text) + "\x1b[0m";
}

std::string render_table(const TerminalTable& table, const TableStyle& style) {
  const SafeTable safe = measure(table, style);
  const std::size_t count = table.columns.size();
  std::string out;
  for (std::size_t r = 0; r < safe.text.size(); ++r) {
    std::string line;
    std::size_t owed = 0;  // spaces that are only written when more text follows
    for (std::size_t c = 0; c < count; ++c) {
      const std::string text = shorten(safe.text[r][c], safe.width[c]);
      const std::size_t padding = safe.width[c] - std::min(safe.width[c], display_width(text));
      Tone tone = r == 0 ? Tone::kStrong : Tone::kPlain;
      if (r > 0 && c < table.rows[r - 1].size()) tone = table.rows[r - 1][c].tone;
      if (c > 0) owed += style.gap;
      if (table.columns[c].align == Align::kRight) owed += padding;
      if (!text.empty()) {
        line += spaces(owed) + with_tone(text, tone, style.colour);
        owed = 0;
      }
      if (table.columns[c].align == Align::kLeft) owed += padding;
    }
    out += line + "\n";
    if (r > 0) continue;
    for (std::size_t c = 0; c < count; ++c) {
      if (c > 0) out += spaces(style.gap);
      for (std::size_t i = 0; i < safe.width[c]; ++i) out += "─";
    }
    out += "\n";
  }
  return out;
}

TableStyle style_of_standard_output() {
  TableStyle style;
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  if (terminal) {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) style.width = size.ws_col;
    const char* term = std::getenv("TERM");
    style.colour =
        std::getenv("NO_COLOR") == nullptr && (term == nullptr || std::string_view(term) != "dumb");
  }
  if (const char* columns = std::getenv("COLUMNS")) {
    const auto number = parse_integer(columns);
    if (number && *number > 0) style.width = static_cast<std::size_t>(*number);
  }
  return style;
}

}  // namespace tenon
