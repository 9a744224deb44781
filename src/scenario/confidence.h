// Confidence intervals of means, proportions, quantiles and tail means of independent draws.
//
// All functions are pure; sums are made in the order given, so that the same draws give the same bits.
// `confidence` lies in (0, 1) and is two-sided: 0.95 leaves 2.5 % on either side. Sources of the methods:
// docs/methods_monte_carlo.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace tenon {

// A value with an interval; a side that the draws do not bound is absent.
struct Estimate {
  double value = 0;
  std::optional<double> low;
  std::optional<double> high;

  bool operator==(const Estimate&) const = default;
};

// Of the draws themselves; all 0 without draws.
struct Moments {
  double mean = 0;
  double standard_deviation = 0;  // divisor n - 1
  double skewness = 0;            // m3 / m2^1.5; 0 where the draws are all equal
};

// Two passes, compensated; O(n).
Moments moments_of(std::span<const double> draws);

// t with `degrees` > 0 of freedom below which `probability` of it lies.
double student_quantile(double probability, double degrees);

// Student's interval of the mean; no bounds below two draws.
Estimate student_interval(const Moments& moments, std::size_t count, double confidence);

// Bootstrap-t: the studentised mean of `resamples` resamples takes the place of Student's t, so that the
// interval leans to the side where skewed draws have their surprises. O(n x resamples), about 5 ns each.
// `sorted` ascending. The upper side is absent where too many resamples do not vary.
Estimate bootstrap_interval(std::span<const double> sorted, double confidence, std::uint64_t seed,
                            std::size_t resamples = 1000);

// `hits` of `count` with Clopper and Pearson's exact interval.
Estimate proportion_interval(std::size_t hits, std::size_t count, double confidence);

// The `level` quantile, the order statistic ceil(n level), with the exact distribution-free interval between
// two order statistics whose ranks come from the binomial distribution. `sorted` ascending, not empty; level
// in (0, 1). O(log n) besides the sorting.
Estimate quantile_interval(std::span<const double> sorted, double level, double confidence);

// Mean of the worst 1 - level of the draws: conditional value at risk, expected shortfall (Rockafellar and
// Uryasev 2002, with the atom at the quantile divided), and its interval from the variance of the influence
// function v + (x - v)+ / (1 - level) and Student's t on the draws in the tail. No bounds where fewer
// than 10 draws lie in the tail. `sorted` ascending, not empty. O(n).
Estimate tail_mean_interval(std::span<const double> sorted, double level, double confidence);

}  // namespace tenon
