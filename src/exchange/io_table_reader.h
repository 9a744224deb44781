// Reads an input-output table of China's National Bureau of Statistics, as CSV, in either of its two layouts
// (see io_table_columns.h), told apart by the header. Rows: every sector of the header once (in the separate
// layout once with Origin Domestic and once with Imports), TII, the value-added rows VA..., TVA and TI
// (Origin TOT), in any order.
//
// All or nothing: an error anywhere, a table that does not balance included, and there is no table. All
// faults of a file are reported together. Blank cells are legitimate only where value added crosses final
// use, imports and gross output; a value there other than 0 is ignored with a warning. Gross output and
// imports must not be negative; negative intermediate use is accepted with a warning, negative final use and
// value added without one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/fault.h"
#include "model/io_table.h"

namespace tenon {

struct IoReadOptions {
  std::optional<int> year = std::nullopt;  // wins over the year in the file name
  double tolerance = 1e-6;                 // largest relative residual of an identity
  bool allow_imbalance = false;            // residuals above it are warnings, not errors
};

// nullopt: errors were added to `faults`. Warnings may be added either way. Time and memory O(bytes of the
// file).
std::optional<IoTable> read_io_table(const std::string& path, const IoReadOptions& options,
                                     FaultList& faults);

// The same from text in memory; `file` names it in faults and gives the year.
std::optional<IoTable> parse_io_table(const std::string& file, std::string_view bytes,
                                      const IoReadOptions& options, FaultList& faults);

// The first run of exactly four digits in the file's name (its folder left out) that reads as 1900 ... 2100.
std::optional<int> year_in_file_name(const std::string& path);

}  // namespace tenon
