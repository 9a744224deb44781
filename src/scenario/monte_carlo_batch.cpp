#include "scenario/monte_carlo_batch.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <mutex>
#include <span>
#include <string>
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

}  // namespace

MonteCarloBatch::MonteCarloBatch(const LossModel& model, const MonteCarloOptions& options, bool is_controlled)
    : model_(model),
      options_(options),
      is_controlled_(is_controlled),
      threads_(resolve_threads(options.threads)) {
  size_ = std::min<std::size_t>(std::size_t{4} * threads_, largest_size());
}

std::size_t MonteCarloBatch::run(std::uint64_t first, std::size_t count, MonteCarloMeter& meter) {
  const Clock::time_point start = Clock::now();
  losses_.assign(count, {});
  controls_.assign(count, 0);
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
  adapt(std::chrono::duration<double>(Clock::now() - start).count());
  if (error) {
    failure_ = error->second;
    failure_->message = "year " + std::to_string(first + error->first) + ": " + failure_->message;
  }
  return done;
}

void MonteCarloBatch::take_in(std::size_t i, MonteCarloState& state) const {
  const YearLoss& year = losses_[i];
  const double control = controls_[i];
  state.losses.push_back(year.total);
  state.controls.push_back(control);
  if (year.event_count == 0) return;
  ++state.event_years;
  const std::size_t groups = model_.group_count;
  const std::span<const double> parts(groups_.data() + i * groups, groups);
  for (std::size_t g = 0; g < groups; ++g) {
    state.group_sum[g] += parts[g];
    state.group_squares[g] += parts[g] * parts[g];
    state.group_cross[g] += parts[g] * control;
  }
  for (std::size_t h = 0; h < model_.hazard_count; ++h) {
    const double share = shares_[i * model_.hazard_count + h];
    if (share == 0) continue;
    const double part = share * year.total;
    state.hazard_sum[h] += part;
    state.hazard_squares[h] += part * part;
    state.hazard_cross[h] += part * control;
    double* sums = state.hazard_group_sum.data() + h * groups;
    double* crosses = state.hazard_group_cross.data() + h * groups;
    for (std::size_t g = 0; g < groups; ++g) {
      sums[g] += share * parts[g];
      crosses[g] += share * parts[g] * control;
    }
  }
}

std::size_t MonteCarloBatch::largest_size() const {
  return std::clamp<std::size_t>(kMostValuesInFlight / (1 + model_.group_count + model_.hazard_count), 1,
                                 kLargestBatch);
}

std::optional<Error> MonteCarloBatch::run_year(unsigned worker, std::uint64_t year, std::size_t i) {
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
  if (loss->event_count > 0 && is_controlled_) controls_[i] = model_.control(worker, year);
  is_done_[i] = 1;
  return std::nullopt;
}

void MonteCarloBatch::adapt(double seconds) {
  if (seconds < kShortBatchSeconds) size_ *= 4;
  if (seconds > kLongBatchSeconds) size_ /= 2;
  size_ = std::clamp<std::size_t>(size_, threads_, std::max<std::size_t>(largest_size(), threads_));
}

}  // namespace tenon
