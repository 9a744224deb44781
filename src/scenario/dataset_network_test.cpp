#include "scenario/dataset_network.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <tuple>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

DatasetNetwork network_of(const Dataset& data, const DatasetNetworkOptions& options = {}) {
  FaultList faults;
  Result<DatasetNetwork> built = build_dataset_network(data, options, faults);
  EXPECT_TRUE(built.ok()) << (built.ok() ? "" : built.error().message);
  return built.ok() ? std::move(*built) : DatasetNetwork{};
}

// What a node is, in words: "X made by A in 320500", "X from JPN".
std::string name_of(const Dataset& data, const NetworkNode& node) {
  std::string name = data.product(node.product).id;
  name += node.is_outside ? " from " : " by ";
  if (node.firm) name += data.firm(*node.firm).id;
  if (node.is_outside) name += "/" + node.country;
  if (!node.is_outside && node.region) name += "@" + data.region(*node.region).code;
  return name;
}

std::size_t node_named(const Dataset& data, const DatasetNetwork& built, const std::string& name) {
  for (std::size_t i = 0; i < built.nodes.size(); ++i) {
    if (name_of(data, built.nodes[i]) == name) return i;
  }
  ADD_FAILURE() << "no node " << name;
  return 0;
}

// Links by the names of their ends and the first input of their group.
using Links = std::map<std::tuple<std::string, std::string, std::string>, double>;
Links links_of(const Dataset& data, const DatasetNetwork& built) {
  Links links;
  const SupplyNetwork& n = built.network;
  for (std::size_t i = 0; i < n.node_count; ++i) {
    for (std::size_t g = n.group_offsets[i]; g < n.group_offsets[i + 1]; ++g) {
      const InputNeed& need = built.needs.needs[built.need_of_group[g]];
      for (std::size_t e = n.link_offsets[g]; e < n.link_offsets[g + 1]; ++e) {
        links[{name_of(data, built.nodes[n.supplier[e]]), name_of(data, built.nodes[i]),
               data.product(need.inputs.front()).id}] = n.flow[e];
      }
    }
  }
  return links;
}

double days_of(const DatasetNetwork& built, std::size_t node, std::size_t group = 0) {
  return built.network.target_days[built.network.group_offsets[node] + group];
}

const NetworkNote* note_of(const std::vector<NetworkNote>& notes, const std::string& id) {
  for (const NetworkNote& note : notes) {
    if (note.id == id) return &note;
  }
  return nullptr;
}

// Chips (C) and resist (R) go into panels (P). Japan is known to supply 40 % of resist used.
DatasetBuilder example() {
  DatasetBuilder b;
  b.product("C", "C3973");
  b.product("P", "C3974");
  b.product("R", "C2664");
  b.input("C", "P", true, 30);
  b.input("R", "P", true, 10);
  b.firm("A", "320500");
  b.firm("B", "330000");
  b.firm("D", "330000");
  b.capability("A", "P", 1000, 1250);
  b.capability("B", "C", 400, 400);
  b.capability("D", "R", 50, 100);
  b.supply("B", "A", "C", 200, 20);
  b.supply("D", "A", "R", 45, 30);
  b.fact("C", Indicator::kExternalDependence, 20, 20);
  b.fact("R", Indicator::kExternalDependence, 40, 40, "CHN", "China use");
  b.share("R", "JPN", 40, 40, "China");
  return b;
}

TEST(DatasetNetwork, ByHand) {
  const DatasetBuilder b = example();
  const DatasetNetwork built = network_of(b.data);
  // Needs 300 of C, a fifth from abroad; 200 are listed, 60 come from abroad (no country known), 40 from
  // makers at home that are not listed. Needs 100 of R: 45 listed, 40 from Japan, 15 from other makers at
  // home.
  const Links expected = {
      {{"C by B@330000", "P by A@320500", "C"}, 200}, {{"C from /", "P by A@320500", "C"}, 60},
      {{"C from /CHN", "P by A@320500", "C"}, 40},    {{"R by D@330000", "P by A@320500", "R"}, 45},
      {{"R from /JPN", "P by A@320500", "R"}, 40},    {{"R from /CHN", "P by A@320500", "R"}, 15}};
  const Links links = links_of(b.data, built);
  ASSERT_EQ(links.size(), expected.size());
  for (const auto& [key, flow] : expected) {
    ASSERT_TRUE(links.contains(key)) << std::get<0>(key);
    EXPECT_NEAR(links.at(key), flow, 1e-9) << std::get<0>(key);
  }
  const SupplyNetwork& n = built.network;
  const std::size_t a = node_named(b.data, built, "P by A@320500");
  EXPECT_NEAR(n.final_demand[a], 1000, 1e-9);
  EXPECT_NEAR(n.capacity_ratio[a], 1.25, 1e-12);
  EXPECT_EQ(n.market[a], b.product_id("P").value);
  EXPECT_NEAR(n.final_demand[node_named(b.data, built, "C by B@330000")], 200, 1e-9);
  EXPECT_NEAR(n.final_demand[node_named(b.data, built, "R by D@330000")], 5, 1e-9);
  const std::size_t japan = node_named(b.data, built, "R from /JPN");
  EXPECT_EQ(n.final_demand[japan], 0);
  EXPECT_TRUE(built.nodes[japan].is_outside);
  EXPECT_TRUE(built.nodes[japan].synthetic);  // its customer's numbers are made up
  EXPECT_EQ(built.nodes[japan].side, SourceSide::kAbroad);
  EXPECT_EQ(built.nodes[japan].region, b.region_id("JPN"));
  EXPECT_NEAR(built.use[b.product_id("R").index()], 100, 1e-9);
  // All flows of C: the listed 20 days, the others the median of the listed ones of C: 20.
  EXPECT_NEAR(days_of(built, a, 0), 20, 1e-12);
  EXPECT_NEAR(days_of(built, a, 1), 30, 1e-12);
}

TEST(DatasetNetwork, NodesStandByProductThenFirmThenSource) {
  const DatasetBuilder b = example();
  const DatasetNetwork built = network_of(b.data);
  std::vector<std::string> names;
  for (const NetworkNode& node : built.nodes) names.push_back(name_of(b.data, node));
  EXPECT_EQ(names, (std::vector<std::string>{"C by B@330000", "C from /CHN", "C from /", "P by A@320500",
                                             "R by D@330000", "R from /CHN", "R from /JPN"}));
}

TEST(DatasetNetwork, AGroupOfAlternativesIsOneNeed) {
  DatasetBuilder b;
  for (const char* id : {"X", "Y", "P"}) b.product(id);
  b.input("X", "P", true, 30, "either");
  b.input("Y", "P", false, 10, "either");
  b.firm("A", "320500");
  b.capability("A", "P", 100);
  b.firm("B", "320500");
  b.capability("B", "X", 100);
  b.supply("B", "A", "X", 36);  // more than the 30 that X would be of the 40
  b.fact("X", Indicator::kExternalDependence, 50, 50);
  b.fact("Y", Indicator::kExternalDependence, 100, 100);
  const DatasetNetwork built = network_of(b.data);
  EXPECT_EQ(built.network.group_count(), 1U);
  EXPECT_EQ(built.network.essential[0], 1);
  const Links links = links_of(b.data, built);
  EXPECT_NEAR(links.at({"X by B@320500", "P by A@320500", "X"}), 36, 1e-9);
  EXPECT_NEAR(links.at({"Y from /", "P by A@320500", "X"}), 4, 1e-9);
  EXPECT_EQ(links.size(), 2U);
}

TEST(DatasetNetwork, OwnLinesServeFirst) {
  DatasetBuilder b;
  for (const char* id : {"X", "P", "Q"}) b.product(id);
  b.input("X", "P", true, 50);
  b.input("X", "Q", true, 50);
  b.firm("A", "320500");
  b.capability("A", "P", 60);
  b.capability("A", "Q", 40);
  b.capability("A", "X", 30);
  b.firm("B", "320500");
  b.capability("B", "P", 40);
  b.supply("A", "B", "X", 10);
  b.fact("X", Indicator::kExternalDependence, 100, 100);
  const DatasetNetwork built = network_of(b.data);
  const Links links = links_of(b.data, built);
  // 30 made, 10 sold, 20 for the own needs of 30 and 20: two fifths of each.
  EXPECT_NEAR(links.at({"X by A@320500", "P by A@320500", "X"}), 12, 1e-9);
  EXPECT_NEAR(links.at({"X by A@320500", "Q by A@320500", "X"}), 8, 1e-9);
  EXPECT_NEAR(links.at({"X from /", "P by A@320500", "X"}), 18, 1e-9);
  EXPECT_NEAR(links.at({"X by A@320500", "P by B@320500", "X"}), 10, 1e-9);
  EXPECT_NEAR(built.network.final_demand[node_named(b.data, built, "X by A@320500")], 0, 1e-9);
}

TEST(DatasetNetwork, SuppliesAreSplitByNeedAndByPlant) {
  DatasetBuilder b;
  for (const char* id : {"X", "P", "Q"}) b.product(id);
  b.input("X", "P", true, 10);
  b.input("X", "Q", true, 20);
  b.firm("A", "320500");
  b.capability("A", "P", 100);
  b.capability("A", "Q", 150);
  b.firm("B", "320500");
  b.capability("B", "X", 10).region = b.region_id("320500");
  b.capability("B", "X", 30).region = b.region_id("330000");
  b.supply("B", "A", "X", 16);
  b.fact("X", Indicator::kExternalDependence, 100, 100);
  const DatasetNetwork built = network_of(b.data);
  const Links links = links_of(b.data, built);
  // Needs 10 and 30; plants 10 and 30.
  EXPECT_NEAR(links.at({"X by B@320500", "P by A@320500", "X"}), 1, 1e-9);
  EXPECT_NEAR(links.at({"X by B@330000", "P by A@320500", "X"}), 3, 1e-9);
  EXPECT_NEAR(links.at({"X by B@320500", "Q by A@320500", "X"}), 3, 1e-9);
  EXPECT_NEAR(links.at({"X by B@330000", "Q by A@320500", "X"}), 9, 1e-9);
}

TEST(DatasetNetwork, NeedIsInferredFromPurchasesAndDependence) {
  DatasetBuilder b;
  for (const char* id : {"X", "P"}) b.product(id);
  b.input("X", "P");
  b.fact("X", Indicator::kExternalDependence, 60, 60);
  b.firm("S", "320500");
  b.capability("S", "X", 100);
  for (const char* id : {"A", "B", "D", "E"}) {
    b.firm(id, "320500");
    b.capability(id, "P", 100);
  }
  b.supply("S", "A", "X", 8);   // 8 / 0.4 / 100 = 20 %
  b.supply("S", "B", "X", 4);   // 10 %
  b.supply("S", "D", "X", 12);  // 30 %; the median is 20 %
  const DatasetNetwork built = network_of(b.data);
  EXPECT_EQ(built.needs.needs[0].evidence, CostEvidence::kInferred);
  EXPECT_NEAR(built.needs.needs[0].cost_share, 0.2, 1e-12);
  const Links links = links_of(b.data, built);
  EXPECT_NEAR(links.at({"X from /", "P by A@320500", "X"}), 12, 1e-9);
  EXPECT_FALSE(links.contains({"X from /CHN", "P by A@320500", "X"}));
  EXPECT_NEAR(links.at({"X from /", "P by B@320500", "X"}), 12, 1e-9);
  EXPECT_NEAR(links.at({"X from /CHN", "P by B@320500", "X"}), 4, 1e-9);
  EXPECT_NEAR(links.at({"X from /", "P by D@320500", "X"}), 8, 1e-9);
  EXPECT_NEAR(links.at({"X from /", "P by E@320500", "X"}), 12, 1e-9);
  EXPECT_NEAR(links.at({"X from /CHN", "P by E@320500", "X"}), 8, 1e-9);
}

TEST(DatasetNetwork, PurchasesThatMayServeAnotherLineSayNothing) {
  DatasetBuilder b;
  for (const char* id : {"X", "P", "Q"}) b.product(id);
  b.input("X", "P");
  b.input("X", "Q");
  b.fact("X", Indicator::kExternalDependence, 0, 0);
  b.firm("S", "320500");
  b.capability("S", "X", 100);
  b.firm("A", "320500");
  b.capability("A", "P", 100);
  b.capability("A", "Q", 100);
  b.supply("S", "A", "X", 40);
  const DatasetNetwork built = network_of(b.data);
  EXPECT_EQ(built.needs.needs[0].evidence, CostEvidence::kDefault);
  EXPECT_NEAR(built.needs.needs[0].cost_share, kInputBudget / kFewestNeeds, 1e-12);
}

TEST(DatasetNetwork, DefaultCostSharesFollowKindAndWhatIsPublished) {
  DatasetBuilder b;
  b.product("M", "C2664");
  b.product("E", "C3562");
  b.product("O", "C2664");
  b.product("K", "C3972");
  b.product("P", "C3974");
  b.input("M", "P");
  b.input("E", "P");
  b.input("O", "P", false);
  b.input("K", "P", true, 24);
  b.firm("A", "320500");
  b.capability("A", "P", 100);
  const DatasetNetwork built = network_of(b.data);
  std::map<std::string, double> share;
  for (const InputNeed& need : built.needs.needs) share[b.data.product(need.inputs[0]).id] = need.cost_share;
  // 60 % less 24 %, over max(1 + 0.4 + 0.4, 3).
  EXPECT_NEAR(share["M"], 0.36 / 3, 1e-12);
  EXPECT_NEAR(share["E"], 0.36 * 0.4 / 3, 1e-12);
  EXPECT_NEAR(share["O"], 0.36 * 0.4 / 3, 1e-12);
  EXPECT_NEAR(share["K"], 0.24, 1e-12);
  EXPECT_EQ(note_of(built.assumptions, "cost_share_default")->count, 3U);
  EXPECT_EQ(default_weight("C3453"), 1);  // a gear is a part of a product, not a machine
}

TEST(DatasetNetwork, PublishedCostSharesThatAreTooLargeLeaveSomething) {
  DatasetBuilder b;
  for (const char* id : {"X", "Y", "Z", "P"}) b.product(id);
  b.input("X", "P", true, 80);
  b.input("Y", "P", true, 60);
  b.input("Z", "P");
  b.firm("A", "320500");
  b.capability("A", "P", 100);
  const DatasetNetwork built = network_of(b.data);
  double cost = 0;
  for (const InputNeed& need : built.needs.needs) {
    cost += need.cost_share;
    EXPECT_GT(need.cost_share, 0);
  }
  EXPECT_NEAR(cost, kMostCost, 1e-12);
  EXPECT_NE(note_of(built.assumptions, "cost_share_scaled"), nullptr);
}

TEST(DatasetNetwork, MoreSoldThanMadeIsCutAndSaidSo) {
  DatasetBuilder b = example();
  b.data.supplies[0].annual_value_cny = 800 * 365;  // B makes 400
  const DatasetNetwork built = network_of(b.data);
  EXPECT_NEAR(links_of(b.data, built).at({"C by B@330000", "P by A@320500", "C"}), 400, 1e-9);
  EXPECT_NEAR(built.network.final_demand[node_named(b.data, built, "C by B@330000")], 0, 1e-9);
  const NetworkNote* note = note_of(built.assumptions, "listed_sales_cut");
  ASSERT_NE(note, nullptr);
  EXPECT_EQ(note->count, 1U);
  EXPECT_EQ(note->examples, (std::vector<std::string>{"B"}));
}

TEST(DatasetNetwork, InputsNeverCostMoreThanTheOutput) {
  DatasetBuilder b;
  for (const char* id : {"X", "Y", "P"}) b.product(id);
  b.input("X", "P", true, 50);
  b.input("Y", "P", true, 25);
  b.firm("S", "320500");
  b.capability("S", "X", 1000);
  b.firm("A", "320500");
  b.capability("A", "P", 100);
  b.supply("S", "A", "X", 175);
  const DatasetNetwork built = network_of(b.data);
  const Links links = links_of(b.data, built);
  // 175 + 25 = 200 for an output of 100: all halved.
  EXPECT_NEAR(links.at({"X by S@320500", "P by A@320500", "X"}), 87.5, 1e-9);
  EXPECT_NEAR(links.at({"Y from /", "P by A@320500", "Y"}), 12.5, 1e-9);
  EXPECT_NEAR(built.network.final_demand[node_named(b.data, built, "X by S@320500")], 912.5, 1e-9);
  EXPECT_EQ(note_of(built.assumptions, "inputs_cut")->count, 1U);
}

TEST(DatasetNetwork, OutputsThatNobodyStates) {
  DatasetBuilder b;
  for (const char* id : {"X", "Y", "P"}) b.product(id);
  b.input("X", "P", true, 10);
  b.firm("A", "320500", "CHN", false);  // has 100 a day in all, 40 of them X: 30 each of Y and P
  b.data.firms[0].annual_output_cny = 100 * 365;
  b.capability("A", "X", 40);
  b.capability("A", "Y");
  b.capability("A", "P");
  b.firm("B", "320500", "CHN", false);  // is listed to sell 5
  b.capability("B", "X", {}, {}, CapabilityStatus::kTrial);
  b.firm("C", "320500", "CHN", false);  // not even a capability
  b.firm("D", "320500", "CHN", false);  // nothing: no line
  b.capability("D", "X");
  b.supply("B", "A", "X", 2);
  b.supply("C", "A", "X", 1);
  const DatasetNetwork built = network_of(b.data);
  const std::vector<double> output = normal_output(built.network);
  EXPECT_NEAR(output[node_named(b.data, built, "Y by A@320500")], 30, 1e-9);
  EXPECT_NEAR(output[node_named(b.data, built, "P by A@320500")], 30, 1e-9);
  EXPECT_NEAR(output[node_named(b.data, built, "X by B@320500")], 2, 1e-9);
  EXPECT_NEAR(output[node_named(b.data, built, "X by C@320500")], 1, 1e-9);
  EXPECT_FALSE(built.nodes[node_named(b.data, built, "X by C@320500")].synthetic);
  for (const NetworkNode& node : built.nodes) EXPECT_NE(node.firm, b.firm_id("D"));
  EXPECT_EQ(note_of(built.assumptions, "output_of_firm")->count, 2U);
  EXPECT_EQ(note_of(built.assumptions, "output_of_sales")->count, 2U);
}

TEST(DatasetNetwork, StandbyLinesHaveCapacityAndNoLinks) {
  DatasetBuilder b = example();
  b.firm("E", "320500");
  b.capability("E", "R", 0, 70, CapabilityStatus::kPotential).lead_time_days = 40;
  const DatasetNetwork built = network_of(b.data);
  const std::size_t standby = node_named(b.data, built, "R by E@320500");
  EXPECT_EQ(built.nodes[standby].kind, NodeKind::kStandbyLine);
  EXPECT_NEAR(built.network.standby_capacity[standby], 70, 1e-9);
  EXPECT_EQ(normal_output(built.network)[standby], 0);
  EXPECT_EQ(built.network.group_offsets[standby], built.network.group_offsets[standby + 1]);
  EXPECT_EQ(built.switching.ready_after_days[standby], 40 + 360);
  EXPECT_EQ(built.switching.ready_after_days[node_named(b.data, built, "R by D@330000")], 30);
  EXPECT_EQ(built.switching.ready_after_days[node_named(b.data, built, "R from /JPN")], 30);
  EXPECT_EQ(built.switching.ready_after_days[node_named(b.data, built, "R from /CHN")], -1);
}

TEST(DatasetNetwork, ReadinessFollowsStatus) {
  const SwitchingPolicy policy;
  const auto ready = [&](CapabilityStatus status, NodeKind kind = NodeKind::kLine) {
    return ready_after_days(kind, status, 10, policy);
  };
  EXPECT_EQ(ready(CapabilityStatus::kQualified), 10);
  EXPECT_EQ(ready(CapabilityStatus::kTrial), 100);
  EXPECT_EQ(ready(CapabilityStatus::kPotential), 370);
  EXPECT_EQ(ready(CapabilityStatus::kUnknown), 10);
  EXPECT_EQ(ready(CapabilityStatus::kUnknown, NodeKind::kStandbyLine), 370);
  EXPECT_EQ(ready_after_days(NodeKind::kOutsideFirm, CapabilityStatus::kQualified, {}, policy), 30);
}

TEST(DatasetNetwork, ASupplyWithoutUseIsFinalDemandAndAGap) {
  DatasetBuilder b = example();
  b.supply("D", "B", "R", 5);  // B makes chips; nothing says they need resist
  const DatasetNetwork built = network_of(b.data);
  EXPECT_NEAR(built.network.final_demand[node_named(b.data, built, "R by D@330000")], 5, 1e-9);
  ASSERT_NE(note_of(built.gaps, "supply_without_use"), nullptr);
  EXPECT_EQ(note_of(built.gaps, "supply_without_use")->examples, (std::vector<std::string>{"R"}));
}

TEST(DatasetNetwork, DaysOfStockComeFromTheNearestEvidence) {
  DatasetBuilder b;
  b.product("X1", "C3973");
  b.product("X2", "C3972");
  b.product("X3", "C2664");
  b.product("X4", "C3561");
  b.product("P", "C3974");
  for (const char* id : {"X1", "X2", "X3", "X4"}) b.input(id, "P", true, 10);
  b.firm("A", "320500");
  b.capability("A", "P", 100);
  b.firm("S", "320500");
  b.capability("S", "X1", 100);
  b.supply("S", "A", "X1", 4, 60);
  b.supply("S", "A", "X1", 2);  // without days: the median of the others
  b.fact("X1", Indicator::kExternalDependence, 0, 0);
  b.fact("X4", Indicator::kInventoryDays, 0, 45, "WORLD");
  DatasetNetworkOptions options;
  options.stock.default_days = 7;
  const auto days = [&] {
    const DatasetNetwork built = network_of(b.data, options);
    const std::size_t a = node_named(b.data, built, "P by A@320500");
    std::vector<double> list;
    for (std::size_t g = 0; g < 4; ++g) list.push_back(days_of(built, a, g));
    return list;
  };
  // Product, division C39, the default, the fact.
  EXPECT_EQ(days(), (std::vector<double>{60, 60, 7, 22.5}));
  options.stock.by_sector = {{{"C39", 0, 0}, 9}, {{"C3973", 0, 0}, 11}, {{"C", 0, 0}, 5}};
  EXPECT_EQ(days(), (std::vector<double>{11, 9, 5, 5}));
  options.stock.by_product = {{{"Product X1", 0, 0}, 3}, {{"x3", 0, 0}, 0.25}};
  EXPECT_EQ(days(), (std::vector<double>{3, 9, 1, 5}));  // never below a day
}

TEST(DatasetNetwork, FlowsAreCountedByTheirStockEvidence) {
  const DatasetNetwork built = network_of(example().data);
  const auto count = [&](StockEvidence evidence) {
    return built.flows_by_stock[static_cast<std::size_t>(evidence)];
  };
  EXPECT_EQ(count(StockEvidence::kSupply), 2U);
  EXPECT_EQ(count(StockEvidence::kSameProduct), 4U);
  EXPECT_EQ(std::accumulate(built.flows_by_stock.begin(), built.flows_by_stock.end(), std::size_t{0}),
            built.network.link_count());
}

TEST(DatasetNetwork, RulesForNamesThatDoNotExistAreFaults) {
  const DatasetBuilder b = example();
  DatasetNetworkOptions options;
  options.stock.file = "s.yaml";
  options.stock.by_product = {{{"Product PP", 4, 7}, 3}};
  options.stock.by_sector = {{{"C99", 5, 7}, 3}};
  FaultList faults;
  const Result<DatasetNetwork> built = build_dataset_network(b.data, options, faults);
  ASSERT_FALSE(built.ok());
  EXPECT_EQ(built.error().code, ErrorCode::kBadInput);
  ASSERT_EQ(faults.error_count(), 2U);
  EXPECT_EQ(faults.errors()[1].line, 4U);
  EXPECT_EQ(faults.errors()[1].column, 7U);
  EXPECT_NE(faults.errors()[1].expected.find("did you mean \"PRODUCT P\""), std::string::npos)
      << faults.errors()[1].expected;
  EXPECT_EQ(faults.errors()[0].value, "C99");
}

TEST(DatasetNetwork, RefusesWhatMakesNoSense) {
  FaultList faults;
  EXPECT_FALSE(build_dataset_network(Dataset{}, {}, faults).ok());
  DatasetNetworkOptions options;
  options.outside_capacity_ratio = 0.5;
  EXPECT_FALSE(build_dataset_network(example().data, options, faults).ok());
  options = {};
  options.stock.default_days = 0;
  EXPECT_FALSE(build_dataset_network(example().data, options, faults).ok());
}

TEST(DatasetNetwork, ADatasetWithoutNumbersGivesAnEmptyNetwork) {
  DatasetBuilder b;
  b.product("X");
  b.product("P");
  b.input("X", "P");
  b.firm("A", "320500", "CHN", false);
  b.capability("A", "P");
  const DatasetNetwork built = network_of(b.data);
  EXPECT_EQ(built.network.node_count, 0U);
}

// --- properties over drawn datasets ---

DatasetBuilder draw_dataset() {
  DatasetBuilder b;
  const int products = *rc::gen::inRange(1, 7);
  const auto id = [](const char* letter, int k) { return std::string(letter) + std::to_string(k); };
  for (int p = 0; p < products; ++p)
    b.product(id("P", p), *rc::gen::element<std::string>("C39", "C35", "I65", ""));
  for (int to = 1; to < products; ++to) {
    for (int from = 0; from < to; ++from) {
      if (*rc::gen::inRange(0, 3) == 0) continue;
      const bool known = *rc::gen::inRange(0, 4) == 0;
      b.input(id("P", from), id("P", to), *rc::gen::inRange(0, 4) != 0,
              known ? std::optional<double>(*rc::gen::inRange(0, 60)) : std::nullopt,
              *rc::gen::element<std::string>("", "", "g"));
    }
  }
  const int firms = *rc::gen::inRange(1, 7);
  for (int f = 0; f < firms; ++f) {
    b.firm(id("F", f), *rc::gen::element<std::string>("320500", "330000"));
    for (int p = 0; p < products; ++p) {
      if (*rc::gen::inRange(0, 2) == 0) continue;
      b.capability(id("F", f), id("P", p), *rc::gen::inRange(0, 200), *rc::gen::inRange(0, 300));
    }
  }
  for (int k = *rc::gen::inRange(0, 20); k > 0; --k) {
    const bool days = *rc::gen::inRange(0, 2) == 0;
    b.supply(id("F", *rc::gen::inRange(0, firms)), id("F", *rc::gen::inRange(0, firms)),
             id("P", *rc::gen::inRange(0, products)), *rc::gen::inRange(1, 150),
             days ? std::optional<double>(*rc::gen::inRange(0, 60)) : std::nullopt);
  }
  b.firm("JR", "JPN", "JPN", false);
  b.firm("CR", "330000", "CHN", false);
  for (int p = 0; p < products; ++p) {
    const std::string product = id("P", p);
    if (*rc::gen::inRange(0, 2) == 0) b.capability("JR", product);
    if (*rc::gen::inRange(0, 3) == 0)
      b.share(product, "JR", *rc::gen::inRange(0, 50), *rc::gen::inRange(50, 101));
    if (*rc::gen::inRange(0, 3) == 0) b.share(product, "CR", 10, *rc::gen::inRange(10, 60), "China");
    if (*rc::gen::inRange(0, 3) == 0) {
      b.fact(product, Indicator::kExternalDependence, *rc::gen::inRange(0, 101), *rc::gen::inRange(0, 101));
    }
    if (*rc::gen::inRange(0, 4) == 0) {
      b.fact(product, Indicator::kWorldSupplyInside, 5, 20, "WORLD", "JPN 40 KOR 9.5", 2020);
    }
  }
  return b;
}

TEST(DatasetNetwork, IsInEquilibriumAndNothingEssentialIsWithoutSupply) {
  rc::check([] {
    const DatasetBuilder b = draw_dataset();
    const DatasetNetwork built = network_of(b.data);
    const SupplyNetwork& n = built.network;
    const std::vector<double> output = normal_output(n);
    std::map<std::pair<FirmId, ProductId>, double> made;
    for (const Capability& capability : b.data.capabilities) {
      made[{capability.firm, capability.product}] += capability.annual_output.value_or(0) / 365;
    }
    std::map<std::pair<FirmId, ProductId>, double> sold;
    for (const Supply& supply : b.data.supplies) {
      sold[{supply.supplier, supply.product}] += supply.annual_value_cny / 365;
    }
    RC_ASSERT(built.need_of_group.size() == n.group_count());
    RC_ASSERT(built.switching.ready_after_days.size() == built.nodes.size());
    for (std::size_t i = 0; i < n.node_count; ++i) {
      const NetworkNode& node = built.nodes[i];
      double cost = 0;
      for (std::size_t g = n.group_offsets[i]; g < n.group_offsets[i + 1]; ++g) {
        const InputNeed& need = built.needs.needs[built.need_of_group[g]];
        RC_ASSERT(need.product == node.product);
        RC_ASSERT((n.essential[g] != 0) == need.essential);
        RC_ASSERT(n.target_days[g] >= kLeastStockDays);
        double flow = 0;
        for (std::size_t e = n.link_offsets[g]; e < n.link_offsets[g + 1]; ++e) {
          flow += n.flow[e];
          const ProductId bought = built.nodes[n.supplier[e]].product;
          RC_ASSERT(std::find(need.inputs.begin(), need.inputs.end(), bought) != need.inputs.end());
        }
        RC_ASSERT(flow > 0);
        cost += flow;
      }
      RC_ASSERT(cost <= output[i] * (1 + 1e-9));
      if (node.is_outside) {
        RC_ASSERT(n.final_demand[i] == 0);
        RC_ASSERT(output[i] > 0);
        continue;
      }
      const double stated = made[{*node.firm, node.product}];
      const double expected = stated > 0 ? stated : sold[{*node.firm, node.product}];
      RC_ASSERT(std::abs(output[i] - expected) <= 1e-9 * (1 + expected));
      if (output[i] > 0) {
        const std::size_t groups = n.group_offsets[i + 1] - n.group_offsets[i];
        RC_ASSERT(groups == built.needs.last(node.product) - built.needs.first(node.product));
      }
    }
  });
}

// The links of each group by supplier: within a group they stand by market, whose number is a position in the
// dataset.
std::vector<std::pair<std::uint32_t, double>> links_by_supplier(const SupplyNetwork& network) {
  std::vector<std::pair<std::uint32_t, double>> links;
  for (std::size_t g = 0; g < network.group_count(); ++g) {
    const auto first = static_cast<std::ptrdiff_t>(links.size());
    for (std::uint64_t e = network.link_offsets[g]; e < network.link_offsets[g + 1]; ++e)
      links.emplace_back(network.supplier[e], network.flow[e]);
    std::sort(links.begin() + first, links.end());
  }
  return links;
}

TEST(DatasetNetwork, TheOrderOfRowsDoesNotMatter) {
  rc::check([] {
    const DatasetBuilder b = draw_dataset();
    const Dataset turned = turned_round(b.data);
    const DatasetNetwork one = network_of(b.data);
    const DatasetNetwork other = network_of(turned);
    RC_ASSERT(one.nodes.size() == other.nodes.size());
    for (std::size_t i = 0; i < one.nodes.size(); ++i) {
      RC_ASSERT(name_of(b.data, one.nodes[i]) == name_of(turned, other.nodes[i]));
    }
    RC_ASSERT(one.network.group_offsets == other.network.group_offsets);
    RC_ASSERT(one.network.link_offsets == other.network.link_offsets);
    RC_ASSERT(one.network.essential == other.network.essential);
    RC_ASSERT(one.switching.ready_after_days == other.switching.ready_after_days);
    RC_ASSERT(one.flows_by_stock == other.flows_by_stock);
    const auto near = [](const std::vector<double>& a, const std::vector<double>& c) {
      return std::equal(a.begin(), a.end(), c.begin(), c.end(),
                        [](double x, double y) { return std::abs(x - y) <= 1e-9 * (1 + std::abs(x)); });
    };
    const auto links = links_by_supplier(one.network);
    const auto others = links_by_supplier(other.network);
    RC_ASSERT(std::equal(
        links.begin(), links.end(), others.begin(), others.end(), [](const auto& a, const auto& c) {
          return a.first == c.first && std::abs(a.second - c.second) <= 1e-9 * (1 + std::abs(a.second));
        }));
    RC_ASSERT(near(one.network.final_demand, other.network.final_demand));
    RC_ASSERT(near(one.network.target_days, other.network.target_days));
    RC_ASSERT(one.assumptions.size() == other.assumptions.size());
    for (std::size_t k = 0; k < one.assumptions.size(); ++k) {
      RC_ASSERT(one.assumptions[k].count == other.assumptions[k].count);
      RC_ASSERT(one.assumptions[k].examples == other.assumptions[k].examples);
    }
  });
}

}  // namespace
}  // namespace tenon
