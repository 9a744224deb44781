// The result of `tenon simulate` as JSON, as docs/simulate.schema.json has it.
#pragma once

#include <string>

#include "report/simulation_report.h"

namespace tenon {

// Everything: scenario and policy of each run, outcomes, day totals, all breakdowns by day, all nodes that
// were hit with their causes (the others are counted), assumptions, gaps, sources. Indented, UTF-8, ends in a
// line feed. null always means not known or never happened.
std::string simulation_json(const SimulationReport& report);

}  // namespace tenon
