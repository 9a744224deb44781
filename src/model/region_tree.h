// Which region lies in which.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/dataset.h"

namespace tenon {

inline bool is_country_tier(Tier tier) {
  return tier == Tier::kCountry || tier == Tier::kForeign;
}

// Calls visit(region) for `start` and the regions it lies in, the innermost first, until visit returns false.
// Walks at most as many steps as there are regions, so that a loop of parents cannot hang.
template <class Visit>
void visit_ancestors(const Dataset& dataset, RegionId start, Visit visit) {
  std::optional<RegionId> region = start;
  for (std::size_t step = 0; region && step <= dataset.regions.size(); ++step) {
    if (!visit(*region)) return;
    region = dataset.region(*region).parent;
  }
}

// One a region: `root` and all that lies in it. O(regions x depth).
std::vector<bool> regions_within(const Dataset& dataset, RegionId root);

// The first region of tier country or foreign from `region` upwards, itself included: what has a customs
// border of its own is not counted to what lies around it. `region` where there is none.
RegionId country_of(const Dataset& dataset, RegionId region);

}  // namespace tenon
