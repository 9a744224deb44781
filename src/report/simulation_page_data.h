// The data that the script of the simulation page reads: one compact JSON object, safe inside a <script>
// element.
//
// Its members are private between this file and assets/simulation/*.js and may change with them; machines
// read simulation_json instead. Series are level_codes.h; nodes are those that lost most, with everything
// their causes lead through.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "report/simulation_lists.h"

namespace tenon {

// Nodes in the page at most, apart from those that causes lead through.
inline constexpr std::size_t kPageNodes = 2000;

std::string simulation_page_data(const SimulationReport& report, std::span<const RunSummary> summaries,
                                 std::span<const Causes> causes, const std::string& language);

}  // namespace tenon
