#include "remedy/measures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

// Chips (C) or their alternative (X) go into panels (P). Seven tenths of the chips come from Japan, some from
// Korea; B makes the rest, with a little to spare; D is in trial. A and E make panels.
class Measures : public testing::Test {
 protected:
  Measures() {
    b_.product("C", "C3973");
    b_.product("P", "C3974");
    b_.input("C", "P", true, 30);
    for (const char* firm : {"A", "E"}) {
      b_.firm(firm, "320500", "CHN", false);
      b_.capability(firm, "P", 1000, 1250);
    }
    b_.firm("B", "330000", "CHN", false);
    b_.capability("B", "C", 120, 130).lead_time_days = 10;
    b_.firm("D", "320500", "CHN", false);
    b_.capability("D", "C", {}, 500, CapabilityStatus::kTrial).lead_time_days = 10;
    b_.supply("B", "A", "C", 60, 20);
    b_.supply("B", "E", "C", 60, 20);
    b_.fact("C", Indicator::kExternalDependence, 80, 80);
    b_.share("C", "JPN", 60, 60, "China");
    b_.share("C", "KOR", 20, 20, "China");
    options_.search.scope = "CHN";
    options_.break_points.scope = "CHN";
    options_.failure_days = 90;
    options_.horizon_days = 180;
  }
  MeasureReport evaluate() {
    const auto report = evaluate_measures(b_.data, b_.product_id("C"), options_);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : MeasureReport{};
  }
  static const MeasureEffect& of(const MeasureReport& report, MeasureKind kind, double amount = 0) {
    for (const MeasureEffect& effect : report.effects) {
      if (effect.kind == kind && (amount == 0 || effect.amount == amount)) return effect;
    }
    ADD_FAILURE() << name_of(kind);
    return report.effects.front();
  }
  DatasetBuilder b_;
  MeasureOptions options_;
};

TEST_F(Measures, AStockpileAsLongAsTheFailureAvoidsAllOfIt) {
  const MeasureReport report = evaluate();
  EXPECT_EQ(report.primary.root.country, "JPN");
  EXPECT_GT(report.loss.value, 0);
  const double all = report.loss.value;
  EXPECT_NEAR(of(report, MeasureKind::kStockpile, 60).avoided.value, all, 1e-3 * all);
  EXPECT_LT(of(report, MeasureKind::kStockpile, 30).avoided.value, all);
  EXPECT_GT(of(report, MeasureKind::kStockpile, 30).avoided.value, 0);
}

TEST_F(Measures, APlantForTheWholeGapWithStocksOverItsLeadTimeAvoidsAll) {
  options_.search.policy.default_lead_time_days = 10;  // buyers hold 20 days
  const MeasureReport report = evaluate();
  EXPECT_NEAR(of(report, MeasureKind::kNewPlant, 1).avoided.value, report.loss.value,
              0.02 * report.loss.value);
  EXPECT_GT(of(report, MeasureKind::kNewPlant, 1).avoided.value,
            of(report, MeasureKind::kNewPlant, 0.5).avoided.value);
  EXPECT_LT(of(report, MeasureKind::kNewPlant, 1).score_after->value, report.before->score->value);
}

TEST_F(Measures, WhoFailsAlongIsNotSetUp) {
  b_.firm("J", "320500", "JPN", false);
  b_.capability("J", "C", {}, 900).lead_time_days = 1;
  const MeasureReport report = evaluate();
  for (const MeasureEffect& effect : report.effects) {
    EXPECT_EQ(std::count(effect.makers.begin(), effect.makers.end(), b_.firm_id("J")), 0)
        << name_of(effect.kind);
  }
}

TEST_F(Measures, MakersInTrialCountOnceQualified) {
  const MeasureReport report = evaluate();
  const MeasureEffect& research = of(report, MeasureKind::kJointResearch);
  ASSERT_EQ(research.makers, std::vector<FirmId>{b_.firm_id("D")});
  EXPECT_GT(research.avoided.value, 0);
  EXPECT_LT(research.score_after->value, report.before->score->value);
  const MeasureEffect& alliance = of(report, MeasureKind::kAlliance);
  EXPECT_EQ(alliance.makers, std::vector<FirmId>{b_.firm_id("B")});
  EXPECT_EQ(of(report, MeasureKind::kReserveCapacity).makers.size(), 2U);
}

TEST_F(Measures, PoolingMovesPurchasesToOtherNamedSources) {
  const MeasureReport report = evaluate();
  const MeasureEffect& pooling = of(report, MeasureKind::kPooledPurchasing);
  EXPECT_TRUE(pooling.is_possible);
  EXPECT_TRUE(pooling.supposes_capacity);
  EXPECT_GT(pooling.avoided.value, 0);
  // A primary that holds less than half has nothing to give.
  b_.data.shares.clear();
  b_.data.facts.clear();
  b_.data.fact_uses.clear();
  b_.fact("C", Indicator::kExternalDependence, 30, 30);
  b_.share("C", "JPN", 30, 30, "China");
  const auto low = evaluate_measures(b_.data, b_.product_id("C"), options_);
  ASSERT_TRUE(low);
  if (low->primary.part < 0.5) {
    EXPECT_FALSE(of(*low, MeasureKind::kPooledPurchasing).is_possible);
  }
}

TEST_F(Measures, ASubstituteNeedsAnAlternativeInUse) {
  EXPECT_FALSE(of(evaluate(), MeasureKind::kSubstitute).is_possible);
  b_.data.inputs.clear();
  b_.product("X", "C3973");
  b_.input("C", "P", true, 20, "chips");
  b_.input("X", "P", true, 10, "chips");
  b_.firm("Y", "320500", "CHN", false);
  b_.capability("Y", "X", 200, 200);
  b_.supply("Y", "A", "X", 50, 20);
  b_.supply("Y", "E", "X", 50, 20);
  const MeasureReport report = evaluate();
  const MeasureEffect& substitute = of(report, MeasureKind::kSubstitute);
  EXPECT_TRUE(substitute.is_possible);
  EXPECT_EQ(substitute.substitutes, std::vector<ProductId>{b_.product_id("X")});
  EXPECT_GT(substitute.avoided.value, 0);
}

TEST_F(Measures, RangesSpanTheIntervalOfTheDependence) {
  b_.data.facts.front().low = 60;
  b_.data.facts.front().high = 95;
  const MeasureReport report = evaluate();
  EXPECT_LT(report.loss.low, report.loss.value);
  EXPECT_GT(report.loss.high, report.loss.value);
  for (const MeasureEffect& effect : report.effects) {
    EXPECT_LE(effect.avoided.low, effect.avoided.value);
    EXPECT_GE(effect.avoided.high, effect.avoided.value);
  }
  options_.with_interval = false;
  const MeasureReport alone = evaluate();
  EXPECT_EQ(alone.loss.value, report.loss.value);
  EXPECT_EQ(alone.loss.low, alone.loss.high);
}

TEST_F(Measures, RanksOrderWhatAvoidsSomething) {
  const MeasureReport report = evaluate();
  double last = 1e300;
  std::size_t rank = 0;
  for (const MeasureEffect& effect : report.effects) {
    if (effect.rank_by_cost == 0) continue;
    EXPECT_EQ(effect.rank_by_cost, ++rank);
    EXPECT_LE(effect.avoided_per_cost(), last);
    EXPECT_GT(effect.avoided.value, 0);
    last = effect.avoided_per_cost();
  }
  EXPECT_GT(rank, 3U);
  for (const MeasurePair& pair : report.pairs) {
    EXPECT_NEAR(
        pair.interaction,
        pair.avoided - report.effects[pair.first].avoided.value - report.effects[pair.second].avoided.value,
        1e-6);
    // Together they avoid at least what the better one does, to what orders and stocks make of it.
    EXPECT_GT(pair.avoided, 0.95 * std::max(report.effects[pair.first].avoided.value,
                                            report.effects[pair.second].avoided.value));
  }
}

TEST_F(Measures, DoNotDependOnThreads) {
  options_.threads = 1;
  const MeasureReport one = evaluate();
  options_.threads = 3;
  const MeasureReport three = evaluate();
  ASSERT_EQ(one.effects.size(), three.effects.size());
  for (std::size_t m = 0; m < one.effects.size(); ++m) {
    EXPECT_EQ(one.effects[m].kind, three.effects[m].kind);
    EXPECT_EQ(one.effects[m].avoided.value, three.effects[m].avoided.value);
  }
}

TEST_F(Measures, WhatCannotBeAskedIsRefused) {
  b_.product("Z");
  EXPECT_EQ(evaluate_measures(b_.data, b_.product_id("Z"), options_).error().code, ErrorCode::kNotFound);
  options_.search.scope = "nowhere";
  EXPECT_EQ(evaluate_measures(b_.data, b_.product_id("C"), options_).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace tenon
