// Day by day through the multi-regional table model: orders, production, rationing, stocks.
//
// Adaptive regional input-output model with inventories: Hallegatte (2008), Risk Analysis 28(3); Hallegatte
// (2014), Risk Analysis 34(1); orders by remaining capacity as in Guan et al. (2020), Nature Human Behaviour
// 4:577-587. Equations, and where published programs differ: docs/methods_multi_regional.md.
//
// Cost of a day: one pass over the flows (multi_regional_sweep.h); nothing is allocated. The result has the
// same bits for any number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "scenario/multi_regional_model.h"

namespace tenon {

// What holds on one day, one value an industry in the order of the table. Spans may be empty: undisturbed.
struct MultiRegionalConditions {
  std::span<const double> capacity_left{};  // 1 - damage, [0, 1]
  std::span<const double> demand_factor{};  // final demand over normal, >= 0
  std::span<const double> rebuilding{};     // money a day asked for to rebuild, on top of final demand, >= 0
};

// Sums over the industries inside, money a day.
struct MultiRegionalDay {
  double output = 0;
  double value_added = 0;        // output times its normal share of value added
  double final_demand = 0;       // asked for by households, investment, exports
  double final_consumption = 0;  // delivered of it
  double rebuilding = 0;         // delivered for rebuilding
};

inline constexpr std::uint32_t kNoLimit = 0xffffffffU;

// One run. Not thread-safe; runs of one model are independent.
class MultiRegionalRun {
 public:
  // threads: 0 all cores; tables of less than 1,024 industries are run on the caller's alone. Starts on the
  // evening before day 0, in equilibrium. `keep_limits`: find the input that curbs each industry.
  explicit MultiRegionalRun(MultiRegionalModelPtr model, unsigned threads = 1, bool keep_limits = false);
  ~MultiRegionalRun();
  MultiRegionalRun(MultiRegionalRun&&) noexcept;
  MultiRegionalRun& operator=(MultiRegionalRun&&) noexcept;
  MultiRegionalRun(const MultiRegionalRun&) = delete;
  MultiRegionalRun& operator=(const MultiRegionalRun&) = delete;

  // Back to the evening before day 0, without allocating.
  void reset();

  // One day.
  MultiRegionalDay step(const MultiRegionalConditions& conditions);

  // Of the last day, one an industry in the order of the table, into as many places.
  void output(std::span<double> into) const;           // money a day
  void delivered_share(std::span<double> into) const;  // of everything asked for, [0, 1]
  void capacity(std::span<double> into) const;         // over normal output

  // Of the last day, of one industry of the table.
  // Product whose stock curbs it, kNoLimit if none does or `keep_limits` is off.
  [[nodiscard]] std::uint32_t limiting_product(std::size_t industry) const;
  // Stock of product p on the evening of the last day, money; 0 for a product that is never short.
  [[nodiscard]] double stock(std::size_t product, std::size_t industry) const;
  // What the buyer asked of the supplier on that evening, money a day.
  [[nodiscard]] double order(std::size_t supplier, std::size_t buyer) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tenon
