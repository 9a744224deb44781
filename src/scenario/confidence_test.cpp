#include "scenario/confidence.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "base/random.h"

namespace tenon {
namespace {

std::vector<double> exponential(std::uint64_t seed, std::size_t n) {
  std::vector<double> draws(n);
  for (std::size_t i = 0; i < n; ++i) draws[i] = -std::log1p(-Philox(seed).uniform(0, i));
  return draws;
}

// Losses as years have them: mostly nothing, else lognormal with sigma 1.
std::vector<double> rare_losses(std::uint64_t seed, std::size_t n, double chance) {
  std::vector<double> draws(n);
  for (std::size_t i = 0; i < n; ++i) {
    draws[i] = Philox(seed).uniform(1, i) < chance ? std::exp(Philox(seed).normal(2, i)) : 0;
  }
  return draws;
}

std::vector<double> sorted(std::vector<double> draws) {
  std::sort(draws.begin(), draws.end());
  return draws;
}

double coverage(int experiments, double truth, const std::function<Estimate(std::uint64_t)>& estimate) {
  int covered = 0;
  for (int e = 0; e < experiments; ++e) {
    const Estimate x = estimate(static_cast<std::uint64_t>(e) + 1);
    covered += (!x.low || *x.low <= truth) && (!x.high || truth <= *x.high) ? 1 : 0;
  }
  return covered / static_cast<double>(experiments);
}

TEST(Moments, OfFewAndOfFarOnes) {
  EXPECT_EQ(moments_of({}).mean, 0);
  const std::vector<double> one{3};
  EXPECT_EQ(moments_of(one).standard_deviation, 0);
  const std::vector<double> far{1e15 + 1, 1e15 + 2, 1e15 + 6};
  EXPECT_EQ(moments_of(far).mean, 1e15 + 3);
  EXPECT_DOUBLE_EQ(moments_of(far).standard_deviation, std::sqrt(7.0));
  const std::vector<double> skewed{0, 0, 0, 4};
  EXPECT_DOUBLE_EQ(moments_of(skewed).skewness, 2 / std::sqrt(3.0));
}

TEST(Confidence, StudentsIntervalIsTheTextbooks) {
  // t(0.975; 4) = 2.776445, t(0.995; 9) = 3.249836.
  const std::vector<double> draws{1, 2, 3, 4, 5};
  const Estimate e = student_interval(moments_of(draws), 5, 0.95);
  EXPECT_NEAR(*e.high - 3, 2.776445 * std::sqrt(2.5 / 5), 1e-6);
  EXPECT_NEAR(3 - *e.low, 2.776445 * std::sqrt(2.5 / 5), 1e-6);
  EXPECT_NEAR(student_quantile(0.995, 9), 3.249836, 1e-6);
  EXPECT_FALSE(student_interval(moments_of(draws), 1, 0.95).low.has_value());
}

TEST(Confidence, ProportionsAreClopperAndPearsons) {
  // By their defining equations: sum of the binomial tail is 2.5 % at either end.
  const Estimate e = proportion_interval(7, 50, 0.95);
  const auto up_to = [](int k, int n, double p) {
    double sum = 0;
    for (int i = 0; i <= k; ++i) {
      sum += std::exp(std::lgamma(n + 1) - std::lgamma(i + 1) - std::lgamma(n - i + 1) + i * std::log(p) +
                      (n - i) * std::log1p(-p));
    }
    return sum;
  };
  EXPECT_NEAR(1 - up_to(6, 50, *e.low), 0.025, 1e-9);
  EXPECT_NEAR(up_to(7, 50, *e.high), 0.025, 1e-9);
  EXPECT_EQ(*proportion_interval(0, 10, 0.9).low, 0);
  EXPECT_NEAR(*proportion_interval(0, 10, 0.9).high, 1 - std::pow(0.05, 0.1), 1e-12);
  EXPECT_EQ(*proportion_interval(10, 10, 0.9).high, 1);
  EXPECT_FALSE(proportion_interval(0, 0, 0.9).high.has_value());
}

TEST(Confidence, QuantileRanksAreTheBinomials) {
  std::vector<double> ranks(100);
  for (std::size_t i = 0; i < ranks.size(); ++i) ranks[i] = static_cast<double>(i + 1);
  // Tables of distribution-free intervals give (40, 61) for the median of 100.
  const Estimate median = quantile_interval(ranks, 0.5, 0.95);
  EXPECT_EQ(median.value, 50);
  EXPECT_EQ(median.low, 40);
  EXPECT_EQ(median.high, 61);
  // P(Bin(100, 0.99) = 100) = 0.366: the sample does not bound the 99th percentile from above.
  const Estimate rare = quantile_interval(ranks, 0.99, 0.95);
  EXPECT_EQ(rare.value, 99);
  EXPECT_FALSE(rare.high.has_value());
  EXPECT_EQ(rare.low, 97);
  const std::vector<double> one{5};
  EXPECT_EQ(quantile_interval(one, 0.5, 0.95).value, 5);
  EXPECT_FALSE(quantile_interval(one, 0.5, 0.95).low.has_value());
  // 1 - 1/20 and its like must not round up to the next rank.
  EXPECT_EQ(quantile_interval(ranks, 1 - 1.0 / 20, 0.95).value, 95);
  EXPECT_EQ(quantile_interval(ranks, 1 - 1.0 / 50, 0.95).value, 98);
  EXPECT_EQ(quantile_interval(ranks, 1 - 1.0 / 10, 0.95).value, 90);
}

TEST(Confidence, TailMeanDividesTheAtom) {
  std::vector<double> ranks(100);
  for (std::size_t i = 0; i < ranks.size(); ++i) ranks[i] = static_cast<double>(i + 1);
  EXPECT_DOUBLE_EQ(tail_mean_interval(ranks, 0.95, 0.95).value, 98);  // 96 .. 100
  // The worst 2.5 of 100: 100, 99 and half of 98.
  EXPECT_DOUBLE_EQ(tail_mean_interval(ranks, 0.975, 0.95).value, (100 + 99 + 49) / 2.5);
  EXPECT_FALSE(tail_mean_interval(ranks, 0.95, 0.95).low.has_value());
  EXPECT_TRUE(tail_mean_interval(ranks, 0.5, 0.95).low.has_value());
}

RC_GTEST_PROP(Confidence, TailMeanIsTheMinimumOfRockafellarAndUryasev, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(1, 60);
  std::vector<double> draws;
  for (std::size_t i = 0; i < n; ++i) draws.push_back(*rc::gen::inRange(-5, 20));
  draws = sorted(draws);
  const double level = *rc::gen::inRange(1, 100) / 100.0;
  // min over v of v + E(x - v)+ / (1 - level); the objective is piecewise linear with kinks at the draws.
  double best = INFINITY;
  for (const double v : draws) {
    double excess = 0;
    for (const double x : draws) excess += std::max(0.0, x - v);
    best = std::min(best, v + excess / static_cast<double>(n) / (1 - level));
  }
  RC_ASSERT(std::abs(tail_mean_interval(draws, level, 0.95).value - best) < 1e-9);
}

TEST(Confidence, CoversExponentialDraws) {
  constexpr int kExperiments = 400;
  const auto draws = [](std::uint64_t seed) { return sorted(exponential(seed, 1000)); };
  const auto near = [](double nominal) {
    return [nominal](double got) { return std::abs(got - nominal) < 0.05; };
  };
  EXPECT_PRED1(near(0.95), coverage(kExperiments, 1, [&](std::uint64_t s) {
                 return student_interval(moments_of(draws(s)), 1000, 0.95);
               }));
  EXPECT_PRED1(near(0.95), coverage(kExperiments, std::log(20.0), [&](std::uint64_t s) {
                 return quantile_interval(draws(s), 0.95, 0.95);
               }));
  // 50 draws lie in the tail.
  EXPECT_PRED1(near(0.94), coverage(kExperiments, std::log(20.0) + 1, [&](std::uint64_t s) {
                 return tail_mean_interval(draws(s), 0.95, 0.95);
               }));
  EXPECT_PRED1(near(0.9), coverage(kExperiments, std::exp(-2.0), [&](std::uint64_t s) {
                 const auto x = draws(s);
                 const auto above = x.end() - std::upper_bound(x.begin(), x.end(), 2.0);
                 return proportion_interval(static_cast<std::size_t>(above), x.size(), 0.9);
               }));
}

TEST(Confidence, BootstrapCoversWhereStudentDoesNot) {
  constexpr int kExperiments = 150;
  constexpr std::size_t kYears = 400;
  const double truth = 0.05 * std::exp(0.5);
  const double student = coverage(kExperiments, truth, [&](std::uint64_t s) {
    return student_interval(moments_of(rare_losses(s, kYears, 0.05)), kYears, 0.95);
  });
  const double bootstrap = coverage(kExperiments, truth, [&](std::uint64_t s) {
    return bootstrap_interval(sorted(rare_losses(s, kYears, 0.05)), 0.95, s, 400);
  });
  EXPECT_LT(student, 0.92);
  EXPECT_GT(bootstrap, student + 0.02);
}

TEST(Confidence, BootstrapOfEqualDrawsIsAPoint) {
  const std::vector<double> equal(20, 4.0);
  const Estimate e = bootstrap_interval(equal, 0.95, 1);
  EXPECT_EQ(e.low, 4);
  EXPECT_EQ(e.high, 4);
  // One loss in a hundred years: a third of the resamples have none and do not bound it from above.
  std::vector<double> rare(100, 0.0);
  rare.back() = 1;
  EXPECT_FALSE(bootstrap_interval(rare, 0.95, 1).high.has_value());
  EXPECT_EQ(bootstrap_interval(rare, 0.95, 1), bootstrap_interval(rare, 0.95, 1));
}

}  // namespace
}  // namespace tenon
