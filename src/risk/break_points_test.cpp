#include "risk/break_points.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "risk/break_points_example.h"

namespace tenon {
namespace {

// tool -> part -> end; spare is known from figures to be at home; dark has no evidence; hearsay only grade M.
struct Fixture {
  ExampleDataset e;
  ProductId tool = e.add_product("tool");
  ProductId part = e.add_product("part");
  ProductId end = e.add_product("end");
  ProductId spare = e.add_product("spare");
  ProductId dark = e.add_product("dark");
  ProductId hearsay = e.add_product("hearsay");

  Fixture() {
    e.link(tool, part);
    e.link(part, end);
    e.link(spare, end);
    e.link(dark, end);
    e.link(hearsay, end);
    e.add_fact(tool, Indicator::kDomesticSupply, "CHN", 0, 0, 2025, 'A');
    e.add_fact(tool, Indicator::kFlagSingleSource, "WORLD", 1, 1, 2025, 'A');
    e.add_fact(spare, Indicator::kDomesticSupply, "CHN", 95, 95, 2025, 'A');
    e.add_capability(e.add_firm("abroad", "JPN", "JPN"), tool);
    for (int k = 0; k < 4; ++k) {
      const FirmId firm = e.add_firm("home" + std::to_string(k), "330200", "CHN");
      e.add_capability(firm, spare);
      e.add_capability(firm, hearsay, CapabilityStatus::kQualified, 'M');
    }
  }

  std::map<std::string, BreakPoint> run(BreakPointOptions options = {}) {
    const Result<BreakPointReport> report = find_break_points(e.data, options);
    std::map<std::string, BreakPoint> by_id;
    for (const BreakPoint& point : report.value().break_points)
      by_id[e.data.products[point.subject.index].id] = point;
    return by_id;
  }
};

bool has_kind(const BreakPoint& point, RiskKind kind) {
  return std::find(point.kinds.begin(), point.kinds.end(), kind) != point.kinds.end();
}

TEST(FindBreakPoints, RanksTheDependentOnesFirst) {
  Fixture f;
  const auto points = f.run();
  EXPECT_EQ(points.at("tool").rank, 1U);
  EXPECT_EQ(points.at("tool").level, Level::kRed);
  EXPECT_TRUE(has_kind(points.at("tool"), RiskKind::kExternalDependence));
  EXPECT_TRUE(has_kind(points.at("tool"), RiskKind::kNoAlternative));
  EXPECT_TRUE(has_kind(points.at("tool"), RiskKind::kSingleSource));
  EXPECT_EQ(points.at("tool").remedy.remedy_class, RemedyClass::kSupplement);
  EXPECT_EQ(points.at("tool").lost_end_products.size(), 1U);
  EXPECT_GT(points.at("spare").rank, 1U);
  EXPECT_LT(points.at("spare").score->value, 0.35);
}

TEST(FindBreakPoints, NothingWithoutEvidenceCarriesAScore) {
  Fixture f;
  const auto points = f.run();
  for (const char* id : {"dark", "hearsay", "part"}) {
    EXPECT_FALSE(points.at(id).score.has_value()) << id;
    EXPECT_EQ(points.at(id).level, Level::kUnknown);
    EXPECT_EQ(points.at(id).rank, 0U);
  }
  const BreakPointReport report = find_break_points(f.e.data, {}).value();
  const auto gap = std::find_if(report.gaps.begin(), report.gaps.end(), [&](const DataGap& g) {
    return g.subject.index == f.dark.index() && g.what == "no_evidence";
  });
  EXPECT_NE(gap, report.gaps.end());
}

TEST(FindBreakPoints, WeakGradesNeverGiveRed) {
  Fixture f;
  f.e.data.facts[0].provenance.grade = 'C';
  const BreakPoint weak = f.run().at("tool");
  EXPECT_EQ(weak.level, Level::kOrange);
  EXPECT_TRUE(weak.level_capped);
  f.e.data.facts[0].provenance.grade = 'M';
  EXPECT_EQ(f.run().at("tool").level, Level::kOrange);
}

TEST(FindBreakPoints, SyntheticNumbersDoNotLiftAProductWithoutRealEvidence) {
  Fixture f;
  const FirmId made_up = f.e.add_firm("made up", "330200", "CHN");
  f.e.data.firms[made_up.index()].synthetic = true;
  f.e.add_capability(made_up, f.dark, CapabilityStatus::kQualified, 'S').annual_capacity = 10;
  f.e.add_supply(made_up, made_up, f.dark, 100);
  f.e.add_capability(made_up, f.tool, CapabilityStatus::kQualified, 'S').annual_capacity = 10;
  f.e.add_supply(made_up, made_up, f.tool, 100);
  f.e.add_capability(made_up, f.spare, CapabilityStatus::kQualified, 'S').annual_capacity = 10;
  f.e.add_supply(made_up, made_up, f.spare, 100);
  Fixture without;
  const auto points = f.run();
  EXPECT_FALSE(points.at("dark").score.has_value());
  EXPECT_DOUBLE_EQ(points.at("tool").score->value, without.run().at("tool").score->value);
  EXPECT_DOUBLE_EQ(points.at("spare").score->value, without.run().at("spare").score->value);
  BreakPointOptions trial;
  trial.use_synthetic = true;
  EXPECT_FALSE(f.run(trial).at("dark").score.has_value());
  EXPECT_TRUE(has_kind(f.run(trial).at("spare"), RiskKind::kNMinus1));
  EXPECT_FALSE(has_kind(points.at("spare"), RiskKind::kNMinus1));
  const auto& lines = points.at("dark").evidence;
  const auto test =
      std::find_if(lines.begin(), lines.end(), [](const Evidence& l) { return l.metric == "n_minus_1"; });
  ASSERT_NE(test, lines.end());
  EXPECT_TRUE(test->synthetic);
  EXPECT_FALSE(test->computed_with);
}

TEST(FindBreakPoints, ForeignScopesHaveNoInfluence) {
  Fixture f;
  const double before = f.run().at("spare").score->value;
  f.e.add_fact(f.spare, Indicator::kExternalDependence, "USA", 93, 93, 2025, 'A');
  const BreakPoint after = f.run().at("spare");
  EXPECT_DOUBLE_EQ(after.score->value, before);
  const auto shown = std::count_if(after.evidence.begin(), after.evidence.end(), [](const Evidence& l) {
    return l.value && *l.value == 93 && !l.computed_with;
  });
  EXPECT_EQ(shown, 1);
}

TEST(FindBreakPoints, IntervalsHoldTheValueAndRanksTheRank) {
  Fixture f;
  f.e.add_fact(f.spare, Indicator::kDomesticSupply, "CHN", 40, 60, 2024, 'A');
  for (const auto& [id, point] : f.run()) {
    if (!point.score) continue;
    EXPECT_LE(point.score->low, point.score->value) << id;
    EXPECT_LE(point.score->value, point.score->high) << id;
    EXPECT_LE(point.rank_low, point.rank) << id;
    EXPECT_LE(point.rank, point.rank_high) << id;
  }
}

TEST(FindBreakPoints, RowOrderDoesNotMatter) {
  Fixture f;
  f.e.add_fact(f.spare, Indicator::kLeadingProviderShare, "WORLD", 50, 60, 2024, 'B', "foreign_share");
  Fixture shuffled = f;
  std::reverse(shuffled.e.data.inputs.begin(), shuffled.e.data.inputs.end());
  std::reverse(shuffled.e.data.capabilities.begin(), shuffled.e.data.capabilities.end());
  std::reverse(shuffled.e.data.fact_uses.begin(), shuffled.e.data.fact_uses.end());
  const auto a = f.run();
  const auto b = shuffled.run();
  for (const auto& [id, point] : a) {
    EXPECT_EQ(point.rank, b.at(id).rank) << id;
    EXPECT_EQ(point.level, b.at(id).level) << id;
    ASSERT_EQ(point.score.has_value(), b.at(id).score.has_value()) << id;
    if (!point.score) continue;
    EXPECT_NEAR(point.score->value, b.at(id).score->value, 1e-12) << id;
  }
}

TEST(FindBreakPoints, ANarrowerScopeIsNoSafer) {
  Fixture f;
  BreakPointOptions country;
  country.scope = "CHN";
  BreakPointOptions shanghai;
  shanghai.scope = "310000";  // its makers of `spare` stand in Ningbo
  const BreakPoint wide = f.run(country).at("spare");
  const BreakPoint narrow = f.run(shanghai).at("spare");
  EXPECT_GT(narrow.score->value, wide.score->value);
  EXPECT_EQ(narrow.remedy.remedy_class, RemedyClass::kSupplement);
  EXPECT_EQ(wide.remedy.remedy_class, RemedyClass::kStrengthen);
}

TEST(FindBreakPoints, AnUnknownScopeIsAnError) {
  Fixture f;
  BreakPointOptions options;
  options.scope = "XXX";
  EXPECT_EQ(find_break_points(f.e.data, options).error().code, ErrorCode::kNotFound);
}

TEST(FindBreakPoints, OneChainOnlyStillCountsAll) {
  Fixture f;
  const ChainId second = f.e.add_chain("C2");
  f.e.add_product("elsewhere", second);
  BreakPointOptions options;
  options.chain = second;
  const auto points = f.run(options);
  EXPECT_EQ(points.size(), 1U);
  EXPECT_EQ(points.count("elsewhere"), 1U);
}

TEST(FindBreakPoints, ThresholdsAreConfigurable) {
  Fixture f;
  BreakPointOptions options;
  options.red_at = 1.1;
  EXPECT_EQ(f.run(options).at("tool").level, Level::kOrange);
  EXPECT_FALSE(f.run(options).at("tool").level_capped);
}

TEST(FindBreakPoints, EmptyDatasetWithARegion) {
  ExampleDataset e;
  EXPECT_TRUE(find_break_points(e.data, {}).value().break_points.empty());
}

}  // namespace
}  // namespace tenon
