// The result of `tenon simulate` for a terminal.
#pragma once

#include <cstddef>
#include <string>

#include "report/name_language.h"
#include "report/simulation_report.h"
#include "report/terminal_table.h"

namespace tenon {

struct SimulationTableOptions {
  std::size_t top = 15;                      // rows of the list of stops and of products; 0: all
  NameLanguage names = NameLanguage::kBoth;  // kChinese also turns headings and sentences Chinese
  TableStyle style = {};
};

// The answer in a sentence, a line where a run is partial, the outcomes, what stopped first, losses by chain
// and by province, the products that lost most, assumptions and gaps. With two runs every figure twice. Ends
// in a line feed.
std::string simulation_table(const SimulationReport& report, const SimulationTableOptions& options);

}  // namespace tenon
