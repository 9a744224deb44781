// Quantiles and moments of the distributions that hazards are described by.
//
// Draws are made by inversion: quantile(u) of a uniform u. So a draw is a monotone function of its random
// number, which is what couples draws (scenario/hazard_sampling.h) and pairs runs. Beta, gamma and normal
// quantiles are Boost.Math's, in double precision; the others are closed forms.
#pragma once

#include "model/distribution.h"

namespace tenon {

// Smallest x with P(X <= x) >= u; u in (0, 1). The distribution must be without fault. Pure; below 50 ns but
// for beta and gamma, which take about a microsecond.
double quantile(const Distribution& distribution, double u);

double mean_of(const Distribution& distribution);
double standard_deviation_of(const Distribution& distribution);

// P(X <= x). For tests and reports.
double probability_up_to(const Distribution& distribution, double x);

// Standard normal distribution function and its inverse; p in (0, 1).
double normal_probability(double z);
double normal_quantile(double p);

}  // namespace tenon
