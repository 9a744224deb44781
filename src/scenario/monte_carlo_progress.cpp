#include "scenario/monte_carlo_progress.h"

#include <algorithm>
#include <cmath>

#include "scenario/confidence.h"

namespace tenon {
namespace {

constexpr double kProgressSeconds = 0.2;

}  // namespace

MonteCarloMeter::MonteCarloMeter(const MonteCarloOptions& options, const MonteCarloState& state,
                                 bool is_controlled)
    : options_(options),
      is_controlled_(is_controlled),
      done_(state.losses.size()),
      before_(state.losses.size()) {
  for (std::size_t year = 0; year < state.losses.size(); ++year) {
    take_in(state.losses[year], state.controls[year]);
  }
}

void MonteCarloMeter::finished() {
  const std::uint64_t done = done_.fetch_add(1, std::memory_order_relaxed) + 1;
  if (!options_.progress) return;
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock || std::chrono::duration<double>(Clock::now() - told_).count() < kProgressSeconds) return;
  tell(done, false);
}

void MonteCarloMeter::take_in(double loss, double control) {
  ++count_;
  const auto n = static_cast<double>(count_);
  const double step = loss - mean_;
  const double control_step = control - control_mean_;
  mean_ += step / n;
  control_mean_ += control_step / n;
  squares_ += step * (loss - mean_);
  control_squares_ += control_step * (control - control_mean_);
  products_ += step * (control - control_mean_);
}

void MonteCarloMeter::finish(std::uint64_t done, bool is_complete) {
  done_.store(done);
  if (options_.progress) tell(done, is_complete);
}

double MonteCarloMeter::relative_half_width() const {
  if (count_ < 3 || mean_ == 0) return std::numeric_limits<double>::infinity();
  const auto n = static_cast<double>(count_);
  double squares = squares_;
  if (is_controlled_ && control_squares_ > 0) squares -= products_ * products_ / control_squares_;
  const double t = student_quantile(0.5 + options_.estimates.confidence / 2, n - 2);
  return t * std::sqrt(std::max(0.0, squares) / (n - 2) / n) / std::abs(mean_);
}

void MonteCarloMeter::tell(std::uint64_t done, bool is_complete) {
  told_ = Clock::now();
  MonteCarloProgress progress;
  progress.done = done;
  progress.seconds = std::chrono::duration<double>(told_ - start_).count();
  progress.relative_half_width = relative_half_width();
  progress.needed = is_complete ? done : needed(progress.relative_half_width, done);
  if (done > before_ && progress.seconds > 0) {
    progress.seconds_left =
        static_cast<double>(progress.needed - done) * progress.seconds / static_cast<double>(done - before_);
  }
  options_.progress(progress);
}

// Half-widths shrink with the root of the number of years.
std::uint64_t MonteCarloMeter::needed(double half_width, std::uint64_t done) const {
  if (!options_.expected_precision && !options_.conditional_precision) return options_.maximum_years;
  double factor = 0;
  if (options_.expected_precision) factor = half_width / *options_.expected_precision;
  if (options_.conditional_precision) {
    factor = std::max(factor, conditional_ / *options_.conditional_precision);
  }
  const double years = static_cast<double>(count_) * factor * factor;
  if (!(years < static_cast<double>(options_.maximum_years))) return options_.maximum_years;
  return std::clamp(std::max(static_cast<std::uint64_t>(std::ceil(years)), options_.minimum_years), done,
                    options_.maximum_years);
}

}  // namespace tenon
