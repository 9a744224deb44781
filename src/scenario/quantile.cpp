#include "scenario/quantile.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

namespace tenon {
namespace {

namespace policies = boost::math::policies;
// Double precision throughout, and values instead of exceptions at the rims.
using Policy =
    policies::policy<policies::promote_double<false>, policies::domain_error<policies::ignore_error>,
                     policies::overflow_error<policies::ignore_error>,
                     policies::evaluation_error<policies::ignore_error>>;

// 90th percentile of the standard normal distribution.
constexpr double kNormal90 = 1.2815515655446004;

using Beta = boost::math::beta_distribution<double, Policy>;
using Gamma = boost::math::gamma_distribution<double, Policy>;

// On [0, 1] by the method of moments.
Beta beta_of(const Distribution& d) {
  const double width = d.high - d.low;
  const double mean = (d.mean - d.low) / width;
  const double variance = d.standard_deviation * d.standard_deviation / (width * width);
  const double total = mean * (1 - mean) / variance - 1;
  return Beta(mean * total, (1 - mean) * total);
}

Gamma gamma_of(const Distribution& d) {
  const double scale = d.standard_deviation * d.standard_deviation / d.mean;
  return Gamma(d.mean / scale, scale);
}

double log_sd_of(const Distribution& d) {
  return std::log(d.p90 / d.median) / kNormal90;
}

double triangular_quantile(const Distribution& d, double u) {
  const double width = d.high - d.low;
  const double left = (d.mode - d.low) / width;
  if (u < left) return d.low + std::sqrt(u * width * (d.mode - d.low));
  return d.high - std::sqrt((1 - u) * width * (d.high - d.mode));
}

}  // namespace

double normal_probability(double z) {
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

double normal_quantile(double p) {
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p, Policy());
}

double quantile(const Distribution& d, double u) {
  switch (d.kind) {
    case Distribution::Kind::kFixed:
      return d.low;
    case Distribution::Kind::kUniform:
      return d.low + u * (d.high - d.low);
    case Distribution::Kind::kTriangular:
      return triangular_quantile(d, u);
    case Distribution::Kind::kBeta:
      return d.low + (d.high - d.low) * boost::math::quantile(beta_of(d), u);
    case Distribution::Kind::kLognormal:
      return d.median * std::exp(log_sd_of(d) * normal_quantile(u));
    case Distribution::Kind::kGamma:
      return boost::math::quantile(gamma_of(d), u);
    case Distribution::Kind::kTable: {
      double sum = 0;
      for (std::size_t k = 0; k + 1 < d.values.size(); ++k) {
        sum += d.probabilities[k];
        if (u <= sum) return d.values[k];
      }
      return d.values.back();
    }
  }
  return d.low;
}

double mean_of(const Distribution& d) {
  switch (d.kind) {
    case Distribution::Kind::kFixed:
      return d.low;
    case Distribution::Kind::kUniform:
      return (d.low + d.high) / 2;
    case Distribution::Kind::kTriangular:
      return (d.low + d.mode + d.high) / 3;
    case Distribution::Kind::kBeta:
    case Distribution::Kind::kGamma:
      return d.mean;
    case Distribution::Kind::kLognormal: {
      const double s = log_sd_of(d);
      return d.median * std::exp(s * s / 2);
    }
    case Distribution::Kind::kTable: {
      double sum = 0;
      for (std::size_t k = 0; k < d.values.size(); ++k) sum += d.probabilities[k] * d.values[k];
      return sum;
    }
  }
  return 0;
}

double standard_deviation_of(const Distribution& d) {
  switch (d.kind) {
    case Distribution::Kind::kFixed:
      return 0;
    case Distribution::Kind::kUniform:
      return (d.high - d.low) / std::sqrt(12.0);
    case Distribution::Kind::kTriangular: {
      const double a = d.mode - d.low;
      const double b = d.high - d.mode;
      return std::sqrt((a * a + a * b + b * b) / 18);
    }
    case Distribution::Kind::kBeta:
    case Distribution::Kind::kGamma:
      return d.standard_deviation;
    case Distribution::Kind::kLognormal: {
      const double s = log_sd_of(d);
      return mean_of(d) * std::sqrt(std::expm1(s * s));
    }
    case Distribution::Kind::kTable: {
      const double mean = mean_of(d);
      double sum = 0;
      for (std::size_t k = 0; k < d.values.size(); ++k) {
        sum += d.probabilities[k] * (d.values[k] - mean) * (d.values[k] - mean);
      }
      return std::sqrt(sum);
    }
  }
  return 0;
}

double probability_up_to(const Distribution& d, double x) {
  switch (d.kind) {
    case Distribution::Kind::kFixed:
      return x < d.low ? 0 : 1;
    case Distribution::Kind::kUniform:
      return std::clamp((x - d.low) / (d.high - d.low), 0.0, 1.0);
    case Distribution::Kind::kTriangular: {
      if (x <= d.low) return 0;
      if (x >= d.high) return 1;
      const double width = d.high - d.low;
      if (x < d.mode) return (x - d.low) * (x - d.low) / (width * (d.mode - d.low));
      return 1 - (d.high - x) * (d.high - x) / (width * (d.high - d.mode));
    }
    case Distribution::Kind::kBeta:
      if (x <= d.low) return 0;
      if (x >= d.high) return 1;
      return boost::math::cdf(beta_of(d), (x - d.low) / (d.high - d.low));
    case Distribution::Kind::kLognormal:
      return x <= 0 ? 0 : normal_probability(std::log(x / d.median) / log_sd_of(d));
    case Distribution::Kind::kGamma:
      return x <= 0 ? 0 : boost::math::cdf(gamma_of(d), x);
    case Distribution::Kind::kTable: {
      double sum = 0;
      for (std::size_t k = 0; k < d.values.size() && d.values[k] <= x; ++k) sum += d.probabilities[k];
      return std::min(sum, 1.0);
    }
  }
  return 0;
}

}  // namespace tenon
