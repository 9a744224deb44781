// Who else makes what a supply of the circle delivers. Internal to supplier_circle.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "model/dataset.h"
#include "remedy/backup_candidates.h"
#include "remedy/supplier_circle.h"
#include "scenario/dataset_network.h"

namespace tenon {

// To eleven digits: figures that differ by the order of a sum alone sort alike.
double sort_figure(double value);

// Kind, country and id of the group: an order that does not hang on positions.
std::tuple<RootKind, std::string, std::string> root_order(const Dataset& dataset, const SupplyRoot& root);

struct CircleMakers {
  std::vector<CircleAlternative> with_spare;  // as BackupSearch ranks them; those of its primary source first
  bool any = false;                           // others are known at all
  std::size_t without_figures = 0;            // real ones of unknown capacity
};

// `failure` is that of the supply's root; `buyer` absent: for all buyers at home. Readiness and its part for
// qualification are those of the dynamics, by `policy`.
CircleMakers makers_beside(const Dataset& dataset, const DatasetNetwork& network, const BackupSearch& search,
                           const RootFailure& failure, ProductId product, std::optional<FirmId> buyer,
                           const SwitchingPolicy& policy);

}  // namespace tenon
