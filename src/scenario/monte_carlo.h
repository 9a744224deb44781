// Annual losses of many simulated years: drawn in order, summed in order, stopped at a requested precision.
//
// Year r is replication r. The caller says what a year costs; the runner spreads years over threads, keeps
// every loss, sums the rest in the order of the years, and looks at the precision after fixed numbers of
// years only. So the result is a function of (model, seed, options): not of the number of threads, and not
// of where a run was interrupted and resumed.
//
// Memory: 16 bytes a year, 16 bytes for each pair of hazard and group, and 32 MB at most for years in flight.
// Cost besides the model: about 0.1 us a year and 2 ns for each pair of hazard and group with a loss.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "scenario/loss_estimates.h"
#include "scenario/monte_carlo_checkpoint.h"

namespace tenon {

struct YearLoss {
  double total = 0;               // finite; money
  std::uint32_t event_count = 0;  // 0: nothing happened, so there was nothing to simulate
};

// What a year costs. Functions are called by several threads at a time, each with its own `worker`
// (0 .. threads-1), and must depend on `year` alone.
struct LossModel {
  std::uint32_t group_count = 0;   // of all breakdowns together
  std::uint32_t hazard_count = 0;  // 0: no attribution
  // The loss of a year; `groups` (zeros on entry, one a group) takes its parts. kCancelled: give the year up
  // and stop, as if `stop` had been set.
  std::function<Result<YearLoss>(unsigned worker, std::uint64_t year, std::span<double> groups)> loss;
  // How a year's loss is shared among the hazards that made it; `shares` (zeros on entry) sum to 1. Cheap: it
  // is called twice for years in the tail. Unused without hazards.
  std::function<void(unsigned worker, std::uint64_t year, std::span<double> shares)> attribute;
  // A cheap measure of the year's events, >= 0, that goes with its loss, 0 where nothing happened: a control
  // variate for expected values (control_variate.h). Known for years that are not simulated, too. May be
  // empty.
  std::function<double(unsigned worker, std::uint64_t year)> control;
  std::uint64_t seed = 0;    // recorded
  std::uint64_t inputs = 0;  // fingerprint of all that losses depend on besides the seed
};

struct MonteCarloProgress {
  std::uint64_t done = 0;
  std::uint64_t needed = 0;  // estimated from what has been seen; the most allowed while nothing is known
  double relative_half_width = 0;  // of the expected loss so far; infinite while unknown
  double seconds = 0;              // since this run began
  std::optional<double> seconds_left;
};

struct MonteCarloOptions {
  std::uint64_t minimum_years = 500;
  std::uint64_t maximum_years = 10000;
  // Stop when half the interval is at most this part of the value; all that are given must hold.
  std::optional<double> expected_precision;
  std::optional<double> conditional_precision;  // of conditional value at risk
  double conditional_level = 0.95;
  std::uint64_t fewest_loss_years = 30;  // with fewer years of loss no precision is believed
  LossEstimateOptions estimates;
  std::uint64_t control_years = 50000;  // years of which the control is drawn to know its mean; 0: no control
  unsigned threads = 0;
  // From one thread at a time, at most five times a second, and once at the end.
  std::function<void(const MonteCarloProgress&)> progress;
  const std::atomic<bool>* stop = nullptr;
  std::string checkpoint_path;  // empty: none. Written now and then, when stopped and at the end
  double checkpoint_seconds = 60;
  std::uint64_t checkpoint_years = 0;  // also after so many; 0: by time alone
  bool resume = false;                 // go on from checkpoint_path if it exists
};

enum class MonteCarloEnd : std::uint8_t {
  kPrecision,  // as precise as asked
  kMaximum,    // all the years allowed
  kStopped,    // by request: partial
};

// What the control variate did for the expected values.
struct ControlUse {
  std::uint64_t years = 0;   // of which its mean is known
  double variance_left = 1;  // variance of the expected loss over that of the plain mean
  double share_beyond = 0;   // part of the control's mean from years worse than any that was simulated
  Estimate plain;            // the mean of the simulated years and its interval, without the control
  IntervalMethod plain_method = IntervalMethod::kNone;
};

struct HazardContribution {
  Estimate expected;         // part of the expected loss, Student's interval
  std::vector<double> tail;  // part of conditional value at risk, one a tail level
};

struct MonteCarloResult {
  std::uint64_t seed = 0;
  std::uint64_t inputs = 0;
  std::uint64_t years = 0;
  std::uint64_t event_years = 0;
  std::uint64_t resumed_from = 0;  // years taken from the checkpoint
  MonteCarloEnd end = MonteCarloEnd::kMaximum;
  // Reached by Student's interval, as the stop rule sees it; infinite if unknown.
  double expected_half_width = 0;
  double conditional_half_width = 0;
  std::optional<double> expected_precision;  // asked for
  std::optional<double> conditional_precision;
  double conditional_level = 0;
  LossEstimates estimates;
  std::optional<ControlUse> control;        // where it was of use; then all expected values are controlled
  std::vector<Estimate> groups;             // expected loss of each group
  std::vector<HazardContribution> hazards;  // sums to the estimates over all hazards
  std::vector<double> hazard_groups;        // expected loss [hazard * groups + group]
  std::vector<double> losses;               // one a year

  [[nodiscard]] bool is_partial() const { return end == MonteCarloEnd::kStopped; }
};

// kInvalidArgument: options that make no sense, a loss that is not finite, or a checkpoint that already holds
// more years than these options ask for; errors of checkpoints (monte_carlo_checkpoint.h) and of the model.
// The years done are in the checkpoint in any case.
Result<MonteCarloResult> run_monte_carlo(const LossModel& model, const MonteCarloOptions& options);

// The numbers of years after which precision is looked at: minimum_years, then a fifth more each time, at
// last maximum_years. Few enough that stopping by luck is rare.
std::vector<std::uint64_t> precision_looks(const MonteCarloOptions& options);

}  // namespace tenon
