// Time to survive by linear programming: how long all final demand can be served when a set of nodes fails,
// if stocks and what is still made are used as well as possible; and what is lost when recovery takes longer.
//
// D. Simchi-Levi, W. Schmidt, Y. Wei, Harvard Business Review 92(1/2), 2014; D. Simchi-Levi et al.,
// Interfaces 45(5):375-390 (2015). Equations as used here, and what is provable about them:
// docs/methods_time_to_survive.md.
//
// Cost: one warm-started solve a set (two where some, but not all, final demand counts; one more where the
// search ends at the cap, to tell whether stocks are needed at all; up to two for the performance impact).
// One program a worker. The result does not depend on the number of threads: every solve starts from the same
// basis, and only objectives are reported.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "scenario/disruption_sets.h"
#include "scenario/linear_program.h"
#include "scenario/multi_tier_network.h"
#include "scenario/survival_time.h"

namespace tenon {

// How suppliers may share out what they have.
enum class DeliveryRule : std::uint8_t {
  kFree,          // as is best for final demand as a whole: the published program
  kAtMostNormal,  // as is best, but nobody receives more from a supplier than on a normal day
  kEqualShares,  // every supplier serves all its customers by the same part of their normal orders, at most 1
};

// Whose final demand counts in the flag and in the impact.
enum class CountedDemand : std::uint8_t {
  kAll,     // as published: a node that serves final demand without stock survives 0 days
  kOthers,  // final demand of nodes that do not fail themselves
};

struct TimeToSurviveOptions {
  double cap_days = 999;              // > 0: the search ends here
  double shortfall_tolerance = 0.01;  // [0, 1): part of final demand that may be missing at every node
  CountedDemand counted = CountedDemand::kAll;
  DeliveryRule deliveries = DeliveryRule::kFree;  // of the times; the impact is always that of kFree
  bool tell_unbounded = true;                     // otherwise kAtLeast wherever the cap is reached
  LinearProgramStart start = LinearProgramStart::kRememberedBasis;
  unsigned threads = 0;
  Progress progress{};                      // in solves
  const std::atomic<bool>* stop = nullptr;  // set from outside: return what there is, marked partial
};

// Lost profit (money) over a recovery, without tolerance: every unit not served counts.
struct SurvivalImpact {
  std::optional<double> low;   // for the shortest recovery, 0 where it is covered; absent: not known
  std::optional<double> high;  // for the longest
};

struct SetSurvival {
  SurvivalTime all;     // rounded to a thousandth of a day
  SurvivalTime others;  // without the final demand of the failing nodes
  RecoveryFlag flag = RecoveryFlag::kUnknown;
  SurvivalImpact impact;    // PI
  SurvivalImpact exposure;  // REI = PI over the largest PI of all sets, [0, 1]; absent where PI is
};

struct TimeToSurvive {
  std::vector<SetSurvival> sets;
  double largest_impact = 0;  // money
  bool is_partial = false;    // stopped: sets may be kNotComputed, exposures refer to what was computed
  std::uint64_t solves = 0;
  std::uint64_t iterations = 0;  // of the simplex method
};

// `recovery`: empty (nothing is known), or one a set. kInvalidArgument: a network, sets or options that do
// not fit; a recovery below 0, not finite or with low above high; kTooLarge: a program that the method gives
// up on, naming the set. A network that cannot serve its demand even undisturbed survives 0 days in every
// set.
Result<TimeToSurvive> time_to_survive(const MultiTierNetwork& network, const DisruptionSets& sets,
                                      std::span<const DayRange> recovery,
                                      const TimeToSurviveOptions& options);

}  // namespace tenon
