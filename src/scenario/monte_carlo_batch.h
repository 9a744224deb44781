// Years in flight: simulated by all threads, taken in by one in their order. Internal to scenario/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "scenario/monte_carlo.h"
#include "scenario/monte_carlo_checkpoint.h"
#include "scenario/monte_carlo_progress.h"

namespace tenon {

// How many years a batch has depends on how long they take; what is taken in does not depend on it.
class MonteCarloBatch {
 public:
  // Both are only referred to. `is_controlled`: ask the model for controls, too.
  MonteCarloBatch(const LossModel& model, const MonteCarloOptions& options, bool is_controlled);

  // Years that the next batch should have, at most.
  [[nodiscard]] std::size_t size() const { return size_; }

  // Simulates years first .. first + count - 1; how many of them, from the first on, are done.
  std::size_t run(std::uint64_t first, std::size_t count, MonteCarloMeter& meter);

  // What went wrong in the last run, if it was not a request to stop.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

  // Adds the year in place `i` of the last run to the state.
  void take_in(std::size_t i, MonteCarloState& state) const;

 private:
  [[nodiscard]] std::size_t largest_size() const;
  std::optional<Error> run_year(unsigned worker, std::uint64_t year, std::size_t i);
  void adapt(double seconds);

  const LossModel& model_;
  const MonteCarloOptions& options_;
  bool is_controlled_;
  unsigned threads_;
  std::size_t size_ = 1;
  std::vector<YearLoss> losses_;
  std::vector<double> controls_;
  std::vector<std::uint8_t> is_done_;
  std::vector<double> groups_;
  std::vector<double> shares_;
  std::optional<Error> failure_;
};

}  // namespace tenon
