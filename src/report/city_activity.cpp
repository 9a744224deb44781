#include "report/city_activity.h"

#include <algorithm>
#include <array>
#include <map>

namespace tenon {
namespace {

struct PlacedCity {
  std::string_view code;
  int column;
  int row;
};

constexpr std::array<PlacedCity, 41> kTiles = {
    {{"310000", 8, 4}, {"320100", 4, 3}, {"320200", 7, 3}, {"320300", 3, 0}, {"320400", 6, 3},
     {"320500", 7, 4}, {"320600", 7, 2}, {"320700", 6, 0}, {"320800", 5, 1}, {"320900", 6, 1},
     {"321000", 5, 2}, {"321100", 5, 3}, {"321200", 6, 2}, {"321300", 4, 1}, {"330100", 5, 6},
     {"330200", 7, 6}, {"330300", 6, 8}, {"330400", 6, 5}, {"330500", 5, 5}, {"330600", 6, 6},
     {"330700", 5, 7}, {"330800", 4, 7}, {"330900", 8, 6}, {"331000", 7, 7}, {"331100", 5, 8},
     {"340100", 2, 3}, {"340200", 3, 4}, {"340300", 2, 2}, {"340400", 1, 2}, {"340500", 3, 3},
     {"340600", 1, 1}, {"340700", 2, 4}, {"340800", 1, 5}, {"341000", 3, 6}, {"341100", 3, 2},
     {"341200", 0, 2}, {"341300", 2, 1}, {"341500", 1, 3}, {"341600", 0, 1}, {"341700", 2, 5},
     {"341800", 4, 4}}};

}  // namespace

std::optional<Tile> tile_of_city(std::string_view region_code) {
  for (const PlacedCity& city : kTiles) {
    if (city.code == region_code) return Tile{city.column, city.row};
  }
  return std::nullopt;
}

std::vector<CityActivity> city_activity(const Analysis& analysis) {
  const Dataset& dataset = analysis.dataset;
  const auto scope = scope_region(analysis);
  std::vector<CityActivity> cities;
  if (!scope) return cities;
  std::vector<bool> has_city(dataset.regions.size(), false);
  for (const Region& region : dataset.regions) {
    if (region.tier == Tier::kCity && region.parent) has_city[region.parent->index()] = true;
  }
  std::map<RegionId, std::size_t> place;
  for (std::size_t i = 0; i < dataset.regions.size(); ++i) {
    const Region& region = dataset.regions[i];
    const bool is_city = region.tier == Tier::kCity || (region.tier == Tier::kProvince && !has_city[i]);
    if (!is_city || !region_within(dataset, RegionId(i), *scope)) continue;
    place[RegionId(i)] = cities.size();
    const bool below_province = region.tier == Tier::kCity && region.parent;
    cities.push_back({RegionId(i), below_province ? *region.parent : RegionId(i), {}});
  }
  const auto examined = break_point_of_product(analysis);
  std::vector<std::map<ProductId, CityProduct>> counts(cities.size());
  for (const Capability& capability : dataset.capabilities) {
    const auto region = capability_region(dataset, capability);
    if (!region || !examined[capability.product.index()]) continue;
    const auto found = place.find(*region);
    if (found == place.end()) continue;
    CityProduct& product = counts[found->second][capability.product];
    product.product = capability.product;
    ++(dataset.firm(capability.firm).synthetic ? product.synthetic_makers : product.real_makers);
  }
  for (std::size_t i = 0; i < cities.size(); ++i) {
    for (const auto& [id, product] : counts[i]) cities[i].products.push_back(product);
  }
  return cities;
}

}  // namespace tenon
