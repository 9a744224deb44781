#include "remedy/supplier_circle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "remedy/supplier_circle_cooperation.h"
#include "support/dataset_builder.h"

namespace tenon {
namespace {

// A in Suzhou makes panels (P) from chips (C) of S and film (F) of E and G. S makes its chips from resin (R)
// of T. B is in trial with chips, with spare capacity.
class Circle : public testing::Test {
 protected:
  Circle() {
    for (const char* product : {"R", "C", "F", "P"}) b_.product(product);
    b_.input("R", "C", true, 20);
    b_.input("C", "P", true, 30);
    b_.input("F", "P", true, 10);
    for (const char* firm : {"A", "B", "E", "G", "S", "T"}) b_.firm(firm, "320500");
    b_.data.firms[b_.firm_id("B").index()].region = b_.region_id("330000");
    b_.capability("A", "P", 100, 120);
    b_.capability("S", "C", 50, 60);
    b_.capability("B", "C", 1, 60, CapabilityStatus::kTrial);
    b_.capability("E", "F", 20, 40);
    b_.capability("G", "F", 20, 40);
    b_.capability("T", "R", 20, 30);
    b_.supply("S", "A", "C", 30, 20);
    b_.supply("E", "A", "F", 5, 40);
    b_.supply("G", "A", "F", 5, 40);
    b_.supply("T", "S", "R", 10, 20);
    for (const char* product : {"R", "C", "F", "P"}) b_.fact(product, Indicator::kExternalDependence, 0, 0);
    options_.search.scope = "320000";
    options_.policy.switching.default_lead_time_days = 15;
    options_.search.policy = options_.policy.switching;
  }
  DatasetNetwork network_of(const Dataset& data) const {
    FaultList faults;
    DatasetNetworkOptions options;
    options.switching = options_.policy.switching;
    auto network = build_dataset_network(data, options, faults);
    EXPECT_TRUE(network);
    return *network;
  }
  SupplierCircle circle_of(const Dataset& data, const char* firm = "A") const {
    const DatasetNetwork network = network_of(data);
    FirmId leader;
    for (std::size_t f = 0; f < data.firms.size(); ++f) {
      if (data.firms[f].id == firm) leader = FirmId(f);
    }
    auto circle = find_supplier_circle(data, network, leader, options_);
    EXPECT_TRUE(circle) << circle.error().message;
    return circle ? *circle : SupplierCircle{};
  }
  std::vector<Cooperation> cooperations_of(const Dataset& data,
                                           const CooperationOptions& options = {}) const {
    const SupplierCircle circle = circle_of(data);
    auto found = find_cooperations(data, network_of(data), circle, options_, options);
    EXPECT_TRUE(found) << found.error().message;
    return found ? *found : std::vector<Cooperation>{};
  }
  const SinglePoint* point_of(const SupplierCircle& circle, const char* product) const {
    for (const SinglePoint& point : circle.points) {
      if (circle.supplies[point.supply].product == b_.product_id(product)) return &point;
    }
    return nullptr;
  }
  static const Cooperation* of(const std::vector<Cooperation>& all, CooperationKind kind,
                               std::size_t point = 0) {
    for (const Cooperation& one : all) {
      if (one.kind == kind && one.point == point) return &one;
    }
    return nullptr;
  }
  DatasetBuilder b_;
  CircleOptions options_;
};

TEST_F(Circle, SuppliersStandTierByTierWithWhatIsForTheLeader) {
  const SupplierCircle circle = circle_of(b_.data);
  EXPECT_EQ(circle.leader, b_.firm_id("A"));
  EXPECT_TRUE(circle.synthetic);
  EXPECT_NEAR(circle.output, 100, 1e-9);
  ASSERT_EQ(circle.tiers.size(), 2U);
  EXPECT_NEAR(circle.tiers[0].for_leader, 40, 1e-9);
  EXPECT_EQ(circle.tiers[0].products, 2U);
  EXPECT_NEAR(circle.tiers[0].from_abroad, 0, 1e-9);
  ASSERT_EQ(circle.supplies.size(), 4U);
  const CircleSupply& chips = circle.supplies[0];
  EXPECT_EQ(chips.product, b_.product_id("C"));
  EXPECT_EQ(chips.root.group, b_.firm_id("S"));
  EXPECT_NEAR(chips.flow, 30, 1e-9);
  EXPECT_NEAR(chips.part, 1, 1e-9);
  EXPECT_NEAR(chips.cover_days, 20, 1e-9);
  EXPECT_TRUE(chips.essential);
  EXPECT_NEAR(chips.line_stopped, 1, 1e-9);
  EXPECT_NEAR(circle.supplies[1].part, 0.5, 1e-9);  // film
  EXPECT_NEAR(circle.supplies[1].line_stopped, 0.5, 1e-9);
  const CircleSupply& resin = circle.supplies[3];
  EXPECT_EQ(resin.tier, 2U);
  EXPECT_NEAR(resin.flow, 10, 1e-9);
  EXPECT_NEAR(resin.for_leader, 10 * 30.0 / 50, 1e-9);
  EXPECT_NEAR(resin.line_stopped, 1, 1e-9);
}

TEST_F(Circle, ASoleQualifiedSupplierIsASinglePointOfFailure) {
  const SupplierCircle circle = circle_of(b_.data);
  const SinglePoint* chips = point_of(circle, "C");
  ASSERT_NE(chips, nullptr);
  EXPECT_EQ(chips->reason, SingleReason::kNotQualified);
  ASSERT_EQ(chips->alternatives.size(), 1U);
  EXPECT_EQ(chips->alternatives[0].firm, b_.firm_id("B"));
  EXPECT_NEAR(chips->alternatives[0].spare, 59, 1e-9);
  EXPECT_NEAR(chips->alternatives[0].ready_days, 15 + 90, 1e-9);
  EXPECT_NEAR(chips->alternatives[0].qualification_days, 90, 1e-9);
  EXPECT_EQ(chips->part_in_time, 0);
  EXPECT_NEAR(chips->shortage.amount, 30.0 * (365 - 20), 1e-6);
  ASSERT_TRUE(chips->loss);
  // 20 days of stock of a closure of 30.
  EXPECT_GT(chips->loss->leader, 0);
  EXPECT_GT(chips->loss->network, chips->loss->leader);
  EXPECT_GE(chips->loss->leader_first_hit_day, 19);
  EXPECT_GT(chips->loss->leader_stopped_days, 5);
  // Resin has no other maker; each half of the film has the other in time, with spare capacity.
  ASSERT_NE(point_of(circle, "R"), nullptr);
  EXPECT_EQ(point_of(circle, "R")->reason, SingleReason::kNoOtherMaker);
  EXPECT_EQ(point_of(circle, "F"), nullptr);
}

TEST_F(Circle, AQualifiedSecondSourceWithSpareCapacityInTimeEndsThePoint) {
  b_.data.capabilities[2].status = CapabilityStatus::kQualified;
  EXPECT_EQ(point_of(circle_of(b_.data), "C"), nullptr);
  // Not if it comes after the stocks are used up, can do too little, or rests on the same root.
  b_.data.capabilities[2].lead_time_days = 21;
  ASSERT_NE(point_of(circle_of(b_.data), "C"), nullptr);
  EXPECT_EQ(point_of(circle_of(b_.data), "C")->reason, SingleReason::kTooLate);
  b_.data.capabilities[2].lead_time_days = 15;
  b_.data.capabilities[2].annual_capacity = 365.0 * 11;
  const SupplierCircle little = circle_of(b_.data);
  ASSERT_NE(point_of(little, "C"), nullptr);
  EXPECT_EQ(point_of(little, "C")->reason, SingleReason::kTooLittle);
  EXPECT_NEAR(point_of(little, "C")->part_in_time, 10.0 / 30, 1e-9);
  b_.data.capabilities[2].annual_capacity = 365.0;
  EXPECT_EQ(point_of(circle_of(b_.data), "C")->reason, SingleReason::kNoSpareKnown);
  b_.data.capabilities[2].annual_capacity = 365.0 * 60;
  b_.data.firms[b_.firm_id("B").index()].parent = b_.firm_id("S");
  const SupplierCircle one_group = circle_of(b_.data);
  ASSERT_NE(point_of(one_group, "C"), nullptr);
  EXPECT_EQ(point_of(one_group, "C")->reason, SingleReason::kNoOtherMaker);
}

TEST_F(Circle, WhoRestsOnTheSameSourceIsNoWayOut) {
  // B is qualified, but S also makes the resin of B.
  b_.data.capabilities[2].status = CapabilityStatus::kQualified;
  b_.data.capabilities[2].annual_output = 365.0 * 5;
  b_.capability("S", "R", 5, 5);
  b_.supply("S", "B", "R", 1, 20);
  const SupplierCircle circle = circle_of(b_.data);
  ASSERT_NE(point_of(circle, "C"), nullptr);
  EXPECT_EQ(point_of(circle, "C")->reason, SingleReason::kFailsTogether);
}

TEST_F(Circle, CountriesAbroadAreSuppliersToo) {
  b_.data.supplies.erase(b_.data.supplies.begin());
  b_.data.facts[1].low = b_.data.facts[1].high = 100;
  b_.share("C", "JPN", 100, 100, "China");
  const SupplierCircle circle = circle_of(b_.data);
  const SinglePoint* chips = point_of(circle, "C");
  ASSERT_NE(chips, nullptr);
  EXPECT_EQ(circle.supplies[chips->supply].root.country, "JPN");
  EXPECT_NEAR(circle.tiers[0].from_abroad, 30, 1e-6);
}

TEST_F(Circle, AnAllianceLowersTheLossAndATestLineLowersItLess) {
  const std::vector<Cooperation> all = cooperations_of(b_.data);
  ASSERT_FALSE(all.empty());
  std::size_t chips = 0;
  const SupplierCircle circle = circle_of(b_.data);
  while (circle.supplies[circle.points[chips].supply].product != b_.product_id("C")) ++chips;
  const Cooperation* alliance = of(all, CooperationKind::kAlliance, chips);
  const Cooperation* line = of(all, CooperationKind::kTestLine, chips);
  const Cooperation* source = of(all, CooperationKind::kSecondSource, chips);
  const Cooperation* merger = of(all, CooperationKind::kMerger, chips);
  ASSERT_TRUE(alliance != nullptr && line != nullptr && source != nullptr && merger != nullptr);
  EXPECT_NEAR(alliance->ready_days_before, 105, 1e-9);
  EXPECT_NEAR(alliance->ready_days_after, 15, 1e-9);
  EXPECT_NEAR(line->ready_days_after, 60, 1e-9);
  EXPECT_GT(alliance->without.leader, 0);
  EXPECT_GT(line->leader_avoided(), 0);
  EXPECT_GT(alliance->leader_avoided(), line->leader_avoided());
  EXPECT_GT(source->leader_avoided(), 0);
  EXPECT_GT(merger->leader_avoided(), 0);
  EXPECT_NEAR(source->contract, 9, 1e-9);
  EXPECT_EQ(alliance->caveats.front(), CooperationCaveat::kQualityAccepted);
  EXPECT_NE(std::find(source->caveats.begin(), source->caveats.end(), CooperationCaveat::kQualifiedFirst),
            source->caveats.end());
  EXPECT_EQ(alliance->actors.front(), b_.firm_id("A"));
  EXPECT_FALSE(source->extra_cost);  // no unit costs are known
  for (std::size_t k = 1; k < all.size(); ++k)
    EXPECT_GE(all[k - 1].leader_avoided(), all[k].leader_avoided() * (1 - 1e-9));
}

TEST_F(Circle, NothingIsGainedByAnAllianceWithWhoIsQualified) {
  b_.data.capabilities[2].status = CapabilityStatus::kQualified;
  b_.data.capabilities[2].annual_capacity = 365.0 * 11;
  const std::vector<Cooperation> all = cooperations_of(b_.data);
  for (const Cooperation& one : all) {
    EXPECT_NE(one.kind, CooperationKind::kAlliance);
    EXPECT_NE(one.kind, CooperationKind::kTestLine);
  }
  EXPECT_FALSE(all.empty());
}

TEST_F(Circle, ExtraCostIsKnownWhereUnitCostsAre) {
  b_.data.capabilities[1].unit_cost = 0.8;
  b_.data.capabilities[2].unit_cost = 0.9;
  const std::vector<Cooperation> all = cooperations_of(b_.data);
  const auto source = std::find_if(
      all.begin(), all.end(), [](const Cooperation& c) { return c.kind == CooperationKind::kSecondSource; });
  ASSERT_NE(source, all.end());
  ASSERT_TRUE(source->extra_cost);
  EXPECT_NEAR(*source->extra_cost, 9 * (0.9 / 0.8 - 1) * 365, 1e-6);
}

TEST_F(Circle, NeitherTheOrderOfRowsNorThreadsMatter) {
  const Dataset turned = turned_round(b_.data);
  options_.threads = 1;
  const SupplierCircle a = circle_of(b_.data);
  const std::vector<Cooperation> with_a = cooperations_of(b_.data);
  options_.threads = 2;
  const SupplierCircle b = circle_of(turned);
  const std::vector<Cooperation> with_b = cooperations_of(turned);
  ASSERT_EQ(a.supplies.size(), b.supplies.size());
  for (std::size_t k = 0; k < a.supplies.size(); ++k) {
    EXPECT_EQ(b_.data.product(a.supplies[k].product).id, turned.product(b.supplies[k].product).id);
    EXPECT_EQ(b_.data.firm(*a.supplies[k].root.group).id, turned.firm(*b.supplies[k].root.group).id);
    EXPECT_NEAR(a.supplies[k].for_leader, b.supplies[k].for_leader, 1e-9);
  }
  ASSERT_EQ(a.points.size(), b.points.size());
  for (std::size_t k = 0; k < a.points.size(); ++k) {
    EXPECT_EQ(a.points[k].supply, b.points[k].supply);
    EXPECT_EQ(a.points[k].reason, b.points[k].reason);
    ASSERT_EQ(a.points[k].loss.has_value(), b.points[k].loss.has_value());
    if (a.points[k].loss) {
      EXPECT_NEAR(a.points[k].loss->leader, b.points[k].loss->leader, 1e-6);
    }
  }
  ASSERT_EQ(with_a.size(), with_b.size());
  for (std::size_t k = 0; k < with_a.size(); ++k) {
    EXPECT_EQ(with_a[k].kind, with_b[k].kind);
    EXPECT_EQ(with_a[k].point, with_b[k].point);
    EXPECT_NEAR(with_a[k].with.leader, with_b[k].with.leader, 1e-6);
  }
}

TEST_F(Circle, WhatCannotBeAskedIsRefused) {
  const DatasetNetwork network = network_of(b_.data);
  b_.firm("N", "320500", "CHN", false);
  EXPECT_EQ(find_supplier_circle(b_.data, network, b_.firm_id("N"), options_).error().code,
            ErrorCode::kNotFound);
  options_.stops_at = 0;
  EXPECT_EQ(find_supplier_circle(b_.data, network, b_.firm_id("A"), options_).error().code,
            ErrorCode::kInvalidArgument);
  options_.stops_at = 0.5;
  options_.tiers = 0;
  EXPECT_EQ(find_supplier_circle(b_.data, network, b_.firm_id("A"), options_).error().code,
            ErrorCode::kInvalidArgument);
  options_.tiers = 1;
  CooperationOptions cooperation;
  cooperation.contract_part = 2;
  EXPECT_EQ(find_cooperations(b_.data, network, {}, options_, cooperation).error().code,
            ErrorCode::kInvalidArgument);
}

TEST(Distance, IsThatOfTheSphere) {
  DatasetBuilder b;
  b.data.regions[b.region_id("320500").index()].lon = 120.6;
  b.data.regions[b.region_id("320500").index()].lat = 31.3;
  b.data.regions[b.region_id("330000").index()].lon = 120.2;
  b.data.regions[b.region_id("330000").index()].lat = 30.3;
  const auto km = distance_of(b.data, b.region_id("320500"), b.region_id("330000"));
  ASSERT_TRUE(km);
  EXPECT_NEAR(*km, 117.6, 1);
  EXPECT_EQ(distance_of(b.data, b.region_id("320500"), b.region_id("320500")), 0);
  EXPECT_FALSE(distance_of(b.data, b.region_id("320500"), b.region_id("JPN")));
}

}  // namespace
}  // namespace tenon
