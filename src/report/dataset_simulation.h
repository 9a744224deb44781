// Names and sums for a simulation on the network of a dataset: which node counts to which chain, province,
// city and product, and what it is called.
#pragma once

#include <string>
#include <vector>

#include "model/dataset.h"
#include "report/simulation_report.h"
#include "scenario/dataset_network.h"
#include "scenario/resolve_events.h"
#include "scenario/simulation.h"

namespace tenon {

// The dimensions inside, chain, province, city, product and chain_province, each with its breakdown:
// `breakdowns[d]` belongs to `dimensions[d]`. Sources outside the lists are counted nowhere. Cities are
// regions of tier city and municipalities; a plant known only by province counts to no city. Groups without a
// node of the network are left out, but for chains and products. O(nodes + regions^2).
struct DatasetDimensions {
  std::vector<BreakdownLabels> dimensions;
  std::vector<Breakdown> breakdowns;
  std::vector<NodeLabel> nodes;
};
DatasetDimensions dataset_dimensions(const Dataset& dataset, const DatasetNetwork& network);

// What the network assumes and lacks, as sentences with counts and examples.
std::vector<Bilingual> note_texts(const Dataset& dataset, const std::vector<NetworkNote>& notes);

// What each event hits, in words.
std::vector<HitLabel> hit_labels(const Dataset& dataset, const DatasetNetwork& network,
                                 const Scenario& scenario, const ResolvedEvents& resolved);

// In what two policies, horizons, stocks or lists of events differ; empty where they do not.
std::vector<InputDifference> scenario_differences(const Scenario& first, const Scenario& second);

}  // namespace tenon
