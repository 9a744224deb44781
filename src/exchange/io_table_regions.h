// A national input-output table as a multi-regional one: the country as one region, and beside it the region
// that its imports come from.
//
// Imports are a source of their own, TableRegion::is_outside: row (imports, i) sells what the table says is
// imported of product i; it buys nothing. So an import can fail in a scenario, orders can move between the
// home and the imported supply of one product, and totals still are the country's. Exports are final demand
// of the home rows.
//
// Which user buys how much of the imports:
// - kSeparateImports: the table says so.
// - kCompetitiveImports: import proportionality as in `tenon io` (docs/methods_io.md): every domestic use of
//   product i holds the share m_i = IM_i / (GO_i + IM_i - EX_i), clamped to [0, 1], exports hold none.
//
// Home output is then GO, to rounding, except where m_i had to be clamped (products re-exported).
#pragma once

#include <string>

#include "base/fault.h"
#include "model/io_table.h"
#include "model/multi_regional_table.h"

namespace tenon {

struct IoRegionNames {
  std::string home = "CHN";
  std::string imports = "imports";
};

// Warnings, under the name of the table: products whose import share was clamped; rows of final demand that
// sum to less than 0 (stocks drawn down) and negative flows, both set to 0, with the amount. Sectors are
// labelled by code and keep their names. O(n^2); 32 n^2 bytes.
MultiRegionalTable regional_table_of(const IoTable& table, const IoRegionNames& names, FaultList& warnings);

}  // namespace tenon
