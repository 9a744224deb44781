// What a sample of annual losses says: expected loss, exceedance curve, value at risk and beyond, with
// intervals.
//
// Pure: the same losses in the same order give the same bits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "scenario/confidence.h"

namespace tenon {

struct LossEstimateOptions {
  double confidence = 0.95;
  std::vector<double> return_periods_years = {2, 5, 10, 20, 50, 100, 200};  // > 1
  std::vector<double> tail_levels = {0.95, 0.99};                           // (0, 1)
  double negligible_loss = 0;  // a year counts as one with a loss above this
  std::uint64_t seed = 1;      // of the bootstrap
  std::size_t curve_points = 200;
};

// The loss that is exceeded once in so many years on average: the 1 - 1/T quantile of the annual loss.
struct ReturnPeriodLoss {
  double years = 0;
  Estimate loss;
};

struct TailRisk {
  double level = 0;
  Estimate value_at_risk;        // the `level` quantile of the annual loss
  Estimate conditional_at_risk;  // mean of the worst 1 - level of the years
};

// `loss` is exceeded in this share of the years, by Hazen's plotting position: rank - 1/2 over their number,
// for the loss itself is half above and half below.
struct CurvePoint {
  double loss = 0;
  double exceedance = 0;
};

// kControl: by control variate (control_variate.h), where a run has one.
enum class IntervalMethod : std::uint8_t { kNone, kStudent, kBootstrap, kControl };

struct LossEstimates {
  std::size_t years = 0;
  double confidence = 0;
  Estimate expected;  // mean annual loss
  IntervalMethod expected_method = IntervalMethod::kNone;
  double standard_deviation = 0;
  double skewness = 0;
  double largest = 0;
  Estimate loss_probability;  // of a year with a loss
  std::vector<ReturnPeriodLoss> return_periods;
  std::vector<TailRisk> tails;
  std::vector<CurvePoint> curve;  // from the largest loss down, ranks spaced by equal factors
};

// The interval of the mean is Student's where there are at least 25 skewness^2 years (Cochran's rule), else
// by bootstrap-t. No losses: all zero. O(n log n), the bootstrap 1000 n for n below 100,000 only.
LossEstimates estimate_losses(std::span<const double> losses, const LossEstimateOptions& options);

// Half the width of the interval over the value: what "to within 5 %" means. Infinite without both bounds or
// where the value is 0.
double relative_half_width(const Estimate& estimate);

}  // namespace tenon
