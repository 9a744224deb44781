// Charts as plain data: what is shown, not how it is drawn. chart_layout.h turns one into lines and texts.
//
// Not-a-number and infinite values are gaps: nothing is drawn and the data table says "—".
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace tenon {

enum class ChartKind {
  kBar,         // a group of bars for each category, one of each series
  kStackedBar,  // one bar for each category; below zero stacks downwards on its own
  kLine,        // values over x, with a band where low and high are given
  kInterval,  // a strip low–high with a tick at the value for each category; a lone tick for a point value
  kStep,      // values over x that hold until the next x
};

struct ChartPoint {
  double value = 0;
  double x = 0;                                           // kLine and kStep, in rising order
  double low = std::numeric_limits<double>::quiet_NaN();  // of the interval; a gap where there is none
  double high = std::numeric_limits<double>::quiet_NaN();
};

struct ChartSeries {
  std::string name;
  std::vector<ChartPoint> points;  // of bars and intervals: one for each category, missing ones are gaps
};

// A line across the values, such as a limit or an average.
struct ChartThreshold {
  double value = 0;
  std::string label;
};

struct Chart {
  ChartKind kind = ChartKind::kBar;
  bool horizontal = false;     // bars that lie; also done where the categories' names do not fit
  std::string category_title;  // the axis of categories or of x, with its unit
  std::string value_title;     // the axis of values, with its unit
  std::vector<std::string> categories;
  std::vector<ChartSeries> series;
  std::vector<ChartThreshold> thresholds;
  std::optional<double> value_from;  // where the axis of values begins and ends at the latest
  std::optional<double> value_to;
};

}  // namespace tenon
