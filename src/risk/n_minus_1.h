// The N-1 test from the firm layer: does the capacity left cover the demand when the largest maker fails?
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/dataset.h"
#include "risk/break_points.h"
#include "risk/evidence.h"
#include "risk/evidence_scope.h"

namespace tenon {

struct NMinus1 {
  bool known = false;      // demand and at least one capacity are
  bool synthetic = false;  // a synthetic number stands behind it
  double demand = 0;       // CNY a year, see below
  double capacity = 0;     // of all qualified makers with a plant in the scope
  double largest = 0;      // capacity of the largest one, by parent
  std::size_t makers = 0;  // parents with capacity
  std::optional<FirmId> largest_maker;

  // Part of the demand that the rest covers, and that is missing, in [0, 1].
  [[nodiscard]] double cover() const;
  [[nodiscard]] double shortfall() const { return 1 - cover(); }
  // Capacity not needed today over demand, >= 0.
  [[nodiscard]] double spare() const;
};

// One result a product. Capacity: `annual_capacity` of qualified capabilities placed in the scope, whoever
// controls them, summed by top parent. Demand: the larger of what customers in the scope buy (supplies) and,
// where no supply is listed, the output of those makers. O(capabilities + supplies).
std::vector<NMinus1> n_minus_1_test(const Dataset& dataset, const ScopeView& scope);

// "n_minus_1" in percent of demand covered, threshold 100; empty if not known.
std::optional<Evidence> n_minus_1_evidence(const Dataset& dataset, const NMinus1& test);

}  // namespace tenon
