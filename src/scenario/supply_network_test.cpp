#include "scenario/supply_network.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace tenon {
namespace {

using U8 = std::vector<std::uint8_t>;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;
using Doubles = std::vector<double>;

TEST(SupplyNetwork, GroupsAndSuppliersAscendAndDuplicatesAreSummed) {
  // Customer 2 buys from 0 and 1 in group 7, from 0 again in group 3; customer 0 from 1 in group 9.
  SupplyLinks links;
  links.supplier = {1, 0, 0, 0, 1, 1};
  links.customer = {2, 2, 2, 2, 0, 2};
  links.group = {7, 7, 3, 7, 9, 7};
  links.flow = {4, 1, 5, 2, 6, 0};
  links.target_days = {10, 20, 30, 5, 8, 99};
  links.essential = {0, 0, 0, 1, 0, 1};
  const auto built = build_supply_network(links, {{1, 0, 20}, {1, 1.5, 2}, {0, 1, 0}, 2});
  ASSERT_TRUE(built.ok()) << built.error().message;
  EXPECT_EQ(built->node_count, 3U);
  EXPECT_EQ(built->market_count, 2U);
  EXPECT_EQ(built->group_offsets, (U64{0, 1, 1, 3}));
  EXPECT_EQ(built->link_offsets, (U64{0, 1, 2, 4}));
  EXPECT_EQ(built->supplier, (U32{1, 0, 0, 1}));
  EXPECT_EQ(built->flow, (Doubles{6, 5, 3, 4}));
  // Group 7: (4 x 10 + 1 x 20 + 2 x 5) / 7; the link without flow has no say, not even in what is essential.
  EXPECT_EQ(built->target_days, (Doubles{8, 30, 10}));
  EXPECT_EQ(built->essential, (U8{0, 0, 1}));
  EXPECT_EQ(normal_output(*built), (Doubles{1 + 5 + 3, 6 + 4, 20}));
}

TEST(SupplyNetwork, DefaultsAreEssentialAndNoSpareCapacity) {
  const auto built = build_supply_network({{0}, {1}, {0}, {2.5}, {15}, {}}, {{0, 4}, {}, {0, 0}, 1});
  ASSERT_TRUE(built.ok()) << built.error().message;
  EXPECT_EQ(built->essential, (U8{1}));
  EXPECT_EQ(built->capacity_ratio, (Doubles{1, 1}));
}

TEST(SupplyNetwork, NothingGivesAnEmptyNetwork) {
  const auto built = build_supply_network({}, {});
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built->group_offsets, (U64{0}));
  EXPECT_EQ(built->link_offsets, (U64{0}));
  EXPECT_TRUE(normal_output(*built).empty());
}

TEST(SupplyNetwork, RefusesWhatMakesNoSense) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  const SupplyLinks links{{0, 1}, {1, 0}, {0, 0}, {1, 1}, {1, 1}, {1, 1}};
  const SupplyNodes nodes{{1, 1}, {1, 1}, {0, 0}, 1};
  ASSERT_TRUE(build_supply_network(links, nodes).ok());
  const auto refused = [&](auto&& change) {
    SupplyLinks l = links;
    SupplyNodes n = nodes;
    change(l, n);
    const auto built = build_supply_network(l, std::move(n));
    return !built.ok() && built.error().code == ErrorCode::kInvalidArgument;
  };
  EXPECT_TRUE(refused([](auto& l, auto&) { l.supplier[1] = 2; }));
  EXPECT_TRUE(refused([](auto& l, auto&) { l.customer[0] = 2; }));
  EXPECT_TRUE(refused([](auto& l, auto&) { l.group.pop_back(); }));
  EXPECT_TRUE(refused([](auto& l, auto&) { l.essential.pop_back(); }));
  EXPECT_TRUE(refused([](auto& l, auto&) { l.target_days[0] = 0; }));
  EXPECT_TRUE(refused([&](auto& l, auto&) { l.target_days[0] = nan; }));
  EXPECT_TRUE(refused([](auto& l, auto&) { l.flow[0] = -1; }));
  EXPECT_TRUE(refused([&](auto& l, auto&) { l.flow[0] = inf; }));
  EXPECT_TRUE(refused([&](auto&, auto& n) { n.final_demand[1] = nan; }));
  EXPECT_TRUE(refused([](auto&, auto& n) { n.final_demand[1] = -1e-9; }));
  EXPECT_TRUE(refused([](auto&, auto& n) { n.capacity_ratio[0] = 0.99; }));
  EXPECT_TRUE(refused([](auto&, auto& n) { n.capacity_ratio.pop_back(); }));
  EXPECT_TRUE(refused([](auto&, auto& n) { n.market[0] = 1; }));
  EXPECT_TRUE(refused([](auto&, auto& n) { n.market.pop_back(); }));
  EXPECT_TRUE(refused([](auto&, auto& n) { n.standby_capacity = {1}; }));
  EXPECT_TRUE(refused([](auto&, auto& n) { n.standby_capacity = {0, -1}; }));
  EXPECT_TRUE(refused([](auto&, auto& n) { n.standby_capacity = {0, 1}; }));  // it has a normal output
  EXPECT_FALSE(refused([](auto&, auto& n) { n.standby_capacity = {0, 0}; }));
  EXPECT_TRUE(refused([](auto& l, auto& n) { n.final_demand[0] = l.flow[0] = 1e308; }));
}

TEST(SupplyNetwork, EqualDaysStayExactlyWhatTheyAre) {
  // (0.1 x 0.3 + 0.2 x 0.3) / (0.1 + 0.2) is not 0.3 in binary.
  const auto built = build_supply_network({{0, 1}, {2, 2}, {0, 0}, {0.1, 0.2}, {0.3, 0.3}, {}},
                                          {{0, 0, 1}, {}, {0, 0, 0}, 1});
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built->target_days, (Doubles{0.3}));
}

struct Drawn {
  SupplyLinks links;
  SupplyNodes nodes;
};

Drawn draw_network() {
  Drawn drawn;
  const auto node_count = *rc::gen::inRange<std::uint32_t>(1, 8);
  for (std::uint32_t i = 0; i < node_count; ++i) {
    drawn.nodes.final_demand.push_back(*rc::gen::inRange(0, 50));
    drawn.nodes.market.push_back(*rc::gen::inRange<std::uint32_t>(0, 3));
  }
  drawn.nodes.market_count = 3;
  const auto link_count = *rc::gen::inRange(0, 40);
  for (int e = 0; e < link_count; ++e) {
    drawn.links.supplier.push_back(*rc::gen::inRange<std::uint32_t>(0, node_count));
    drawn.links.customer.push_back(*rc::gen::inRange<std::uint32_t>(0, node_count));
    drawn.links.group.push_back(*rc::gen::element(0U, 1U, 0xffffffffU));
    drawn.links.flow.push_back(*rc::gen::inRange(0, 5));  // whole numbers: sums are exact in any order
    drawn.links.target_days.push_back(*rc::gen::inRange(1, 90));
    drawn.links.essential.push_back(*rc::gen::element<std::uint8_t>(0, 1));
  }
  return drawn;
}

// What the network holds, keyed by what it stands for.
struct GroupOf {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> flow;  // by market, supplier
  double days = 0;
  bool essential = false;
};

TEST(SupplyNetwork, AgreesWithAPlainMap) {
  rc::check([] {
    const Drawn drawn = draw_network();
    const SupplyLinks& links = drawn.links;
    const auto built = build_supply_network(links, drawn.nodes);
    RC_ASSERT(built.ok());

    std::map<std::pair<std::uint32_t, std::uint32_t>, GroupOf> expected;
    Doubles output = drawn.nodes.final_demand;
    for (std::size_t e = 0; e < links.supplier.size(); ++e) {
      if (links.flow[e] == 0) continue;
      GroupOf& group = expected[{links.customer[e], links.group[e]}];
      group.flow[{drawn.nodes.market[links.supplier[e]], links.supplier[e]}] += links.flow[e];
      group.days += links.flow[e] * links.target_days[e];
      group.essential = group.essential || links.essential[e] != 0;
      output[links.supplier[e]] += links.flow[e];
    }
    RC_ASSERT(normal_output(*built) == output);
    RC_ASSERT(built->group_count() == expected.size());
    RC_ASSERT(built->group_offsets.size() == built->node_count + std::size_t{1});
    std::size_t g = 0;
    for (const auto& [key, group] : expected) {
      RC_ASSERT(built->group_offsets[key.first] <= g);
      RC_ASSERT(g < built->group_offsets[key.first + std::size_t{1}]);
      double total = 0;
      std::size_t e = built->link_offsets[g];
      for (const auto& [supplier, flow] : group.flow) {
        RC_ASSERT(built->supplier[e] == supplier.second);
        RC_ASSERT(built->flow[e] == flow);
        total += flow;
        ++e;
      }
      RC_ASSERT(e == built->link_offsets[g + 1]);
      RC_ASSERT(std::abs(built->target_days[g] - group.days / total) < 1e-9);
      RC_ASSERT((built->essential[g] != 0) == group.essential);
      ++g;
    }
  });
}

TEST(SupplyNetwork, TheOrderOfLinksDoesNotMatter) {
  rc::check([] {
    const Drawn drawn = draw_network();
    const std::size_t count = drawn.links.supplier.size();
    std::vector<std::size_t> order(count);
    for (std::size_t e = 0; e < count; ++e) order[e] = count - 1 - e;
    SupplyLinks turned;
    for (const std::size_t e : order) {
      turned.supplier.push_back(drawn.links.supplier[e]);
      turned.customer.push_back(drawn.links.customer[e]);
      turned.group.push_back(drawn.links.group[e]);
      turned.flow.push_back(drawn.links.flow[e]);
      turned.target_days.push_back(drawn.links.target_days[e]);
      turned.essential.push_back(drawn.links.essential[e]);
    }
    const auto a = build_supply_network(drawn.links, drawn.nodes);
    const auto b = build_supply_network(turned, drawn.nodes);
    RC_ASSERT(a.ok() && b.ok());
    RC_ASSERT(a->group_offsets == b->group_offsets);
    RC_ASSERT(a->link_offsets == b->link_offsets);
    RC_ASSERT(a->supplier == b->supplier);
    RC_ASSERT(a->flow == b->flow);
    RC_ASSERT(a->essential == b->essential);
    RC_ASSERT(a->target_days == b->target_days);
  });
}

}  // namespace
}  // namespace tenon
