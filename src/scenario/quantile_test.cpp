#include "scenario/quantile.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace tenon {
namespace {

std::vector<Distribution> continuous() {
  return {Distribution::uniform(0.1, 0.9),
          Distribution::triangular(0, 0.2, 1),
          Distribution::triangular(1, 1, 4),
          Distribution::triangular(1, 4, 4),
          Distribution::beta(0.3, 0.15),
          Distribution::beta(0.5, 0.4),
          Distribution::beta(20, 3, 10, 90),
          Distribution::lognormal(14, 60),
          Distribution::lognormal(0.02, 0.0201),
          Distribution::gamma(21, 10),
          Distribution::gamma(3, 9)};
}

TEST(Quantile, InvertsTheDistributionFunction) {
  for (const Distribution& d : continuous()) {
    ASSERT_EQ(distribution_fault(d), "");
    double before = least_value(d);
    for (const double u : {1e-12, 1e-6, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1 - 1e-6}) {
      const double x = quantile(d, u);
      EXPECT_GE(x, before);
      EXPECT_LE(x, largest_value(d));
      // Next to its upper end a beta may round to it.
      if (x == largest_value(d)) continue;
      EXPECT_NEAR(probability_up_to(d, x), u, 1e-9) << "kind " << static_cast<int>(d.kind) << " at " << u;
      before = x;
    }
  }
}

TEST(Quantile, HasTheMomentsStated) {
  constexpr int kCells = 20000;
  for (const Distribution& d : continuous()) {
    double sum = 0;
    double squares = 0;
    for (int cell = 0; cell < kCells; ++cell) {
      const double x = quantile(d, (cell + 0.5) / kCells);
      sum += x;
      squares += x * x;
    }
    const double mean = sum / kCells;
    const double sd = std::sqrt(squares / kCells - mean * mean);
    EXPECT_NEAR(mean, mean_of(d), 5e-3 * mean_of(d)) << static_cast<int>(d.kind);
    EXPECT_NEAR(sd, standard_deviation_of(d), 0.03 * standard_deviation_of(d)) << static_cast<int>(d.kind);
  }
}

TEST(Quantile, HitsTheFiguresThatDefineIt) {
  EXPECT_NEAR(quantile(Distribution::lognormal(14, 60), 0.5), 14, 1e-12);
  EXPECT_NEAR(quantile(Distribution::lognormal(14, 60), 0.9), 60, 1e-10);
  EXPECT_EQ(quantile(Distribution::fixed(7), 0.3), 7);
  EXPECT_EQ(quantile(Distribution::uniform(2, 4), 0.25), 2.5);
  EXPECT_NEAR(quantile(Distribution::triangular(0, 1, 4), 0.25), 1, 1e-15);
  // Uniform as a beta: mean 1/2, variance 1/12.
  EXPECT_NEAR(quantile(Distribution::beta(0.5, std::sqrt(1 / 12.0)), 0.37), 0.37, 1e-12);
  // Exponential as a gamma: sd = mean.
  EXPECT_NEAR(quantile(Distribution::gamma(5, 5), 0.8), -5 * std::log(0.2), 1e-12);
}

TEST(Quantile, OfATableSteps) {
  const Distribution d = Distribution::table({0.1, 0.5, 1}, {0.25, 0.5, 0.25});
  for (const auto& [u, x] : std::vector<std::pair<double, double>>{
           {1e-9, 0.1}, {0.25, 0.1}, {0.2500001, 0.5}, {0.75, 0.5}, {0.7500001, 1}, {1 - 1e-16, 1}}) {
    EXPECT_EQ(quantile(d, u), x) << u;
  }
  EXPECT_EQ(mean_of(d), 0.525);
  EXPECT_EQ(probability_up_to(d, 0.5), 0.75);
  EXPECT_EQ(probability_up_to(d, 0.49), 0.25);
}

TEST(Distribution, WrongFiguresAreNamed) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Distribution& d : std::vector<Distribution>{Distribution::fixed(nan),
                                                         Distribution::uniform(1, 1),
                                                         Distribution::uniform(2, 1),
                                                         Distribution::triangular(0, 2, 1),
                                                         Distribution::triangular(1, 1, 1),
                                                         Distribution::beta(0.5, 0.5),
                                                         Distribution::beta(1, 0.1),
                                                         Distribution::beta(0.5, 0),
                                                         Distribution::beta(nan, 0.1),
                                                         Distribution::lognormal(0, 1),
                                                         Distribution::lognormal(2, 2),
                                                         Distribution::lognormal(3, INFINITY),
                                                         Distribution::gamma(0, 1),
                                                         Distribution::gamma(1, 0),
                                                         Distribution::table({}, {}),
                                                         Distribution::table({1, 2}, {1}),
                                                         Distribution::table({2, 1}, {0.5, 0.5}),
                                                         Distribution::table({1, 2}, {0.5, 0.6}),
                                                         Distribution::table({1, 2}, {1, 0}),
                                                         Distribution::table({1, nan}, {0.5, 0.5})}) {
    EXPECT_NE(distribution_fault(d), "") << static_cast<int>(d.kind);
  }
}

RC_GTEST_PROP(Quantile, NormalAndItsInverse, ()) {
  const double z = *rc::gen::inRange(-8000, 8000) / 1000.0;
  RC_ASSERT(std::abs(normal_quantile(normal_probability(-std::abs(z))) + std::abs(z)) <
            1e-12 * (1 + std::abs(z)));
  RC_ASSERT(std::abs(normal_probability(z) + normal_probability(-z) - 1) < 1e-15);
}

}  // namespace
}  // namespace tenon
