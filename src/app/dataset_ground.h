// What commands on a dataset start from: its records, and the network that a scenario's stocks make of them.
#pragma once

#include <string>

#include "base/result.h"
#include "model/dataset.h"
#include "model/scenario.h"
#include "scenario/dataset_network.h"

namespace tenon {

struct DatasetGround {
  Dataset dataset;
  DatasetNetworkOptions network_options;
  ScenarioPolicy policy;
  DatasetNetwork network;
};

// `dataset`: a folder; `scenario`: a file of which stocks and policy count, not its events; empty: defaults.
// Prints warnings. Errors are those of the files, with line and column, and of build_dataset_network().
Result<DatasetGround> read_dataset_ground(const std::string& dataset, const std::string& scenario);

}  // namespace tenon
