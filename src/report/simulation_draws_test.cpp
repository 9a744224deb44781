#include "report/simulation_draws.h"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <vector>

namespace tenon {
namespace {

// Ten draws of three days, normal output 100; draw k loses k % on day 1, and still so on day 2 where k > 8.
DrawnRuns ten() {
  DrawnRuns runs;
  runs.draws = 10;
  runs.days = 3;
  runs.normal_output = 100;
  for (int k = 1; k <= 10; ++k) {
    const float loss = static_cast<float>(k) / 100;
    runs.loss.insert(runs.loss.end(), {0, loss, k > 8 ? loss : 0});
  }
  return runs;
}

TEST(SimulationDraws, QuantilesAreOrderStatistics) {
  const DrawsSummary summary = summarise_draws(ten());
  const std::array<double, 5> expected = {0.01, 0.03, 0.05, 0.08, 0.09};  // ranks 1, 3, 5, 8, 9 of ten
  for (std::size_t k = 0; k < expected.size(); ++k) {
    EXPECT_NEAR(summary.loss[1].at[k], expected[k], 1e-7);
    EXPECT_NEAR(summary.worst_loss.at[k], expected[k], 1e-7);
  }
  EXPECT_EQ(summary.loss[0].at[4], 0);
  EXPECT_EQ(summary.worst_day.at[2], 1);
  EXPECT_NEAR(summary.lost_output.at[4], 18, 1e-4);  // 9 % on two days
}

TEST(SimulationDraws, WhatIsNotReachedStandsLast) {
  const DrawsSummary summary = summarise_draws(ten());
  EXPECT_EQ(summary.recovery_90.at[4], 0);  // a loss of 10 % is still the level
  EXPECT_EQ(summary.recovery_99.not_reached, 2U);
  EXPECT_EQ(summary.recovery_99.at[0], 0);  // 1 % is the level
  EXPECT_EQ(summary.recovery_99.at[2], 2);
  EXPECT_EQ(summary.recovery_99.at[4], std::nullopt);
}

TEST(SimulationDraws, DifferencesAreTakenDrawByDraw) {
  const DrawnRuns first = ten();
  DrawnRuns second = ten();
  for (float& loss : second.loss) loss = loss > 0 ? loss - 0.005F : 0.0F;
  const DrawsDifference difference = compare_draws(first, second);
  // The runs' bands overlap almost wholly, and yet every draw loses half a point less.
  for (const double value : difference.loss[1].at) EXPECT_NEAR(value, -0.005, 1e-6);
  EXPECT_NEAR(difference.mean_lost_output.value, -0.6, 1e-4);
  EXPECT_LT(*difference.mean_lost_output.high, -0.3);
  EXPECT_EQ(difference.share_lower.value, 1);
  EXPECT_GT(*difference.share_lower.low, 0.6);
}

}  // namespace
}  // namespace tenon
