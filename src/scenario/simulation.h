// One scenario on one network, run to its horizon and observed: totals, sums by chain, place or product, and
// what happened to every node.
//
// Pure but for `stop`: the result does not depend on `threads`. Cost: that of the days
// (inventory_dynamics.h) plus one pass over the nodes a day for each breakdown.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "scenario/inventory_dynamics.h"
#include "scenario/shock.h"

namespace tenon {

// A partition of the nodes to be summed over every day. Nodes of group kNoGroup are left out.
struct Breakdown {
  static constexpr std::uint32_t kNoGroup = 0xffffffffU;
  std::vector<std::uint32_t> group_of_node;
  std::uint32_t group_count = 0;
};

struct SimulationOptions {
  int horizon_days = 365;
  double stop_level = 0.01;  // a node has stopped while its output is below this part of normal
  double drop_level = 0.99;  // a node is hit while its output is below this part of normal
  std::vector<Breakdown> breakdowns;
  bool observe_nodes = true;       // fill Simulation::nodes
  std::vector<int> snapshot_days;  // days of which every node's output is kept, ascending
  unsigned threads = 0;
  Progress progress{};                      // in days
  const std::atomic<bool>* stop = nullptr;  // set from outside: return what there is, marked partial
};

// Sums of one breakdown: value(day, group).
struct BreakdownSeries {
  std::uint32_t group_count = 0;
  std::vector<double> normal_output;  // money/day, one a group
  std::vector<double> normal_value_added;
  std::vector<float> output;        // money/day, day-major: [day * group_count + group]
  std::vector<double> lost_output;  // money, over all days, one a group: sum of normal - actual
  std::vector<double> lost_value_added;
  std::vector<int> first_stop_day;  // first day with output below stop_level of normal; -1: never
  std::vector<int> worst_day;       // day of the lowest output; -1: never below normal
  std::vector<double> worst_level;  // output over normal on that day, 1 if never below
};

enum class StopCause : std::uint8_t {
  kNone,      // never hit
  kCapacity,  // its own capacity was gone
  kInput,     // an essential input ran out
  kDemand,    // nobody ordered
};

// What happened to a node.
struct NodeOutcome {
  int first_hit_day = -1;   // first day below drop_level; -1: never
  int first_stop_day = -1;  // first day below stop_level; -1: never
  int stopped_days = 0;     // days below stop_level
  int worst_day = -1;
  float worst_level = 1;                    // lowest output over normal
  StopCause cause = StopCause::kNone;       // on the first day hit
  std::uint32_t cause_group = 0;            // kInput: the scarcest group, position in SupplyNetwork
  double lost_output = 0;                   // money over all days
  StopCause stop_cause = StopCause::kNone;  // on the first day stopped; it may differ from the first
  std::uint32_t stop_cause_group = 0;       // as cause_group
};

struct Simulation {
  int days = 0;  // simulated; less than the horizon where partial
  bool is_partial = false;
  DayTotals normal;               // of an undisturbed day
  std::vector<DayTotals> totals;  // one a day
  std::vector<BreakdownSeries> breakdowns;
  std::vector<NodeOutcome> nodes;
  std::vector<int> snapshot_days;
  std::vector<std::vector<float>> snapshots;  // output of every node over normal, one a snapshot day
  double lost_output = 0;                     // money, whole run: sum of normal - actual
  double lost_value_added = 0;
  double lost_final_consumption = 0;
};

// kInvalidArgument: a horizon below 1, a breakdown or shock that does not fit the network.
Result<Simulation> simulate(const InventoryModelPtr& model, const Shocks& shocks,
                            const SimulationOptions& options);

// The same on a run that is reset first, so that nothing large is allocated; options.threads is that of the
// run.
Result<Simulation> simulate(InventoryRun& run, const Shocks& shocks, const SimulationOptions& options);

}  // namespace tenon
