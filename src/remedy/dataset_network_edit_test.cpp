#include "remedy/dataset_network_edit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

PlacedName at(const char* text) {
  return {text, 2, 1};
}

// Chips (C) go into panels (P); A and E make panels, B and D chips. Half of the chips used come from abroad.
class DatasetNetworkEdits : public testing::Test {
 protected:
  DatasetNetworkEdits() {
    b_.product("C", "C3973");
    b_.product("P", "C3974");
    b_.input("C", "P", true, 30);
    for (const char* firm : {"A", "E"}) {
      b_.firm(firm, "320500");
      b_.capability(firm, "P", 1000, 1250);
    }
    for (const char* firm : {"B", "D"}) {
      b_.firm(firm, "330000");
      b_.capability(firm, "C", 400, 500);
    }
    b_.supply("B", "A", "C", 150, 20);
    b_.supply("D", "E", "C", 150, 20);
    b_.fact("C", Indicator::kExternalDependence, 50, 50);
    b_.share("C", "JPN", 50, 50, "China");
    FaultList faults;
    network_ = *build_dataset_network(b_.data, {}, faults);
  }
  Result<DatasetNetwork> edit(std::vector<NamedEdit> edits) {
    faults_ = FaultList();
    return edit_dataset_network(b_.data, network_, {"e.csv", std::move(edits)}, {}, faults_);
  }
  std::uint32_t node(const char* firm, const char* product) const {
    for (std::uint32_t n = 0; n < network_.nodes.size(); ++n) {
      if (network_.nodes[n].firm == b_.firm_id(firm) && network_.nodes[n].product == b_.product_id(product))
        return n;
    }
    ADD_FAILURE() << firm;
    return 0;
  }
  static double flow(const DatasetNetwork& network, std::uint32_t supplier, std::uint32_t customer) {
    double sum = 0;
    const SupplyNetwork& n = network.network;
    for (std::uint64_t e = n.link_offsets[n.group_offsets[customer]];
         e < n.link_offsets[n.group_offsets[customer + 1]]; ++e) {
      if (n.supplier[e] == supplier) sum += n.flow[e];
    }
    return sum;
  }
  DatasetBuilder b_;
  DatasetNetwork network_;
  FaultList faults_;
};

TEST_F(DatasetNetworkEdits, ASecondSupplierTakesItsPart) {
  NamedEdit link;
  link.kind = EditKind::kAddLink;
  link.firm = at("D");
  link.other = at("A");
  link.weight = 60 * 365;
  const auto edited = edit({link});
  ASSERT_TRUE(edited.ok()) << edited.error().message;
  EXPECT_NEAR(flow(*edited, node("D", "C"), node("A", "P")), 60, 1e-9);
  // B and Japan delivered 150 each and give up 30.
  EXPECT_NEAR(flow(*edited, node("B", "C"), node("A", "P")), 120, 1e-9);
  EXPECT_EQ(edited->assumptions.back().id, "what_if_edits");
}

TEST_F(DatasetNetworkEdits, LocalisingMovesPurchasesHome) {
  NamedEdit localise;
  localise.kind = EditKind::kLocalise;
  localise.sector = at("C");
  localise.share = 0.8;
  const auto edited = edit({localise});
  ASSERT_TRUE(edited.ok()) << edited.error().message;
  double abroad = 0;
  double all = 0;
  for (std::uint32_t supplier = 0; supplier < edited->nodes.size(); ++supplier) {
    const double sold = flow(*edited, supplier, node("A", "P"));
    all += sold;
    if (edited->nodes[supplier].is_outside && edited->nodes[supplier].side != SourceSide::kHome)
      abroad += sold;
  }
  EXPECT_NEAR(all, 300, 1e-9);
  EXPECT_NEAR(abroad, 60, 1e-9);
}

TEST_F(DatasetNetworkEdits, APlantIsANodeOfItsOwn) {
  NamedEdit plant;
  plant.kind = EditKind::kBuildPlant;
  plant.name = at("New fab");
  plant.sector = at("C");
  plant.location = at("320500");
  plant.firm = at("B");
  plant.share = 0.4;
  NamedEdit capacity;
  capacity.kind = EditKind::kScaleCapacity;
  capacity.firm = at("New fab");
  capacity.factor = 2;
  const auto edited = edit({plant, capacity});
  ASSERT_TRUE(edited.ok()) << edited.error().message;
  ASSERT_EQ(edited->nodes.size(), network_.nodes.size() + 1);
  const auto made = static_cast<std::uint32_t>(network_.nodes.size());
  EXPECT_EQ(edited->nodes[made].plan, "New fab");
  EXPECT_TRUE(edited->nodes[made].synthetic);
  EXPECT_EQ(edited->switching.ready_after_days.size(), edited->nodes.size());
  EXPECT_EQ(edited->need_of_group.size(), edited->network.group_count());
  EXPECT_NEAR(flow(*edited, made, node("A", "P")), 60, 1e-9);
  EXPECT_NEAR(edited->network.capacity_ratio[made], 2 * network_.network.capacity_ratio[node("B", "C")],
              1e-9);
}

TEST_F(DatasetNetworkEdits, TellsEveryNameThatDoesNotFit) {
  NamedEdit link;
  link.kind = EditKind::kRemoveLink;
  link.firm = at("nobody");
  link.other = at("A");
  NamedEdit merger;
  merger.kind = EditKind::kMergeFirms;
  merger.firm = at("A");
  merger.other = at("B");
  NamedEdit plant;
  plant.kind = EditKind::kBuildPlant;
  plant.name = at("A");
  plant.sector = at("X");
  plant.location = at("Atlantis");
  const auto refused = edit({link, merger, plant});
  EXPECT_FALSE(refused.ok());
  EXPECT_EQ(faults_.error_count(), 5U) << faults_.to_string();
}

TEST(SupplyEditsOfLinks, KeepNumbersAndTurnPeriodsIntoDays) {
  const std::vector<NetworkEdit> edits{AddLink{1, 2, 730, 0.5, {}}, RemoveLink{3, 4, RemovedFlow::kDrop},
                                       Localise{5, 0.7}};
  const auto supply = supply_edits_of_links(edits, 365);
  ASSERT_TRUE(supply.ok());
  EXPECT_EQ(std::get<AddSupplier>((*supply)[0]).flow, 2);
  EXPECT_EQ(std::get<RemoveSupplier>((*supply)[1]).flow, RemovedFlow::kDrop);
  EXPECT_EQ(std::get<LocaliseMarket>((*supply)[2]).market, 5U);
  EXPECT_FALSE(supply_edits_of_links(std::vector<NetworkEdit>{MergeFirms{1, 2, true}}, 365).ok());
}

}  // namespace
}  // namespace tenon
