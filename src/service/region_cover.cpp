#include "service/region_cover.h"

#include <algorithm>
#include <cstddef>

#include "model/region_tree.h"

namespace tenon {

RegionCover::RegionCover(const Dataset& dataset) {
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    std::vector<std::string>& ancestors = ancestors_[dataset.regions[r].code];
    visit_ancestors(dataset, RegionId(r), [&](RegionId ancestor) {
      if (ancestor != RegionId(r)) ancestors.push_back(dataset.region(ancestor).code);
      return true;
    });
  }
}

bool RegionCover::covers(std::string_view outer, std::string_view inner) const {
  if (outer == inner) return true;
  const auto found = ancestors_.find(std::string(inner));
  return found != ancestors_.end() &&
         std::find(found->second.begin(), found->second.end(), outer) != found->second.end();
}

}  // namespace tenon
