// Time to survive by simulation: a set of nodes closes on day 0 for good; how many days pass before final
// demand falls short, and before other plants are hit?
//
// Unlike the linear program (time_to_survive.h) nobody plans here: orders, lags and the rationing rule of the
// model decide. Which of the two is the larger, and when they agree: docs/methods_time_to_survive.md.
//
// Cost: one run a set, stopped on the day on which all its answers are known, at most the horizon; one
// InventoryRun (inventory_dynamics.h) a worker. The result does not depend on the number of threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "scenario/disruption_sets.h"
#include "scenario/inventory_dynamics.h"
#include "scenario/survival_time.h"

namespace tenon {

struct SurvivalSimulationOptions {
  int horizon_days = 365;             // >= 1
  double shortfall_tolerance = 0.01;  // [0, 1): part of a node's final demand that may be missing
  double hit_level = 0.99;            // a node is hit while its output is below this part of normal
  bool follow_to_hits = true;         // otherwise a run may stop before its first hits are known
  unsigned threads = 0;
  Progress progress{};                      // in sets
  const std::atomic<bool>* stop = nullptr;  // set from outside: return what there is, marked partial
};

inline constexpr std::uint32_t kNoNode = 0xffffffffU;

// What closing one set does. Times are whole days in full supply: 0 = the very first day falls short.
struct SimulatedSurvival {
  SurvivalTime all;                       // until any final demand falls short
  SurvivalTime others;                    // the same without the nodes of the set
  SurvivalTime output;                    // until another node's output falls below hit_level of normal
  SurvivalTime supply;                    // the same for want of inputs: it makes less than it is asked for
  std::uint32_t first_short = kNoNode;    // lowest-numbered node behind `others`
  std::uint32_t first_starved = kNoNode;  // lowest-numbered node behind `supply`
};

struct SurvivalSimulation {
  std::vector<SimulatedSurvival> sets;  // kNotComputed throughout: an empty set, or stopped before
  bool is_partial = false;
  std::uint64_t days = 0;  // simulated, in all
};

// kInvalidArgument: sets or options that do not fit.
Result<SurvivalSimulation> simulate_survival(const InventoryModelPtr& model, const DisruptionSets& sets,
                                             const SurvivalSimulationOptions& options);

}  // namespace tenon
