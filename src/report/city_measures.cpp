#include "report/city_measures.h"

#include <algorithm>

#include "report/maker_places.h"
#include "risk/evidence_scope.h"

namespace tenon {
namespace {

constexpr std::array<CityMetricWords, kCityMetricCount> kWords = {{
    {"makers", "制造商", "Makers", "firms", "已知在该市生产的真实企业数",
     "Real firms known to make something there"},
    {"products", "产品", "Products", "products", "已知在该市生产的产品数", "Products known to be made there"},
    {"exposed_products", "红橙产品占比", "Red and orange products", "%",
     "该市生产且已评级的产品中红、橙级所占百分比；区间按得分两端计",
     "Percent of the rated products made there that are red or orange; the interval is that of their scores"},
    {"exposure", "平均暴露度", "Mean exposure", "1",
     "该市生产的产品暴露度的平均值（0 至 1）；区间为各产品区间端点的平均",
     "Mean exposure, 0 to 1, of the products made there; the interval is the mean of theirs"},
    {"concentration", "集中度", "Concentration", "products", "区域内过半数制造商在该市的产品数",
     "Products of which the city has more than half of the region's makers"},
    {"recorded_share", "已公布份额", "Recorded share", "%", "该市或该市企业已公布的单项产品份额中的最大值",
     "The largest published share of a product held by the city or a firm of it"},
}};

CityMeasure& of(CityMeasures& city, CityMetric metric) {
  return city.measures[static_cast<std::size_t>(metric)];
}

bool is_exposed(Level level) {
  return level == Level::kRed || level == Level::kOrange;
}

void measure_products(const Analysis& analysis, const std::vector<std::optional<std::size_t>>& position,
                      const std::vector<MakerPlaces>& makers, CityMeasures& city) {
  std::set<FirmId> firms;
  Component exposure;
  double exposed_low = 0;
  double exposed = 0;
  double exposed_high = 0;
  std::size_t with_exposure = 0;
  std::size_t with_level = 0;
  std::size_t concentrated = 0;
  for (const auto& [product, by] : city.made_by) {
    firms.insert(by.begin(), by.end());
    if (2 * by.size() > makers[product.index()].scope) ++concentrated;
    const BreakPoint& point = analysis.result.break_points[*position[product.index()]];
    city.worst = std::min(city.worst.value_or(point.level), point.level);
    if (point.exposure) {
      ++with_exposure;
      exposure.value += point.exposure->value;
      exposure.low += point.exposure->low;
      exposure.high += point.exposure->high;
    }
    if (!point.score) continue;
    ++with_level;
    exposed += is_exposed(point.level) ? 1 : 0;
    exposed_high += is_exposed(point.level_high) ? 1 : 0;
    exposed_low += point.score->low >= analysis.result.options.orange_at ? 1 : 0;
  }
  of(city, CityMetric::kMakers).value = static_cast<double>(firms.size());
  of(city, CityMetric::kProducts).value = static_cast<double>(city.made_by.size());
  of(city, CityMetric::kConcentration).value = static_cast<double>(concentrated);
  if (with_level > 0) {
    const double percent = 100.0 / static_cast<double>(with_level);
    of(city, CityMetric::kExposedProducts) = {exposed * percent, exposed_low * percent,
                                              exposed_high * percent};
  }
  if (with_exposure > 0) {
    const auto count = static_cast<double>(with_exposure);
    of(city, CityMetric::kExposure) = {exposure.value / count, exposure.low / count, exposure.high / count};
  }
}

void measure_shares(const Dataset& dataset, std::optional<ChainId> chain,
                    const std::map<RegionId, std::size_t>& place, std::vector<CityMeasures>& cities) {
  for (const Share& share : dataset.shares) {
    if (chain && dataset.product(share.product).chain != *chain) continue;
    if (share.firm && dataset.firm(*share.firm).synthetic) continue;
    const auto region = share.firm ? dataset.firm(*share.firm).region : share.region;
    const auto found = region ? place.find(*region) : place.end();
    if (found == place.end()) continue;
    CityMeasure& largest = of(cities[found->second], CityMetric::kRecordedShare);
    const double middle = (share.low + share.high) / 2;
    if (!largest.value || middle > *largest.value) largest = {middle, share.low, share.high};
  }
}

void rank_cities(std::vector<CityMeasures>& cities) {
  for (std::size_t m = 0; m < kCityMetricCount; ++m) {
    for (CityMeasures& city : cities) {
      if (!city.measures[m].value) continue;
      city.measures[m].rank =
          1 + static_cast<std::size_t>(
                  std::count_if(cities.begin(), cities.end(), [&](const CityMeasures& other) {
                    return other.measures[m].value && *other.measures[m].value > *city.measures[m].value;
                  }));
    }
  }
}

}  // namespace

const CityMetricWords& words_of(CityMetric metric) {
  return kWords[static_cast<std::size_t>(metric)];
}

std::vector<CityMeasures> city_measures(const Analysis& analysis, std::optional<ChainId> chain) {
  const Dataset& dataset = analysis.dataset;
  std::vector<CityMeasures> cities;
  const auto scope = make_scope_view(dataset, analysis.result.options.scope);
  if (!scope) return cities;
  std::map<RegionId, std::size_t> place;
  for (CityActivity& activity : city_activity(analysis)) {
    place[activity.city] = cities.size();
    cities.push_back({std::move(activity), {}, 0, {}, {}});
  }
  const auto position = break_point_of_product(analysis);
  for (const Capability& capability : dataset.capabilities) {
    if (chain && dataset.product(capability.product).chain != *chain) continue;
    const auto region = capability_region(dataset, capability);
    const auto found = region ? place.find(*region) : place.end();
    if (found == place.end() || !position[capability.product.index()]) continue;
    CityMeasures& city = cities[found->second];
    if (dataset.firm(capability.firm).synthetic) ++city.synthetic_entries;
    if (is_real_maker(dataset, capability)) city.made_by[capability.product].insert(capability.firm);
  }
  const std::vector<MakerPlaces> makers = maker_places(dataset, *scope);
  for (CityMeasures& city : cities) {
    if (!city.made_by.empty()) measure_products(analysis, position, makers, city);
  }
  measure_shares(dataset, chain, place, cities);
  rank_cities(cities);
  return cities;
}

}  // namespace tenon
