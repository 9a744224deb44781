// The three dependency indicators of the European Commission, SWD(2021) 352, for any region.
//
// With m_gc the inflow of product g from outside partner c, M_g their sum, I_g the flows within the region,
// X_g what the region sells outside:
//   CDI1 = sum over c of (m_gc / M_g)^2  > 0.4   concentration of outside sources
//   CDI2 = M_g / (M_g + I_g)             > 0.5   weight of outside sources in all supply
//   CDI3 = M_g / X_g                     > 1     inflow against outflow: could own output stand in?
// Dependent means all three. In the original the region is the EU and flows are trade; here partners are
// regions of the level above cities: provinces of the same country, and countries abroad.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/dataset.h"
#include "risk/break_points.h"
#include "risk/concentration.h"
#include "risk/evidence_scope.h"

namespace tenon {

struct DependencyIndicators {
  std::optional<double> concentration;  // CDI1; absent without inflow
  std::optional<double> outside_part;   // CDI2; absent where no flow crosses the border of the region
  std::optional<double>
      inflow_ratio;  // CDI3; absent without inflow or outflow; capped at 9999 where X = 0 < M
  bool synthetic = false;

  [[nodiscard]] bool dependent() const {
    return concentration.value_or(0) > 0.4 && outside_part.value_or(0) > 0.5 && inflow_ratio.value_or(0) > 1;
  }
};

// One result a product, from the supplies of firms with a known region. O(supplies x depth of regions).
std::vector<DependencyIndicators> dependency_indicators(const Dataset& dataset, const ScopeView& scope);

// CDI1 from published shares: how the shares of foreign makers spread over their countries. The share group
// of the best source with at least half of the market foreign; nullopt if there is none.
std::optional<Interval> foreign_concentration(const Dataset& dataset, const ScopeView& scope,
                                              std::span<const ShareGroup> groups, int current_year);

// "cdi1", "cdi2", "cdi3" as evidence, those that are known. Never computed with.
std::vector<Evidence> indicator_evidence(const DependencyIndicators& indicators);

std::optional<Evidence> foreign_concentration_evidence(const std::optional<Interval>& hhi);

}  // namespace tenon
