#include "scenario/simulation.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <vector>

#include "support/random_supply_network.h"

namespace tenon {
namespace {

// 0 and 1 make parts (markets 0 and 1) for 2, which sells 20 a day to households; 3 stands alone.
SupplyNetwork assembly() {
  SupplyNodes nodes;
  nodes.final_demand = {0, 0, 20, 5};
  nodes.market = {0, 1, 2, 2};
  nodes.market_count = 3;
  SupplyLinks links;
  links.supplier = {0, 1};
  links.customer = {2, 2};
  links.group = {0, 1};
  links.flow = {4, 6};
  links.target_days = {10, 3};
  return *build_supply_network(links, nodes);
}

Shock closure(std::uint64_t node, int start, int days) {
  Shock shock;
  shock.timing = {start, days, 1, RecoveryCurve::kStep, 0};
  shock.targets = {node};
  return shock;
}

TEST(SimulationTest, TellsWhatStoppedWhenAndWhy) {
  SimulationOptions options;
  options.horizon_days = 60;
  options.breakdowns = {{{0, 0, 1, Breakdown::kNoGroup}, 2}};
  options.snapshot_days = {0, 9, 200};
  const auto run = simulate(*build_inventory_model(assembly(), {}), {closure(1, 4, 10)}, options);
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->days, 60);
  EXPECT_FALSE(run->is_partial);
  EXPECT_DOUBLE_EQ(run->normal.output, 4 + 6 + 20 + 5);
  EXPECT_DOUBLE_EQ(run->normal.value_added, 4 + 6 + 10 + 5);

  const NodeOutcome& maker = run->nodes[1];
  EXPECT_EQ(maker.first_stop_day, 4);
  EXPECT_EQ(maker.stopped_days, 10);
  EXPECT_EQ(maker.cause, StopCause::kCapacity);
  const NodeOutcome& plant = run->nodes[2];
  EXPECT_EQ(plant.first_stop_day, 7);  // three days of stock from day 4 on
  EXPECT_EQ(plant.cause, StopCause::kInput);
  EXPECT_EQ(plant.cause_group, 1U);
  EXPECT_EQ(plant.worst_day, 7);
  EXPECT_EQ(plant.worst_level, 0);
  const NodeOutcome& other = run->nodes[0];
  EXPECT_EQ(other.cause, StopCause::kDemand);  // the plant that stands still has parts enough
  EXPECT_EQ(run->nodes[3].first_hit_day, -1);

  const BreakdownSeries& series = run->breakdowns[0];
  EXPECT_DOUBLE_EQ(series.normal_output[0], 10);
  EXPECT_DOUBLE_EQ(series.normal_output[1], 20);
  EXPECT_EQ(series.first_stop_day[1], 7);
  EXPECT_NEAR(series.lost_output[1], plant.lost_output, 1e-9);
  EXPECT_EQ(series.output.size(), 60U * 2);
  EXPECT_EQ(run->snapshot_days, (std::vector<int>{0, 9}));
  EXPECT_EQ(run->snapshots[1][2], 0);
  EXPECT_EQ(run->snapshots[1][3], 1);
}

TEST(SimulationTest, WhatStopsANodeMayNotBeWhatHitItFirst) {
  SimulationOptions options;
  options.horizon_days = 30;
  Shock half = closure(2, 1, 30);
  half.timing.loss = 0.5;
  const auto run = simulate(*build_inventory_model(assembly(), {}), {half, closure(1, 3, 30)}, options);
  const NodeOutcome& plant = run->nodes[2];
  EXPECT_EQ(plant.first_hit_day, 1);
  EXPECT_EQ(plant.cause, StopCause::kCapacity);
  EXPECT_GT(plant.first_stop_day, 3);
  EXPECT_EQ(plant.stop_cause, StopCause::kInput);
  EXPECT_EQ(plant.stop_cause_group, 1U);
  EXPECT_EQ(run->nodes[1].stop_cause, StopCause::kCapacity);
  EXPECT_EQ(run->nodes[0].stop_cause, StopCause::kNone);
}

TEST(SimulationTest, WhatWasAskedToStopIsPartial) {
  std::atomic<bool> stop{false};
  SimulationOptions options;
  options.horizon_days = 50;
  options.stop = &stop;
  options.progress = [&](std::uint64_t done, std::uint64_t) { stop = done == 20; };
  const auto run = simulate(*build_inventory_model(assembly(), {}), {closure(1, 0, 90)}, options);
  EXPECT_TRUE(run->is_partial);
  EXPECT_EQ(run->days, 20);
  EXPECT_EQ(run->totals.size(), 20U);
}

TEST(SimulationTest, RefusesShocksAndBreakdownsThatDoNotFit) {
  const auto model = *build_inventory_model(assembly(), {});
  SimulationOptions options;
  const auto refused = [&](const Shock& shock) { return !simulate(model, {shock}, options).ok(); };
  EXPECT_TRUE(refused(closure(4, 0, 1)));
  EXPECT_TRUE(refused(closure(0, -1, 1)));
  EXPECT_TRUE(refused(closure(0, 0, 0)));
  Shock shock = closure(0, 0, 1);
  shock.timing.loss = 1.5;
  EXPECT_TRUE(refused(shock));
  shock = closure(0, 0, 1);
  shock.share = {0.5, 0.5};
  EXPECT_TRUE(refused(shock));
  shock.share = {-0.5};
  EXPECT_TRUE(refused(shock));
  shock = closure(0, 0, 1);
  shock.timing.recovery = RecoveryCurve::kLinear;
  EXPECT_TRUE(refused(shock));
  shock.timing.recovery = RecoveryCurve::kNetworkDamped;
  shock.timing.recovery_days = 5;
  EXPECT_FALSE(refused(shock));
  shock.kind = ShockTarget::kLink;
  EXPECT_TRUE(refused(shock));
  options.breakdowns = {{{0, 0}, 1}};
  EXPECT_TRUE(refused(closure(0, 0, 1)));
  options.breakdowns = {{{0, 0, 0, 3}, 1}};
  EXPECT_TRUE(refused(closure(0, 0, 1)));
}

TEST(SimulationTest, ShocksOnOneTargetMultiply) {
  Shock half = closure(3, 0, 5);
  half.timing.loss = 0.5;
  Shock part = closure(3, 2, 5);
  part.share = {0.4};
  SimulationOptions options;
  options.horizon_days = 10;
  options.snapshot_days = {0, 1, 2, 3, 4, 5, 6, 7};
  const auto run = simulate(*build_inventory_model(assembly(), {}), {half, part}, options);
  const float expected[] = {0.5F, 0.5F, 0.3F, 0.3F, 0.3F, 0.6F, 0.6F, 1.0F};
  for (std::size_t day = 0; day < 8; ++day) EXPECT_FLOAT_EQ(run->snapshots[day][3], expected[day]) << day;
}

TEST(SimulationTest, DemandSurgesAndFadesAway) {
  Shock surge;
  surge.kind = ShockTarget::kDemand;
  surge.timing = {1, 2, -0.5, RecoveryCurve::kLinear, 2};
  surge.targets = {3};
  SimulationOptions options;
  options.horizon_days = 6;
  options.snapshot_days = {0, 1, 2, 3, 4};
  const auto run = simulate(*build_inventory_model(assembly(), {}), {surge}, options);
  const float expected[] = {1.0F, 0.5F, 0.5F, 0.75F, 1.0F};
  for (std::size_t day = 0; day < 5; ++day) EXPECT_FLOAT_EQ(run->snapshots[day][3], expected[day]) << day;
}

TEST(SimulationTest, ANetworkDampedShockMendsSlowerAmongDamagedNeighbours) {
  // 2 buys from 0 and 1. Alone it mends by 1/4 a day; with both suppliers down as well, not at all at first.
  Shock damped = closure(2, 0, 1);
  damped.timing = {0, 1, 0.8, RecoveryCurve::kNetworkDamped, 4};
  Shock others = closure(0, 0, 2);
  others.targets = {0, 1};
  SimulationOptions options;
  options.horizon_days = 4;
  options.snapshot_days = {0, 1, 2, 3};
  const auto model = *build_inventory_model(assembly(), {});
  const auto alone = simulate(model, {damped}, options);
  const auto together = simulate(model, {damped, others}, options);
  EXPECT_FLOAT_EQ(alone->snapshots[1][2], static_cast<float>(1 - 0.8 * 0.75));
  EXPECT_FLOAT_EQ(together->snapshots[1][2], static_cast<float>(1 - 0.8));
  EXPECT_FLOAT_EQ(together->snapshots[2][2], static_cast<float>(1 - 0.8));
  EXPECT_FLOAT_EQ(together->snapshots[3][2], static_cast<float>(1 - 0.8 * 0.75));
}

// Sums of nodes, of breakdowns and of days are the same sums.
RC_GTEST_PROP(SimulationTest, LossesAddUp, ()) {
  const SupplyNetwork network = random_supply_network();
  Shocks shocks;
  for (int s = *rc::gen::inRange(1, 4); s > 0; --s) {
    shocks.push_back(closure(*rc::gen::inRange<std::uint64_t>(0, network.node_count),
                             *rc::gen::inRange(0, 10), *rc::gen::inRange(1, 20)));
  }
  SimulationOptions options;
  options.horizon_days = 30;
  Breakdown all;
  all.group_of_node.assign(network.node_count, 0);
  all.group_count = 1;
  options.breakdowns = {all};
  const auto run = simulate(*build_inventory_model(network, {}), shocks, options);
  double lost = 0;
  for (const NodeOutcome& node : run->nodes) lost += node.lost_output;
  const double scale = 1 + run->normal.output;
  RC_ASSERT(std::abs(lost - run->lost_output) <= 1e-9 * scale);
  RC_ASSERT(std::abs(run->breakdowns[0].lost_output[0] - run->lost_output) <= 1e-9 * scale);
  RC_ASSERT(std::abs(run->breakdowns[0].lost_value_added[0] - run->lost_value_added) <= 1e-9 * scale);
}

}  // namespace
}  // namespace tenon
