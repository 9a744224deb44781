#include "scenario/stock_days.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "scenario/name_lookup.h"

namespace tenon {
namespace {

constexpr std::size_t kDivisionLength = 3;  // of GB/T 4754: "C39"

std::string division_of(const Product& product) {
  return product.gbt4754.size() < kDivisionLength ? std::string()
                                                  : product.gbt4754.substr(0, kDivisionLength);
}

double median(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// The middle of the newest reviewed facts; of several of one year the fewest days.
std::vector<std::optional<double>> days_of_facts(const Dataset& dataset) {
  std::vector<std::optional<double>> days(dataset.products.size());
  std::vector<int> years(dataset.products.size(), 0);
  for (const FactUse& use : dataset.fact_uses) {
    if (use.indicator != Indicator::kInventoryDays) continue;
    const Fact& fact = dataset.facts[use.fact];
    const std::optional<double> low = use.low ? use.low : (fact.low ? fact.low : fact.high);
    const std::optional<double> high = use.high ? use.high : (fact.high ? fact.high : fact.low);
    if (!low || !high) continue;
    const double middle = (*low + *high) / 2;
    const int year = fact.provenance.year.value_or(0);
    std::optional<double>& held = days[fact.product.index()];
    int& held_year = years[fact.product.index()];
    if (!held || year > held_year || (year == held_year && middle < *held)) {
      held = middle;
      held_year = year;
    }
  }
  return days;
}

// Sectors of a dataset are codes of GB/T 4754: "C", "C39", "C3974" stand for all that begins so.
bool is_sector_of(const Dataset& dataset, std::string_view code) {
  return std::any_of(dataset.products.begin(), dataset.products.end(),
                     [&](const Product& product) { return product.gbt4754.starts_with(code); });
}

void apply_rules(const Dataset& dataset, const StockRules& rules, FaultList& faults, StockDays& result) {
  std::vector<std::size_t> length(dataset.products.size(), 0);
  for (const InventoryTarget& target : rules.by_sector) {
    if (target.what.text.empty() || !is_sector_of(dataset, target.what.text)) {
      faults.add(name_fault(target.what, "sector", rules.file,
                            "a code of GB/T 4754 that a product of the dataset has, such as C39"));
      continue;
    }
    for (std::size_t p = 0; p < dataset.products.size(); ++p) {
      if (!dataset.products[p].gbt4754.starts_with(target.what.text)) continue;
      if (target.what.text.size() < length[p]) continue;
      length[p] = target.what.text.size();
      result.by_rule[p] = std::max(kLeastStockDays, target.days);
    }
  }
  if (rules.by_product.empty()) return;
  const NameLookup products = product_names(dataset);
  for (const InventoryTarget& target : rules.by_product) {
    if (const auto p = products.find_one(target.what, "product", rules.file, faults)) {
      result.by_rule[*p] = std::max(kLeastStockDays, target.days);
    }
  }
}

}  // namespace

StockDays find_stock_days(const Dataset& dataset, const StockRules& rules, FaultList& faults) {
  const std::size_t count = dataset.products.size();
  StockDays result;
  result.days.assign(count, std::max(kLeastStockDays, rules.default_days));
  result.evidence.assign(count, StockEvidence::kDefault);
  result.by_rule.resize(count);
  apply_rules(dataset, rules, faults, result);

  std::vector<std::vector<double>> of_product(count);
  std::map<std::string, std::vector<double>> of_division;
  for (const Supply& supply : dataset.supplies) {
    if (!supply.inventory_days) continue;
    of_product[supply.product.index()].push_back(*supply.inventory_days);
    const std::string division = division_of(dataset.product(supply.product));
    if (!division.empty()) of_division[division].push_back(*supply.inventory_days);
  }
  std::map<std::string, double> division_median;
  for (auto& [division, days] : of_division) division_median[division] = median(days);
  const std::vector<std::optional<double>> facts = days_of_facts(dataset);
  for (std::size_t p = 0; p < count; ++p) {
    const auto set = [&](double days, StockEvidence evidence) {
      result.days[p] = std::max(kLeastStockDays, days);
      result.evidence[p] = evidence;
    };
    const auto division = division_median.find(division_of(dataset.products[p]));
    if (result.by_rule[p]) {
      set(*result.by_rule[p], StockEvidence::kScenario);
    } else if (facts[p]) {
      set(*facts[p], StockEvidence::kFact);
    } else if (!of_product[p].empty()) {
      set(median(of_product[p]), StockEvidence::kSameProduct);
    } else if (division != division_median.end()) {
      set(division->second, StockEvidence::kSameDivision);
    }
  }
  return result;
}

}  // namespace tenon
