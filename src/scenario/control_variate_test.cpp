#include "scenario/control_variate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/random.h"

namespace tenon {
namespace {

constexpr std::size_t kYears = 200;
constexpr std::size_t kMany = 4000;

// Damage: nothing in half of the years, else lognormal. Loss: 0.4 of it or a concave part, and noise.
struct Years {
  std::vector<double> losses;
  std::vector<double> controls;
};

Years years_of(std::uint64_t seed, std::size_t count, bool is_straight) {
  Years years;
  const Philox random(seed);
  for (std::size_t i = 0; i < count; ++i) {
    const double damage = random.uniform(1, i) < 0.5 ? 0 : std::exp(0.8 * random.normal(2, i));
    const double noise = damage > 0 ? 0.15 * (random.uniform(3, i) - 0.5) : 0;
    years.losses.push_back((is_straight ? 0.4 * damage : std::sqrt(damage)) + noise);
    years.controls.push_back(damage);
  }
  return years;
}

TEST(ControlVariate, IsUnbiasedCoversAndSavesYears) {
  for (const bool is_straight : {true, false}) {
    // E exp(0.8 z) = exp(0.32), E exp(0.4 z) = exp(0.08).
    const double truth = is_straight ? 0.5 * 0.4 * std::exp(0.32) : 0.5 * std::exp(0.08);
    constexpr int kExperiments = 300;
    double sum = 0;
    double squares = 0;
    double plain_squares = 0;
    int covered = 0;
    for (int e = 0; e < kExperiments; ++e) {
      const Years years = years_of(static_cast<std::uint64_t>(e) + 1, kYears, is_straight);
      const ControlPopulation many =
          control_population(years_of(static_cast<std::uint64_t>(e) + 10000, kMany, true).controls);
      ASSERT_TRUE(is_controllable(years.controls, many));
      const ControlledEstimate x = controlled_interval(years.losses, years.controls, many, 0.95);
      sum += x.mean.value - truth;
      squares += (x.mean.value - truth) * (x.mean.value - truth);
      const double plain = moments_of(years.losses).mean - truth;
      plain_squares += plain * plain;
      covered += *x.mean.low <= truth && truth <= *x.mean.high ? 1 : 0;
    }
    const double bias = sum / kExperiments;
    const double sd = std::sqrt(squares / kExperiments);
    EXPECT_LT(std::abs(bias), 0.02 * truth) << is_straight;
    EXPECT_NEAR(covered / static_cast<double>(kExperiments), 0.95, 0.06) << is_straight;
    EXPECT_LT(squares, (is_straight ? 0.1 : 0.4) * plain_squares) << sd;
  }
}

TEST(ControlVariate, PartsSumToTheWhole) {
  const ControlPopulation many = control_population(years_of(999, kMany, true).controls);
  const Years years = years_of(4, kYears, false);
  const ControlSample sample = control_sample(years.controls);
  const ControlledEstimate whole = controlled_interval(years.losses, years.controls, many, 0.9);
  double parts = 0;
  for (int part = 0; part < 3; ++part) {
    ControlledSums sums;
    for (std::size_t i = 0; i < kYears; ++i) {
      // Each year falls to one of the parts.
      const double x = static_cast<int>(i % 3) == part ? years.losses[i] : 0;
      sums.sum += x;
      sums.squares += x * x;
      sums.cross += x * years.controls[i];
    }
    const Estimate estimate = controlled_interval(sums, sample, many, 0.9);
    EXPECT_NEAR(estimate.value, controlled_mean(sums.sum, sums.cross, sample, many), 1e-12);
    parts += estimate.value;
  }
  EXPECT_NEAR(parts, whole.mean.value, 1e-12);
  // All of it from sums is the same as from the years.
  ControlledSums sums;
  for (std::size_t i = 0; i < kYears; ++i) {
    sums.sum += years.losses[i];
    sums.squares += years.losses[i] * years.losses[i];
    sums.cross += years.losses[i] * years.controls[i];
  }
  const Estimate again = controlled_interval(sums, sample, many, 0.9);
  EXPECT_NEAR(again.value, whole.mean.value, 1e-12);
  EXPECT_NEAR(*again.high, *whole.mean.high, 1e-9);
}

TEST(ControlVariate, KnowsWhenItIsOfNoUse) {
  const ControlPopulation many = control_population({1, 2, 3});
  EXPECT_FALSE(is_controllable(std::vector<double>(29, 1.0), many));
  EXPECT_FALSE(is_controllable(std::vector<double>(100, 1.0), many));
  std::vector<double> few(100, 0.0);
  for (std::size_t i = 0; i < 9; ++i) few[i] = 1 + static_cast<double>(i);
  EXPECT_FALSE(is_controllable(few, many));
  few[9] = 1;
  EXPECT_TRUE(is_controllable(few, many));
  EXPECT_FALSE(is_controllable(few, control_population({})));
}

TEST(ControlVariate, TellsWhatLiesBeyondTheYearsSeen) {
  const ControlPopulation many = control_population({0, 0, 1, 2, 7});
  EXPECT_EQ(share_beyond(2, many), 0.7);
  EXPECT_EQ(share_beyond(7, many), 0);
  EXPECT_EQ(share_beyond(-1, many), 1);
  EXPECT_EQ(share_beyond(0, control_population({0, 0})), 0);
}

}  // namespace
}  // namespace tenon
