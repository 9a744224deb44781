// Closures of suppliers on the network as it is, or as a cooperation would make it. Internal to
// supplier_circle.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/result.h"
#include "model/scenario.h"
#include "remedy/supplier_circle.h"
#include "remedy/supply_network_edit.h"
#include "scenario/dataset_network.h"

namespace tenon {

struct CircleRun {
  std::vector<SupplyEdit> edits;
  std::vector<std::uint32_t> ready_nodes;  // whose readiness differs
  std::vector<double> ready_days;          // one a ready node
  std::vector<std::uint32_t> closed;       // nodes, ascending
  std::vector<double> closed_part;         // one a closed node, of its full load, [0, 1]
  int closure_days = 30;
};

// One a run, in the order of `runs`; each on one thread. Errors of the edits and of the simulation.
Result<std::vector<CircleLoss>> run_closures(const DatasetNetwork& network,
                                             std::span<const std::uint32_t> leader_lines,
                                             std::span<const CircleRun> runs, const CircleOptions& options);

}  // namespace tenon
