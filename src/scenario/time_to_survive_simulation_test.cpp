#include "scenario/time_to_survive_simulation.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/inventory_reference.h"
#include "support/random_supply_network.h"

namespace tenon {
namespace {

constexpr int kHorizon = 40;

SurvivalTime finite(double days) {
  return {SurvivalKind::kFinite, days};
}
const SurvivalTime kNever{SurvivalKind::kAtLeast, kHorizon};

SurvivalSimulationOptions options_with(double tolerance) {
  SurvivalSimulationOptions options;
  options.horizon_days = kHorizon;
  options.shortfall_tolerance = tolerance;
  options.threads = 1;
  return options;
}

// A makes parts for B, B for C, which sells to households; 5 and 7 days of stock.
SupplyNetwork chain_of_three() {
  SupplyNodes nodes;
  nodes.final_demand = {0, 0, 10};
  nodes.market = {0, 1, 2};
  nodes.market_count = 3;
  SupplyLinks links;
  links.supplier = {0, 1};
  links.customer = {1, 2};
  links.group = {0, 0};
  links.flow = {4, 8};
  links.target_days = {5, 7};
  return *build_supply_network(links, nodes);
}

TEST(SurvivalSimulationTest, AChainLivesOnItsStocks) {
  const InventoryModelPtr model = *build_inventory_model(chain_of_three(), {});
  const auto result = simulate_survival(model, each_node(3), options_with(0));
  ASSERT_TRUE(result.ok());
  // Without A, B runs dry on day 5, C on day 12.
  EXPECT_EQ(result->sets[0].all, finite(12));
  EXPECT_EQ(result->sets[0].others, finite(12));
  EXPECT_EQ(result->sets[0].output, finite(5));
  EXPECT_EQ(result->sets[0].supply, finite(5));
  EXPECT_EQ(result->sets[0].first_short, 2U);
  EXPECT_EQ(result->sets[0].first_starved, 1U);
  // Without C the final demand is C's own; B and A lose their orders a day later, and lack nothing.
  EXPECT_EQ(result->sets[2].all, finite(0));
  EXPECT_EQ(result->sets[2].others, kNever);
  EXPECT_EQ(result->sets[2].output, finite(1));
  EXPECT_EQ(result->sets[2].supply, kNever);
  EXPECT_EQ(result->sets[2].first_short, kNoNode);
  EXPECT_EQ(result->days, 13U + 8U + 40U);  // without B, C starves and falls short on day 7
}

TEST(SurvivalSimulationTest, WhatIsLeftOfACapacityLastsLonger) {
  const InventoryModelPtr model = *build_inventory_model(chain_of_three(), {});
  DisruptionSets half;
  half.add(std::vector<std::uint32_t>{0});
  half.capacity_left = {0.5};
  half.add({});
  const auto result = simulate_survival(model, half, options_with(0));
  // B uses up 5 days at half a day each: day 8 is the first with less than a day's use in stock (5 - 8 / 2 <
  // 1 would be day 9; the delivery under way makes it 5.5 on day 0).
  EXPECT_EQ(result->sets[0].supply.kind, SurvivalKind::kFinite);
  EXPECT_GT(result->sets[0].supply.days, 5);
  EXPECT_GT(result->sets[0].others.days, 12);
  EXPECT_EQ(result->sets[1].all.kind, SurvivalKind::kNotComputed);
  EXPECT_FALSE(result->is_partial);
}

TEST(SurvivalSimulationTest, MayStopBeforeTheFirstHit) {
  // Without A and a part of C: C's own demand is short at once, nobody else's; B starves on day 5.
  const InventoryModelPtr model = *build_inventory_model(chain_of_three(), {});
  DisruptionSets sets;
  sets.add(std::vector<std::uint32_t>{0, 1, 2});
  SurvivalSimulationOptions options = options_with(0);
  options.follow_to_hits = false;
  EXPECT_EQ(simulate_survival(model, sets, options)->days, 40U);
  // Where others fall short, too, that day is the last.
  SupplyNetwork network = chain_of_three();
  network.final_demand[1] = 1;
  const InventoryModelPtr with_demand = *build_inventory_model(network, {});
  const auto result = simulate_survival(with_demand, each_node(3), options);
  EXPECT_EQ(result->sets[1].all, finite(0));
  EXPECT_EQ(result->sets[1].others, finite(7));
  EXPECT_EQ(result->sets[0].all, finite(5));
  EXPECT_EQ(result->days, 6U + 8U + 40U);
}

TEST(SurvivalSimulationTest, RefusesWhatMakesNoSense) {
  const InventoryModelPtr model = *build_inventory_model(chain_of_three(), {});
  const auto refused = [&](const SurvivalSimulationOptions& options, const DisruptionSets& sets) {
    const auto result = simulate_survival(model, sets, options);
    return !result.ok() && result.error().code == ErrorCode::kInvalidArgument;
  };
  SurvivalSimulationOptions options;
  options.horizon_days = 0;
  EXPECT_TRUE(refused(options, each_node(3)));
  options = {};
  options.shortfall_tolerance = -0.1;
  EXPECT_TRUE(refused(options, each_node(3)));
  options = {};
  options.hit_level = 0;
  EXPECT_TRUE(refused(options, each_node(3)));
  EXPECT_TRUE(refused({}, each_node(4)));
}

TEST(SurvivalSimulationTest, StopsWhenAskedAndTellsHowFarItIs) {
  const InventoryModelPtr model = *build_inventory_model(chain_of_three(), {});
  SurvivalSimulationOptions options = options_with(0);
  std::atomic<bool> stop{false};
  options.stop = &stop;
  std::uint64_t reports = 0;
  options.progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(done, ++reports);
    EXPECT_EQ(total, 3U);
    stop = true;
  };
  const auto result = simulate_survival(model, each_node(3), options);
  ASSERT_TRUE(result.ok());
  EXPECT_TRUE(result->is_partial);
  EXPECT_EQ(reports, 1U);
  EXPECT_EQ(result->sets[0].all, finite(12));
  EXPECT_EQ(result->sets[2].all.kind, SurvivalKind::kNotComputed);
}

// The same questions put to the plain dynamics, day by day. Few days: loops can amplify rounding, which the
// plain dynamics do not keep out.
RC_GTEST_PROP(SurvivalSimulationTest, AgreesWithThePlainDynamics, ()) {
  const SupplyNetwork network = random_supply_network({.spare = 0.5});
  ScenarioPolicy policy;
  policy.rationing =
      *rc::gen::element(RationingRule::kProportional, RationingRule::kFinalDemandLast,
                        RationingRule::kLowestRatioFirst, RationingRule::kLowestRatioFirstFinalDemandLast);
  const double tolerance = *rc::gen::element(0.001, 0.05);
  constexpr int kDays = 14;
  const SurvivalTime never{SurvivalKind::kAtLeast, kDays};
  SurvivalSimulationOptions options = options_with(tolerance);
  options.horizon_days = kDays;
  options.threads = static_cast<unsigned>(*rc::gen::inRange(1, 4));
  const InventoryModelPtr model = *build_inventory_model(network, policy);
  const auto result = simulate_survival(model, each_node(network.node_count), options);
  RC_ASSERT(result.ok());
  const std::vector<double> normal = normal_output(network);
  for (std::uint32_t closed = 0; closed < network.node_count; ++closed) {
    InventoryReference reference(network, policy);
    std::vector<double> damage(network.node_count, 0);
    damage[closed] = 1;
    SurvivalTime all = never;
    SurvivalTime others = never;
    SurvivalTime output = never;
    const auto note = [&](SurvivalTime& time, int day) {
      if (time == never) time = finite(day);
    };
    for (int day = 0; day < kDays; ++day) {
      reference.step(damage);
      for (std::uint32_t i = 0; i < network.node_count; ++i) {
        if (reference.final_consumption()[i] < (1 - tolerance - 1e-7) * network.final_demand[i]) {
          note(all, day);
          if (i != closed) note(others, day);
        }
        if (i != closed && reference.output()[i] < (0.99 - 1e-7) * normal[i]) note(output, day);
      }
    }
    RC_ASSERT(result->sets[closed].all == all);
    RC_ASSERT(result->sets[closed].others == others);
    RC_ASSERT(result->sets[closed].output == output);
    RC_ASSERT(result->sets[closed].supply.days >= result->sets[closed].output.days);
  }
}

}  // namespace
}  // namespace tenon
