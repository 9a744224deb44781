#include "report/maker_places.h"

#include <algorithm>
#include <map>
#include <set>

#include "model/region_tree.h"

namespace tenon {
namespace {

enum class Place { kScope, kCountry, kAbroad, kUnplaced };

Place place_of(const Dataset& dataset, const ScopeView& scope, const std::optional<RegionId>& region) {
  if (!region) return Place::kUnplaced;
  // What has a customs border of its own is abroad also for a scope that holds it.
  if (country_of(dataset, *region) != scope.country) return Place::kAbroad;
  return scope.contains(*region) ? Place::kScope : Place::kCountry;
}

}  // namespace

bool is_real_maker(const Dataset& dataset, const Capability& capability) {
  return !dataset.firm(capability.firm).synthetic && capability.status != CapabilityStatus::kPotential;
}

std::optional<RegionId> province_of(const Dataset& dataset, RegionId region) {
  std::optional<RegionId> province;
  visit_ancestors(dataset, region, [&](RegionId at) {
    if (dataset.region(at).tier == Tier::kProvince) province = at;
    return !province;
  });
  return province;
}

std::vector<MakerPlaces> maker_places(const Dataset& dataset, const ScopeView& scope) {
  std::vector<std::map<FirmId, Place>> nearest(dataset.products.size());
  std::vector<std::set<RegionId>> provinces(dataset.products.size());
  for (const Capability& capability : dataset.capabilities) {
    if (!is_real_maker(dataset, capability)) continue;
    const auto region = capability_region(dataset, capability);
    const Place place = place_of(dataset, scope, region);
    const std::size_t product = capability.product.index();
    const auto [at, is_new] = nearest[product].try_emplace(capability.firm, place);
    if (!is_new) at->second = std::min(at->second, place);
    if (place != Place::kScope) continue;
    if (const auto province = province_of(dataset, *region)) provinces[product].insert(*province);
  }
  std::vector<MakerPlaces> all(dataset.products.size());
  for (std::size_t p = 0; p < all.size(); ++p) {
    for (const auto& [firm, place] : nearest[p]) {
      ++(place == Place::kScope     ? all[p].scope
         : place == Place::kCountry ? all[p].country
         : place == Place::kAbroad  ? all[p].abroad
                                    : all[p].unplaced);
    }
    all[p].provinces.assign(provinces[p].begin(), provinces[p].end());
  }
  return all;
}

}  // namespace tenon
