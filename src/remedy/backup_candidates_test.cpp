#include "remedy/backup_candidates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

// Resin (R) goes into chips (C), chips into panels (P). Seven tenths of the chips come from Japan, the rest
// from B in Zhejiang (with spare capacity). D is in trial, J a Japanese plant in Suzhou, K a Korean maker; A
// in Suzhou buys.
class Backups : public testing::Test {
 protected:
  Backups() {
    b_.product("R", "C2652");
    b_.product("C", "C3973");
    b_.product("P", "C3974");
    b_.product("Q", "C3973");
    b_.input("R", "C", true, 20);
    b_.input("R", "Q", true, 20);
    b_.input("C", "P", true, 30);
    b_.firm("A", "320500", "CHN", false);
    b_.capability("A", "P", 1000, 1250);
    b_.firm("B", "330000", "CHN", false);
    b_.capability("B", "C", 90, 190).unit_cost = 1.1;
    b_.firm("D", "320500", "CHN", false);
    b_.capability("D", "C", {}, 40, CapabilityStatus::kTrial).unit_cost = 0.9;
    b_.firm("J", "320500", "JPN", false);
    b_.capability("J", "C", {}, 60);
    b_.firm("K", "KOR", "KOR", false);
    b_.capability("K", "C");
    b_.firm("M", "320500", "CHN", false);  // makes something alike
    b_.capability("M", "Q", 50, 60);
    b_.firm("S", "330000", "CHN", false);
    b_.capability("S", "R", 30, 40);
    b_.supply("B", "A", "C", 90, 20);
    b_.fact("C", Indicator::kExternalDependence, 70, 70);
    b_.share("C", "JPN", 70, 70, "China");
    options_.scope = "320000";
  }
  BackupAnswer answer(const char* product, const char* buyer = "") {
    FaultList faults;
    network_ = *build_dataset_network(b_.data, {}, faults);
    const auto search = BackupSearch::create(b_.data, network_, options_);
    EXPECT_TRUE(search);
    BackupQuestion question{b_.product_id(product), {}};
    if (*buyer != 0) question.buyer = b_.firm_id(buyer);
    const auto found = search->answer(question);
    EXPECT_TRUE(found);
    return found.value_or(BackupAnswer{});
  }
  const BackupCandidate& of(const BackupAnswer& answer, const char* firm) const {
    for (const BackupCandidate& candidate : answer.candidates) {
      if (candidate.firm == b_.firm_id(firm)) return candidate;
    }
    ADD_FAILURE() << firm;
    return answer.candidates.front();
  }
  bool lists(const BackupAnswer& answer, const char* firm) const {
    return std::any_of(answer.candidates.begin(), answer.candidates.end(),
                       [&](const BackupCandidate& c) { return c.firm == b_.firm_id(firm); });
  }
  DatasetBuilder b_;
  DatasetNetwork network_;
  BackupOptions options_;
};

TEST_F(Backups, ThePrimarySourceIsTheLargestNamedRoot) {
  const BackupAnswer chips = answer("C");
  EXPECT_EQ(chips.primary().root.kind, RootKind::kCountry);
  EXPECT_EQ(chips.primary().root.country, "JPN");
  EXPECT_NEAR(chips.primary().part, 0.7, 1e-9);
  EXPECT_NEAR(chips.gap, 0.7 * chips.use, 1e-9);
  double parts = 0;
  for (const RootShare& share : chips.roots) parts += share.part;
  EXPECT_NEAR(parts, 1, 1e-12);
}

TEST_F(Backups, WhoStandsInThePrimarysCountryOrIsControlledFromItIsNoBackup) {
  b_.firm("L", "JPN", "JPN", false);
  b_.capability("L", "C");
  const BackupAnswer chips = answer("C");
  EXPECT_TRUE(of(chips, "L").fails_with_primary);
  EXPECT_TRUE(of(chips, "J").fails_with_primary);
  EXPECT_EQ(of(chips, "J").shared.front().kind, SharedExposureKind::kCountry);
  EXPECT_FALSE(of(chips, "B").fails_with_primary);
  EXPECT_FALSE(of(chips, "K").fails_with_primary);
  // They stand last, whatever else speaks for them.
  EXPECT_TRUE(chips.candidates.back().fails_with_primary);
  EXPECT_FALSE(chips.candidates.front().fails_with_primary);
}

TEST_F(Backups, SpareCapacityIsWhatIsNotUsed) {
  const BackupAnswer chips = answer("C");
  EXPECT_NEAR(*of(chips, "B").spare, 100, 1e-6);
  EXPECT_NEAR(*of(chips, "D").spare, 40, 1e-6);
  EXPECT_FALSE(of(chips, "K").spare);
  EXPECT_FALSE(of(chips, "K").part(ScorePart::kCapacity).known);
}

TEST_F(Backups, TimesComeFromTheMakerThenTheProductThenThePolicy) {
  b_.data.capabilities[1].lead_time_days = 12;
  BackupAnswer chips = answer("C");
  EXPECT_EQ(of(chips, "B").ready_days(), 12);
  EXPECT_FALSE(of(chips, "B").lead.is_assumption);
  EXPECT_EQ(of(chips, "D").ready_days(), 30 + 90);
  EXPECT_TRUE(of(chips, "D").qualification.is_assumption);
  b_.fact("C", Indicator::kQualificationTimeDays, 300, 500);
  b_.fact("C", Indicator::kLeadTimeDays, 40, 60);
  chips = answer("C");
  EXPECT_EQ(of(chips, "B").ready_days(), 12);
  EXPECT_EQ(of(chips, "D").lead.middle(), 50);
  EXPECT_EQ(of(chips, "D").qualification.low, 300);
  EXPECT_FALSE(of(chips, "D").qualification.is_assumption);
}

TEST_F(Backups, AScoreIsTheProductOfItsPartsAndSilenceNeverPays) {
  const BackupAnswer chips = answer("C");
  for (const BackupCandidate& candidate : chips.candidates) {
    double value = 1;
    for (const ScoreFactor& part : candidate.parts) {
      value *= part.value;
      EXPECT_LE(part.low, part.value);
      EXPECT_LE(part.value, part.high);
    }
    EXPECT_NEAR(candidate.score.value, value, 1e-15);
  }
  // The same maker with a known cost and a known capacity for all that is asked ranks no lower than without.
  const double known = of(chips, "B").score.value;
  b_.data.capabilities[1].unit_cost.reset();
  EXPECT_LT(of(answer("C"), "B").part(ScorePart::kCost).value, 1);
  EXPECT_GT(known, 0);
}

TEST_F(Backups, ABackupWhoseInputsComeFromThePrimaryFailsWithIt) {
  b_.fact("R", Indicator::kExternalDependence, 100, 100);
  b_.share("R", "JPN", 100, 100, "China");
  const BackupAnswer chips = answer("C");
  const BackupCandidate& maker = of(chips, "B");
  ASSERT_FALSE(maker.shared.empty());
  EXPECT_EQ(maker.shared.front().kind, SharedExposureKind::kUpstream);
  EXPECT_EQ(maker.shared.front().product, b_.product_id("R"));
  EXPECT_GT(maker.shared.front().part, 0.5);
  EXPECT_TRUE(maker.fails_with_primary);
}

TEST_F(Backups, ABuyersBackupsAreNearOrFarFromIt) {
  const BackupAnswer chips = answer("C", "A");
  EXPECT_EQ(of(chips, "D").tier, BackupTier::kSameCity);
  EXPECT_EQ(of(chips, "B").tier, BackupTier::kCountry);
  EXPECT_EQ(of(chips, "K").tier, BackupTier::kAbroad);
  options_.friendly = {"KOR"};
  EXPECT_EQ(of(answer("C", "A"), "K").tier, BackupTier::kFriendlyAbroad);
  EXPECT_EQ(of(answer("C"), "D").tier, BackupTier::kScope);
}

TEST_F(Backups, AGroupIsNoBackupOfItself) {
  // Without imports B is the primary source; its subsidiary T cannot stand in for it.
  b_.data.facts.clear();
  b_.data.fact_uses.clear();
  b_.data.shares.clear();
  b_.fact("C", Indicator::kExternalDependence, 0, 0);
  b_.firm("T", "330000", "CHN", false);
  b_.capability("T", "C", {}, 50);
  b_.data.firms.back().parent = b_.firm_id("B");
  const BackupAnswer chips = answer("C");
  EXPECT_EQ(chips.primary().root.kind, RootKind::kGroup);
  EXPECT_EQ(chips.primary().root.group, b_.firm_id("B"));
  EXPECT_FALSE(lists(chips, "T"));
  EXPECT_FALSE(lists(chips, "B"));
}

TEST_F(Backups, RelatedFirmsAreListedAsWhatTheyAre) {
  b_.capability("K", "Q");  // who makes chips elsewhere makes Q as well
  const BackupAnswer chips = answer("C");
  const BackupCandidate& alike = of(chips, "M");
  EXPECT_EQ(alike.kind, CandidateKind::kRelated);
  EXPECT_EQ(alike.related_product, b_.product_id("Q"));
  EXPECT_FALSE(alike.score.known);
  EXPECT_LT(alike.score.value, of(chips, "D").score.value);
  EXPECT_FALSE(lists(chips, "S"));  // makes nothing alike, and not in the scope
  options_.related = 0;
  EXPECT_FALSE(lists(answer("C"), "M"));
}

TEST_F(Backups, WhatIsNeitherMadeNorUsedHasNoAnswer) {
  b_.product("Z");
  FaultList faults;
  network_ = *build_dataset_network(b_.data, {}, faults);
  const auto search = BackupSearch::create(b_.data, network_, options_);
  EXPECT_FALSE(search->answer({b_.product_id("Z"), {}}));
  EXPECT_FALSE(search->answer({b_.product_id("C"), b_.firm_id("S")}));
  options_.scope = "nowhere";
  EXPECT_EQ(BackupSearch::create(b_.data, network_, options_).error().code, ErrorCode::kNotFound);
  options_.scope = "320000";
  options_.fails_together_at = 0;
  EXPECT_EQ(BackupSearch::create(b_.data, network_, options_).error().code, ErrorCode::kInvalidArgument);
}

TEST_F(Backups, DoNotDependOnTheOrderOfRows) {
  const BackupAnswer straight = answer("C");
  DatasetBuilder turned;
  turned.data = turned_round(b_.data);
  std::swap(turned.data, b_.data);
  const BackupAnswer other = answer("C");
  ASSERT_EQ(straight.candidates.size(), other.candidates.size());
  for (std::size_t k = 0; k < straight.candidates.size(); ++k) {
    EXPECT_EQ(turned.data.firm(straight.candidates[k].firm).id, b_.data.firm(other.candidates[k].firm).id);
    EXPECT_NEAR(straight.candidates[k].score.value, other.candidates[k].score.value, 1e-15);
  }
}

// Of a random network: what is lost upstream grows with what is lost, and a node without lost suppliers loses
// none.
TEST(PartLostUpstream, IsMonotoneAndLocal) {
  SupplyLinks links;
  SupplyNodes nodes;
  // 0 and 1 make market 0 for 2 (market 1); 2 and 3 (market 1) serve 4 (market 2).
  nodes.final_demand = {0, 0, 0, 0, 10};
  nodes.market = {0, 0, 1, 1, 2};
  nodes.market_count = 3;
  links.supplier = {0, 1, 2, 3};
  links.customer = {2, 2, 4, 4};
  links.group = {0, 0, 0, 0};
  links.flow = {3, 1, 6, 2};
  links.target_days = {10, 10, 10, 10};
  const auto network = build_supply_network(links, nodes);
  ASSERT_TRUE(network);
  EXPECT_EQ(part_lost_upstream(*network, {0, 0, 0, 0, 0}), (std::vector<double>{0, 0, 0, 0, 0}));
  EXPECT_EQ(part_lost_upstream(*network, {1, 0, 0, 0, 0}), (std::vector<double>{1, 0, 0.75, 0, 0.75 * 0.75}));
  EXPECT_EQ(part_lost_upstream(*network, {1, 1, 0, 1, 0}), (std::vector<double>{1, 1, 1, 1, 1}));
}

}  // namespace
}  // namespace tenon
