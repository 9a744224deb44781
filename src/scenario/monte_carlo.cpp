#include "scenario/monte_carlo.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>
#include <mutex>
#include <utility>

#include "base/parallel.h"

namespace tenon {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostValuesInFlight = std::size_t{1} << 22U;
constexpr std::size_t kLargestBatch = std::size_t{1} << 16U;
// A batch should be long enough to hide the wait for its last year and short enough to be stopped.
constexpr double kShortBatchSeconds = 0.1;
constexpr double kLongBatchSeconds = 2;
constexpr double kProgressSeconds = 0.2;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

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

// How precise the first years are.
struct Precision {
  double expected = kInfinity;  // relative half-widths
  double conditional = kInfinity;
  std::uint64_t loss_years = 0;
};

Precision precision_of(std::span<const double> losses, const MonteCarloOptions& options) {
  Precision precision;
  const LossEstimateOptions& estimates = options.estimates;
  precision.expected =
      relative_half_width(student_interval(moments_of(losses), losses.size(), estimates.confidence));
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

bool is_precise(const Precision& precision, const MonteCarloOptions& options) {
  if (!options.expected_precision && !options.conditional_precision) return false;
  if (precision.loss_years < options.fewest_loss_years) return false;
  return (!options.expected_precision || precision.expected <= *options.expected_precision) &&
         (!options.conditional_precision || precision.conditional <= *options.conditional_precision);
}

// Tells how far the run is. Only what it tells depends on the clock.
class ProgressMeter {
 public:
  ProgressMeter(const MonteCarloOptions& options, std::span<const double> losses)
      : options_(options), done_(losses.size()), before_(losses.size()) {
    for (const double loss : losses) take_in(loss);
  }

  // A year has been simulated; from any thread.
  void finished() {
    const std::uint64_t done = done_.fetch_add(1, std::memory_order_relaxed) + 1;
    if (!options_.progress) return;
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (lock && seconds_since(told_) >= kProgressSeconds) tell(done);
  }

  // A loss has been taken in, between batches.
  void take_in(double loss) {
    ++count_;
    const double step = loss - mean_;
    mean_ += step / static_cast<double>(count_);
    squares_ += step * (loss - mean_);
  }
  void conditional_seen(double half_width) { conditional_ = half_width; }
  void finish(std::uint64_t done, bool is_complete) {
    done_.store(done);
    if (options_.progress) tell(done, is_complete);
  }

 private:
  void tell(std::uint64_t done, bool is_complete = false) {
    told_ = Clock::now();
    MonteCarloProgress progress;
    progress.done = done;
    progress.seconds = seconds_since(start_);
    progress.relative_half_width = kInfinity;
    if (count_ >= 2 && mean_ != 0) {
      const auto n = static_cast<double>(count_);
      const double z = student_quantile(0.5 + options_.estimates.confidence / 2, n - 1);
      progress.relative_half_width = z * std::sqrt(squares_ / (n - 1) / n) / std::abs(mean_);
    }
    progress.needed = is_complete ? done : needed(progress.relative_half_width, done);
    if (done > before_ && progress.seconds > 0) {
      progress.seconds_left = static_cast<double>(progress.needed - done) * progress.seconds /
                              static_cast<double>(done - before_);
    }
    options_.progress(progress);
  }

  // Half-widths shrink with the root of the number of years.
  [[nodiscard]] std::uint64_t needed(double half_width, std::uint64_t done) const {
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

  const MonteCarloOptions& options_;
  std::atomic<std::uint64_t> done_;
  std::uint64_t before_;
  std::uint64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
  double conditional_ = kInfinity;
  std::mutex mutex_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point told_ = start_;
};

// Years in flight: filled by the threads, taken in by one in their order.
class Batch {
 public:
  Batch(const LossModel& model, const MonteCarloOptions& options)
      : model_(model), options_(options), threads_(resolve_threads(options.threads)) {
    size_ = std::min<std::size_t>(std::size_t{4} * threads_, largest_size());
  }

  [[nodiscard]] std::size_t size() const { return size_; }

  // Simulates years first .. first + count - 1; how many of them, from the first on, are done.
  std::size_t run(std::uint64_t first, std::size_t count, ProgressMeter& meter) {
    const Clock::time_point start = Clock::now();
    losses_.assign(count, {});
    is_done_.assign(count, 0);
    groups_.assign(count * model_.group_count, 0);
    shares_.assign(count * model_.hazard_count, 0);
    std::atomic<bool> give_up{false};
    std::mutex error_mutex;
    std::optional<std::pair<std::size_t, Error>> error;  // of the first year that failed
    const std::size_t chunk = std::max<std::size_t>(1, count / (std::size_t{16} * threads_));
    parallel_chunks(count, chunk, threads_, [&](unsigned worker, std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        if (give_up.load() || (options_.stop != nullptr && options_.stop->load())) return;
        const auto failed = run_year(worker, first + i, i);
        if (!failed) {
          meter.finished();
          continue;
        }
        give_up.store(true);
        const std::lock_guard lock(error_mutex);
        if (failed->code != ErrorCode::kCancelled && (!error || i < error->first)) error.emplace(i, *failed);
        return;
      }
    });
    const auto done = static_cast<std::size_t>(std::find(is_done_.begin(), is_done_.end(), std::uint8_t{0}) -
                                               is_done_.begin());
    adapt(seconds_since(start));
    if (error) {
      failure_ = error->second;
      failure_->message = "year " + std::to_string(first + error->first) + ": " + failure_->message;
    }
    return done;
  }

  // What went wrong in the last run, if it was not a request to stop.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

  // Adds the year in place `i` to the sums.
  void take_in(std::size_t i, MonteCarloState& state) const {
    const YearLoss& year = losses_[i];
    state.losses.push_back(year.total);
    if (year.event_count == 0) return;
    ++state.event_years;
    const std::size_t groups = model_.group_count;
    const std::span<const double> parts(groups_.data() + i * groups, groups);
    for (std::size_t g = 0; g < groups; ++g) {
      state.group_sum[g] += parts[g];
      state.group_squares[g] += parts[g] * parts[g];
    }
    for (std::size_t h = 0; h < model_.hazard_count; ++h) {
      const double share = shares_[i * model_.hazard_count + h];
      if (share == 0) continue;
      const double part = share * year.total;
      state.hazard_sum[h] += part;
      state.hazard_squares[h] += part * part;
      double* row = state.hazard_group_sum.data() + h * groups;
      for (std::size_t g = 0; g < groups; ++g) row[g] += share * parts[g];
    }
  }

 private:
  [[nodiscard]] std::size_t largest_size() const {
    return std::clamp<std::size_t>(kMostValuesInFlight / (1 + model_.group_count + model_.hazard_count), 1,
                                   kLargestBatch);
  }

  std::optional<Error> run_year(unsigned worker, std::uint64_t year, std::size_t i) {
    const std::span<double> groups(groups_.data() + i * model_.group_count, model_.group_count);
    auto loss = model_.loss(worker, year, groups);
    if (!loss) return loss.error();
    if (!std::isfinite(loss->total)) {
      return Error{ErrorCode::kInvalidArgument, "the loss is not a finite number"};
    }
    losses_[i] = *loss;
    if (loss->event_count > 0 && loss->total != 0 && model_.hazard_count > 0) {
      model_.attribute(worker, year, {shares_.data() + i * model_.hazard_count, model_.hazard_count});
    }
    is_done_[i] = 1;
    return std::nullopt;
  }

  void adapt(double seconds) {
    if (seconds < kShortBatchSeconds) size_ *= 4;
    if (seconds > kLongBatchSeconds) size_ /= 2;
    size_ = std::clamp<std::size_t>(size_, threads_, std::max<std::size_t>(largest_size(), threads_));
  }

  const LossModel& model_;
  const MonteCarloOptions& options_;
  unsigned threads_;
  std::size_t size_ = 1;
  std::vector<YearLoss> losses_;
  std::vector<std::uint8_t> is_done_;
  std::vector<double> groups_;
  std::vector<double> shares_;
  std::optional<Error> failure_;
};

Estimate mean_of_sums(double sum, double squares, std::size_t count, double confidence) {
  Moments moments;
  const auto n = static_cast<double>(count);
  if (count == 0) return {};
  moments.mean = sum / n;
  if (count > 1) {
    moments.standard_deviation = std::sqrt(std::max(0.0, (squares - sum * moments.mean) / (n - 1)));
  }
  return student_interval(moments, count, confidence);
}

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

MonteCarloResult result_of(MonteCarloState state, const LossModel& model, const MonteCarloOptions& options) {
  MonteCarloResult result;
  result.seed = model.seed;
  result.inputs = model.inputs;
  result.years = state.losses.size();
  result.event_years = state.event_years;
  result.expected_precision = options.expected_precision;
  result.conditional_precision = options.conditional_precision;
  result.conditional_level = options.conditional_level;
  const Precision precision = precision_of(state.losses, options);
  result.expected_half_width = precision.expected;
  result.conditional_half_width = precision.conditional;
  result.estimates = estimate_losses(state.losses, options.estimates);
  const std::size_t n = state.losses.size();
  const double confidence = options.estimates.confidence;
  for (std::size_t g = 0; g < state.group_sum.size(); ++g) {
    result.groups.push_back(mean_of_sums(state.group_sum[g], state.group_squares[g], n, confidence));
  }
  for (std::size_t h = 0; h < state.hazard_sum.size(); ++h) {
    result.hazards.push_back({mean_of_sums(state.hazard_sum[h], state.hazard_squares[h], n, confidence), {}});
  }
  result.hazard_groups = std::move(state.hazard_group_sum);
  for (double& sum : result.hazard_groups) sum /= static_cast<double>(std::max<std::size_t>(n, 1));
  result.losses = std::move(state.losses);
  add_tail_contributions(model, options, result);
  return result;
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

  ProgressMeter meter(options, state.losses);
  Batch batch(model, options);
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
        meter.take_in(state.losses.back());
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
    const Precision precision =
        precision_of(std::span<const double>(state.losses).first(static_cast<std::size_t>(look)), options);
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
  MonteCarloResult result = result_of(std::move(state), model, options);
  result.resumed_from = resumed_from;
  result.end = end;
  return result;
}

}  // namespace tenon
