#include "risk/dependency.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "risk/break_points_example.h"

namespace tenon {
namespace {

struct Fixture {
  ExampleDataset e;
  ProductId product = e.add_product("p");
  BreakPointOptions options;

  Fixture() { options.current_year = 2026; }

  Dependence run(const std::string& scope_code = "CHN") {
    const ScopeView scope = make_scope_view(e.data, scope_code).value();
    const auto groups = share_groups(e.data, options.current_year);
    const auto makers = maker_census(e.data, scope, false);
    std::vector<const FactUse*> uses;
    for (const FactUse& use : e.data.fact_uses) uses.push_back(&use);
    return product_dependence(e.data, scope, makers[0], uses, groups[0], options);
  }
};

TEST(Dependence, WithoutEvidenceItIsUnknown) {
  Fixture f;
  EXPECT_EQ(f.run().basis, DependenceBasis::kNone);
}

TEST(Dependence, OwnSupplyIsTheComplement) {
  Fixture f;
  f.e.add_fact(f.product, Indicator::kDomesticSupply, "CHN", 0, 20);
  const Dependence result = f.run();
  EXPECT_EQ(result.basis, DependenceBasis::kFigure);
  EXPECT_DOUBLE_EQ(result.country.value, 0.9);
  EXPECT_DOUBLE_EQ(result.country.low, 0.8);
  EXPECT_DOUBLE_EQ(result.country.high, 1.0);
  EXPECT_TRUE(result.published);
}

TEST(Dependence, ForeignScopesHaveNoInfluence) {
  Fixture f;
  f.e.add_fact(f.product, Indicator::kExternalDependence, "USA", 93, 93, 2025, 'A');
  EXPECT_EQ(f.run().basis, DependenceBasis::kNone);
  f.e.add_fact(f.product, Indicator::kExternalDependence, "CHN", 30, 30, 2022, 'C');
  EXPECT_DOUBLE_EQ(f.run().country.value, 0.3);
}

TEST(Dependence, OfTheWorldMarketFollowsFromSupplyOverDemand) {
  const BreakPointMethod method;
  const Interval none = dependence_from_world_supply({0, 0, 0}, method);
  EXPECT_DOUBLE_EQ(none.value, 1);
  EXPECT_DOUBLE_EQ(none.low, 1);  // whatever the country's part of demand
  const Interval some = dependence_from_world_supply({0.15, 0.15, 0.15}, method);
  EXPECT_DOUBLE_EQ(some.value, 0.5);
  EXPECT_DOUBLE_EQ(some.low, 0.25);
  EXPECT_DOUBLE_EQ(some.high, 0.75);
  EXPECT_DOUBLE_EQ(dependence_from_world_supply({0.7, 0.7, 0.7}, method).high, 0);
}

TEST(Dependence, TheBestFigureGivesTheValueTheOthersWiden) {
  Fixture f;
  f.e.add_fact(f.product, Indicator::kDomesticSupply, "CHN", 40, 40, 2025, 'A');
  f.e.add_fact(f.product, Indicator::kDomesticSupply, "CHN", 10, 10, 2024, 'B');
  f.e.add_fact(f.product, Indicator::kDomesticSupply, "CHN", 0, 0, 2013, 'A');  // too old to be plausible
  const Dependence result = f.run();
  EXPECT_DOUBLE_EQ(result.country.value, 0.6);
  EXPECT_DOUBLE_EQ(result.country.low, 0.6);
  EXPECT_DOUBLE_EQ(result.country.high, 0.9);
  EXPECT_TRUE(result.evidence[1].computed_with);
  EXPECT_FALSE(result.evidence[2].computed_with);
  EXPECT_TRUE(result.evidence[2].old);
}

TEST(Dependence, AnOldFigureOpensItsInterval) {
  Fixture f;
  f.e.add_fact(f.product, Indicator::kDomesticSupply, "CHN", 10, 10, 2016, 'A');
  const Dependence result = f.run();
  EXPECT_DOUBLE_EQ(result.country.value, 0.9);
  EXPECT_NEAR(result.country.low, 0.9 - 5 * 0.04, 1e-12);
  EXPECT_NEAR(result.country.high, 0.95, 1e-12);
  EXPECT_TRUE(result.only_old);
}

TEST(Dependence, AForeignLeaderIsAFloor) {
  Fixture f;
  f.e.add_fact(f.product, Indicator::kLeadingProviderShare, "CHN", 34, 34, 2025, 'B', "foreign_share");
  const Dependence result = f.run();
  EXPECT_EQ(result.basis, DependenceBasis::kFloor);
  EXPECT_DOUBLE_EQ(result.country.low, 0.34);
  EXPECT_DOUBLE_EQ(result.country.value, 0.34 + 0.66 / 2);  // nothing known of the rest
  EXPECT_DOUBLE_EQ(result.country.high, 1);
  f.e.add_capability(f.e.add_firm("holder", "JPN", "JPN"), f.product);
  f.e.add_capability(f.e.add_firm("own 1", "330200", "CHN"), f.product);
  f.e.add_capability(f.e.add_firm("own 2", "440000", "CHN"), f.product);
  EXPECT_DOUBLE_EQ(f.run().country.value, 0.34 + 0.66 / 4);
  // Of the world market 0.66 x 3/4 may be own: more than the country uses. The makers named say
  // 1 / (1 + 2 + 1).
  f.e.data.fact_uses[0].basis_region = "WORLD";
  EXPECT_DOUBLE_EQ(f.run().country.value, 0.25);
  f.e.data.facts[0].low = f.e.data.facts[0].high = 90;
  EXPECT_NEAR(f.run().country.value, 1 - 0.1 * 0.75 / 0.3, 1e-12);
  f.e.data.capabilities.clear();
  // The same number about an unnamed holder says nothing about dependence.
  f.e.data.facts[0].metric = "domestic_leader_share";
  EXPECT_EQ(f.run().basis, DependenceBasis::kNone);
}

TEST(Dependence, CompleteSharesFixBothSides) {
  Fixture f;
  const FirmId foreign = f.e.add_firm("a", "JPN", "JPN");
  const FirmId own = f.e.add_firm("b", "330200", "CHN");
  f.e.add_share(f.product, foreign, 80, 80, "China widgets");
  f.e.add_share(f.product, own, 16, 16, "China widgets");
  const Dependence result = f.run();
  EXPECT_EQ(result.basis, DependenceBasis::kFigure);
  EXPECT_NEAR(result.country.value, 1 - 16.0 / 96, 1e-12);
  EXPECT_NEAR(result.country.low, 0.8, 1e-12);
  EXPECT_NEAR(result.country.high, 0.84, 1e-12);
}

TEST(Dependence, AChokePointListMeansMoreThanHalf) {
  Fixture f;
  f.e.add_fact(f.product, Indicator::kFlagChokePoint, "CHN", 1, 1);
  const Dependence result = f.run();
  EXPECT_EQ(result.basis, DependenceBasis::kFlag);
  EXPECT_DOUBLE_EQ(result.country.low, 0.5);
  EXPECT_DOUBLE_EQ(result.country.value, 0.75);
  EXPECT_TRUE(result.published);
  f.e.data.facts[0].provenance.year = 2018;
  EXPECT_FALSE(f.run().published);
  EXPECT_NEAR(f.run().country.low, 0.5 - 3 * 0.04, 1e-12);
  f.e.data.facts[0].low = f.e.data.facts[0].high = 0;
  EXPECT_EQ(f.run().basis, DependenceBasis::kNone);
}

TEST(Dependence, NamedMakersNeedAPublishedEntry) {
  Fixture f;
  f.e.add_capability(f.e.add_firm("a", "JPN", "JPN"), f.product, CapabilityStatus::kQualified, 'M');
  EXPECT_EQ(f.run().basis, DependenceBasis::kNone);
  f.e.add_capability(f.e.add_firm("b", "USA", "USA"), f.product, CapabilityStatus::kQualified, 'B');
  const Dependence result = f.run();
  EXPECT_EQ(result.basis, DependenceBasis::kNamedMakers);
  EXPECT_DOUBLE_EQ(result.country.value, 2.0 / 3);  // one own maker may have been missed
  EXPECT_DOUBLE_EQ(result.country.low, 2.0 / (2 + 3));
  EXPECT_DOUBLE_EQ(result.country.high, 1);
  EXPECT_FALSE(result.published);
}

TEST(Dependence, ANarrowerScopeNeverDependsLess) {
  Fixture f;
  f.e.add_fact(f.product, Indicator::kDomesticSupply, "CHN", 50, 50);
  f.e.add_capability(f.e.add_firm("a", "330200", "CHN"), f.product);
  f.e.add_capability(f.e.add_firm("b", "310000", "CHN"), f.product);
  f.e.add_capability(f.e.add_firm("c", "440000", "CHN"), f.product);
  const double country = f.run("CHN").scope.value;
  const double delta = f.run("YRD").scope.value;
  const double province = f.run("330000").scope.value;
  EXPECT_DOUBLE_EQ(country, 0.5);
  EXPECT_DOUBLE_EQ(delta, 0.5 + 0.5 * 0.25 / 3);
  EXPECT_DOUBLE_EQ(province, 0.5 + 0.5 * 0.25 * 2 / 3);
}

TEST(Dependence, AFigureOnTheScopeItselfReplacesTheGuess) {
  Fixture f;
  f.e.add_fact(f.product, Indicator::kDomesticSupply, "CHN", 50, 50);
  f.e.add_fact(f.product, Indicator::kExternalDependence, "YRD", 70, 70);
  EXPECT_DOUBLE_EQ(f.run("YRD").scope.value, 0.5 + 0.25 * 0.2);
  EXPECT_DOUBLE_EQ(f.run("CHN").scope.value, 0.5);  // part of another scope only
}

TEST(Dependence, DoesNotDependOnTheOrderOfRows) {
  Fixture f;
  f.e.add_fact(f.product, Indicator::kDomesticSupply, "CHN", 40, 40, 2025, 'A');
  f.e.add_fact(f.product, Indicator::kDomesticSupply, "CHN", 20, 30, 2025, 'A');
  f.e.add_fact(f.product, Indicator::kWorldSupplyInside, "WORLD", 10, 10, 2025, 'A');
  f.e.add_fact(f.product, Indicator::kTopGroupShare, "WORLD", 90, 90, 2024, 'A', "foreign_share", 2);
  const Interval forward = f.run("YRD").scope;
  std::reverse(f.e.data.fact_uses.begin(), f.e.data.fact_uses.end());
  const Interval backward = f.run("YRD").scope;
  EXPECT_DOUBLE_EQ(forward.value, backward.value);
  EXPECT_DOUBLE_EQ(forward.low, backward.low);
  EXPECT_DOUBLE_EQ(forward.high, backward.high);
}

}  // namespace
}  // namespace tenon
