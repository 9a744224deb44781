#include "report/chart_axis.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "base/number.h"
#include "report/figures.h"

namespace tenon {
namespace {

constexpr double kLargest = 1e300;

double tamed(double value) {
  return std::isfinite(value) ? std::clamp(value, -kLargest, kLargest) : 0;
}

double round_step(double rough) {
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

// Multiples of `step` from the first at or above `from`; a loop over integers, so that no step is lost.
std::vector<double> multiples(double from, double to, double step) {
  std::vector<double> ticks;
  const double first = std::ceil(from / step - 1e-9);
  const double last = std::floor(to / step + 1e-9);
  for (double k = first; k <= last && ticks.size() < 50; ++k) ticks.push_back(k == 0 ? 0.0 : k * step);
  return ticks;
}

std::string scientific(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2g", value);
  std::string out(text);
  if (out[0] == '-') out.replace(0, 1, "−");
  return out;
}

bool beyond_words(double value) {
  const double size = std::fabs(value);
  return size != 0 && (size >= 1e16 || size < 1e-4);
}

// "20.0 万" -> "20 万": a tick is a round number.
std::string without_zeros(std::string text) {
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text;
  std::size_t end = text.find_first_not_of("0123456789", point + 1);
  if (end == std::string::npos) end = text.size();
  std::size_t keep = end;
  while (text[keep - 1] == '0') --keep;
  if (keep - 1 == point) --keep;
  return text.erase(keep, end - keep);
}

}  // namespace

ChartAxis chart_axis(double low, double high, int steps) {
  double from = std::min(tamed(low), tamed(high));
  double to = std::max(tamed(low), tamed(high));
  // Closer than doubles can tell apart in steps: widened to both sides.
  const double size = std::max(std::fabs(from), std::fabs(to));
  if (to - from <= size * 1e-9 || to - from < 1e-290) {
    const double half = size < 1e-290 ? 1 : size * 0.5;
    if (from >= 0 && from - half < 0)
      from = 0;
    else if (from != 0)
      from -= half;
    to += half;
  }
  const double step = round_step((to - from) / std::max(steps, 1));
  ChartAxis axis;
  axis.from = std::floor(from / step + 1e-9) * step;
  axis.to = std::ceil(to / step - 1e-9) * step;
  axis.ticks = multiples(axis.from, axis.to, step);
  return axis;
}

ChartAxis fixed_chart_axis(double low, double high, int steps) {
  ChartAxis axis;
  axis.from = std::min(tamed(low), tamed(high));
  axis.to = std::max(tamed(low), tamed(high));
  if (!(axis.to - axis.from > std::fabs(axis.to) * 1e-9 + 1e-290)) return chart_axis(low, high, steps);
  axis.ticks = multiples(axis.from, axis.to, round_step((axis.to - axis.from) / std::max(steps, 1)));
  return axis;
}

double axis_fraction(const ChartAxis& axis, double value) {
  const double fraction = (tamed(value) - axis.from) / (axis.to - axis.from);
  return std::clamp(fraction, 0.0, 1.0);
}

std::string tick_text(const ChartAxis& axis, double value, bool chinese) {
  const double size = std::max(std::fabs(axis.from), std::fabs(axis.to));
  if (size >= 1e16 || size < 1e-4) return value == 0 ? "0" : scientific(value);
  if (size >= 1e5) {
    const Bilingual text = scaled_figure(value);
    return without_zeros(chinese ? text.zh : text.en);
  }
  const double step = axis.ticks.size() > 1 ? axis.ticks[1] - axis.ticks[0] : size;
  const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(step) + 1e-9)), 0, 8);
  const double rounded = std::fabs(value);
  const std::string digits = decimals > 0 ? format_fixed(rounded, decimals)
                                          : format_count(static_cast<std::uint64_t>(std::llround(rounded)));
  return (value < 0 ? "−" : "") + digits;
}

std::string chart_value_text(double value, bool chinese) {
  if (!std::isfinite(value)) return "—";
  if (beyond_words(value)) return scientific(value);
  const Bilingual text = scaled_figure(value);
  // Whole numbers stay whole: "12", not "12.0".
  if (std::fabs(value) < 1e4 && value == std::floor(value)) return without_zeros(text.en);
  return chinese ? text.zh : text.en;
}

}  // namespace tenon
