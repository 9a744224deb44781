// Difficulty of recovery: how hard is it for the scope to stand in for a lost source? 1 = nobody could.
//
// Weighted mean of the parts that are known (weights in BreakPointMethod):
//   makers  1 / (1 + m / h), m independent makers (recovery_makers.h): those of the scope, plus those
//           elsewhere in the country at a reduced weight; h makers halve the difficulty
//   surge   1 - min(1, u s / d): own makers supply s = 1 - d of the use and can raise output by the part u;
//           what they cannot cover of the lost part d has to be built. With known spare capacity r (part of
//           demand): 1 - r / d, not below 0
//   time    T / (T + half): T = lead time + qualification time - inventory cover, in days, not below 0
// A further maker, more spare capacity, more cover or a shorter lead time never raise it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/dataset.h"
#include "risk/break_points.h"
#include "risk/dependency.h"
#include "risk/n_minus_1.h"
#include "risk/recovery_makers.h"

namespace tenon {

struct RecoveryInputs {
  std::optional<Interval> makers;      // m, not clamped; absent: nobody is known to make the product anywhere
  std::optional<Interval> dependence;  // d of the country
  std::optional<double> spare;         // r, part of demand
  std::optional<Interval> days;        // T as raw days, not clamped
};

// nullopt if no part is known.
std::optional<Interval> recovery_difficulty(const RecoveryInputs& inputs, const BreakPointMethod& method);

struct Recovery {
  std::optional<Interval> difficulty;
  std::optional<double> lead_time_days;  // best source each
  std::optional<double> qualification_time_days;
  std::optional<double> inventory_days;
  std::vector<Evidence> evidence;
};

// `uses`: of this product. Days come from the facts mapped to them and, for the lead time where no fact has
// it, from the quickest own maker in the scope.
Recovery product_recovery(const Dataset& dataset, const ScopeView& scope, ProductId product,
                          const MakerCensus& census, const NMinus1& n_minus_1, const Dependence& dependence,
                          std::span<const FactUse* const> uses, const BreakPointOptions& options);

}  // namespace tenon
