// What the kinds of charts share: legend, marks and patterns of series. Of chart_layout.cpp only.
#pragma once

#include <string>

#include "report/chart_axis.h"
#include "report/chart_layout.h"

namespace tenon {

inline constexpr double kChartText = 9;
inline constexpr std::int32_t kInk = 0x1F1F1F;
inline constexpr std::int32_t kSoftInk = 0x595959;
inline constexpr std::int32_t kGrid = 0xD9DDE3;
inline constexpr std::int32_t kAxisInk = 0x595959;

// Where values are drawn.
struct ChartPlot {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

enum class ChartHatch { kNone, kRising, kFalling, kLevel, kCross };

struct ChartSeriesStyle {
  std::int32_t fill;
  ChartHatch hatch;
  std::int32_t line;
  std::int32_t band;
  double dash;
  double gap;
  int mark;  // 0 square, 1 cross, 2 hollow square, 3 plus, 4 bar, 5 hollow bar
};

// Of series 0 to kMostSeries - 1, then from the beginning.
const ChartSeriesStyle& series_style(std::size_t series);

void add_line(ChartPicture& picture, ChartPosition from, ChartPosition to, std::int32_t colour,
              double width = 0.75, double dash = 0, double gap = 0);
void add_label(ChartPicture& picture, double x, double y, std::string text, ChartAnchor anchor,
               std::int32_t colour = kInk, bool strong = false);

// A rectangle in the pattern of a series.
void add_box(ChartPicture& picture, ChartPosition a, ChartPosition b, const ChartSeriesStyle& style);

void add_mark(ChartPicture& picture, ChartPosition at, const ChartSeriesStyle& style);

enum class ChartKey { kBox, kLine, kInterval };

// Names of series in rows from `top` on, none for a single one without name. Returns the y below it.
double add_legend(ChartPicture& picture, const Chart& chart, ChartKey key, double top);

// The text cut with an ellipsis to what is at most `width` wide.
std::string fitted(const std::string& text, double width, double size);

// Pictures of charts that hold at least one finite value: with categories, and over x.
ChartPicture layout_category_chart(const Chart& chart, bool chinese);
ChartPicture layout_line_chart(const Chart& chart, bool chinese);

}  // namespace tenon
