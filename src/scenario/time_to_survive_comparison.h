// The two times to survive side by side: by linear program and by simulation, how far they are apart, and
// why.
//
// Where final demand is served to the same tolerance in both, suppliers are not switched and capacities are
// those of the network, no simulation survives longer than the program, whatever the rules of orders and
// rationing (proof: docs/methods_time_to_survive.md): what a run delivered on its days in full supply is a
// solution of the program. So a difference below 0 beyond rounding is an error in one of the two; one above 0
// is what planning would gain.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "scenario/disruption_sets.h"
#include "scenario/multi_tier_network.h"
#include "scenario/survival_time.h"
#include "scenario/time_to_survive.h"
#include "scenario/time_to_survive_simulation.h"

namespace tenon {

// What the program may do and the simulated plants do not, found by taking it away.
enum class SurvivalGapCause : std::uint8_t {
  kNone,          // they agree within a day, or one of them is not computed
  kExtra,         // the gap closes once nobody receives more than on a normal day: spare capacity, and
                  // suppliers that stand in for others at once
  kShares,        // it closes once every supplier serves all its customers by the same part: the program
                  // leaves out those who still have stock
  kOrders,        // it stays: orders rise late, what arrives today is used tomorrow (a plant that is still
                  // supplied never gets at its last day of stock), rationing hits final demand before firms
  kNotExplained,  // a gap that was not looked into (explain_at_most)
};

enum class SurvivalVerdict : std::uint8_t {
  kNotComparable,     // one is not computed, or the simulation ended before the program's time
  kAgree,             // finite and within a day, or neither ends
  kProgramLonger,     // by more than a day, or the program's time does not end
  kSimulationLonger,  // by more than rounding
};

struct SurvivalDifference {
  SurvivalTime simulation;
  SurvivalTime program;
  std::optional<double> gap_days;  // program - simulation; absent unless both are finite
  SurvivalVerdict verdict = SurvivalVerdict::kNotComparable;
  SurvivalGapCause cause = SurvivalGapCause::kNone;  // kProgramLonger only
};

struct SurvivalComparison {
  std::vector<SurvivalDifference> sets;  // of the final demand of others (SetSurvival::others)
  std::size_t not_comparable = 0;
  std::size_t agree = 0;
  std::size_t program_longer = 0;
  std::size_t simulation_longer = 0;  // above 0 contradicts the theory, unless suppliers are switched or the
                                      // program is of another network (a product graph, say)
  std::optional<std::size_t> widest;  // set with the widest gap in days, first of equals
  std::array<std::size_t, 5> by_cause{};  // sets of each SurvivalGapCause
};

struct SurvivalComparisonOptions {
  std::size_t explain_at_most = 200;  // widest gaps first: each costs two solves more
  unsigned threads = 0;
  const std::atomic<bool>* stop = nullptr;  // set from outside: gaps left stay kNotExplained
};

// Compares results of the same sets, one each; `network`, `sets` and `program_options` are those of the
// program. An unlimited gap (the program's time does not end) counts as wider than any other.
// kInvalidArgument: results that are not one a set; errors of time_to_survive.
Result<SurvivalComparison> compare_survival(const MultiTierNetwork& network, const DisruptionSets& sets,
                                            const SurvivalSimulation& simulation,
                                            const TimeToSurvive& program,
                                            const TimeToSurviveOptions& program_options,
                                            const SurvivalComparisonOptions& options);

}  // namespace tenon
