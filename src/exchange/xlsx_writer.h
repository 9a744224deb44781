// Workbooks that people fill in: sheets of typed columns with choices, limits, prompts and notes.
//
// Texts stay texts, whatever they look like ("=1+1", "007"); numbers and days are written as such, so that
// spreadsheet programs can compute with them. The same book gives the same bytes. The library behind it is
// libxlsxwriter (BSD).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace tenon {

enum class XlsxColumnKind : std::uint8_t { kText, kNumber, kDay };  // kDay: "2026-11-26"

struct XlsxColumn {
  std::string title;
  double width = 16;  // characters
  XlsxColumnKind kind = XlsxColumnKind::kText;
  bool required = false;            // its title stands out
  std::string prompt;               // shown when a cell of the column is chosen; empty: none
  std::optional<double> least;      // of a number
  std::optional<double> most;       // of a number
  std::optional<std::size_t> list;  // of XlsxBook::lists: values to choose from
  bool only_from_list = true;       // false: other values are let through with a warning
};

// Cells as text; a cell of kNumber or kDay that is none is written as text. Short rows end in empty cells.
// Texts are cut to the 32,767 UTF-16 units that a cell holds, control characters and the like escaped as
// spreadsheet programs do it.
struct XlsxSheet {
  std::string name;
  std::vector<XlsxColumn> columns;
  std::vector<std::vector<std::string>> rows;
  std::size_t rows_to_fill = 1000;  // rows below the title that choices and limits reach
};

struct XlsxList {
  std::string title;
  std::vector<std::string> values;
};

struct XlsxBook {
  std::vector<XlsxSheet> sheets;  // at least one; the first is open
  std::vector<XlsxList> lists;    // on a hidden sheet
  std::string notes_name = "notes";
  std::vector<std::string> notes;  // one a row of a last sheet; empty: no such sheet
  std::int64_t created = 0;        // seconds since 1970-01-01 UTC
};

// The bytes of the file. kInvalidArgument: no sheet, a name that is empty, longer than 31 characters, used
// twice or holds one of []:*?/\, more rows or columns than a sheet has, a list that does not exist, a text
// that is not UTF-8 or holds U+0000. kIo: no place for temporary files.
Result<std::string> xlsx_bytes(const XlsxBook& book);

}  // namespace tenon
