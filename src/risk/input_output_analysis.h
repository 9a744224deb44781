// Everything `tenon io` knows of a table: both bases solved and measured.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "model/io_table.h"
#include "risk/input_output.h"
#include "risk/input_output_measures.h"

namespace tenon {

// One basis. Vectors are in the order of the sectors.
struct IoBasisAnalysis {
  IoSystem system;
  std::optional<double> spectral_radius;
  std::vector<IoSectorMeasures> sectors;
};

struct IoAnalysis {
  IoTable table;
  std::vector<std::optional<double>> import_shares;
  std::vector<double> value_added;  // of each sector, in the table's unit
  IoBasisAnalysis domestic;
  IoBasisAnalysis total;

  [[nodiscard]] const IoBasisAnalysis& on(IoBasis basis) const {
    return basis == IoBasis::kDomestic ? domestic : total;
  }
};

// Errors as of solve_input_output, naming the basis. Two factorisations, O(n^3).
Result<IoAnalysis> analyze_io_table(IoTable table);

}  // namespace tenon
