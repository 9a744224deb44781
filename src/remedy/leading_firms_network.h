// The lines of a dataset as the network that ESRI runs on. Internal to leading_firms.
//
// ESRI needs one sector a node, and firms make several products: so its nodes are the lines and the sources
// outside the lists, and a firm is closed by closing all its lines. Products that replace each other in some
// product share a sector, so that the lack of one of them is no lack of an essential input as long as the
// others deliver; who replaces whom as a seller is still decided by the product. Losses count by output, at
// home only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "remedy/leading_firms.h"
#include "risk/esri.h"
#include "scenario/dataset_network.h"

namespace tenon {

struct LineRisk {
  EsriModelPtr model;
  std::vector<double> output;  // money/day, one a node
  std::size_t alternatives_joined = 0;
  std::size_t needs_joined = 0;
};

// O(links log links of a line).
Result<LineRisk> build_line_risk(const Dataset& dataset, const DatasetNetwork& network);

// Loss of a closure: of all output at home, and of each chain's.
struct ClosureRisk {
  EsriScore score;
  std::vector<double> of_chain;  // [0, 1], one a chain
};

// Closes each set of nodes at once, in both channels. Independent of threads.
Result<std::vector<ClosureRisk>> closure_risks(const Dataset& dataset, const DatasetNetwork& network,
                                               const LineRisk& risk,
                                               std::span<const std::vector<std::uint32_t>> closed,
                                               const EsriOptions& options);

}  // namespace tenon
