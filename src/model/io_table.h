// An input-output table as plain arrays: what a table file holds, checked.
//
// Orientation as in the firm network: row i sells, column j buys. Matrices are row-major, n sectors by n
// sectors or n sectors by c final-use categories. All values are flows of one year in producers' prices, in
// `unit`. Immutable once read. Negative entries are legitimate in final use (drawn-down inventories) and
// value added (subsidies).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tenon {

enum class IoLayout {
  kCompetitiveImports,  // one block: intermediate and final use of domestic and imported goods together
  kSeparateImports,     // two blocks: use of domestic goods, use of imported goods
};

struct IoSector {
  std::string code;  // as in the file; codes of different years do not match
  std::string name_zh;
  std::string name_en;
};

// A category of final use or of value added.
struct IoCategory {
  std::string code;  // "FU201", "EX", "VA001"
  std::string name_zh;
  std::string name_en;
};

// How well the table's own accounting identities hold (exchange/io_table_balance.h lists them). A residual is
// relative to the larger of the stated total and the sum of the magnitudes of its parts.
struct IoBalance {
  std::size_t identities = 0;  // checked
  std::size_t broken = 0;      // with a relative residual above the tolerance
  double tolerance = 0;        // of the reader
  double largest_relative_residual = 0;
  std::string largest_at;  // "GO of sector 119"; empty if every identity holds to the last bit
};

struct IoTable {
  std::string source;       // file name without its folder
  std::optional<int> year;  // unknown unless given
  bool year_from_file_name = false;
  std::string unit = "10,000 CNY";
  IoLayout layout = IoLayout::kCompetitiveImports;

  std::vector<IoSector> sectors;             // n
  std::vector<IoCategory> final_uses;        // c, subtotals left out
  std::size_t exports = 0;                   // position of exports in final_uses
  std::vector<IoCategory> value_added_rows;  // r

  // kCompetitiveImports: use whatever the origin, and the imported blocks are empty.
  // kSeparateImports: use of domestic goods, and the imported blocks stand beside it.
  std::vector<double> intermediate;           // n x n: [i * n + j] = what sector j buys of product i
  std::vector<double> final_use;              // n x c
  std::vector<double> imported_intermediate;  // n x n or empty
  std::vector<double> imported_final_use;     // n x c or empty

  std::vector<double> imports;       // n, value of imported product i, >= 0
  std::vector<double> gross_output;  // n, domestic, >= 0
  std::vector<double> value_added;   // r x n: [a * n + j]

  IoBalance balance;

  [[nodiscard]] std::size_t size() const { return sectors.size(); }
};

}  // namespace tenon
