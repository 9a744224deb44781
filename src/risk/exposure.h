// Exposure of a product: how likely is its supply to be cut, seen from the scope.
//
//   V = 1 - (1 - H)(1 - a K)(1 - b C)                       vulnerability of the sources
//   E = 1 - (1 - D (e0 + (1 - e0) V)) (1 - f (1 - D) F)
// D external dependence (dependency.h), H concentration of sources (concentration.h), K 1 if an export
// control against the country is in force, C 1 if on a published choke-point list (both halved where dated
// before `old_before`), F the fragility of the inner part: single source in the country, or the N-1
// shortfall. Constants in BreakPointMethod. D is the gate: without outside dependence only inner fragility is
// left, at a small weight. An unknown H adds nothing to the value and all that it could to the upper end.
// Exposure never falls when D, H, K, C or F rises.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "risk/break_points.h"
#include "risk/concentration.h"
#include "risk/dependency.h"
#include "risk/n_minus_1.h"

namespace tenon {

struct ExposureInputs {
  Interval dependence;                    // D
  std::optional<Interval> concentration;  // H
  double export_control = 0;              // K
  double choke_point = 0;                 // C
  Interval inner_fragility;               // F
};

Interval exposure_index(const ExposureInputs& inputs, const BreakPointMethod& method);

struct Exposure {
  std::optional<Interval> exposure;  // absent: nothing tells how dependent the scope is
  Dependence dependence;
  Concentration concentration;
  bool export_control = false;
  bool choke_point = false;
  bool published = false;        // a figure or flag of grade A or B stands behind it
  bool n_minus_1_fails = false;  // from numbers that may be computed with
  std::vector<Evidence> evidence;
};

// `uses` and `groups`: of this product.
Exposure product_exposure(const Dataset& dataset, const ScopeView& scope, const MakerCensus& census,
                          const NMinus1& n_minus_1, std::span<const FactUse* const> uses,
                          std::span<const ShareGroup> groups, const BreakPointOptions& options);

}  // namespace tenon
