#include "scenario/monte_carlo_result.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "base/parallel.h"

namespace tenon {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Expected values of parts of the loss, from their sums: plain or controlled.
class PartEstimator {
 public:
  PartEstimator(const MonteCarloState& state, const ControlPopulation& population, bool is_controlled,
                double confidence)
      : population_(population),
        is_controlled_(is_controlled),
        count_(state.losses.size()),
        sample_(control_sample(state.controls)),
        confidence_(confidence) {}

  [[nodiscard]] Estimate of(double sum, double squares, double cross) const {
    if (count_ == 0) return {};
    if (is_controlled_) return controlled_interval({sum, squares, cross}, sample_, population_, confidence_);
    const auto n = static_cast<double>(count_);
    Moments moments;
    moments.mean = sum / n;
    if (count_ > 1) {
      moments.standard_deviation = std::sqrt(std::max(0.0, (squares - sum * moments.mean) / (n - 1)));
    }
    return student_interval(moments, count_, confidence_);
  }
  [[nodiscard]] double mean_of(double sum, double cross) const {
    if (count_ == 0) return 0;
    return is_controlled_ ? controlled_mean(sum, cross, sample_, population_)
                          : sum / static_cast<double>(count_);
  }

 private:
  const ControlPopulation& population_;
  bool is_controlled_;
  std::size_t count_;
  ControlSample sample_;
  double confidence_;
};

// Parts of conditional value at risk: the mean of each hazard's share over the worst years, years at the
// quantile itself counted by the part of them that the tail takes in. They sum to conditional value at risk.
void add_tail_contributions(const LossModel& model, const MonteCarloOptions& options,
                            MonteCarloResult& result) {
  const std::size_t n = result.losses.size();
  if (n == 0 || model.hazard_count == 0) return;
  double lowest = kInfinity;
  for (const TailRisk& tail : result.estimates.tails) lowest = std::min(lowest, tail.value_at_risk.value);
  std::vector<std::size_t> worst;
  for (std::size_t year = 0; year < n; ++year) {
    if (result.losses[year] != 0 && result.losses[year] >= lowest) worst.push_back(year);
  }
  std::vector<double> shares(worst.size() * model.hazard_count, 0);
  parallel_chunks(
      worst.size(), 16, options.threads, [&](unsigned worker, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          model.attribute(worker, worst[i], {shares.data() + i * model.hazard_count, model.hazard_count});
        }
      });
  for (const TailRisk& tail : result.estimates.tails) {
    const double quantile = tail.value_at_risk.value;
    double above = 0;
    double equal = 0;
    for (const double loss : result.losses) {
      above += loss > quantile ? 1 : 0;
      equal += loss == quantile ? 1 : 0;
    }
    const double wanted = static_cast<double>(n) * (1 - tail.level);
    const double part_of_equal = equal > 0 ? std::clamp((wanted - above) / equal, 0.0, 1.0) : 0;
    std::vector<double> sums(model.hazard_count, 0);
    for (std::size_t i = 0; i < worst.size(); ++i) {
      const double loss = result.losses[worst[i]];
      if (loss < quantile) continue;
      const double weight = loss > quantile ? 1 : part_of_equal;
      for (std::size_t h = 0; h < model.hazard_count; ++h) {
        sums[h] += weight * loss * shares[i * model.hazard_count + h];
      }
    }
    for (std::size_t h = 0; h < model.hazard_count; ++h) result.hazards[h].tail.push_back(sums[h] / wanted);
  }
}

}  // namespace

MonteCarloPrecision precision_of(const MonteCarloState& state, std::size_t years,
                                 const ControlPopulation& population, const MonteCarloOptions& options) {
  MonteCarloPrecision precision;
  const LossEstimateOptions& estimates = options.estimates;
  const std::span<const double> losses = std::span<const double>(state.losses).first(years);
  const std::span<const double> controls = std::span<const double>(state.controls).first(years);
  precision.expected =
      relative_half_width(is_controllable(controls, population)
                              ? controlled_interval(losses, controls, population, estimates.confidence).mean
                              : student_interval(moments_of(losses), losses.size(), estimates.confidence));
  precision.loss_years = static_cast<std::uint64_t>(std::count_if(
      losses.begin(), losses.end(), [&](double loss) { return loss > estimates.negligible_loss; }));
  if (!losses.empty()) {
    std::vector<double> sorted(losses.begin(), losses.end());
    std::sort(sorted.begin(), sorted.end());
    precision.conditional =
        relative_half_width(tail_mean_interval(sorted, options.conditional_level, estimates.confidence));
  }
  return precision;
}

MonteCarloResult result_of(MonteCarloState state, const LossModel& model, const ControlPopulation& population,
                           const MonteCarloOptions& options) {
  MonteCarloResult result;
  const std::size_t n = state.losses.size();
  const double confidence = options.estimates.confidence;
  result.seed = model.seed;
  result.inputs = model.inputs;
  result.years = n;
  result.event_years = state.event_years;
  result.expected_precision = options.expected_precision;
  result.conditional_precision = options.conditional_precision;
  result.conditional_level = options.conditional_level;
  const MonteCarloPrecision precision = precision_of(state, n, population, options);
  result.expected_half_width = precision.expected;
  result.conditional_half_width = precision.conditional;
  result.estimates = estimate_losses(state.losses, options.estimates);
  const bool is_controlled = is_controllable(state.controls, population);
  if (is_controlled) {
    const ControlledEstimate controlled =
        controlled_interval(state.losses, state.controls, population, confidence);
    const double largest = *std::max_element(state.controls.begin(), state.controls.end());
    result.control =
        ControlUse{population.values.size(), controlled.variance_left, share_beyond(largest, population),
                   result.estimates.expected, result.estimates.expected_method};
    result.estimates.expected = controlled.mean;
    result.estimates.expected_method = IntervalMethod::kControl;
  }
  const PartEstimator parts(state, population, is_controlled, confidence);
  for (std::size_t g = 0; g < state.group_sum.size(); ++g) {
    result.groups.push_back(parts.of(state.group_sum[g], state.group_squares[g], state.group_cross[g]));
  }
  for (std::size_t h = 0; h < state.hazard_sum.size(); ++h) {
    result.hazards.push_back(
        {parts.of(state.hazard_sum[h], state.hazard_squares[h], state.hazard_cross[h]), {}});
  }
  for (std::size_t k = 0; k < state.hazard_group_sum.size(); ++k) {
    result.hazard_groups.push_back(parts.mean_of(state.hazard_group_sum[k], state.hazard_group_cross[k]));
  }
  result.losses = std::move(state.losses);
  add_tail_contributions(model, options, result);
  return result;
}

}  // namespace tenon
