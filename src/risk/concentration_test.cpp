#include "risk/concentration.h"

#include <gtest/gtest.h>

#include <vector>

#include "risk/break_points_example.h"

namespace tenon {
namespace {

Interval exactly(double share) {
  return {share, share, share};
}

TEST(Hhi, OfCompleteShares) {
  const std::vector<Interval> shares = {exactly(0.62), exactly(0.21), exactly(0.17)};
  const Interval hhi = hhi_of_shares(shares);
  EXPECT_NEAR(hhi.value, 0.62 * 0.62 + 0.21 * 0.21 + 0.17 * 0.17, 1e-12);
  EXPECT_NEAR(hhi.low, hhi.value, 1e-12);
  EXPECT_NEAR(hhi.high, hhi.value, 1e-12);
}

TEST(Hhi, UnnamedRestIsBetweenThinAndOneProvider) {
  const std::vector<Interval> shares = {exactly(0.5)};
  const Interval hhi = hhi_of_shares(shares);
  EXPECT_DOUBLE_EQ(hhi.low, 0.25);
  EXPECT_DOUBLE_EQ(hhi.value, 0.25 + 0.5 * 0.25);
  EXPECT_DOUBLE_EQ(hhi.high, 0.5);
}

TEST(Hhi, SharesBeyondOneAreScaled) {
  const std::vector<Interval> shares = {exactly(0.8), exactly(0.8)};
  EXPECT_NEAR(hhi_of_shares(shares).value, 0.5, 1e-12);
}

TEST(Hhi, OfLeader) {
  EXPECT_DOUBLE_EQ(hhi_of_leader(exactly(1)).value, 1);
  const Interval hhi = hhi_of_leader(exactly(0.4));
  EXPECT_NEAR(hhi.low, 0.16, 1e-12);
  EXPECT_NEAR(hhi.high, 0.16 + 0.16 + 0.04, 1e-12);  // nobody is larger than the leader
  EXPECT_NEAR(hhi.value, 0.26, 1e-12);
  EXPECT_DOUBLE_EQ(hhi_of_leader(exactly(0)).value, 0);
}

TEST(Hhi, OfGroup) {
  const Interval hhi = hhi_of_group(exactly(0.9), 3);
  EXPECT_NEAR(hhi.low, 0.27, 1e-12);
  EXPECT_NEAR(hhi.value, 0.81 * (1 + 0.25 + 1.0 / 9) / (11.0 / 6 * 11.0 / 6), 1e-12);
  EXPECT_NEAR(hhi.high, 0.81 + 0.01, 1e-12);
  EXPECT_NEAR(hhi_of_group(exactly(0.9), 0).low, 0.81, 1e-12);  // an unknown size counts as one
}

struct Fixture {
  ExampleDataset e;
  ProductId product = e.add_product("p");
  BreakPointOptions options;

  Fixture() { options.current_year = 2026; }

  Concentration run(const std::string& scope = "YRD") {
    const auto groups = share_groups(e.data, options.current_year);
    std::vector<const FactUse*> uses;
    for (const FactUse& use : e.data.fact_uses) uses.push_back(&use);
    return product_concentration(e.data, make_scope_view(e.data, scope).value(), uses, groups[0], options);
  }
};

TEST(ProductConcentration, NothingPublishedIsUnknown) {
  Fixture f;
  EXPECT_FALSE(f.run().hhi.has_value());
}

TEST(ProductConcentration, TheBestSourceGivesTheValueOthersWiden) {
  Fixture f;
  f.e.add_fact(f.product, Indicator::kLeadingProviderShare, "WORLD", 90, 90, 2025, 'A');
  f.e.add_fact(f.product, Indicator::kLeadingProviderShare, "WORLD", 50, 50, 2025, 'B');
  f.e.add_fact(f.product, Indicator::kLeadingProviderShare, "WORLD", 10, 10, 2012, 'C');  // too weak to count
  const Concentration result = f.run();
  EXPECT_NEAR(result.hhi->value, hhi_of_leader(exactly(0.9)).value, 1e-12);
  EXPECT_NEAR(result.hhi->low, hhi_of_leader(exactly(0.5)).value, 1e-12);
  EXPECT_TRUE(result.single_source);
  EXPECT_FALSE(result.evidence[2].computed_with);
}

TEST(ProductConcentration, FiguresOfOtherRegionsStayOut) {
  Fixture f;
  f.e.add_fact(f.product, Indicator::kLeadingProviderShare, "USA", 93, 93, 2025, 'A');
  EXPECT_FALSE(f.run().hhi.has_value());
}

TEST(ProductConcentration, SharesNeedAReadableBasisAndHalfOfTheMarket) {
  Fixture f;
  const FirmId a = f.e.add_firm("a", "JPN", "JPN");
  const FirmId b = f.e.add_firm("b", "USA", "USA");
  f.e.add_share(f.product, a, 40, 40, "global widgets");
  f.e.add_share(f.product, b, 20, 20, "global widgets");
  f.e.add_share(f.product, b, 99, 99, "widgets used by pilots");
  f.e.add_share(f.product, b, 6, 6, "China widgets");
  const Concentration result = f.run();
  const std::vector<Interval> shares = {exactly(0.4), exactly(0.2)};
  EXPECT_NEAR(result.hhi->value, hhi_of_shares(shares).value, 1e-12);
  EXPECT_FALSE(result.single_source);
}

TEST(ProductConcentration, ASingleSourceFlagCountsAndZeroLiftsIt) {
  Fixture f;
  f.e.add_fact(f.product, Indicator::kFlagSingleSource, "CHN", 0, 0);
  EXPECT_FALSE(f.run().hhi.has_value());
  f.e.add_fact(f.product, Indicator::kFlagSingleSource, "CHN", 1, 1);
  const Concentration result = f.run();
  EXPECT_DOUBLE_EQ(result.hhi->value, 1);
  EXPECT_TRUE(result.single_source_in_country);
}

}  // namespace
}  // namespace tenon
