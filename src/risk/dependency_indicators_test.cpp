#include "risk/dependency_indicators.h"

#include <gtest/gtest.h>

#include "risk/break_points_example.h"

namespace tenon {
namespace {

struct Fixture {
  ExampleDataset e;
  ProductId product = e.add_product("p");
  FirmId buyer = e.add_firm("buyer", "330200", "CHN");
  FirmId local = e.add_firm("local", "310000", "CHN");
  FirmId south = e.add_firm("south", "440000", "CHN");
  FirmId japan = e.add_firm("japan", "JPN", "JPN");
  FirmId usa = e.add_firm("usa", "USA", "USA");

  DependencyIndicators run(const std::string& scope) {
    return dependency_indicators(e.data, make_scope_view(e.data, scope).value())[0];
  }
};

TEST(DependencyIndicators, OfTheDelta) {
  Fixture f;
  f.e.add_supply(f.japan, f.buyer, f.product, 60);
  f.e.add_supply(f.usa, f.buyer, f.product, 20);
  f.e.add_supply(f.south, f.buyer, f.product, 20);
  f.e.add_supply(f.local, f.buyer, f.product, 25);
  f.e.add_supply(f.local, f.south, f.product, 50);
  const DependencyIndicators delta = f.run("YRD");
  EXPECT_DOUBLE_EQ(*delta.concentration, 0.36 + 0.04 + 0.04);
  EXPECT_DOUBLE_EQ(*delta.outside_part, 0.8);
  EXPECT_DOUBLE_EQ(*delta.inflow_ratio, 2);
  EXPECT_TRUE(delta.dependent());
  // The same flows seen from the country: the south is inside, nothing leaves.
  const DependencyIndicators country = f.run("CHN");
  EXPECT_DOUBLE_EQ(*country.concentration, (60 * 60 + 20 * 20) / 6400.0);
  EXPECT_DOUBLE_EQ(*country.outside_part, 80.0 / 175);
  EXPECT_DOUBLE_EQ(*country.inflow_ratio, 9999);
  EXPECT_FALSE(country.dependent());
}

TEST(DependencyIndicators, WithoutFlowsAcrossTheBorderNothingIsSaid) {
  Fixture f;
  f.e.add_supply(f.local, f.buyer, f.product, 25);
  EXPECT_TRUE(indicator_evidence(f.run("YRD")).empty());
}

TEST(DependencyIndicators, ASyntheticFirmMakesThemSynthetic) {
  Fixture f;
  f.e.data.firms[f.buyer.index()].synthetic = true;
  f.e.add_supply(f.japan, f.buyer, f.product, 60);
  for (const Evidence& line : indicator_evidence(f.run("YRD"))) {
    EXPECT_TRUE(line.synthetic);
    EXPECT_FALSE(line.computed_with);
  }
}

TEST(DependencyIndicators, PublishedSharesAddUpByCountry) {
  Fixture f;
  const FirmId japan2 = f.e.add_firm("japan2", "JPN", "JPN");
  f.e.add_share(f.product, f.japan, 40, 40, "global p");
  f.e.add_share(f.product, japan2, 20, 20, "global p");
  f.e.add_share(f.product, f.usa, 20, 20, "global p");
  f.e.add_share(f.product, f.local, 20, 20, "global p");
  const ScopeView scope = make_scope_view(f.e.data, "YRD").value();
  const auto hhi = foreign_concentration(f.e.data, scope, share_groups(f.e.data, 2026)[0], 2026);
  ASSERT_TRUE(hhi.has_value());
  EXPECT_NEAR(hhi->value, 0.75 * 0.75 + 0.25 * 0.25, 1e-12);
}

}  // namespace
}  // namespace tenon
