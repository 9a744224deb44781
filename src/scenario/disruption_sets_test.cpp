#include "scenario/disruption_sets.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

// Markets 0 (nodes 0, 2), 1 (node 1), 2 (nobody). Node 1 buys of 0 and 2.
SupplyNetwork three_nodes() {
  SupplyNodes nodes;
  nodes.final_demand = {1, 10, 0};
  nodes.capacity_ratio = {1, 1, 1.5};
  nodes.market = {0, 1, 0};
  nodes.market_count = 3;
  SupplyLinks links;
  links.supplier = {0, 2};
  links.customer = {1, 1};
  links.group = {0, 0};
  links.flow = {4, 2};
  links.target_days = {5, 5};
  return *build_supply_network(links, nodes);
}

std::vector<std::uint32_t> list(std::span<const std::uint32_t> nodes) {
  return {nodes.begin(), nodes.end()};
}

TEST(DisruptionSetsTest, OneANodeAndOneAMarket) {
  const DisruptionSets nodes = each_node(3);
  ASSERT_EQ(nodes.size(), 3U);
  EXPECT_EQ(list(nodes.nodes(2)), (std::vector<std::uint32_t>{2}));
  EXPECT_EQ(nodes.left(2), 0);
  EXPECT_TRUE(check_disruption_sets(nodes, 3).ok());
  EXPECT_EQ(each_node(0).size(), 0U);

  const DisruptionSets markets = each_market(three_nodes());
  ASSERT_EQ(markets.size(), 3U);
  EXPECT_EQ(list(markets.nodes(0)), (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(list(markets.nodes(1)), (std::vector<std::uint32_t>{1}));
  EXPECT_TRUE(markets.nodes(2).empty());
}

TEST(DisruptionSetsTest, OnMarketsACapacityIsLeft) {
  // Market 0 can make 5 + 3 = 8: without node 0, 3/8 are left; without node 2, 5/8.
  DisruptionSets sets = each_node(3);
  sets.add(std::vector<std::uint32_t>{2, 1, 0});
  const DisruptionSets seen = on_markets(three_nodes(), sets);
  ASSERT_EQ(seen.size(), 4U);
  EXPECT_EQ(list(seen.nodes(0)), (std::vector<std::uint32_t>{0}));
  EXPECT_DOUBLE_EQ(seen.left(0), 3.0 / 8);
  EXPECT_EQ(list(seen.nodes(1)), (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(seen.left(1), 0);
  EXPECT_DOUBLE_EQ(seen.left(2), 5.0 / 8);
  EXPECT_EQ(list(seen.nodes(3)), (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(seen.left(3), 0);
  EXPECT_EQ(seen.left(4), 0);
  // Half of node 0 stays: 8 - 2.5 of 8.
  DisruptionSets half;
  half.add(std::vector<std::uint32_t>{0});
  half.capacity_left = {0.5};
  EXPECT_DOUBLE_EQ(on_markets(three_nodes(), half).left(0), 5.5 / 8);
}

TEST(DisruptionSetsTest, RefusesWhatMakesNoSense) {
  const auto refused = [](const DisruptionSets& sets) {
    const Result<void> result = check_disruption_sets(sets, 3);
    return !result.ok() && result.error().code == ErrorCode::kInvalidArgument;
  };
  DisruptionSets sets = each_node(4);
  EXPECT_TRUE(refused(sets));  // no node 3
  sets = each_node(3);
  sets.add(std::vector<std::uint32_t>{1, 1});
  EXPECT_TRUE(refused(sets));
  sets = each_node(3);
  sets.capacity_left = {0, 0};
  EXPECT_TRUE(refused(sets));
  sets.capacity_left = {0, 1, 0};
  EXPECT_TRUE(refused(sets));
  sets = each_node(3);
  sets.offsets.back() = 4;
  EXPECT_TRUE(refused(sets));
  sets.offsets.clear();
  EXPECT_TRUE(refused(sets));
}

}  // namespace
}  // namespace tenon
