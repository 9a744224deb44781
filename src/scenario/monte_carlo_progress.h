// How far a Monte Carlo run is and how long it may take. Internal to scenario/.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <mutex>

#include "scenario/monte_carlo.h"
#include "scenario/monte_carlo_checkpoint.h"

namespace tenon {

// Only what it tells depends on the clock. finished() from any thread, the rest between batches.
class MonteCarloMeter {
 public:
  // `is_controlled`: precision is that of the controlled mean (control_variate.h).
  MonteCarloMeter(const MonteCarloOptions& options, const MonteCarloState& state, bool is_controlled);

  // A year has been simulated.
  void finished();
  // Its loss and control have been taken in.
  void take_in(double loss, double control);
  void conditional_seen(double relative_half_width) { conditional_ = relative_half_width; }
  void finish(std::uint64_t done, bool is_complete);

 private:
  using Clock = std::chrono::steady_clock;

  void tell(std::uint64_t done, bool is_complete);
  [[nodiscard]] double relative_half_width() const;
  [[nodiscard]] std::uint64_t needed(double half_width, std::uint64_t done) const;

  const MonteCarloOptions& options_;
  bool is_controlled_;
  std::atomic<std::uint64_t> done_;
  std::uint64_t before_;
  // Of losses and controls: running means, sums of squares about them and of products.
  std::uint64_t count_ = 0;
  double mean_ = 0;
  double control_mean_ = 0;
  double squares_ = 0;
  double control_squares_ = 0;
  double products_ = 0;
  double conditional_ = std::numeric_limits<double>::infinity();
  std::mutex mutex_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point told_ = start_;
};

}  // namespace tenon
