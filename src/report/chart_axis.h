// The axis of values of a chart: a range of round numbers, and how numbers are printed on it. Pure functions.
#pragma once

#include <string>
#include <vector>

namespace tenon {

struct ChartAxis {
  double from = 0;
  double to = 1;
  std::vector<double> ticks;  // rising, within from .. to
};

// The range of round numbers (1, 2, 5 times a power of ten) around low .. high with about `steps` steps. Any
// doubles: what is not finite counts as 0, and what is beyond ±1e300 as that; low == high is widened.
ChartAxis chart_axis(double low, double high, int steps);

// Exactly low .. high, with round ticks within.
ChartAxis fixed_chart_axis(double low, double high, int steps);

// Where a value stands: 0 at `from`, 1 at `to`, clamped to these.
double axis_fraction(const ChartAxis& axis, double value);

// "0.25", "1,500", "20 万" or "200 k", "5e+20".
std::string tick_text(const ChartAxis& axis, double value, bool chinese);

// A value with three significant digits as sentences print it; "—" where it is not finite.
std::string chart_value_text(double value, bool chinese);

}  // namespace tenon
