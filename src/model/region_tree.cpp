#include "model/region_tree.h"

namespace tenon {

std::vector<bool> regions_within(const Dataset& dataset, RegionId root) {
  std::vector<bool> inside(dataset.regions.size(), false);
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    visit_ancestors(dataset, RegionId(r), [&](RegionId ancestor) {
      if (ancestor != root) return true;
      inside[r] = true;
      return false;
    });
  }
  return inside;
}

RegionId country_of(const Dataset& dataset, RegionId region) {
  RegionId country = region;
  visit_ancestors(dataset, region, [&](RegionId ancestor) {
    if (!is_country_tier(dataset.region(ancestor).tier)) return true;
    country = ancestor;
    return false;
  });
  return country;
}

}  // namespace tenon
