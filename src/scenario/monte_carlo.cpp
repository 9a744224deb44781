#include "scenario/monte_carlo.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/parallel.h"
#include "scenario/control_variate.h"
#include "scenario/monte_carlo_batch.h"
#include "scenario/monte_carlo_progress.h"
#include "scenario/monte_carlo_result.h"

namespace tenon {
namespace {

using Clock = std::chrono::steady_clock;

// The years of which only the control is known begin here, far beyond any that are simulated.
constexpr std::uint64_t kFirstControlYear = std::uint64_t{1} << 43U;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::optional<std::string> fault_of(const LossModel& model, const MonteCarloOptions& options) {
  if (!model.loss || (model.hazard_count > 0 && !model.attribute)) return "the loss model has no functions";
  if (options.minimum_years < 2 || options.maximum_years < options.minimum_years) {
    return "years must be 2 <= minimum <= maximum";
  }
  const auto is_share = [](double x) { return x > 0 && x < 1; };
  const auto is_precision = [](const std::optional<double>& x) {
    return !x || (*x > 0 && std::isfinite(*x));
  };
  if (!is_precision(options.expected_precision) || !is_precision(options.conditional_precision)) {
    return "a precision must be above 0";
  }
  const LossEstimateOptions& estimates = options.estimates;
  if (!is_share(estimates.confidence) || !is_share(options.conditional_level) ||
      !std::all_of(estimates.tail_levels.begin(), estimates.tail_levels.end(), is_share)) {
    return "confidence and tail levels must lie between 0 and 1";
  }
  if (!std::all_of(estimates.return_periods_years.begin(), estimates.return_periods_years.end(),
                   [](double years) { return years > 1 && std::isfinite(years); })) {
    return "return periods must be above 1 year";
  }
  return std::nullopt;
}

bool is_precise(const MonteCarloPrecision& precision, const MonteCarloOptions& options) {
  if (!options.expected_precision && !options.conditional_precision) return false;
  if (precision.loss_years < options.fewest_loss_years) return false;
  return (!options.expected_precision || precision.expected <= *options.expected_precision) &&
         (!options.conditional_precision || precision.conditional <= *options.conditional_precision);
}

ControlPopulation population_of(const LossModel& model, const MonteCarloOptions& options) {
  if (!model.control || options.control_years == 0) return {};
  std::vector<double> controls(options.control_years);
  parallel_chunks(controls.size(), 256, options.threads,
                  [&](unsigned worker, std::size_t begin, std::size_t end) {
                    for (std::size_t i = begin; i < end; ++i)
                      controls[i] = model.control(worker, kFirstControlYear + i);
                  });
  return control_population(std::move(controls));
}

Error too_many(const MonteCarloOptions& options, std::uint64_t there, std::uint64_t asked) {
  return {ErrorCode::kInvalidArgument,
          options.checkpoint_path + ": the checkpoint holds " + std::to_string(there) +
              " years, but with these options the run ends after " + std::to_string(asked) +
              "; ask for more precision or more years, or start over without it"};
}

}  // namespace

std::vector<std::uint64_t> precision_looks(const MonteCarloOptions& options) {
  std::vector<std::uint64_t> looks;
  for (std::uint64_t years = options.minimum_years; years < options.maximum_years;
       years += std::max<std::uint64_t>(1, years / 5)) {
    looks.push_back(years);
  }
  looks.push_back(options.maximum_years);
  return looks;
}

Result<MonteCarloResult> run_monte_carlo(const LossModel& model, const MonteCarloOptions& options) {
  if (const auto fault = fault_of(model, options)) return Error{ErrorCode::kInvalidArgument, *fault};
  const MonteCarloIdentity identity{model.seed, model.inputs, model.group_count, model.hazard_count};
  MonteCarloState state = empty_state(model.group_count, model.hazard_count);
  const bool has_checkpoint = !options.checkpoint_path.empty();
  std::error_code ignored;
  if (has_checkpoint && options.resume && std::filesystem::exists(options.checkpoint_path, ignored)) {
    auto read = read_checkpoint(options.checkpoint_path, identity);
    if (!read) return read.error();
    state = std::move(*read);
  }
  const std::uint64_t resumed_from = state.losses.size();

  if (resumed_from > options.maximum_years) {
    return too_many(options, resumed_from, options.maximum_years);
  }

  const ControlPopulation population = population_of(model, options);
  const bool is_controlled = !population.values.empty();
  MonteCarloMeter meter(options, state, is_controlled);
  MonteCarloBatch batch(model, options, is_controlled);
  Clock::time_point saved_at = Clock::now();
  std::uint64_t saved_years = resumed_from;
  const auto save = [&]() -> Result<void> {
    if (!has_checkpoint) return {};
    saved_at = Clock::now();
    saved_years = state.losses.size();
    return write_checkpoint(options.checkpoint_path, identity, state);
  };
  const auto is_due = [&] {
    return seconds_since(saved_at) >= options.checkpoint_seconds ||
           (options.checkpoint_years > 0 && state.losses.size() - saved_years >= options.checkpoint_years);
  };
  // Whether all years up to `look` are there now.
  const auto simulate_to = [&](std::uint64_t look) -> Result<bool> {
    while (state.losses.size() < look) {
      const std::uint64_t first = state.losses.size();
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(batch.size(), look - first));
      const std::size_t done = batch.run(first, count, meter);
      for (std::size_t i = 0; i < done; ++i) {
        batch.take_in(i, state);
        meter.take_in(state.losses.back(), state.controls.back());
      }
      if (done == count && !is_due()) continue;
      if (auto saved = save(); !saved) return saved.error();
      if (batch.failure()) return *batch.failure();
      if (done < count) return false;
    }
    return true;
  };

  MonteCarloEnd end = MonteCarloEnd::kMaximum;
  for (const std::uint64_t look : precision_looks(options)) {
    const auto reached = simulate_to(look);
    if (!reached) return reached.error();
    if (!*reached) {
      end = MonteCarloEnd::kStopped;
      break;
    }
    const MonteCarloPrecision precision =
        precision_of(state, static_cast<std::size_t>(look), population, options);
    meter.conditional_seen(precision.conditional);
    if (is_precise(precision, options)) {
      if (look < resumed_from) return too_many(options, resumed_from, look);
      end = MonteCarloEnd::kPrecision;
      break;
    }
  }
  meter.finish(state.losses.size(), end != MonteCarloEnd::kStopped);
  if (end != MonteCarloEnd::kStopped && state.losses.size() > saved_years) {
    if (auto saved = save(); !saved) return saved.error();
  }
  MonteCarloResult result = result_of(std::move(state), model, population, options);
  result.resumed_from = resumed_from;
  result.end = end;
  return result;
}

}  // namespace tenon
