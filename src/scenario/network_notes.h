// What dataset_network.h assumed and what it misses, in words.
#pragma once

#include "model/dataset.h"
#include "scenario/dataset_flows.h"
#include "scenario/dataset_lines.h"
#include "scenario/dataset_network.h"

namespace tenon {

// Fills `assumptions` and `gaps` from all else that the network holds.
void note_assumptions(const Dataset& dataset, const DatasetLines& lines, const DatasetFlows& flows,
                      DatasetNetwork& network);

}  // namespace tenon
