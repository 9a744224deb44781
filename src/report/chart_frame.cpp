#include "report/chart_frame.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/text.h"
#include "report/document_text.h"

namespace tenon {
namespace {

// Grey values 33, 86, 62, 96, 48 and 74 of 100: neighbours in a stack are never alike, and patterns tell the
// rest.
constexpr std::array<ChartSeriesStyle, kMostSeries> kStyles = {{
    {0x1F4E85, ChartHatch::kNone, 0x12305C, 0xC9D8EA, 0, 0, 0},
    {0xC9D8EA, ChartHatch::kRising, 0x3F74AE, 0xE3EBF4, 6, 3, 1},
    {0x6C98C8, ChartHatch::kNone, 0x595959, 0xE4E4E4, 1.5, 2, 2},
    {0xEFF3F8, ChartHatch::kLevel, 0x1F4E85, 0xDDE6F0, 8, 2.5, 3},
    {0x3F74AE, ChartHatch::kFalling, 0x6C98C8, 0xE9EFF6, 3, 1.5, 4},
    {0xFFFFFF, ChartHatch::kCross, 0x8C8C8C, 0xEFEFEF, 10, 4, 5},
}};

// Lines of one slope through a rectangle, cut at its sides: y = slope * x + c for slope 1 or -1, 0 for level
// ones.
void hatch(ChartPicture& picture, double x1, double y1, double x2, double y2, int slope,
           std::int32_t colour) {
  constexpr double kDistance = 4;
  constexpr std::size_t kMostLines = 400;
  if (slope == 0) {
    std::size_t lines = 0;
    for (double y = y1 + kDistance / 2; y < y2 && lines < kMostLines; y += kDistance, ++lines) {
      add_line(picture, {x1, y}, {x2, y}, colour, 0.5);
    }
    return;
  }
  // Rising lines on paper fall in y: x + y is constant. Constants are multiples of the distance, so that the
  // patterns of neighbours meet.
  const double sign = slope > 0 ? 1 : -1;
  const double low = std::min(sign * x1, sign * x2) + y1;
  const double high = std::max(sign * x1, sign * x2) + y2;
  const double distance = kDistance * std::sqrt(2.0);
  std::size_t lines = 0;
  for (double c = (std::floor(low / distance) + 1) * distance; c < high && lines < kMostLines;
       c += distance, ++lines) {
    const double at_1 = std::clamp(c - sign * x1, y1, y2);
    const double at_2 = std::clamp(c - sign * x2, y1, y2);
    add_line(picture, {sign * (c - at_1), at_1}, {sign * (c - at_2), at_2}, colour, 0.5);
  }
}

double legend_width(const std::string& text) {
  return 24 + estimated_text_width(text, kChartText) + 14;
}

}  // namespace

const ChartSeriesStyle& series_style(std::size_t series) {
  return kStyles[series % kStyles.size()];
}

void add_line(ChartPicture& picture, ChartPosition from, ChartPosition to, std::int32_t colour, double width,
              double dash, double gap) {
  ChartPath path;
  path.points = {from, to};
  path.stroke = colour;
  path.width = width;
  path.dash = dash;
  path.gap = gap;
  picture.commands.emplace_back(std::move(path));
}

void add_label(ChartPicture& picture, double x, double y, std::string text, ChartAnchor anchor,
               std::int32_t colour, bool strong) {
  if (!text.empty())
    picture.commands.emplace_back(ChartLabel{x, y, std::move(text), kChartText, anchor, colour, strong});
}

void add_box(ChartPicture& picture, ChartPosition a, ChartPosition b, const ChartSeriesStyle& style) {
  const auto [x1, x2] = std::minmax(a.x, b.x);
  const auto [y1, y2] = std::minmax(a.y, b.y);
  ChartPath box;
  box.points = {{x1, y1}, {x2, y1}, {x2, y2}, {x1, y2}};
  box.closed = true;
  box.fill = style.fill;
  picture.commands.emplace_back(box);
  const std::int32_t ink = style.hatch == ChartHatch::kFalling ? 0xFFFFFF : 0x1F4E85;
  if (style.hatch == ChartHatch::kRising || style.hatch == ChartHatch::kCross)
    hatch(picture, x1, y1, x2, y2, 1, ink);
  if (style.hatch == ChartHatch::kFalling || style.hatch == ChartHatch::kCross)
    hatch(picture, x1, y1, x2, y2, -1, ink);
  if (style.hatch == ChartHatch::kLevel) hatch(picture, x1, y1, x2, y2, 0, ink);
  box.fill = kNoColour;
  box.stroke = 0x12305C;
  box.width = 0.6;
  picture.commands.emplace_back(std::move(box));
}

void add_mark(ChartPicture& picture, ChartPosition at, const ChartSeriesStyle& style) {
  constexpr double kHalf = 2.4;
  if (style.mark == 1) {
    add_line(picture, {at.x - kHalf, at.y - kHalf}, {at.x + kHalf, at.y + kHalf}, style.line, 1.2);
    add_line(picture, {at.x - kHalf, at.y + kHalf}, {at.x + kHalf, at.y - kHalf}, style.line, 1.2);
    return;
  }
  if (style.mark == 3) {
    add_line(picture, {at.x - kHalf - 0.6, at.y}, {at.x + kHalf + 0.6, at.y}, style.line, 1.2);
    add_line(picture, {at.x, at.y - kHalf - 0.6}, {at.x, at.y + kHalf + 0.6}, style.line, 1.2);
    return;
  }
  const double half_width = style.mark >= 4 ? 1.2 : kHalf;
  const double half_height = style.mark >= 4 ? 3.4 : kHalf;
  ChartPath box;
  box.points = {{at.x - half_width, at.y - half_height},
                {at.x + half_width, at.y - half_height},
                {at.x + half_width, at.y + half_height},
                {at.x - half_width, at.y + half_height}};
  box.closed = true;
  box.fill = style.mark == 2 || style.mark == 5 ? 0xFFFFFF : style.line;
  box.stroke = style.line;
  box.width = 1;
  picture.commands.emplace_back(std::move(box));
}

double add_legend(ChartPicture& picture, const Chart& chart, ChartKey key, double top) {
  const std::size_t count = std::min(chart.series.size(), kMostSeries);
  if (count == 0 || (count == 1 && chart.series[0].name.empty())) return top;
  double x = 0;
  double base = top + 10;
  for (std::size_t k = 0; k < count; ++k) {
    const std::string name = fitted(clean_text(chart.series[k].name), picture.width - 40, kChartText);
    if (x > 0 && x + legend_width(name) > picture.width) {
      x = 0;
      base += 14;
    }
    const ChartSeriesStyle& style = series_style(k);
    if (key == ChartKey::kBox) {
      add_box(picture, {x, base - 8}, {x + 18, base}, style);
    } else {
      add_line(picture, {x, base - 3.5}, {x + 18, base - 3.5}, style.line,
               key == ChartKey::kInterval ? 3 : 1.6, style.dash, style.gap);
      add_mark(picture, {x + 9, base - 3.5}, style);
    }
    add_label(picture, x + 23, base, name, ChartAnchor::kStart);
    x += legend_width(name);
  }
  return base + 8;
}

std::string fitted(const std::string& text, double width, double size) {
  if (estimated_text_width(text, size) <= width) return text;
  std::size_t columns = display_width(text);
  std::string cut = text;
  while (columns > 1 && estimated_text_width(cut, size) > width) {
    // One step for what surely is too much, so that names of megabytes cost no more than short ones.
    const auto wanted = static_cast<std::size_t>(std::max(width, 0.0) / (size * 0.5)) + 1;
    columns = std::min(columns - 1, wanted);
    cut = shorten(text, columns);
  }
  return cut;
}

}  // namespace tenon
