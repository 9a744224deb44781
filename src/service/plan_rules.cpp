#include "service/plan_rules.h"

#include <algorithm>
#include <cstddef>

#include "model/region_tree.h"

namespace tenon {
namespace {

// Provinces that are the scope or lie in it, in dataset order.
std::vector<RegionId> provinces_of_scope(const Dataset& dataset, const std::string& scope) {
  std::vector<RegionId> provinces;
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    if (dataset.regions[r].tier != Tier::kProvince) continue;
    visit_ancestors(dataset, RegionId(r), [&](RegionId at) {
      if (dataset.region(at).code != scope) return true;
      provinces.emplace_back(r);
      return false;
    });
  }
  return provinces;
}

Result<std::vector<ProductMaker>> makers_of(const Dataset& dataset, const std::vector<std::string>& words,
                                            const char* option, const char* place) {
  std::vector<ProductMaker> makers;
  for (const std::string& word : words) {
    const std::size_t colon = word.find(':');
    if (colon == std::string::npos)
      return Error{ErrorCode::kInvalidArgument,
                   std::string(option) + ": \"" + word + "\": expected PRODUCT:FIRM, as IC-07:F12"};
    const auto products = product_ids(dataset, {word.substr(0, colon)}, option, place);
    if (!products) return products.error();
    const auto firm = firm_id(dataset, word.substr(colon + 1), option, place);
    if (!firm) return firm.error();
    makers.push_back({products->front(), *firm});
  }
  return makers;
}

}  // namespace

Result<void> set_plan_rules(const Dataset& dataset, const PlanRuleWords& words,
                            const PlanRuleOptions& options, DatasetPlanOptions& plan) {
  plan.provinces.clear();
  for (const std::string& word : words.provinces) {
    std::vector<RegionId> found;
    if (word == kEachProvince) {
      found = provinces_of_scope(dataset, plan.search.scope);
      if (found.empty())
        return Error{ErrorCode::kInvalidArgument,
                     std::string(options.provinces) + ": there is no province in " + plan.search.scope};
    } else {
      const auto province = province_id(dataset, word);
      if (!province) return province.error();
      found = {*province};
    }
    for (const RegionId region : found) {
      if (std::find(plan.provinces.begin(), plan.provinces.end(), region) == plan.provinces.end())
        plan.provinces.push_back(region);
    }
  }
  auto locked = makers_of(dataset, words.locked, options.locked, options.place);
  if (!locked) return locked.error();
  plan.locked = std::move(*locked);
  auto banned = makers_of(dataset, words.banned, options.banned, options.place);
  if (!banned) return banned.error();
  plan.banned = std::move(*banned);
  return {};
}

}  // namespace tenon
