#include "scenario/inventory_dynamics.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "support/inventory_reference.h"
#include "support/random_supply_network.h"

namespace tenon {
namespace {

constexpr RationingRule kRules[] = {RationingRule::kProportional, RationingRule::kFinalDemandLast,
                                    RationingRule::kLowestRatioFirst,
                                    RationingRule::kLowestRatioFirstFinalDemandLast};

ScenarioPolicy policy_with(RationingRule rule) {
  ScenarioPolicy policy;
  policy.rationing = rule;
  return policy;
}

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// A makes parts for B, which sells to households; 10 a day, 5 days of stock, tau 6.
SupplyNetwork chain_of_two() {
  SupplyNodes nodes;
  nodes.final_demand = {0, 10};
  nodes.market = {0, 1};
  nodes.market_count = 2;
  SupplyLinks links;
  links.supplier = {0};
  links.customer = {1};
  links.group = {0};
  links.flow = {10};
  links.target_days = {5};
  return *build_supply_network(links, nodes);
}

TEST(InventoryDynamicsTest, StockCarriesACustomerThroughThenItStops) {
  const SupplyNetwork network = chain_of_two();
  InventoryRun run(*build_inventory_model(network, {}));
  const std::vector<double> left{0, 1};
  std::vector<double> output;
  for (int day = 0; day < 8; ++day) {
    run.step({.capacity_left = left});
    output.push_back(run.output()[1]);
  }
  // Yesterday's delivery of the evening before is still under way: 50 in stock + 10 - 10 used on the day
  // before.
  for (int day = 0; day < 5; ++day) EXPECT_DOUBLE_EQ(output[static_cast<std::size_t>(day)], 10) << day;
  for (int day = 5; day < 8; ++day) EXPECT_NEAR(output[static_cast<std::size_t>(day)], 0, 1e-12) << day;
}

TEST(InventoryDynamicsTest, OnlyOrdersThatFollowDemandStartAgainAfterAStop) {
  const SupplyNetwork network = chain_of_two();
  for (const OrderRule orders : {OrderRule::kFollowsDemand, OrderRule::kTargetFollowsOutput}) {
    ScenarioPolicy policy;
    policy.orders = orders;
    InventoryRun run(*build_inventory_model(network, policy));
    const std::vector<double> left{0, 1};
    for (int day = 0; day < 20; ++day) run.step({.capacity_left = left});
    EXPECT_NEAR(run.output()[1], 0, 1e-12);
    for (int day = 0; day < 200; ++day) run.step({});
    EXPECT_NEAR(run.output()[1], orders == OrderRule::kFollowsDemand ? 10 : 0, 1e-6);
  }
}

TEST(InventoryDynamicsTest, RefusesWhatMakesNoSense) {
  const SupplyNetwork network = chain_of_two();
  ScenarioPolicy policy;
  policy.order_adjustment_days = 0.5;
  EXPECT_FALSE(build_inventory_model(network, policy).ok());
  policy = {};
  policy.switching.enabled = true;
  EXPECT_FALSE(build_inventory_model(network, policy, {{1.0}}).ok());
}

TEST(InventoryDynamicsTest, ALinkCarriesNoMoreThanItCan) {
  const SupplyNetwork network = chain_of_two();
  InventoryRun run(*build_inventory_model(network, {}));
  const std::vector<std::uint64_t> links{0};
  const std::vector<double> left{0.25};
  for (int day = 0; day < 30; ++day) {
    run.step({.limited_links = links, .link_left = left});
    EXPECT_LE(run.link_order()[0], 2.5);
    EXPECT_LE(run.output()[0], 2.5);
  }
  EXPECT_NEAR(run.output()[1], 2.5, 1e-9);  // stock is gone
}

TEST(InventoryDynamicsTest, ADispensableInputCostsItsShareOnly) {
  SupplyNodes nodes;
  nodes.final_demand = {0, 0, 20};
  nodes.market = {0, 1, 2};
  nodes.market_count = 3;
  SupplyLinks links;
  links.supplier = {0, 1};
  links.customer = {2, 2};
  links.group = {0, 1};
  links.flow = {6, 2};
  links.target_days = {3, 3};
  links.essential = {1, 0};
  const SupplyNetwork network = *build_supply_network(links, nodes);
  InventoryRun run(*build_inventory_model(network, {}));
  const std::vector<double> left{1, 0, 1};
  for (int day = 0; day < 40; ++day) run.step({.capacity_left = left});
  EXPECT_NEAR(run.output()[2], 20 * (1 - 2.0 / 8), 1e-9);
}

TEST(InventoryDynamicsTest, SpareCapacityTakesOverOnceItIsReady) {
  // Two makers of parts; the first serves the customer and burns down, the second has as much to spare.
  SupplyNodes nodes;
  nodes.final_demand = {0, 10, 10};
  nodes.capacity_ratio = {1, 2, 1};
  nodes.market = {0, 0, 1};
  nodes.market_count = 2;
  SupplyLinks links;
  links.supplier = {0};
  links.customer = {2};
  links.group = {0};
  links.flow = {10};
  links.target_days = {4};
  const SupplyNetwork network = *build_supply_network(links, nodes);
  ScenarioPolicy policy;
  policy.switching.enabled = true;
  InventoryRun run(*build_inventory_model(network, policy, {{0, 7, 0}}));
  const std::vector<double> left{0, 1, 1};
  std::vector<double> switched;
  std::vector<double> output;
  for (int day = 0; day < 60; ++day) {
    switched.push_back(run.step({.capacity_left = left}).switched);
    output.push_back(run.output()[2]);
  }
  // The failure of day 0 is seen on the morning of day 1; the other maker delivers from day 8 on.
  for (int day = 0; day < 8; ++day) EXPECT_EQ(switched[static_cast<std::size_t>(day)], 0) << day;
  EXPECT_GT(switched[8], 9);
  EXPECT_NEAR(output[5], 0, 1e-9);  // the stock was gone by then
  EXPECT_NEAR(output[59], 10, 1e-3);
}

// --- properties ---

RC_GTEST_PROP(InventoryDynamicsProperty, AgreesWithThePlainVersion, ()) {
  const SupplyNetwork network = random_supply_network({.spare = 0.5});
  ScenarioPolicy policy =
      policy_with(*rc::gen::elementOf(std::vector<RationingRule>(std::begin(kRules), std::end(kRules))));
  policy.orders = *rc::gen::element(OrderRule::kFollowsDemand, OrderRule::kTargetFollowsOutput,
                                    OrderRule::kTargetFixed, OrderRule::kNeverReduce);
  InventoryRun run(*build_inventory_model(network, policy));
  InventoryReference reference(network, policy);
  std::vector<double> damage(network.node_count, 0.0);
  std::vector<double> left(network.node_count, 1.0);
  const double normal = std::max(1.0, sum(normal_output(network)));
  for (int day = 0; day < 40; ++day) {
    if (day % 10 == 0) {
      for (std::size_t i = 0; i < damage.size(); ++i) {
        damage[i] = *rc::gen::inRange(0, 3) == 0 ? *rc::gen::inRange(0, 9) / 8.0 : 0.0;
        left[i] = 1 - damage[i];
      }
    }
    const double plain = reference.step(damage);
    const DayTotals totals = run.step({.capacity_left = left});
    RC_ASSERT(std::abs(totals.output - plain) <= 1e-9 * normal);
    for (std::size_t e = 0; e < network.link_count(); ++e) {
      RC_ASSERT(std::abs(run.link_stock()[e] - reference.stock()[e]) <= 1e-9 * normal);
    }
    const auto delivery = run.link_delivery();
    for (std::size_t e = 0; e < network.link_count(); ++e) {
      RC_ASSERT(std::abs(delivery[e] - reference.delivery()[e]) <= 1e-9 * normal);
    }
  }
}

RC_GTEST_PROP(InventoryDynamicsProperty, EquilibriumStaysPutForAThousandDays, ()) {
  const SupplyNetwork network = random_supply_network({.spare = 0.5, .all_essential = false});
  const auto rule = *rc::gen::elementOf(std::vector<RationingRule>(std::begin(kRules), std::end(kRules)));
  ScenarioPolicy policy = policy_with(rule);
  policy.switching.enabled = *rc::gen::arbitrary<bool>();
  InventoryRun run(*build_inventory_model(network, policy, {std::vector<double>(network.node_count, 1.0)}));
  const std::vector<double> normal = normal_output(network);
  DayTotals totals;
  for (int day = 0; day < 1000; ++day) totals = run.step({});
  for (std::size_t i = 0; i < normal.size(); ++i) {
    RC_ASSERT(std::abs(run.output()[i] - normal[i]) <= 1e-11 * normal[i]);
    RC_ASSERT(std::abs(run.final_consumption()[i] - network.final_demand[i]) <= 1e-11 * normal[i]);
  }
  RC_ASSERT(totals.switched == 0);
}

// Nothing is delivered that was not made, no stock is negative, nobody makes more than capacity and inputs
// allow, and stocks change by what came in less what was used.
RC_GTEST_PROP(InventoryDynamicsProperty, ConservesWhatIsMade, ()) {
  const SupplyNetwork network = random_supply_network({.spare = 0.5, .all_essential = false});
  const auto rule = *rc::gen::elementOf(std::vector<RationingRule>(std::begin(kRules), std::end(kRules)));
  ScenarioPolicy policy = policy_with(rule);
  policy.switching.enabled = *rc::gen::arbitrary<bool>();
  policy.switching.trigger_share = 0.01;
  std::vector<double> ready(network.node_count);
  for (double& days : ready) days = *rc::gen::inRange(-1, 6);
  InventoryRun run(*build_inventory_model(network, policy, {ready}));
  const std::vector<double> normal = normal_output(network);
  const double scale = std::max(1.0, sum(normal));
  std::vector<double> left(network.node_count, 1.0);
  std::vector<double> factor(network.node_count, 1.0);
  double switched_before = 0;
  double stock_before = sum(run.link_stock());
  double delivered_before = sum(network.flow);
  for (int day = 0; day < 60; ++day) {
    if (day % 15 == 0) {
      for (std::size_t i = 0; i < left.size(); ++i) {
        left[i] = *rc::gen::inRange(0, 9) / 8.0;
        factor[i] = *rc::gen::inRange(0, 13) / 8.0;
      }
    }
    const std::vector<double> made_before(run.output().begin(), run.output().end());
    const DayTotals totals = run.step({.capacity_left = left, .demand_factor = factor});
    const auto delivery = run.link_delivery();
    std::vector<double> sold(run.final_consumption().begin(), run.final_consumption().end());
    for (std::size_t e = 0; e < delivery.size(); ++e) {
      RC_ASSERT(run.link_stock()[e] >= 0.0);
      RC_ASSERT(run.link_order()[e] >= 0.0);
      RC_ASSERT(delivery[e] >= 0.0 && delivery[e] <= run.link_order()[e]);
      sold[network.supplier[e]] += delivery[e];
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
      RC_ASSERT(run.output()[i] >= 0.0);
      RC_ASSERT(run.output()[i] <= left[i] * network.capacity_ratio[i] * normal[i] + 1e-12 * scale);
      RC_ASSERT(sold[i] <= run.output()[i] + 1e-10 * scale);
    }
    // All that is made is sold, to regular customers, to households or elsewhere.
    RC_ASSERT(std::abs(sum(sold) + totals.switched - sum(run.output())) <= 1e-9 * scale);
    // Stocks grew by what arrived and shrank by what was used; empty dispensable groups have nothing to use.
    double used_at_most = 0;
    for (std::uint32_t i = 0; i < network.node_count; ++i) {
      double flow = 0;
      for (std::uint64_t e = network.link_offsets[network.group_offsets[i]];
           e < network.link_offsets[network.group_offsets[i + 1]]; ++e) {
        flow += network.flow[e];
      }
      if (normal[i] > 0) used_at_most += flow * made_before[i] / normal[i];
    }
    double arrived = delivered_before + switched_before;
    for (std::uint32_t i = 0; i < network.node_count;
         ++i) {  // nodes without output keep their stocks as they are
      if (normal[i] > 0) continue;
      for (std::uint64_t e = network.link_offsets[network.group_offsets[i]];
           e < network.link_offsets[network.group_offsets[i + 1]]; ++e) {
        RC_ASSERT(run.link_order()[e] == network.flow[e]);
        arrived -= 0;
      }
    }
    const double stock = sum(run.link_stock());
    RC_ASSERT(stock <= stock_before + arrived + 1e-9 * scale);
    RC_ASSERT(stock >= stock_before - used_at_most - 1e-9 * scale);
    stock_before = stock;
    delivered_before = sum(delivery);
    switched_before = totals.switched;
  }
}

// With everything proportional in a tree of single suppliers, more damage at a source never means more output
// anywhere on any day. (In general networks it can: a customer that fails early frees supplies for others.)
RC_GTEST_PROP(InventoryDynamicsProperty, ChainsAreMonotoneInDamage, ()) {
  const auto length = static_cast<std::uint32_t>(*rc::gen::inRange(2, 8));
  SupplyNodes nodes;
  SupplyLinks links;
  nodes.market_count = length;
  for (std::uint32_t i = 0; i < length; ++i) {
    nodes.market.push_back(i);
    nodes.final_demand.push_back(i + 1 == length ? 10.0 : 0.0);
    if (i == 0) continue;
    links.supplier.push_back(i - 1);
    links.customer.push_back(i);
    links.group.push_back(0);
    links.flow.push_back(10.0);
    links.target_days.push_back(*rc::gen::inRange(1, 20));
  }
  const SupplyNetwork network = *build_supply_network(links, nodes);
  const auto model = *build_inventory_model(network, {});
  InventoryRun mild(model);
  InventoryRun hard(model);
  std::vector<double> mild_left(length, 1.0);
  std::vector<double> hard_left(length, 1.0);
  mild_left[0] = *rc::gen::inRange(1, 9) / 8.0;
  hard_left[0] = mild_left[0] / 2;
  double mild_total = 0;
  double hard_total = 0;
  for (int day = 0; day < 80; ++day) {
    mild_total += mild.step({.capacity_left = mild_left}).final_consumption;
    hard_total += hard.step({.capacity_left = hard_left}).final_consumption;
    RC_ASSERT(hard_total <= mild_total + 1e-9);
  }
}

// Two halves that mirror each other stay mirrored.
RC_GTEST_PROP(InventoryDynamicsProperty, SymmetricNetworksGiveSymmetricResults, ()) {
  const auto half = static_cast<std::uint32_t>(*rc::gen::inRange(1, 6));
  SupplyNodes nodes;
  SupplyLinks links;
  nodes.market_count = 2 * half;
  for (std::uint32_t i = 0; i < half; ++i) {
    nodes.final_demand.push_back(*rc::gen::inRange(0, 40) / 4.0);
    nodes.market.push_back(i);
  }
  for (std::uint32_t i = 0; i < half; ++i) {
    nodes.final_demand.push_back(nodes.final_demand[i]);
    nodes.market.push_back(half + i);
  }
  const int count = *rc::gen::inRange(1, 12);
  for (int e = 0; e < count; ++e) {
    const auto a = static_cast<std::uint32_t>(*rc::gen::inRange(0, static_cast<int>(half)));
    const auto b = static_cast<std::uint32_t>(*rc::gen::inRange(0, static_cast<int>(half)));
    const bool across = *rc::gen::arbitrary<bool>();
    const double flow = *rc::gen::inRange(1, 50) / 8.0;
    for (const bool second : {false, true}) {
      links.supplier.push_back(second ? half + a : a);
      links.customer.push_back(second == across ? b : half + b);
      links.group.push_back(nodes.market[links.supplier.back()]);
      links.flow.push_back(flow);
      links.target_days.push_back(7);
    }
  }
  const SupplyNetwork network = *build_supply_network(links, nodes);
  const auto rule = *rc::gen::elementOf(std::vector<RationingRule>(std::begin(kRules), std::end(kRules)));
  InventoryRun run(*build_inventory_model(network, policy_with(rule)));
  std::vector<double> left(2 * half, 1.0);
  left[0] = left[half] = 0.25;
  for (int day = 0; day < 50; ++day) {
    run.step({.capacity_left = left});
    for (std::uint32_t i = 0; i < half; ++i) {
      RC_ASSERT(std::abs(run.output()[i] - run.output()[half + i]) <= 1e-10 * (1 + run.output()[i]));
    }
  }
}

// A network large enough to be shared out, the same bits for any number of threads and after a reset.
TEST(InventoryDynamicsTest, SameBitsForAnyNumberOfThreads) {
  constexpr std::uint32_t kNodes = 9000;
  SupplyNodes nodes;
  SupplyLinks links;
  nodes.market_count = 30;
  std::uint64_t state = 1;
  const auto draw = [&](std::uint64_t n) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>((state >> 33U) % n);
  };
  for (std::uint32_t i = 0; i < kNodes; ++i) {
    nodes.market.push_back(draw(30));
    nodes.final_demand.push_back(draw(1000) / 7.0);
    nodes.capacity_ratio.push_back(1 + draw(3) / 10.0);
  }
  for (int e = 0; e < 60000; ++e) {
    links.supplier.push_back(draw(kNodes));
    links.customer.push_back(draw(kNodes));
    links.group.push_back(nodes.market[links.supplier.back()]);
    links.flow.push_back(1 + draw(100) / 3.0);
    links.target_days.push_back(5 + draw(20));
  }
  const SupplyNetwork network = *build_supply_network(links, nodes);
  std::vector<double> left(kNodes, 1.0);
  for (std::uint32_t i = 0; i < kNodes; i += 13) left[i] = 0.3;
  for (const RationingRule rule : {RationingRule::kProportional, RationingRule::kLowestRatioFirst}) {
    ScenarioPolicy policy = policy_with(rule);
    policy.switching.enabled = rule == RationingRule::kProportional;
    const auto model = *build_inventory_model(network, policy, {std::vector<double>(kNodes, 3.0)});
    std::vector<double> first;
    std::vector<double> totals;
    for (const unsigned threads : {1U, 2U, 5U}) {
      InventoryRun run(model, threads);
      for (int round = 0; round < 2; ++round) {
        run.reset();
        std::vector<double> seen;
        for (int day = 0; day < 20; ++day) {
          const DayTotals day_totals = run.step({.capacity_left = left});
          seen.insert(seen.end(), {day_totals.output, day_totals.value_added, day_totals.final_consumption,
                                   day_totals.switched});
        }
        seen.insert(seen.end(), run.output().begin(), run.output().end());
        if (first.empty() || totals.size() != seen.size()) {
          totals = seen;
          first = seen;
        }
        ASSERT_EQ(seen, first) << threads << " threads, round " << round;
      }
    }
    if (policy.switching.enabled) {
      EXPECT_GT(*std::max_element(totals.begin(), totals.begin() + 80), 0);
    }
    first.clear();
  }
}

}  // namespace
}  // namespace tenon
