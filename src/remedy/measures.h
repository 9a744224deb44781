// Measures against a break point, each run through the scenario engine: what it avoids, what it costs, how
// soon it works, who would have to act. The program suggests; people decide.
//
// The question to all of them is the same: the primary source of the product delivers nothing for a while.
// Loss is final demand (households, investment, exports) that goes unserved over the run. Value added at home
// is reported beside it, but orders nothing: it can rise in a failure abroad, where home makers sell more in
// its place. Switching is off but to the makers that a measure sets up, so that what it brings is its own.
// Where the dependence on others is known only within an interval, the network is built and the measure run
// at its low and high end, too; that range is what "robust" means here. Costs, times and the size of plants
// are assumptions (grade M) of MeasureAssumptions until known. Method: docs/methods_measures.md.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "model/dataset.h"
#include "remedy/backup_candidates.h"
#include "remedy/dataset_backup_plan.h"
#include "risk/break_points.h"
#include "risk/evidence.h"
#include "scenario/dataset_network.h"

namespace tenon {

enum class MeasureKind : std::uint8_t {
  kSecondSource,     // the best maker with known spare capacity is qualified by the buyers
  kReserveCapacity,  // so are the best few, and their spare capacity is reserved
  kAlliance,   // makers in volume at home help each other's customers out, as far as they have capacity to
               // spare
  kStockpile,  // buyers hold more days of it
  kNewPlant,   // a plant for a part of what the primary delivers is built or attracted, on standby
  kJointResearch,  // makers in trial or development are brought to volume
  kSubstitute,  // half of what the primary delivers is replaced by an alternative product where one is in use
  kPooledPurchasing,  // buyers contract together: the primary keeps at most half, other named sources take
                      // the rest
};
inline constexpr std::size_t kMeasureKindCount = 8;

// second_source, reserve_capacity, alliance, stockpile, new_plant, joint_research, substitute,
// pooled_purchasing.
std::string_view name_of(MeasureKind kind);

// CNY and days; to be replaced by what is known.
struct MeasureAssumptions {
  BackupCosts backup;
  double alliance_once = 5e5;
  double research_once = 3e7;    // a joint project
  double substitute_once = 3e6;  // qualification at the buyers
  double pooling_once = 3e5;
  double plant_capital_ratio = 1.2;  // capital for each CNY of annual output
  double plant_years = 15;           // over which it is written off
  double stockpile_days_to_effect = 60;
  double alliance_days_to_effect = 90;
  double pooling_days_to_effect = 90;
  double plant_days_to_effect = 730;
  double research_days_to_effect = 720;
  double substitute_days_to_effect = 360;  // where no fact gives a qualification time
  std::size_t reserved_makers = 5;
  double primary_keeps = 0.5;  // kPooledPurchasing
};

struct MeasureOptions {
  BackupOptions search;
  BreakPointOptions break_points;  // scope and synthetic layer
  MeasureAssumptions assumed;
  ScenarioPolicy policy;          // rationing and orders; its switching times are those of `search`
  DatasetNetworkOptions network;  // stocks
  int failure_days = 90;
  int horizon_days = 240;
  bool with_interval = true;  // run at both ends of the dependence, too
  bool with_pairs = true;     // of the four best
  unsigned threads = 0;
  Progress progress{};  // in runs
  const std::atomic<bool>* stop = nullptr;
};

// Money over the run; low and high over the interval of the dependence.
struct LossRange {
  double value = 0;
  double low = 0;
  double high = 0;
};

struct MeasureEffect {
  MeasureKind kind = MeasureKind::kSecondSource;
  double amount = 0;           // kStockpile: days; kNewPlant: part of the gap
  std::vector<FirmId> makers;  // set up by it
  std::vector<ProductId> substitutes;
  std::optional<RegionId> region;  // kNewPlant
  bool is_possible = true;         // false: there is nobody, or nothing, to do it with
  bool rests_on_synthetic = false;
  bool supposes_capacity = false;  // others, whose capacity nobody knows, deliver what is shifted to them
  LossRange avoided;               // final demand
  double avoided_value_added = 0;  // at home
  std::vector<float> served;       // final demand served over normal, one a day
  std::optional<Component> score_after;  // of the break point; absent: not known
  Level level_after = Level::kUnknown;
  std::optional<double> cost_once;
  std::optional<double> cost_a_year;
  double annual_cost = 0;  // with what is paid once spread over the years it serves
  double days_to_effect = 0;
  bool days_assumed = true;
  std::size_t rank_by_cost = 0;        // 1 best: avoided over annual cost; 0: avoids nothing
  std::size_t rank_by_robustness = 0;  // 1 best: low end of what is avoided; 0: avoids nothing

  [[nodiscard]] double avoided_per_cost() const { return annual_cost > 0 ? avoided.value / annual_cost : 0; }
};

// Two measures together avoid more or less than the sum of both.
struct MeasurePair {
  std::size_t first = 0;  // positions in effects
  std::size_t second = 0;
  double avoided = 0;
  double interaction = 0;  // avoided less the sum of both alone; below 0: they do part of the same work
};

struct MeasureReport {
  ProductId product;
  RootShare primary;
  std::optional<BreakPoint> before;
  LossRange loss;                      // of final demand, without any measure
  double lost_value_added = 0;         // at home
  std::vector<float> served;           // final demand served over normal, one a day
  Interval dependence;                 // of the country, over which the ranges go
  std::vector<MeasureEffect> effects;  // possible ones first, by rank_by_cost
  std::vector<MeasurePair> pairs;      // largest sum first
  bool is_partial = false;
};

// kNotFound: the scope, or a product that nobody makes or uses in the network, or whose sources nobody has
// named. Errors of the network. Runs: 11 and more, three times with the interval. Deterministic for any
// number of threads.
Result<MeasureReport> evaluate_measures(const Dataset& dataset, ProductId product,
                                        const MeasureOptions& options);

}  // namespace tenon
