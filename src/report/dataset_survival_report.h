// Names for times to survive on the network of a dataset.
#pragma once

#include "model/dataset.h"
#include "report/time_to_survive_report.h"
#include "scenario/dataset_network.h"
#include "scenario/dataset_survival.h"

namespace tenon {

// The report of a result with its names, options and what was assumed: figures of the time to recover, days
// of stock and outputs that are made up. Money is CNY.
SurvivalReport dataset_survival_report(const Dataset& dataset, const DatasetNetwork& network,
                                       DatasetSurvival result, const DatasetSurvivalOptions& options);

}  // namespace tenon
