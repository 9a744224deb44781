#include "scenario/paired_comparison.h"

#include <algorithm>
#include <cmath>

namespace tenon {
namespace {

// v + (x - v)+ / (1 - level), whose mean is conditional value at risk.
class TailInfluence {
 public:
  TailInfluence(std::span<const double> losses, double level, double confidence) : scale_(1 / (1 - level)) {
    std::vector<double> sorted(losses.begin(), losses.end());
    std::sort(sorted.begin(), sorted.end());
    quantile_ = quantile_interval(sorted, level, confidence).value;
    const Estimate mean = tail_mean_interval(sorted, level, confidence);
    value_ = mean.value;
    is_bounded_ = mean.low.has_value();
  }
  [[nodiscard]] double of(double loss) const { return quantile_ + scale_ * std::max(0.0, loss - quantile_); }
  [[nodiscard]] double value() const { return value_; }
  [[nodiscard]] bool is_bounded() const { return is_bounded_; }

 private:
  double scale_;
  double quantile_ = 0;
  double value_ = 0;
  bool is_bounded_ = false;
};

}  // namespace

Result<PairedComparison> compare_paired(std::span<const double> first, std::span<const double> second,
                                        double confidence, std::span<const double> tail_levels) {
  const auto is_share = [](double x) { return x > 0 && x < 1; };
  if (first.size() != second.size() || first.size() < 2) {
    return Error{ErrorCode::kInvalidArgument,
                 "runs to be compared need the same years, at least two: " + std::to_string(first.size()) +
                     " and " + std::to_string(second.size())};
  }
  if (!is_share(confidence) || !std::all_of(tail_levels.begin(), tail_levels.end(), is_share)) {
    return Error{ErrorCode::kInvalidArgument, "confidence and tail levels must lie between 0 and 1"};
  }
  const std::size_t n = first.size();
  PairedComparison result;
  result.years = n;
  result.confidence = confidence;
  std::vector<double> difference(n);
  std::size_t lower = 0;
  std::size_t higher = 0;
  for (std::size_t i = 0; i < n; ++i) {
    difference[i] = second[i] - first[i];
    lower += difference[i] < 0 ? 1 : 0;
    higher += difference[i] > 0 ? 1 : 0;
  }
  const Moments moments = moments_of(difference);
  result.expected = student_interval(moments, n, confidence);
  result.share_lower = proportion_interval(lower, n, confidence);
  result.share_higher = proportion_interval(higher, n, confidence);

  const Moments of_first = moments_of(first);
  const Moments of_second = moments_of(second);
  result.first_expected = of_first.mean;
  result.second_expected = of_second.mean;
  const double sd_first = of_first.standard_deviation;
  const double sd_second = of_second.standard_deviation;
  const double sd = moments.standard_deviation;
  const double independent = sd_first * sd_first + sd_second * sd_second;
  if (independent > 0) result.variance_ratio = sd * sd / independent;
  if (sd_first > 0 && sd_second > 0) {
    result.correlation = std::clamp((independent - sd * sd) / (2 * sd_first * sd_second), -1.0, 1.0);
  }
  for (const double level : tail_levels) {
    const TailInfluence a(first, level, confidence);
    const TailInfluence b(second, level, confidence);
    std::vector<double> influence(n);
    for (std::size_t i = 0; i < n; ++i) influence[i] = b.of(second[i]) - a.of(first[i]);
    Estimate estimate;
    if (a.is_bounded() && b.is_bounded()) {
      estimate = student_interval(moments_of(influence), n, confidence);
      // The mean of the influence is off by what the atoms at the quantiles take.
      const double shift = (b.value() - a.value()) - estimate.value;
      *estimate.low += shift;
      *estimate.high += shift;
    }
    estimate.value = b.value() - a.value();
    result.tails.push_back({level, estimate});
  }
  return result;
}

}  // namespace tenon
