// Day-by-day dynamics of a supply network with inventories: orders, production, rationing.
//
// Hallegatte (2008), Risk Analysis 28(3); Inoue and Todo (2019), Nature Sustainability 2:841-847. Equations
// and where published programs differ: docs/methods_dynamics.md. On top of them: supplier switching, inputs
// that are not essential, spare capacity, limits on what a link can carry.
//
// Cost of a day: two passes over the links, about 60 bytes a link; nothing is allocated or hashed. The result
// has the same bits for any number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "model/scenario.h"
#include "scenario/supply_network.h"

namespace tenon {

// Makers that customers may turn to when regular suppliers fail (ScenarioPolicy::switching). One a node:
// days from the first failed delivery until this node can deliver to a new customer; below 0: never.
struct SwitchingMakers {
  std::vector<double> ready_after_days;
};

// A network compiled for running: build once, share between runs and threads.
class InventoryModel;
using InventoryModelPtr = std::shared_ptr<const InventoryModel>;

// O(links). The network is only read during the call. kInvalidArgument: order_adjustment_days < 1 or a
// switching vector of another length.
Result<InventoryModelPtr> build_inventory_model(const SupplyNetwork& network, const ScenarioPolicy& policy,
                                                const SwitchingMakers& makers = {});

// What holds on one day. Spans may be empty: nothing is disturbed.
struct DayConditions {
  std::span<const double> capacity_left{};         // one a node: 1 - damage, [0, 1]
  std::span<const double> demand_factor{};         // one a node: final demand over normal, >= 0
  std::span<const std::uint64_t> limited_links{};  // positions in SupplyNetwork, ascending
  std::span<const double> link_left{};             // one a limited link: part of its normal flow it can carry
};

struct DayTotals {
  double output = 0;             // money/day, sum over nodes of what was made
  double value_added = 0;        // money/day, output less inputs at normal ratios
  double final_consumption = 0;  // money/day, what households, exports and investment received
  double switched = 0;           // money/day bought from other than regular suppliers
};

// One run. Not thread-safe; runs of one model are independent.
class InventoryRun {
 public:
  // threads: 0 all cores. Starts on the evening before day 0, in equilibrium.
  explicit InventoryRun(InventoryModelPtr model, unsigned threads = 1);
  ~InventoryRun();
  InventoryRun(InventoryRun&&) noexcept;
  InventoryRun& operator=(InventoryRun&&) noexcept;
  InventoryRun(const InventoryRun&) = delete;
  InventoryRun& operator=(const InventoryRun&) = delete;

  // Back to the evening before day 0, without allocating.
  void reset();

  // One day.
  DayTotals step(const DayConditions& conditions);

  // Of the last day, one a node, in the order of the network; valid until the next step.
  [[nodiscard]] std::span<const double> output() const;             // Pact, money/day
  [[nodiscard]] std::span<const double> demand() const;             // D, money/day, what was asked for
  [[nodiscard]] std::span<const double> final_consumption() const;  // C*, money/day
  [[nodiscard]] std::span<const double> output_limit() const;       // Pmax, money/day: capacity and inputs

  // Of the last day, of groups and, one each, of links of the network. Stocks are those of the morning, after
  // yesterday's deliveries; a link's stock includes what was bought elsewhere in its place.
  [[nodiscard]] double group_stock(std::size_t group) const;  // money, summed over its links
  [[nodiscard]] std::span<const double> link_stock() const;   // money
  [[nodiscard]] std::span<const double> link_order() const;   // money/day
  [[nodiscard]] std::vector<double> link_delivery() const;    // money/day, by the regular supplier

  [[nodiscard]] const InventoryModel& model() const;
  [[nodiscard]] unsigned threads() const;  // that it runs on: 1 where the network is small

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tenon
