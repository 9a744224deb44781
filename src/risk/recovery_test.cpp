#include "risk/recovery.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/random.h"
#include "risk/break_points_example.h"

namespace tenon {
namespace {

Interval exactly(double x) {
  return {x, x, x};
}

TEST(MakerCensus, CountsParentsNotAddresses) {
  ExampleDataset e;
  const ProductId p = e.add_product("p");
  const FirmId group = e.add_firm("group", "310000", "CHN");
  const FirmId plant1 = e.add_firm("plant1", "310000", "CHN");
  const FirmId plant2 = e.add_firm("plant2", "330200", "CHN");
  e.data.firms[plant1.index()].parent = group;
  e.data.firms[plant2.index()].parent = group;
  e.add_capability(plant1, p);
  e.add_capability(plant2, p);
  e.add_capability(e.add_firm("foreign", "330200", "JPN"), p);  // a foreign plant in the Delta
  e.add_capability(e.add_firm("south", "440000", "CHN"), p, CapabilityStatus::kTrial);
  e.add_capability(e.add_firm("lab", "330200", "CHN"), p, CapabilityStatus::kPotential);
  const MakerCensus census = maker_census(e.data, make_scope_view(e.data, "YRD").value(), false)[0];
  EXPECT_DOUBLE_EQ(census.independent_scope.value, 1.1);
  EXPECT_DOUBLE_EQ(census.independent_country.value, 0.3);
  EXPECT_EQ(census.volume_scope, 1U);
  EXPECT_EQ(census.foreign_volume, 1U);
  EXPECT_EQ(census.foreign_volume_in_scope, 1U);
  EXPECT_EQ(census.makers.size(), 4U);
}

TEST(MakerCensus, WeakEntriesMoveTheLowEndOnly) {
  ExampleDataset e;
  const ProductId p = e.add_product("p");
  e.add_capability(e.add_firm("known", "330200", "CHN"), p, CapabilityStatus::kQualified, 'A');
  e.add_capability(e.add_firm("hearsay", "330200", "CHN"), p, CapabilityStatus::kQualified, 'M');
  e.add_capability(e.add_firm("unclear", "330200", "CHN"), p, CapabilityStatus::kUnknown, 'B');
  const MakerCensus census = maker_census(e.data, make_scope_view(e.data, "YRD").value(), false)[0];
  EXPECT_DOUBLE_EQ(census.independent_scope.value, 2.2);
  EXPECT_DOUBLE_EQ(census.independent_scope.low, 1);
  EXPECT_DOUBLE_EQ(census.independent_scope.high, 3);
}

TEST(MakerCensus, SyntheticFirmsCountOnlyOnRequest) {
  ExampleDataset e;
  const ProductId p = e.add_product("p");
  const FirmId firm = e.add_firm("made up", "330200", "CHN");
  e.data.firms[firm.index()].synthetic = true;
  e.add_capability(firm, p);
  const ScopeView scope = make_scope_view(e.data, "YRD").value();
  EXPECT_TRUE(maker_census(e.data, scope, false)[0].empty());
  EXPECT_EQ(maker_census(e.data, scope, true)[0].volume_scope, 1U);
}

TEST(MakerCensus, JointControlCountsHalfAndReadinessReplacesTheStatusWeight) {
  ExampleDataset e;
  const ProductId p = e.add_product("p");
  const FirmId joint = e.add_firm("joint", "330200", "CHN");
  e.data.firms[joint.index()].control_note = "joint: CHN + USA";
  e.add_capability(joint, p);
  e.add_capability(e.add_firm("trial", "330200", "CHN"), p, CapabilityStatus::kTrial).trl = 6;
  const MakerCensus census = maker_census(e.data, make_scope_view(e.data, "YRD").value(), false)[0];
  EXPECT_DOUBLE_EQ(census.independent_scope.value, 0.5 + 6.0 / 9);
  EXPECT_EQ(census.best_trl, 6);
}

TEST(MakerCensus, AnOwnMakerOfUnknownPlaceIsSomewhereInTheCountry) {
  ExampleDataset e;
  const ProductId p = e.add_product("p");
  e.add_capability(e.add_firm("somewhere", "", "CHN"), p);
  EXPECT_EQ(maker_census(e.data, make_scope_view(e.data, "YRD").value(), false)[0].volume_country, 1U);
  EXPECT_EQ(maker_census(e.data, make_scope_view(e.data, "CHN").value(), false)[0].volume_scope, 1U);
}

TEST(RecoveryDifficulty, HandComputed) {
  const BreakPointMethod method;
  RecoveryInputs inputs;
  EXPECT_FALSE(recovery_difficulty(inputs, method).has_value());
  inputs.makers = exactly(0);
  EXPECT_DOUBLE_EQ(recovery_difficulty(inputs, method)->value, 1);
  inputs.makers = exactly(2);
  EXPECT_DOUBLE_EQ(recovery_difficulty(inputs, method)->value, 0.5);
  inputs.dependence = exactly(0.5);  // surge: 1 - 0.3
  EXPECT_DOUBLE_EQ(recovery_difficulty(inputs, method)->value, (0.4 * 0.5 + 0.4 * 0.7) / 0.8);
  inputs.spare = 0.4;  // 1 - 0.4 / 0.5
  EXPECT_DOUBLE_EQ(recovery_difficulty(inputs, method)->value, (0.4 * 0.5 + 0.4 * 0.2) / 0.8);
  inputs.days = exactly(365);
  EXPECT_DOUBLE_EQ(recovery_difficulty(inputs, method)->value, 0.4 * 0.5 + 0.4 * 0.2 + 0.2 * 0.5);
  inputs.days = exactly(-30);  // the inventory outlasts the lead time
  EXPECT_NEAR(recovery_difficulty(inputs, method)->value, 0.4 * 0.5 + 0.4 * 0.2, 1e-12);
}

TEST(ProductRecovery, TimeIsLeadPlusQualificationLessCover) {
  ExampleDataset e;
  const ProductId p = e.add_product("p");
  e.add_capability(e.add_firm("a", "330200", "CHN"), p).lead_time_days = 999;  // a fact comes before it
  e.add_capability(e.add_firm("b", "330200", "CHN"), p);
  e.add_fact(p, Indicator::kLeadTimeDays, "WORLD", 100, 300, 2025, 'A');
  e.add_fact(p, Indicator::kLeadTimeDays, "WORLD", 900, 900, 2020, 'C');
  e.add_fact(p, Indicator::kQualificationTimeDays, "CHN", 365, 365);
  e.add_fact(p, Indicator::kInventoryDays, "CHN", 200, 200);
  const ScopeView scope = make_scope_view(e.data, "YRD").value();
  std::vector<const FactUse*> uses;
  for (const FactUse& use : e.data.fact_uses) uses.push_back(&use);
  BreakPointOptions options;
  options.current_year = 2025;
  const Recovery result = product_recovery(e.data, scope, p, maker_census(e.data, scope, false)[0], NMinus1{},
                                           Dependence{}, uses, options);
  EXPECT_DOUBLE_EQ(*result.lead_time_days, 200);
  // Two makers: 1/2. Days: 200 + 365 - 200.
  EXPECT_DOUBLE_EQ(result.difficulty->value, (0.4 * 0.5 + 0.2 * 0.5) / 0.6);
  EXPECT_NEAR(result.difficulty->low, (0.4 * 0.5 + 0.2 * 265 / 630) / 0.6, 1e-12);
  EXPECT_NEAR(result.difficulty->high, (0.4 * 0.5 + 0.2 * 465 / 830) / 0.6, 1e-12);
}

TEST(ProductRecovery, WithoutAFactTheQuickestOwnMakerSetsTheLeadTime) {
  ExampleDataset e;
  const ProductId p = e.add_product("p");
  e.add_capability(e.add_firm("slow", "330200", "CHN"), p).lead_time_days = 300;
  e.add_capability(e.add_firm("quick", "310000", "CHN"), p).lead_time_days = 80;
  e.add_capability(e.add_firm("foreign", "310000", "JPN"), p).lead_time_days = 10;
  const ScopeView scope = make_scope_view(e.data, "YRD").value();
  const Recovery result = product_recovery(e.data, scope, p, maker_census(e.data, scope, false)[0], NMinus1{},
                                           Dependence{}, {}, BreakPointOptions{});
  EXPECT_DOUBLE_EQ(*result.lead_time_days, 80);
}

TEST(RecoveryDifficulty, WithoutAListOfMakersTheUpperEndIsOpen) {
  RecoveryInputs inputs;
  inputs.dependence = exactly(0.5);
  const Interval difficulty = *recovery_difficulty(inputs, {});
  EXPECT_DOUBLE_EQ(difficulty.value, 0.7);
  EXPECT_GT(difficulty.high, 0.85);
  EXPECT_LT(difficulty.low, 0.4);
}

TEST(RecoveryDifficulty, AMakerMoreNeverRaisesIt) {
  const Philox random(5);
  for (std::uint64_t k = 0; k < 1000; ++k) {
    RecoveryInputs inputs;
    const double m = 5 * random.uniform(0, k);
    inputs.makers = Interval{m, m / 2, m * 2};
    inputs.dependence = exactly(random.uniform(1, k));
    if (random.uniform(2, k) < 0.5) inputs.days = exactly(1000 * random.uniform(3, k));
    if (random.uniform(4, k) < 0.5) inputs.spare = random.uniform(5, k);
    const Interval before = *recovery_difficulty(inputs, {});
    ASSERT_LE(0, before.low);
    ASSERT_LE(before.low, before.value);
    ASSERT_LE(before.value, before.high);
    ASSERT_LE(before.high, 1);
    inputs.makers = Interval{m + 1, m / 2 + 1, m * 2 + 1};
    const Interval after = *recovery_difficulty(inputs, {});
    ASSERT_LE(after.value, before.value + 1e-12);
    ASSERT_LE(after.low, before.low + 1e-12);
    ASSERT_LE(after.high, before.high + 1e-12);
  }
}

}  // namespace
}  // namespace tenon
