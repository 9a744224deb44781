#include "scenario/loss_estimates.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tenon {
namespace {

constexpr double kCochranFactor = 25;
constexpr std::size_t kMostYearsForBootstrap = 100000;

std::vector<CurvePoint> curve_of(std::span<const double> sorted, std::size_t points) {
  std::vector<CurvePoint> curve;
  const std::size_t n = sorted.size();
  if (n == 0 || points < 2) return curve;
  const double step = std::log(static_cast<double>(n)) / static_cast<double>(points - 1);
  std::size_t last = 0;
  for (std::size_t k = 0; k < points; ++k) {
    const auto rank = std::clamp<std::size_t>(
        static_cast<std::size_t>(std::floor(std::exp(step * static_cast<double>(k)) + 0.5)), last + 1, n);
    curve.push_back({sorted[n - rank], (static_cast<double>(rank) - 0.5) / static_cast<double>(n)});
    last = rank;
    if (rank == n) break;
  }
  return curve;
}

}  // namespace

LossEstimates estimate_losses(std::span<const double> losses, const LossEstimateOptions& options) {
  LossEstimates result;
  result.years = losses.size();
  result.confidence = options.confidence;
  if (losses.empty()) return result;
  const Moments moments = moments_of(losses);
  result.standard_deviation = moments.standard_deviation;
  result.skewness = moments.skewness;
  std::vector<double> sorted(losses.begin(), losses.end());
  std::sort(sorted.begin(), sorted.end());
  result.largest = sorted.back();

  const auto n = static_cast<double>(losses.size());
  result.expected = student_interval(moments, losses.size(), options.confidence);
  if (losses.size() >= 2) {
    result.expected_method = IntervalMethod::kStudent;
    if (n < kCochranFactor * moments.skewness * moments.skewness && losses.size() <= kMostYearsForBootstrap) {
      result.expected_method = IntervalMethod::kBootstrap;
      result.expected = bootstrap_interval(sorted, options.confidence, options.seed);
      result.expected.value = moments.mean;
    }
  }
  const auto above = sorted.end() - std::upper_bound(sorted.begin(), sorted.end(), options.negligible_loss);
  result.loss_probability =
      proportion_interval(static_cast<std::size_t>(above), losses.size(), options.confidence);
  for (const double years : options.return_periods_years) {
    result.return_periods.push_back({years, quantile_interval(sorted, 1 - 1 / years, options.confidence)});
  }
  for (const double level : options.tail_levels) {
    result.tails.push_back({level, quantile_interval(sorted, level, options.confidence),
                            tail_mean_interval(sorted, level, options.confidence)});
  }
  result.curve = curve_of(sorted, options.curve_points);
  return result;
}

double relative_half_width(const Estimate& estimate) {
  if (!estimate.low || !estimate.high || estimate.value == 0) return std::numeric_limits<double>::infinity();
  return (*estimate.high - *estimate.low) / 2 / std::abs(estimate.value);
}

}  // namespace tenon
