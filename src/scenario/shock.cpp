#include "scenario/shock.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tenon {
namespace {

int to_day(double day) {
  return day >= std::numeric_limits<int>::max() ? std::numeric_limits<int>::max() : static_cast<int>(day);
}

// First day of recovery.
double end_of_full_loss(const ShockTiming& timing) {
  return static_cast<double>(timing.start_day) + static_cast<double>(timing.duration_days);
}

// |L|, so that a demand that rises and one that falls fade alike.
double faded(const ShockTiming& timing, double size, double m) {
  const double days = timing.recovery_days;
  switch (timing.recovery) {
    case RecoveryCurve::kStep:
      return 0;
    case RecoveryCurve::kLinear:
      return size * std::max(0.0, 1 - m / days);
    case RecoveryCurve::kFixedRate:
      return std::max(0.0, size - m / days);
    case RecoveryCurve::kConvex:
      return size * std::pow(std::max(0.0, 1 - 1 / days), m);
    case RecoveryCurve::kExponential:
      return size * std::exp(-m / days);
    case RecoveryCurve::kConcave:
      return size * std::max(0.0, 1 - (m / days) * (m / days));
    case RecoveryCurve::kNetworkDamped:
      return size;
  }
  return 0;
}

}  // namespace

double loss_on_day(const ShockTiming& timing, int day) {
  if (day < timing.start_day) return 0;
  const double m = static_cast<double>(day) - end_of_full_loss(timing) + 1;
  if (m < 1) return timing.loss;
  return std::copysign(faded(timing, std::abs(timing.loss), m), timing.loss);
}

int last_day_of_loss(const ShockTiming& timing) {
  if (timing.loss == 0) return timing.start_day;
  const double end = end_of_full_loss(timing);
  const double days = timing.recovery_days;
  // The first m with no loss left; rounding up keeps every day on which something is lost.
  switch (timing.recovery) {
    case RecoveryCurve::kStep:
      return to_day(end);
    case RecoveryCurve::kLinear:
    case RecoveryCurve::kConcave:
      return to_day(end + std::max(1.0, std::ceil(days)) - 1);
    case RecoveryCurve::kFixedRate: {
      double m = std::max(1.0, std::ceil(std::abs(timing.loss) * days));
      // |L| T may round to either side of a whole number: the formula itself decides.
      while (m > 1 && std::abs(timing.loss) - (m - 1) / days <= 0) --m;
      while (std::abs(timing.loss) - m / days > 0) ++m;
      return to_day(end + m - 1);
    }
    case RecoveryCurve::kConvex:
      return days <= 1 ? to_day(end) : -1;
    case RecoveryCurve::kExponential:
    case RecoveryCurve::kNetworkDamped:
      return -1;
  }
  return -1;
}

}  // namespace tenon
