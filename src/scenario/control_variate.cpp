#include "scenario/control_variate.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tenon {
namespace {

constexpr std::size_t kFewestYears = 30;
constexpr std::size_t kFewestYearsWithControl = 10;

Estimate interval(double mean, double residual_squares, double slope, const ControlSample& sample,
                  const ControlPopulation& population, double confidence) {
  Estimate estimate{mean, std::nullopt, std::nullopt};
  if (sample.count < 3) return estimate;
  const auto n = static_cast<double>(sample.count);
  const auto m = static_cast<double>(std::max<std::size_t>(population.values.size(), 1));
  const double of_residuals = std::max(0.0, residual_squares) / (n - 2) / n;
  const double of_population =
      slope * slope * population.standard_deviation * population.standard_deviation / m;
  const double half = student_quantile(0.5 + confidence / 2, n - 2) * std::sqrt(of_residuals + of_population);
  estimate.low = mean - half;
  estimate.high = mean + half;
  return estimate;
}

}  // namespace

ControlPopulation control_population(std::vector<double> values) {
  ControlPopulation population;
  const Moments moments = moments_of(values);
  population.mean = moments.mean;
  population.standard_deviation = moments.standard_deviation;
  population.values = std::move(values);
  std::sort(population.values.begin(), population.values.end());
  return population;
}

ControlSample control_sample(std::span<const double> controls) {
  ControlSample sample;
  sample.count = controls.size();
  const Moments moments = moments_of(controls);
  sample.mean = moments.mean;
  for (const double d : controls) sample.centred_squares += (d - moments.mean) * (d - moments.mean);
  return sample;
}

bool is_controllable(std::span<const double> controls, const ControlPopulation& population) {
  if (controls.size() < kFewestYears || population.values.empty()) return false;
  const auto with_control = static_cast<std::size_t>(
      std::count_if(controls.begin(), controls.end(), [](double d) { return d > 0; }));
  return with_control >= kFewestYearsWithControl && control_sample(controls).centred_squares > 0;
}

ControlledEstimate controlled_interval(std::span<const double> losses, std::span<const double> controls,
                                       const ControlPopulation& population, double confidence) {
  const ControlSample sample = control_sample(controls);
  const Moments moments = moments_of(losses);
  double cross = 0;
  double squares = 0;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    cross += (losses[i] - moments.mean) * (controls[i] - sample.mean);
    squares += (losses[i] - moments.mean) * (losses[i] - moments.mean);
  }
  const double slope = sample.centred_squares > 0 ? cross / sample.centred_squares : 0;
  double residual_squares = 0;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const double residual = losses[i] - moments.mean - slope * (controls[i] - sample.mean);
    residual_squares += residual * residual;
  }
  ControlledEstimate result;
  const double mean = moments.mean - slope * (sample.mean - population.mean);
  result.mean = interval(mean, residual_squares, slope, sample, population, confidence);
  if (squares > 0) result.variance_left = residual_squares / squares;
  return result;
}

Estimate controlled_interval(const ControlledSums& sums, const ControlSample& sample,
                             const ControlPopulation& population, double confidence) {
  const auto n = static_cast<double>(std::max<std::size_t>(sample.count, 1));
  const double mean = sums.sum / n;
  const double cross = sums.cross - sums.sum * sample.mean;
  const double slope = sample.centred_squares > 0 ? cross / sample.centred_squares : 0;
  const double residual_squares = sums.squares - sums.sum * mean - slope * cross;
  return interval(mean - slope * (sample.mean - population.mean), residual_squares, slope, sample, population,
                  confidence);
}

double controlled_mean(double sum, double cross, const ControlSample& sample,
                       const ControlPopulation& population) {
  const auto n = static_cast<double>(std::max<std::size_t>(sample.count, 1));
  const double slope = sample.centred_squares > 0 ? (cross - sum * sample.mean) / sample.centred_squares : 0;
  return sum / n - slope * (sample.mean - population.mean);
}

double share_beyond(double largest, const ControlPopulation& population) {
  double all = 0;
  double beyond = 0;
  for (const double d : population.values) {
    all += d;
    if (d > largest) beyond += d;
  }
  return all > 0 ? beyond / all : 0;
}

}  // namespace tenon
