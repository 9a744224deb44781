#include "exchange/spreadsheet.h"

#include <algorithm>
#include <utility>

namespace tenon {
namespace {

constexpr std::size_t kLargestNumber = 1'000'000'000;

// Takes the leading digits off `text`; nullopt: there are none, or too many.
std::optional<std::size_t> take_number(std::string_view& text) {
  if (text.empty() || text[0] < '1' || text[0] > '9') return std::nullopt;
  std::size_t number = 0;
  while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    number = number * 10 + static_cast<std::size_t>(text[0] - '0');
    if (number > kLargestNumber) return std::nullopt;
    text.remove_prefix(1);
  }
  return number;
}

std::optional<std::size_t> take_letters(std::string_view& text) {
  std::size_t number = 0;
  while (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') {
    number = number * 26 + static_cast<std::size_t>(text[0] - 'A' + 1);
    if (number > kLargestNumber) return std::nullopt;
    text.remove_prefix(1);
  }
  return number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

const Cell* find_cell(const SheetRow& row, std::size_t column) {
  const auto found = std::lower_bound(row.cells.begin(), row.cells.end(), column,
                                      [](const Cell& cell, std::size_t c) { return cell.column < c; });
  return found != row.cells.end() && found->column == column ? &*found : nullptr;
}

const Cell* find_cell(const Sheet& sheet, std::size_t row, std::size_t column) {
  const auto found = std::lower_bound(sheet.rows.begin(), sheet.rows.end(), row,
                                      [](const SheetRow& r, std::size_t n) { return r.number < n; });
  return found != sheet.rows.end() && found->number == row ? find_cell(*found, column) : nullptr;
}

std::string column_letters(std::size_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) letters += static_cast<char>('A' + (column - 1) % 26);
  std::reverse(letters.begin(), letters.end());
  return letters;
}

std::string cell_name(CellPlace place) {
  return column_letters(place.column) + std::to_string(place.row);
}

std::optional<CellPlace> parse_cell_name(std::string_view name) {
  const auto column = take_letters(name);
  if (!column) return std::nullopt;
  const auto row = take_number(name);
  if (!row || !name.empty()) return std::nullopt;
  return CellPlace{*row, *column};
}

std::optional<MergedRange> parse_cell_range(std::string_view name) {
  const std::size_t colon = name.find(':');
  const auto first = parse_cell_name(name.substr(0, colon));
  const auto last = colon == std::string_view::npos ? first : parse_cell_name(name.substr(colon + 1));
  if (!first || !last || first->row > last->row || first->column > last->column) return std::nullopt;
  return MergedRange{first->row, first->column, last->row, last->column};
}

std::string sheet_file_name(std::string_view file, std::string_view sheet) {
  return std::string(file) + ":" + std::string(sheet);
}

Fault cell_fault(Severity severity, std::string sheet_file, CellPlace place, std::string value,
                 std::string expected) {
  return {severity,         std::move(sheet_file), place.row,          place.column,
          cell_name(place), std::move(value),      std::move(expected)};
}

}  // namespace tenon
