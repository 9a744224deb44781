#include "remedy/supply_network_edit.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "scenario/inventory_dynamics.h"
#include "support/random_supply_network.h"

namespace tenon {
namespace {

// Market 0: nodes 0, 1, 4 (4 on standby), market 1: node 2, market 2: node 3 (customer of all).
SupplyNetwork small_network() {
  SupplyNodes nodes;
  nodes.final_demand = {10, 0, 0, 100, 0};
  nodes.capacity_ratio = {1.5, 1, 1, 1.2, 1};
  nodes.market = {0, 0, 1, 2, 0};
  nodes.market_count = 3;
  nodes.standby_capacity = {0, 0, 0, 0, 50};
  SupplyLinks links;
  links.supplier = {0, 1, 2};
  links.customer = {3, 3, 3};
  links.group = {0, 0, 1};
  links.flow = {60, 20, 5};
  links.target_days = {10, 10, 30};
  return build_supply_network(links, std::move(nodes)).value();
}

double flow_of(const SupplyNetwork& network, std::uint32_t supplier, std::uint32_t customer) {
  double sum = 0;
  for (std::uint64_t g = network.group_offsets[customer]; g < network.group_offsets[customer + 1]; ++g) {
    for (std::uint64_t e = network.link_offsets[g]; e < network.link_offsets[g + 1]; ++e) {
      if (network.supplier[e] == supplier) sum += network.flow[e];
    }
  }
  return sum;
}

double all_flows(const SupplyNetwork& network) {
  return std::accumulate(network.flow.begin(), network.flow.end(), 0.0);
}
double all_demand(const SupplyNetwork& network) {
  return std::accumulate(network.final_demand.begin(), network.final_demand.end(), 0.0);
}

EditedSupply edited(const SupplyNetwork& network, const std::vector<SupplyEdit>& edits,
                    const std::vector<std::uint8_t>& is_outside = {}) {
  EditedSupplyInput input{.network = &network};
  input.is_outside = is_outside;
  auto result = apply_supply_edits(input, edits);
  EXPECT_TRUE(result.ok()) << result.error().message;
  return result ? std::move(*result) : EditedSupply{};
}

TEST(SupplyNetworkEdit, NoEditChangesNothing) {
  EXPECT_TRUE(rc::check([] {
    const SupplyNetwork network = random_supply_network({.spare = 1, .all_essential = false});
    EditedSupplyInput input{.network = &network};
    const auto same = apply_supply_edits(input, {});
    RC_ASSERT(same.ok());
    RC_ASSERT(same->changed_nodes.empty());
    RC_ASSERT(same->network.flow == network.flow);
    RC_ASSERT(same->network.supplier == network.supplier);
    RC_ASSERT(same->network.link_offsets == network.link_offsets);
    RC_ASSERT(same->network.group_offsets == network.group_offsets);
    RC_ASSERT(same->network.target_days == network.target_days);
    RC_ASSERT(same->network.essential == network.essential);
    RC_ASSERT(same->network.capacity_ratio == network.capacity_ratio);
    RC_ASSERT(same->network.final_demand == network.final_demand);
    std::vector<std::uint64_t> all(network.group_count());
    std::iota(all.begin(), all.end(), 0U);
    RC_ASSERT(same->group_before == all);
  }));
}

TEST(SupplyNetworkEdit, ANewSupplierTakesFromTheOthers) {
  const SupplyNetwork network = small_network();
  const EditedSupply result = edited(network, {AddSupplier{.supplier = 4, .customer = 3, .flow = 40}});
  EXPECT_DOUBLE_EQ(flow_of(result.network, 0, 3), 30);
  EXPECT_DOUBLE_EQ(flow_of(result.network, 1, 3), 10);
  EXPECT_DOUBLE_EQ(flow_of(result.network, 4, 3), 40);
  EXPECT_DOUBLE_EQ(all_flows(result.network), all_flows(network));
  // Full loads stay what they were: 105 for node 0, 50 for the line that stood by.
  EXPECT_DOUBLE_EQ(result.network.capacity_ratio[0], 105.0 / 40);
  EXPECT_DOUBLE_EQ(result.network.capacity_ratio[4], 1.25);
  EXPECT_TRUE(result.raised.empty());
  EXPECT_EQ(result.changed_nodes, (std::vector<std::uint32_t>{0, 1, 3, 4}));
}

TEST(SupplyNetworkEdit, CapacityIsRaisedWhereItMust) {
  const EditedSupply result =
      edited(small_network(), {AddSupplier{.supplier = 4, .customer = 3, .flow = 80}});
  EXPECT_EQ(result.raised, (std::vector<std::uint32_t>{4}));
  EXPECT_EQ(result.network.capacity_ratio[4], 1);
  EXPECT_EQ(flow_of(result.network, 0, 3), 0);
}

TEST(SupplyNetworkEdit, ANewInputMakesAGroup) {
  const EditedSupply result =
      edited(small_network(), {AddSupplier{.supplier = 2, .customer = 0, .flow = 3, .taken_share = 0}});
  ASSERT_EQ(result.network.group_offsets[1] - result.network.group_offsets[0], 1U);
  EXPECT_EQ(result.network.target_days[0], 15);
  EXPECT_EQ(result.group_before[0], EditedSupply::kNewGroup);
  EXPECT_EQ(result.group_before[1], 0U);
}

TEST(SupplyNetworkEdit, RemovedFlowsGoToTheGroupOrNowhere) {
  const SupplyNetwork network = small_network();
  EXPECT_DOUBLE_EQ(flow_of(edited(network, {RemoveSupplier{0, 3}}).network, 1, 3), 80);
  const EditedSupply dropped = edited(network, {RemoveSupplier{2, 3, RemovedFlow::kDrop}});
  EXPECT_EQ(dropped.network.group_count(), 1U);
  EXPECT_EQ(dropped.group_before, (std::vector<std::uint64_t>{0}));
}

TEST(SupplyNetworkEdit, CapacityAndStockAreScaled) {
  const SupplyNetwork network = small_network();
  const EditedSupply result =
      edited(network, {ScaleNodeCapacity{0, 2}, ScaleNodeCapacity{4, 3}, ScaleNodeCapacity{3, 0.5},
                       ScaleNodeStock{.node = 3, .factor = 2, .market = 1},
                       ScaleNodeStock{.node = 3, .days = 7, .market = 0}});
  EXPECT_DOUBLE_EQ(result.network.capacity_ratio[0], 3);
  EXPECT_DOUBLE_EQ(result.network.standby_capacity[4], 150);
  EXPECT_EQ(result.raised, (std::vector<std::uint32_t>{3})) << "full load is at least normal output";
  EXPECT_EQ(result.network.target_days, (std::vector<double>{7, 60}));
}

TEST(SupplyNetworkEdit, MergedNodesAreOne) {
  SupplyNodes nodes;
  nodes.final_demand = {5, 6, 70};
  nodes.capacity_ratio = {2, 1, 1};
  nodes.market = {0, 0, 1};
  nodes.market_count = 2;
  SupplyLinks links;
  links.supplier = {0, 1, 0, 2, 2};
  links.customer = {2, 2, 1, 0, 1};
  links.group = {0, 0, 0, 1, 1};
  links.flow = {10, 20, 4, 8, 2};
  links.target_days = {10, 10, 10, 30, 60};
  const SupplyNetwork network = build_supply_network(links, std::move(nodes)).value();
  const EditedSupply result = edited(network, {MergeNodes{0, 1}});
  EXPECT_EQ(result.internalised, 4);
  EXPECT_DOUBLE_EQ(flow_of(result.network, 0, 2), 30);
  EXPECT_DOUBLE_EQ(flow_of(result.network, 2, 0), 10);
  EXPECT_DOUBLE_EQ(result.network.final_demand[0], 11);
  EXPECT_DOUBLE_EQ(result.network.target_days[0], (8 * 30 + 2 * 60) / 10.0);
  // Full loads 2 (5 + 10 + 4) and 26, less what stays inside.
  EXPECT_DOUBLE_EQ(result.network.capacity_ratio[0], (38 + 26 - 4) / 41.0);
  EXPECT_EQ(normal_output(result.network)[1], 0);
}

TEST(SupplyNetworkEdit, APlantTakesItsShareOfEverything) {
  const SupplyNetwork network = small_network();
  const EditedSupply result = edited(network, {BuildNode{.market = 2, .like = 3, .taken_share = 0.25}});
  ASSERT_EQ(result.network.node_count, 6U);
  EXPECT_DOUBLE_EQ(flow_of(result.network, 0, 5), 15);
  EXPECT_DOUBLE_EQ(flow_of(result.network, 0, 3), 45);
  EXPECT_DOUBLE_EQ(result.network.final_demand[5], 25);
  EXPECT_DOUBLE_EQ(result.network.capacity_ratio[5], 1.2);
  EXPECT_DOUBLE_EQ(result.network.capacity_ratio[3], 1.2);
  const EditedSupply standby = edited(network, {BuildNode{.market = 1, .standby_capacity = 9}});
  EXPECT_EQ(standby.network.standby_capacity[5], 9);
}

TEST(SupplyNetworkEdit, LocalisingMovesFlowsFromAbroad) {
  const SupplyNetwork network = small_network();
  const EditedSupply result = edited(network, {LocaliseMarket{0, 0.7}}, {1, 0, 0, 0, 0});
  EXPECT_DOUBLE_EQ(result.localised, 60 - 0.3 * 80);
  EXPECT_DOUBLE_EQ(flow_of(result.network, 0, 3), 24);
  EXPECT_DOUBLE_EQ(flow_of(result.network, 1, 3), 56);
  EXPECT_EQ(result.raised, (std::vector<std::uint32_t>{1}));
  EXPECT_DOUBLE_EQ(all_flows(result.network), all_flows(network));
}

std::uint32_t customer_of(const SupplyNetwork& network, std::uint64_t link) {
  std::uint32_t customer = 0;
  while (network.link_offsets[network.group_offsets[customer + std::size_t{1}]] <= link) ++customer;
  return customer;
}

// Money is conserved by every edit that does not say otherwise, and the edited network stays at rest.
TEST(SupplyNetworkEdit, MoneyIsConservedAndTheNetworkStaysAtRest) {
  int applied = 0;
  EXPECT_TRUE(rc::check([&applied] {
    const SupplyNetwork network = random_supply_network({.spare = 1, .all_essential = false});
    if (network.link_count() == 0) return;
    const auto link =
        static_cast<std::uint64_t>(*rc::gen::inRange(0, static_cast<int>(network.link_count())));
    const std::uint32_t supplier = network.supplier[link];
    const std::uint32_t customer = customer_of(network, link);
    const auto other = static_cast<std::uint32_t>(*rc::gen::inRange(0, static_cast<int>(network.node_count)));
    std::vector<std::uint8_t> is_outside;
    for (std::uint32_t i = 0; i < network.node_count; ++i) {
      is_outside.push_back(static_cast<std::uint8_t>(*rc::gen::inRange(0, 2)));
    }
    SupplyEdit edit;
    switch (*rc::gen::inRange(0, 5)) {
      case 0:
        edit = AddSupplier{.supplier = other,
                           .customer = customer,
                           .flow = network.flow[link] / 2,
                           .taken_share = network.market[other] == network.market[supplier] ? 1.0 : 0.0};
        break;
      case 1:
        edit = RemoveSupplier{supplier, customer};
        break;
      case 2:
        edit = MergeNodes{other, supplier};
        break;
      case 3:
        edit = BuildNode{.market = network.market[other], .like = other, .taken_share = 0.3};
        break;
      default:
        edit = LocaliseMarket{network.market[supplier], 0.8};
        break;
    }
    EditedSupplyInput input{.network = &network};
    input.is_outside = is_outside;
    const auto result = apply_supply_edits(input, std::vector<SupplyEdit>{edit});
    if (!result.ok()) return;
    ++applied;
    double before = all_flows(network) + all_demand(network);
    if (const auto* add = std::get_if<AddSupplier>(&edit)) before += add->flow * (1 - add->taken_share);
    RC_ASSERT(std::abs(all_flows(result->network) + all_demand(result->network) + result->internalised -
                       before) <= 1e-9 * (1 + before));
    RC_ASSERT(result->group_before.size() == result->network.group_count());

    ScenarioPolicy policy;
    const auto model = build_inventory_model(result->network, policy);
    RC_ASSERT(model.ok());
    InventoryRun run(*model);
    const std::vector<double> normal = normal_output(result->network);
    for (int day = 0; day < 30; ++day) run.step({});
    for (std::size_t i = 0; i < normal.size(); ++i) {
      RC_ASSERT(std::abs(run.output()[i] - normal[i]) <= 1e-9 * (1 + normal[i]));
    }
  }));
  EXPECT_GT(applied, 3);
}

// Untouched customers keep their flows to the last bit.
TEST(SupplyNetworkEdit, LeavesOthersAlone) {
  EXPECT_TRUE(rc::check([] {
    const SupplyNetwork network = random_supply_network({.spare = 1});
    if (network.link_count() == 0) return;
    const auto e = static_cast<std::uint64_t>(*rc::gen::inRange(0, static_cast<int>(network.link_count())));
    const std::uint32_t supplier = network.supplier[e];
    const std::uint32_t customer = customer_of(network, e);
    EditedSupplyInput input{.network = &network};
    const auto result = apply_supply_edits(
        input, std::vector<SupplyEdit>{RemoveSupplier{supplier, customer, RemovedFlow::kDrop}});
    RC_ASSERT(result.ok());
    for (std::uint32_t j = 0; j < network.node_count; ++j) {
      for (std::uint32_t i = 0; i < network.node_count; ++i) {
        const bool removed = i == supplier && j == customer;
        RC_ASSERT(flow_of(result->network, i, j) == (removed ? 0 : flow_of(network, i, j)));
      }
    }
  }));
}

void expect_refused(const std::vector<SupplyEdit>& edits, const char* reason,
                    const std::vector<std::uint8_t>& is_outside = {}) {
  const SupplyNetwork network = small_network();
  EditedSupplyInput input{.network = &network};
  input.is_outside = is_outside;
  const auto result = apply_supply_edits(input, edits);
  ASSERT_FALSE(result.ok()) << reason;
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(result.error().message.find(reason), std::string::npos) << result.error().message;
}

TEST(SupplyNetworkEdit, RefusesWhatCannotBe) {
  expect_refused({AddSupplier{.supplier = 9, .customer = 3, .flow = 1}}, "node 9 is out of range");
  expect_refused({AddSupplier{.supplier = 3, .customer = 3, .flow = 1}}, "named twice");
  expect_refused({AddSupplier{.supplier = 4, .customer = 3, .flow = -1}}, "the flow is -1");
  expect_refused({AddSupplier{.supplier = 4, .customer = 3, .flow = 81}}, "deliver only 80");
  expect_refused({AddSupplier{.supplier = 2, .customer = 0, .flow = 1}}, "nothing can be taken");
  expect_refused({RemoveSupplier{4, 3}}, "delivers nothing");
  expect_refused({RemoveSupplier{2, 3}}, "no other supplier");
  expect_refused({ScaleNodeCapacity{0, 0}}, "expected a finite number > 0");
  expect_refused({ScaleNodeStock{.node = 0}}, "holds no such input");
  expect_refused({ScaleNodeStock{.node = 3, .market = 9}}, "market 9 is out of range");
  expect_refused({MergeNodes{0, 2}}, "make different things");
  expect_refused({MergeNodes{0, 1}, RemoveSupplier{1, 3}}, "absorbed");
  expect_refused({BuildNode{.market = 0}}, "the capacity of the new plant");
  expect_refused({BuildNode{.market = 0, .like = 0, .taken_share = 1}}, "less than 1");
  expect_refused({BuildNode{.market = 1, .like = 0, .taken_share = 0.5}}, "makes something else");
  expect_refused({LocaliseMarket{0, 0.5}}, "not known");
  expect_refused({LocaliseMarket{1, 0.5}}, "no maker inside", {0, 0, 1, 0, 0});
  expect_refused({LocaliseMarket{0, 2}}, "expected 0 to 1", {0, 0, 0, 0, 0});
}

}  // namespace
}  // namespace tenon
