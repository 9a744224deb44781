// Workbooks as plain grids of cells: what a person would see in them, without layout.
//
// Rows and columns are numbered from 1, as in the sheet. Rows and cells that are empty are left out, so a
// million rows of a table cost what they hold. Whoever needs only one row at a time reads with
// XlsxSheetReader (xlsx_reader.h), whose memory does not grow with the rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"

namespace tenon {

enum class CellKind : std::uint8_t {
  kEmpty,
  kText,    // exactly as stored, blanks and line ends too
  kNumber,  // shortest text that reads back the same: "12", "0.1", "913100000000000000", "1e+300"
  kDate,    // "2024-03-01", "2024-03-01T08:30:00" (".250" if there are milliseconds) or, of a time of the day
            // or a duration, "08:30:00"
  kBoolean,  // "TRUE", "FALSE"
  kError,    // "#N/A", "#DIV/0!", ...
};

struct Cell {
  std::size_t column = 0;
  CellKind kind = CellKind::kEmpty;
  bool is_percent = false;  // a number that is shown times 100 with "%": text is "0.15" where 15% is seen
  std::string text;

  friend bool operator==(const Cell&, const Cell&) = default;
};

struct SheetRow {
  std::size_t number = 0;
  std::vector<Cell> cells;  // by column, ascending; none is empty

  friend bool operator==(const SheetRow&, const SheetRow&) = default;
};

// Cells shown as one. Both ends belong to it.
struct MergedRange {
  std::size_t first_row = 0;
  std::size_t first_column = 0;
  std::size_t last_row = 0;
  std::size_t last_column = 0;

  friend bool operator==(const MergedRange&, const MergedRange&) = default;
};

struct Sheet {
  std::string name;
  bool is_hidden = false;
  std::vector<SheetRow> rows;  // by number, ascending; none is without cells
  std::vector<MergedRange> merged;
};

struct Spreadsheet {
  std::vector<Sheet> sheets;  // as in the workbook
};

// nullptr: the cell is empty. O(log).
const Cell* find_cell(const SheetRow& row, std::size_t column);
const Cell* find_cell(const Sheet& sheet, std::size_t row, std::size_t column);

// 1 -> "A", 27 -> "AA", 16384 -> "XFD". `column` is at least 1.
std::string column_letters(std::size_t column);

struct CellPlace {
  std::size_t row = 0;
  std::size_t column = 0;

  friend bool operator==(const CellPlace&, const CellPlace&) = default;
};

std::string cell_name(CellPlace place);  // "C12"
// Capital letters, then digits without leading zeros; nullopt for anything else, and beyond a thousand
// million.
std::optional<CellPlace> parse_cell_name(std::string_view name);
// "B2:C7", or "B2" for a single cell; the first place must not lie behind the second.
std::optional<MergedRange> parse_cell_range(std::string_view name);

// A fault of a sheet reads "register.xlsx:Sheet1:12: error: column 3 'C12' found "x": expected ...". Its line
// is the row, its column name the cell. (Names of sheets have no colons.)
std::string sheet_file_name(std::string_view file, std::string_view sheet);
Fault cell_fault(Severity severity, std::string sheet_file, CellPlace place, std::string value,
                 std::string expected);

}  // namespace tenon
