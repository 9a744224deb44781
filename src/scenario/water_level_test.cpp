#include "scenario/water_level.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tenon {
namespace {

double served(const std::vector<Claim>& claims, double level) {
  double sum = 0;
  for (const Claim& claim : claims) sum += std::min(claim.wanted, level * claim.weight);
  return sum;
}

// The obvious way: fill up in order of the level at which each claim is met.
double sorted_level(std::vector<Claim> claims, double supply) {
  std::sort(claims.begin(), claims.end(),
            [](const Claim& a, const Claim& b) { return a.wanted * b.weight < b.wanted * a.weight; });
  double weight = 0;
  for (const Claim& claim : claims) weight += claim.weight;
  double used = 0;
  for (const Claim& claim : claims) {
    const double level = claim.wanted / claim.weight;
    if (used + level * weight > supply) return (supply - used) / weight;
    used += claim.wanted;
    weight -= claim.weight;
  }
  return INFINITY;
}

TEST(WaterLevelTest, ServesTheLeastServedFirst) {
  std::vector<Claim> claims{{10, 10}, {2, 10}, {30, 10}};
  // The second takes its 2, the others share 18 - 2 = 16 by weight.
  EXPECT_DOUBLE_EQ(water_level(claims, 18), 0.8);
}

TEST(WaterLevelTest, IsInfiniteWhereAllAreServedAndZeroWhereNothingIsThere) {
  std::vector<Claim> claims{{10, 10}, {2, 10}};
  EXPECT_TRUE(std::isinf(water_level(claims, 12)));
  EXPECT_EQ(water_level(claims, 0), 0);
  std::vector<Claim> none;
  EXPECT_TRUE(std::isinf(water_level(none, 0)));
}

RC_GTEST_PROP(WaterLevelTest, AgreesWithSortingAndUsesUpTheSupply, ()) {
  const auto count = *rc::gen::inRange(1, 40);
  std::vector<Claim> claims;
  double wanted = 0;
  for (int c = 0; c < count; ++c) {
    claims.push_back({*rc::gen::inRange(0, 1000) / 8.0, *rc::gen::inRange(1, 1000) / 16.0});
    wanted += claims.back().wanted;
  }
  const double supply = wanted * *rc::gen::inRange(0, 999) / 1000.0;
  RC_PRE(wanted > 0.0);
  const double guess = *rc::gen::inRange(-100, 1000) / 64.0;
  const double level = water_level(claims, supply, guess);
  RC_ASSERT(std::abs(served(claims, level) - supply) <= 1e-12 * wanted);
  RC_ASSERT(std::abs(level - sorted_level(claims, supply)) <= 1e-12 * (1 + level));
}

}  // namespace
}  // namespace tenon
