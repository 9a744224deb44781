// One scenario on one multi-regional table, run to its horizon and observed.
//
// Pure but for `stop`: the result does not depend on `threads`. Cost: that of the days (multi_regional_run.h)
// and one pass over the industries a day.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "scenario/multi_regional_damage.h"
#include "scenario/multi_regional_model.h"
#include "scenario/multi_regional_run.h"

namespace tenon {

struct TableSimulationOptions {
  int horizon_days = 365;
  bool keep_limiting_inputs = false;  // which product curbs which industry, 4 bytes an industry and day
  unsigned threads = 0;
  Progress progress{};                      // in days
  const std::atomic<bool>* stop = nullptr;  // set from outside: return what there is, marked partial
};

// What an industry, region or sector lost over all days.
struct TableLoss {
  double normal_output = 0;  // money a day
  double lost_output = 0;    // money: sum over the days of normal less actual; below 0: a gain
  double lost_value_added = 0;
  double unmet_final_demand = 0;  // money: asked for and not delivered
  int worst_day = -1;             // of the lowest output; -1: never below normal
  double worst_level = 1;         // output over normal on that day
};

struct TableSimulation {
  int days = 0;  // simulated; less than the horizon where partial
  bool is_partial = false;
  MultiRegionalDay normal;               // of an undisturbed day
  std::vector<MultiRegionalDay> totals;  // one a day
  std::vector<double> broken_capital;    // money, on the morning of each day
  std::vector<double> output;            // money a day: [day * industries + industry]
  std::vector<std::uint32_t> limiting;   // the same places: product, or kNoLimit; empty unless asked for
  std::vector<double> region_output;     // money a day: [day * regions + region]
  std::vector<double> sector_output;     // the same by sector, without what is outside

  std::vector<TableLoss> industries;
  std::vector<TableLoss> regions;
  std::vector<TableLoss> sectors;  // without what is outside
  TableLoss total;                 // without what is outside
};

// kInvalidArgument: a horizon below 1, an event that does not fit the table (its number is named, from 1).
Result<TableSimulation> simulate_table(const MultiRegionalModelPtr& model, const TableEvents& events,
                                       const TableSimulationOptions& options);

}  // namespace tenon
