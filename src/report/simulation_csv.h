// The result of `tenon simulate` as CSV, one of three tables.
//
// RFC 4180, UTF-8, LF. `run` is A or B, `partial` 1 where that run was stopped before its horizon. Money is
// as in the network, a day unless stated. Empty fields are not known or never happened.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "report/simulation_report.h"

namespace tenon {

enum class SimulationCsv {
  kDays,       // one row a run and day: totals
  kNodes,      // one row a run and node: what happened to it
  kBreakdown,  // one row a run, dimension, group and day: output
};

// "days", "nodes", "breakdown".
std::optional<SimulationCsv> simulation_csv_kind(std::string_view word);

std::string simulation_csv(const SimulationReport& report, SimulationCsv kind);

}  // namespace tenon
