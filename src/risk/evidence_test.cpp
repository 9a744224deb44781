#include "risk/evidence.h"

#include <gtest/gtest.h>

#include "risk/break_points_example.h"
#include "risk/evidence_scope.h"

namespace tenon {
namespace {

Provenance from(char grade, std::optional<int> year, const std::string& source = "s") {
  Provenance provenance;
  provenance.grade = grade;
  provenance.year = year;
  provenance.source = source;
  return provenance;
}

TEST(Evidence, GradeAndAgeMakeQuality) {
  EXPECT_DOUBLE_EQ(quality_of(from('A', 2025), 2025), 1);
  EXPECT_DOUBLE_EQ(quality_of(from('B', 2024), 2025), 0.81);
  EXPECT_GT(quality_of(from('B', 2023), 2025), quality_of(from('C', 2025), 2025));
  EXPECT_DOUBLE_EQ(quality_of(from('A', std::nullopt), 2025), quality_of(from('A', 2020), 2025));
  EXPECT_DOUBLE_EQ(quality_of(from('A', 2030), 2025), 1);  // a year to come is no age
}

TEST(Evidence, TiesDoNotDependOnRowOrder) {
  const Provenance a = from('A', 2025, "a");
  const Provenance b = from('A', 2025, "b");
  EXPECT_NE(better_source(a, b, 2026), better_source(b, a, 2026));
}

TEST(Evidence, OldIsBeforeTheYear) {
  EXPECT_TRUE(is_old(from('A', 2020), 2021));
  EXPECT_FALSE(is_old(from('A', 2021), 2021));
  EXPECT_FALSE(is_old(from('A', std::nullopt), 2021));
}

TEST(Evidence, TheUseOverridesTheNumberOfTheFact) {
  Fact fact;
  fact.low = 10;
  FactUse use;
  EXPECT_DOUBLE_EQ(percent_interval(use, fact)->value, 0.1);
  use.low = 80;
  use.high = 100;
  EXPECT_DOUBLE_EQ(percent_interval(use, fact)->value, 0.9);
  EXPECT_FALSE(percent_interval(FactUse{}, Fact{}).has_value());
}

TEST(Evidence, ANumberFromTheScopeGetsALineOfItsOwn) {
  Fact fact;
  fact.metric = "cn_global_share";
  fact.low = fact.high = 0;
  FactUse use;
  use.indicator = Indicator::kLeadingProviderShare;
  EXPECT_EQ(evidence_of_use(use, fact, 2021).metric, "fact.cn_global_share");
  use.low = use.high = 99.3;
  const Evidence line = evidence_of_use(use, fact, 2021);
  EXPECT_EQ(line.metric, "leading_provider_share");
  EXPECT_DOUBLE_EQ(*line.value, 99.3);
  EXPECT_FALSE(same_evidence(line, evidence_of_fact(fact, 2021)));
}

TEST(Evidence, IntervalsKeepTheirOrder) {
  const Interval interval = make_interval(0.5, 0.8, 0.2);
  EXPECT_DOUBLE_EQ(interval.low, 0.5);
  EXPECT_DOUBLE_EQ(interval.high, 0.5);
  EXPECT_DOUBLE_EQ(make_interval(1.7, -1, 3).value, 1);
}

TEST(EvidenceScope, KnowsWhatLiesInside) {
  const ExampleDataset e;
  const ScopeView view = make_scope_view(e.data, "330000").value();
  EXPECT_TRUE(view.contains(e.region("330200")));
  EXPECT_FALSE(view.contains(e.region("310000")));
  EXPECT_TRUE(view.in_country[e.region("440000").index()]);
  EXPECT_FALSE(view.in_country[e.region("JPN").index()]);
  EXPECT_EQ(view.country_code, "CHN");
  EXPECT_TRUE(make_scope_view(e.data, "CHN").value().is_country);
  EXPECT_FALSE(make_scope_view(e.data, "nowhere").ok());
}

TEST(EvidenceScope, SurvivesALoopOfParents) {
  ExampleDataset e;
  e.data.regions[0].tier = Tier::kArea;
  e.data.regions[0].parent = e.region("YRD");
  EXPECT_TRUE(make_scope_view(e.data, "YRD").ok());
}

TEST(EvidenceScope, FitsFiguresToTheScope) {
  const ExampleDataset e;
  const ScopeView delta = make_scope_view(e.data, "YRD").value();
  EXPECT_EQ(basis_fit(e.data, delta, "CHN"), BasisFit::kCountry);
  EXPECT_EQ(basis_fit(e.data, delta, "YRD"), BasisFit::kScope);
  EXPECT_EQ(basis_fit(e.data, delta, "WORLD"), BasisFit::kWorld);
  EXPECT_EQ(basis_fit(e.data, delta, "USA"), BasisFit::kNone);
  EXPECT_EQ(basis_fit(e.data, delta, "330000"), BasisFit::kNone);
}

TEST(EvidenceScope, ReadsTheBasisOfShares) {
  const ExampleDataset e;
  EXPECT_EQ(share_basis(e.data, "global HBM 2Q25"), "WORLD");
  EXPECT_EQ(share_basis(e.data, "global"), "WORLD");
  EXPECT_EQ(share_basis(e.data, "World output"), "WORLD");
  EXPECT_EQ(share_basis(e.data, "China RV reducers"), "CHN");
  EXPECT_EQ(share_basis(e.data, "share of China GO-steel output"), "CHN");
  EXPECT_FALSE(share_basis(e.data, "used by Chinese robot makers").has_value());
  EXPECT_FALSE(share_basis(e.data, "Chinatown").has_value());
}

}  // namespace
}  // namespace tenon
