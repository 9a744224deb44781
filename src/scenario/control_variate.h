// A control variate: the mean of something dear, known better through something cheap that goes with it.
//
// Of few years both the loss L and a cheap measure D of the year's events (their direct damage, say) are
// known; of many more years D alone. Where L goes with D, what the few years had too much or too little of D
// tells how far the mean of L is off:
//   mean(L) - beta (mean(D) - mu),  beta = cov(L, D) / var(D),  mu the mean of D over the many,
// with variance s^2 (1 - r^2) / n + beta^2 var(D) / m (double sampling for regression: Cochran 1977, Sampling
// Techniques, 12.8). Linear in L, so that parts of L estimated in this way sum to the whole. The bias from
// estimating beta falls with 1/n.
//
// Pure; sums in the order given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "scenario/confidence.h"

namespace tenon {

// D over the many years.
struct ControlPopulation {
  std::vector<double> values;  // ascending
  double mean = 0;
  double standard_deviation = 0;
};

ControlPopulation control_population(std::vector<double> values);

// Sums over the few years of one part of the loss, x, and of the control, d.
struct ControlledSums {
  double sum = 0;      // x
  double squares = 0;  // x^2
  double cross = 0;    // x d
};

// Of the control over the few years.
struct ControlSample {
  std::size_t count = 0;
  double mean = 0;
  double centred_squares = 0;  // sum of (d - mean)^2
};

// Two passes.
ControlSample control_sample(std::span<const double> controls);

// Whether a control is worth using: at least 30 years, 10 of them with a control above 0, which varies.
bool is_controllable(std::span<const double> controls, const ControlPopulation& population);

struct ControlledEstimate {
  Estimate mean;             // Student's interval of the residuals, n - 2 degrees of freedom
  double variance_left = 1;  // over that of the plain mean
};

// losses and controls of the same years.
ControlledEstimate controlled_interval(std::span<const double> losses, std::span<const double> controls,
                                       const ControlPopulation& population, double confidence);

// The same from sums, for parts of the loss.
Estimate controlled_interval(const ControlledSums& sums, const ControlSample& sample,
                             const ControlPopulation& population, double confidence);

// The value alone, where the squares were not kept.
double controlled_mean(double sum, double cross, const ControlSample& sample,
                       const ControlPopulation& population);

// The part of the population's mean that lies beyond the largest control of the few years: what the straight
// line has to guess.
double share_beyond(double largest, const ControlPopulation& population);

}  // namespace tenon
