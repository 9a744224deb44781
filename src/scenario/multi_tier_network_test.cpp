#include "scenario/multi_tier_network.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "support/multi_tier_example.h"

namespace tenon {
namespace {

// Steel makers 0 and 1 (market 0), an oil maker 2 (market 1), car makers 3 and 4 (market 2), a node 5 that
// makes nothing but buys oil (market 3). Car maker 3 buys steel of both and dispensable oil; 4 mixes steel of
// 1 and oil in one group.
SupplyNetwork cars() {
  SupplyNodes nodes;
  nodes.final_demand = {0, 2, 0, 20, 10, 0};
  nodes.capacity_ratio = {1, 1.5, 1, 1.25, 1, 1};
  nodes.market = {0, 0, 1, 2, 2, 3};
  nodes.market_count = 4;
  SupplyLinks links;
  links.supplier = {0, 1, 2, 1, 2, 2};
  links.customer = {3, 3, 3, 4, 4, 5};
  links.group = {0, 0, 1, 0, 0, 0};
  links.flow = {6, 2, 2, 3, 1, 5};
  links.target_days = {10, 10, 30, 8, 8, 4};
  links.essential = {1, 1, 0, 1, 1, 1};
  return *build_supply_network(links, nodes);
}

TEST(MultiTierNetworkTest, OneNodeANode) {
  const MultiTierNetwork network = multi_tier_network(cars());
  ASSERT_TRUE(check_multi_tier_network(network).ok());
  EXPECT_EQ(network.normal_output, (std::vector<double>{6, 7, 8, 20, 10, 0}));
  EXPECT_EQ(network.capacity, (std::vector<double>{6, 10.5, 8, 25, 10, 0}));
  EXPECT_EQ(network.demand, cars().final_demand);
  // Two groups of 3, one of 4; the purchases of 5 lead nowhere.
  EXPECT_EQ(network.requirement_offsets, (std::vector<std::uint64_t>{0, 0, 0, 0, 2, 3, 3}));
  EXPECT_EQ(network.amount_per_unit, (std::vector<double>{0.4, 0.1, 0.4}));
  EXPECT_EQ(network.stock, (std::vector<double>{80, 60, 32}));
  EXPECT_EQ(network.dispensable_share, (std::vector<double>{0, 0.2, 0}));
  EXPECT_EQ(network.supplier, (std::vector<std::uint32_t>{0, 1, 2, 1, 2}));
  EXPECT_EQ(network.normal_flow, (std::vector<double>{6, 2, 2, 3, 1}));
}

TEST(MultiTierNetworkTest, OneNodeAMarket) {
  const MultiTierNetwork network = market_network(cars());
  ASSERT_TRUE(check_multi_tier_network(network).ok());
  EXPECT_EQ(network.normal_output, (std::vector<double>{13, 8, 30, 0}));
  EXPECT_EQ(network.capacity, (std::vector<double>{16.5, 8, 35, 0}));
  EXPECT_EQ(network.demand, (std::vector<double>{2, 0, 30, 0}));
  // Car maker 4 mixes steel and oil, so all cars do: 11 of steel and 3 of oil for 30, mostly essential.
  EXPECT_EQ(network.requirement_offsets, (std::vector<std::uint64_t>{0, 0, 0, 1, 1}));
  EXPECT_DOUBLE_EQ(network.amount_per_unit[0], 14.0 / 30);
  EXPECT_DOUBLE_EQ(network.stock[0], 80 + 60 + 32);
  EXPECT_EQ(network.dispensable_share[0], 0);
  EXPECT_EQ(network.supplier, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(network.normal_flow, (std::vector<double>{11, 3}));
}

TEST(MultiTierNetworkTest, AnInputThatMostlyIsDispensableStaysSo) {
  SupplyNodes nodes;
  nodes.final_demand = {0, 20, 10};
  nodes.market = {0, 1, 1};
  nodes.market_count = 2;
  SupplyLinks links;
  links.supplier = {0, 0};
  links.customer = {1, 2};
  links.group = {0, 0};
  links.flow = {5, 3};
  links.target_days = {10, 10};
  links.essential = {0, 1};
  const MultiTierNetwork network = market_network(*build_supply_network(links, nodes));
  // It is all of what node 1 buys, and node 1 makes 20 of 30.
  EXPECT_DOUBLE_EQ(network.dispensable_share[0], 20.0 / 30);
}

TEST(MultiTierNetworkTest, NamesWhatDoesNotFit) {
  const auto refused = [](const MultiTierNetwork& network) {
    const Result<void> result = check_multi_tier_network(network);
    return !result.ok() && result.error().code == ErrorCode::kInvalidArgument;
  };
  const MultiTierNetwork sound = multi_tier_network(cars());
  const double not_a_number = std::nan("");
  const auto broken = [&](auto change) {
    MultiTierNetwork network = sound;
    change(network);
    return refused(network);
  };
  EXPECT_TRUE(broken([](auto& n) { n.capacity[0] = -1; }));
  EXPECT_TRUE(broken([](auto& n) { n.capacity[0] = std::numeric_limits<double>::infinity(); }));
  EXPECT_TRUE(broken([](auto& n) { n.normal_output[0] = 7; }));
  EXPECT_TRUE(broken([&](auto& n) { n.demand[1] = not_a_number; }));
  EXPECT_TRUE(broken([](auto& n) { n.output_stock[1] = -1; }));
  EXPECT_TRUE(broken([](auto& n) { n.profit[1] = -1; }));
  EXPECT_TRUE(broken([](auto& n) { n.amount_per_unit[0] = 0; }));
  EXPECT_TRUE(broken([](auto& n) { n.stock[0] = -1; }));
  EXPECT_TRUE(broken([](auto& n) { n.dispensable_share[0] = 1.5; }));
  EXPECT_TRUE(broken([](auto& n) { n.supplier[0] = 6; }));
  EXPECT_TRUE(broken([](auto& n) { n.supplier[0] = 1; }));  // twice in the requirement
  EXPECT_TRUE(broken([](auto& n) { n.normal_flow[0] = -1; }));
  EXPECT_TRUE(broken([](auto& n) { n.profit.pop_back(); }));
  EXPECT_TRUE(broken([](auto& n) { n.stock.pop_back(); }));
  EXPECT_TRUE(broken([](auto& n) { n.requirement_offsets[3] = 3; }));
  EXPECT_TRUE(broken([](auto& n) { n.supplier_offsets.back() = 4; }));
  EXPECT_TRUE(broken([](auto& n) { n.requirement_offsets.clear(); }));
  EXPECT_FALSE(refused(sound));
  EXPECT_FALSE(refused(market_network(SupplyNetwork{.group_offsets = {0}, .link_offsets = {0}})));
}

RC_GTEST_PROP(MultiTierNetworkTest, BothBuildersKeepAmountsAndAreSound, ()) {
  const SupplyNetwork supply = random_supply_network({.spare = 0.5, .all_essential = false});
  const MultiTierNetwork nodes = multi_tier_network(supply);
  const MultiTierNetwork markets = market_network(supply);
  RC_ASSERT(check_multi_tier_network(nodes).ok());
  RC_ASSERT(check_multi_tier_network(markets).ok());
  const auto same = [](const std::vector<double>& a, const std::vector<double>& b) {
    const double sum_a = std::accumulate(a.begin(), a.end(), 0.0);
    const double sum_b = std::accumulate(b.begin(), b.end(), 0.0);
    return std::abs(sum_a - sum_b) <= 1e-9 * (1 + sum_a);
  };
  RC_ASSERT(same(nodes.capacity, markets.capacity));
  RC_ASSERT(same(nodes.demand, markets.demand));
  RC_ASSERT(same(nodes.stock, markets.stock));
  RC_ASSERT(same(nodes.normal_flow, markets.normal_flow));
}

}  // namespace
}  // namespace tenon
