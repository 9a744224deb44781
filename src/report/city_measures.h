// What the cities of the scope are compared by. Pure.
//
// Over real firms that make a product there, as far as that is known (maker_places.h); those known only by
// province count nowhere:
//   makers            firms
//   products          products
//   exposed_products  percent of the products with a level that are red or orange; low and high: at the ends
//                     of their scores
//   exposure          mean exposure of the products of which it is known; low and high: of their intervals
//   concentration     products of which the city has more than half of the makers of the scope
//   recorded_share    the largest published share of a product that the city, or a firm of it, holds, percent
// A city of which nothing is known has no value, which is not 0.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "report/analysis.h"
#include "report/city_activity.h"

namespace tenon {

enum class CityMetric { kMakers, kProducts, kExposedProducts, kExposure, kConcentration, kRecordedShare };
inline constexpr std::size_t kCityMetricCount = 6;

struct CityMetricWords {
  std::string_view id;
  std::string_view name_zh;
  std::string_view name_en;
  std::string_view unit;
  std::string_view meaning_zh;
  std::string_view meaning_en;
};
const CityMetricWords& words_of(CityMetric metric);

struct CityMeasure {
  std::optional<double> value;
  std::optional<double> low;
  std::optional<double> high;
  std::size_t rank = 0;  // among the cities with a value, 1 = the highest; 0: no value
};

struct CityMeasures {
  CityActivity activity;                          // city and province
  std::map<ProductId, std::set<FirmId>> made_by;  // real makers here
  std::size_t synthetic_entries = 0;
  std::array<CityMeasure, kCityMetricCount> measures;  // by CityMetric
  std::optional<Level> worst;                          // of what is made here

  [[nodiscard]] const CityMeasure& operator[](CityMetric metric) const {
    return measures[static_cast<std::size_t>(metric)];
  }
};

// In dataset order. With a chain, of its products alone. O(city_activity + capabilities + shares).
std::vector<CityMeasures> city_measures(const Analysis& analysis, std::optional<ChainId> chain = {});

}  // namespace tenon
