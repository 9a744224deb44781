#include "scenario/paired_comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.h"

namespace tenon {
namespace {

constexpr std::size_t kYears = 4000;
const std::vector<double> kLevels{0.95, 0.99};

// Losses Exp(1) in a third of the years, scaled, with noise of its own.
std::vector<double> losses(std::uint64_t seed, double scale, double noise, std::uint64_t stream) {
  std::vector<double> x(kYears, 0);
  const Philox random(seed);
  for (std::size_t i = 0; i < kYears; ++i) {
    if (random.uniform(0, i) > 1 / 3.0) continue;
    x[i] = -scale * std::log1p(-random.uniform(1, i)) + noise * random.uniform(stream, i);
  }
  return x;
}

TEST(PairedComparison, SeesASmallDifferenceThatIndependentRunsDoNot) {
  const auto first = losses(3, 1, 0.01, 2);
  const auto second = losses(3, 0.97, 0.01, 3);
  const auto paired = compare_paired(first, second, 0.95, kLevels);
  ASSERT_TRUE(paired.ok());
  EXPECT_NEAR(paired->expected.value, -0.01, 0.001);
  EXPECT_LT(*paired->expected.high, 0);
  EXPECT_LT(paired->variance_ratio, 0.01);
  EXPECT_GT(paired->correlation, 0.99);
  EXPECT_NEAR(paired->share_lower.value + paired->share_higher.value, 1 / 3.0, 0.03);
  EXPECT_GT(paired->share_lower.value, paired->share_higher.value);
  // CVaR of the third with losses: scale (1 + log(1/3 / 0.05)).
  EXPECT_NEAR(paired->tails[0].conditional_at_risk.value, -0.03 * (1 + std::log(1 / 0.15)), 0.01);
  EXPECT_LT(*paired->tails[0].conditional_at_risk.high, 0);

  const auto independent = compare_paired(first, losses(4, 0.97, 0.01, 3), 0.95, kLevels);
  EXPECT_GT(*independent->expected.high, 0);
  EXPECT_NEAR(independent->variance_ratio, 1, 0.1);
}

TEST(PairedComparison, ValuesAreDifferencesOfTheSingleEstimates) {
  auto first = losses(5, 1, 0, 2);
  auto second = losses(6, 2, 0, 2);
  const auto paired = compare_paired(first, second, 0.9, kLevels);
  const auto single = [](std::vector<double> x, double level) {
    std::sort(x.begin(), x.end());
    return tail_mean_interval(x, level, 0.9).value;
  };
  for (std::size_t t = 0; t < kLevels.size(); ++t) {
    EXPECT_NEAR(paired->tails[t].conditional_at_risk.value,
                single(second, kLevels[t]) - single(first, kLevels[t]), 1e-12);
  }
  EXPECT_NEAR(paired->expected.value, moments_of(second).mean - moments_of(first).mean, 1e-12);
}

TEST(PairedComparison, OfOneRunWithItselfIsNothing) {
  const auto x = losses(7, 1, 0, 2);
  const auto same = compare_paired(x, x, 0.95, kLevels);
  EXPECT_EQ(same->expected, (Estimate{0, 0, 0}));
  EXPECT_EQ(same->tails[1].conditional_at_risk, (Estimate{0, 0, 0}));
  EXPECT_EQ(same->share_lower.value, 0);
  EXPECT_EQ(same->variance_ratio, 0);
}

TEST(PairedComparison, CoversTheDifference) {
  int mean = 0;
  int tail = 0;
  constexpr int kExperiments = 200;
  const double true_tail = 0.5 * (1 + std::log(1 / 0.15));
  for (int e = 0; e < kExperiments; ++e) {
    const auto seed = static_cast<std::uint64_t>(100 + e);
    const auto x = compare_paired(losses(seed, 1, 0, 2), losses(seed, 1.5, 0, 3), 0.9, kLevels);
    mean += *x->expected.low <= 0.5 / 3 && 0.5 / 3 <= *x->expected.high ? 1 : 0;
    const Estimate& difference = x->tails[0].conditional_at_risk;
    tail += *difference.low <= true_tail && true_tail <= *difference.high ? 1 : 0;
  }
  EXPECT_NEAR(mean / static_cast<double>(kExperiments), 0.9, 0.06);
  EXPECT_NEAR(tail / static_cast<double>(kExperiments), 0.9, 0.06);
}

TEST(PairedComparison, NeedsTheSameYears) {
  const std::vector<double> two{1, 2};
  const std::vector<double> three{1, 2, 3};
  EXPECT_FALSE(compare_paired(two, three, 0.95, kLevels).ok());
  EXPECT_FALSE(compare_paired(std::vector<double>{1}, std::vector<double>{1}, 0.95, kLevels).ok());
  EXPECT_FALSE(compare_paired(two, two, 1, kLevels).ok());
  EXPECT_FALSE(compare_paired(two, two, 0.95, std::vector<double>{0}).ok());
  EXPECT_FALSE(compare_paired(two, two, 0.95, kLevels)->tails[0].conditional_at_risk.low.has_value());
}

}  // namespace
}  // namespace tenon
