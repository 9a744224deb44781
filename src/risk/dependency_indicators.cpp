#include "risk/dependency_indicators.h"

#include <algorithm>
#include <map>
#include <string>

namespace tenon {
namespace {

constexpr double kNoOutflow = 9999;  // as CEPII GeoDep has it

// The partner that a region counts as: the country abroad; within the scope's country the region below the
// country.
RegionId partner_of(const Dataset& dataset, const ScopeView& scope, RegionId region) {
  RegionId partner = region;
  for (std::size_t step = 0; step <= dataset.regions.size(); ++step) {
    const Region& current = dataset.region(partner);
    if (!current.parent || current.tier == Tier::kCountry || current.tier == Tier::kForeign) break;
    if (current.tier == Tier::kProvince && scope.in_country[partner.index()]) break;
    partner = *current.parent;
  }
  return partner;
}

struct Flows {
  std::map<RegionId, double> inflow;
  double inside = 0;
  double outflow = 0;
  bool synthetic = false;
};

Evidence line(const char* metric, const char* zh, const char* en, double value, double threshold,
              bool synthetic) {
  Evidence evidence;
  evidence.metric = metric;
  evidence.label_zh = zh;
  evidence.label_en = en;
  evidence.value = value;
  evidence.unit = "1";
  evidence.threshold = threshold;
  evidence.provenance = computed_provenance(kComputedFromSupplies);
  if (synthetic) evidence.provenance.grade = 'S';
  evidence.synthetic = synthetic;
  return evidence;
}

}  // namespace

std::vector<DependencyIndicators> dependency_indicators(const Dataset& dataset, const ScopeView& scope) {
  std::vector<Flows> flows(dataset.products.size());
  for (const Supply& supply : dataset.supplies) {
    const Firm& supplier = dataset.firm(supply.supplier);
    const Firm& customer = dataset.firm(supply.customer);
    if (!supplier.region || !customer.region) continue;
    const bool from_inside = scope.contains(*supplier.region);
    const bool to_inside = scope.contains(*customer.region);
    if (!from_inside && !to_inside) continue;
    Flows& flow = flows[supply.product.index()];
    flow.synthetic = flow.synthetic || supplier.synthetic || customer.synthetic;
    if (from_inside && to_inside) {
      flow.inside += supply.annual_value_cny;
    } else if (from_inside) {
      flow.outflow += supply.annual_value_cny;
    } else {
      flow.inflow[partner_of(dataset, scope, *supplier.region)] += supply.annual_value_cny;
    }
  }
  std::vector<DependencyIndicators> results(flows.size());
  for (std::size_t p = 0; p < flows.size(); ++p) {
    const Flows& flow = flows[p];
    DependencyIndicators& result = results[p];
    double inflow = 0;
    for (const auto& [partner, value] : flow.inflow) inflow += value;
    if (inflow > 0) {
      double hhi = 0;
      for (const auto& [partner, value] : flow.inflow) hhi += (value / inflow) * (value / inflow);
      result.concentration = hhi;
    }
    // Without any flow across the border the links listed say nothing about it.
    if (inflow + flow.outflow > 0 && inflow + flow.inside > 0)
      result.outside_part = inflow / (inflow + flow.inside);
    if (flow.outflow > 0) {
      result.inflow_ratio = std::min(kNoOutflow, inflow / flow.outflow);
    } else if (inflow > 0) {
      result.inflow_ratio = kNoOutflow;
    }
    result.synthetic = flow.synthetic;
  }
  return results;
}

std::optional<Interval> foreign_concentration(const Dataset& dataset, const ScopeView& scope,
                                              std::span<const ShareGroup> groups, int current_year) {
  const ShareGroup* best = nullptr;
  std::optional<Interval> result;
  for (const ShareGroup& group : groups) {
    const BasisFit fit = basis_fit(dataset, scope, group.basis);
    if (fit != BasisFit::kWorld && fit != BasisFit::kCountry) continue;
    std::map<std::string, Interval> by_country;
    double foreign = 0;
    for (const Share* share : group.shares) {
      if (!share->firm) continue;
      const std::string& control = dataset.firm(*share->firm).control_code;
      if (control.empty() || control == scope.country_code) continue;
      const Interval part =
          make_interval((share->low + share->high) / 200, share->low / 100, share->high / 100);
      Interval& sum = by_country[control];
      sum.value += part.value;
      sum.low += part.low;
      sum.high += part.high;
      foreign += part.value;
    }
    if (foreign < 0.5) continue;
    if (best != nullptr && !better_source(group.provenance, best->provenance, current_year)) continue;
    best = &group;
    std::vector<Interval> parts;
    parts.reserve(by_country.size());
    for (const auto& [country, sum] : by_country) {
      parts.push_back(make_interval(sum.value / foreign, sum.low / foreign, sum.high / foreign));
    }
    result = hhi_of_shares(parts);
  }
  return result;
}

std::vector<Evidence> indicator_evidence(const DependencyIndicators& indicators) {
  std::vector<Evidence> lines;
  const bool synthetic = indicators.synthetic;
  if (indicators.concentration) {
    lines.push_back(line("cdi1", "CDI1:外部来源集中度", "CDI1: concentration of outside sources",
                         *indicators.concentration, 0.4, synthetic));
  }
  if (indicators.outside_part) {
    lines.push_back(line("cdi2", "CDI2:外部来源占比", "CDI2: part of supply from outside",
                         *indicators.outside_part, 0.5, synthetic));
  }
  if (indicators.inflow_ratio) {
    lines.push_back(line("cdi3", "CDI3:流入与流出之比", "CDI3: inflow over outflow", *indicators.inflow_ratio,
                         1, synthetic));
  }
  return lines;
}

std::optional<Evidence> foreign_concentration_evidence(const std::optional<Interval>& hhi) {
  if (!hhi) return std::nullopt;
  Evidence evidence =
      line("cdi1_shares", "CDI1(按已发表份额):境外来源国集中度",
           "CDI1 from published shares: concentration over foreign countries", hhi->value, 0.4, false);
  evidence.low = hhi->low;
  evidence.high = hhi->high;
  evidence.provenance = computed_provenance("computed from the shares listed");
  return evidence;
}

}  // namespace tenon
