#include "risk/input_output_analysis.h"

#include <utility>

namespace tenon {

Result<IoAnalysis> analyze_io_table(IoTable table) {
  IoAnalysis analysis;
  for (const IoBasis basis : {IoBasis::kDomestic, IoBasis::kTotal}) {
    auto system = solve_input_output(table, basis);
    if (!system) {
      const char* name = basis == IoBasis::kDomestic ? " (domestic use)" : " (total use)";
      return Error{system.error().code, table.source + ": " + system.error().message + name};
    }
    IoBasisAnalysis& target = basis == IoBasis::kDomestic ? analysis.domestic : analysis.total;
    target.sectors = measure_sectors(table, *system);
    target.spectral_radius = spectral_radius(*system);
    target.system = std::move(*system);
  }
  analysis.import_shares = import_shares(table);
  analysis.value_added = total_value_added(table);
  analysis.table = std::move(table);
  return analysis;
}

}  // namespace tenon
