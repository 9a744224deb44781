// What-if edits, as people write them, on the supply network of a dataset: another supplier, more capacity or
// stock, a merger, a new plant, localisation; and on the supply network of an edge list.
//
// In a dataset a firm stands for its line of the product named with it (column sector; other_sector for the
// other firm), or for its only line. Amounts are money a year. A plant stands at `location`, a region of the
// dataset; it takes over the part `share` of a line, or is a standby maker of `weight` a year for those who
// switch to it. A merger joins the lines of the two firms that make the same product. Localise moves
// purchases from sources abroad to makers at home.
#pragma once

#include <span>
#include <vector>

#include "base/fault.h"
#include "base/result.h"
#include "model/dataset.h"
#include "model/named_edit.h"
#include "model/scenario.h"
#include "remedy/network_edit.h"
#include "remedy/supply_network_edit.h"
#include "scenario/dataset_network.h"

namespace tenon {

// The edited network with its nodes, new plants last; readiness of a plant by the policy's lead time.
// Assumptions gain one note on the edits. kBadInput: names that do not exist or are not unique, all in
// `faults` with line and column and in the message. kInvalidArgument: edits that the network refuses
// (supply_network_edit.h). O(edits + links).
Result<DatasetNetwork> edit_dataset_network(const Dataset& dataset, const DatasetNetwork& network,
                                            const NamedEdits& edits, const SwitchingPolicy& policy,
                                            FaultList& faults);

// Edits of firms as edits of the nodes of network_of_links, which have the same numbers: weights over
// days_in_period. kInvalidArgument: a merger across sectors, for a node makes for one market.
Result<std::vector<SupplyEdit>> supply_edits_of_links(std::span<const NetworkEdit> edits,
                                                      double days_in_period);

}  // namespace tenon
