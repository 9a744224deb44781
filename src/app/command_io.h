// tenon io TABLE.csv: multipliers, linkages, import shares and extraction of every sector of an input-output
// table.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace tenon {

struct IoOptions {
  std::string table;                  // CSV file
  std::optional<int> year;            // wins over the year in the file name
  std::string format = "table";       // table, json or csv
  std::string out;                    // file; empty: stdout
  std::optional<std::size_t> top;     // sectors; 0: all; by default 20 in a table, all in JSON and CSV
  std::string sort = "import_share";  // one of io_sort_key_names()
  std::string imports = "domestic";   // domestic or total: whose inputs the measures count
  bool allow_imbalance = false;
};

// The result to stdout (or `out`), faults of the table to stderr. Exit codes as in output.h; a table that
// does not balance is bad input unless `allow_imbalance`.
int run_io(const IoOptions& options);

}  // namespace tenon
