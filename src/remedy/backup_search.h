// What the parts of BackupSearch share; not for others.
#pragma once

#include <optional>

#include "model/region_tree.h"
#include "remedy/backup_candidates.h"

namespace tenon {

inline std::optional<RegionId> plant_of(const Dataset& dataset, const Capability& capability) {
  return capability.region ? capability.region : dataset.firm(capability.firm).region;
}

inline std::optional<RegionId> ancestor_of_tier(const Dataset& dataset, RegionId region, Tier tier) {
  std::optional<RegionId> found;
  visit_ancestors(dataset, region, [&](RegionId at) {
    if (dataset.region(at).tier != tier) return true;
    found = at;
    return false;
  });
  return found;
}

}  // namespace tenon
