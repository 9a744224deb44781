#include "report/chart_layout.h"

#include <cmath>
#include <numbers>

#include "base/text.h"
#include "report/chart_frame.h"
#include "report/document_text.h"

namespace tenon {
namespace {

bool has_values(const Chart& chart) {
  for (const ChartSeries& series : chart.series) {
    for (const ChartPoint& point : series.points) {
      if (std::isfinite(point.value) && std::isfinite(point.x)) return true;
    }
  }
  return false;
}

ChartPath polygon(double x, double y, double radius, int corners, double turn) {
  ChartPath path;
  path.closed = true;
  for (int k = 0; k < corners; ++k) {
    const double angle = 2 * std::numbers::pi * (k + turn) / corners;
    path.points.push_back({x + radius * std::sin(angle), y - radius * std::cos(angle)});
  }
  return path;
}

std::int32_t level_border(Level level) {
  switch (level) {
    case Level::kRed:
      return 0x8F0E1E;
    case Level::kOrange:
      return 0x9A4A00;
    case Level::kYellow:
      return 0x8A6D00;
    case Level::kBlue:
      return 0x2A66C8;
    default:
      return 0x8C8C8C;
  }
}

}  // namespace

double estimated_text_width(std::string_view text, double size) {
  std::size_t narrow = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x80) ++narrow;
  }
  return size * (0.5 * static_cast<double>(display_width(text)) + 0.06 * static_cast<double>(narrow));
}

ChartPicture layout_chart(const Chart& chart, DocumentLanguage language) {
  const bool chinese = language == DocumentLanguage::kChinese;
  const bool over_x = chart.kind == ChartKind::kLine || chart.kind == ChartKind::kStep;
  const bool has_categories = !chart.categories.empty();
  if (has_values(chart) && (over_x || has_categories)) {
    return over_x ? layout_line_chart(chart, chinese) : layout_category_chart(chart, chinese);
  }
  ChartPicture picture;
  picture.width = kChartWidth;
  picture.height = 48;
  ChartPath frame;
  frame.points = {{0.5, 0.5}, {kChartWidth - 0.5, 0.5}, {kChartWidth - 0.5, 47.5}, {0.5, 47.5}};
  frame.closed = true;
  frame.stroke = kGrid;
  picture.commands.emplace_back(std::move(frame));
  add_label(picture, kChartWidth / 2, 28, chinese ? "没有可画的数据。" : "There is nothing to draw.",
            ChartAnchor::kMiddle, kSoftInk);
  return picture;
}

std::vector<ChartPath> level_shape(Level level, double x, double y, double size) {
  const double half = size / 2;
  ChartPath path;
  switch (level) {
    case Level::kRed:
      path = polygon(x + half, y + half, half * 1.04, 8, 0.5);
      break;
    case Level::kOrange:
      path.points = {{x + half, y + size * 0.04}, {x + size, y + size * 0.94}, {x, y + size * 0.94}};
      break;
    case Level::kYellow:
      path = polygon(x + half, y + half, half, 4, 0);
      break;
    case Level::kBlue:
      path = polygon(x + half, y + half, half * 0.92, 32, 0);
      break;
    default:
      return {};
  }
  path.closed = true;
  path.fill = level_colour(level);
  path.stroke = level_border(level);
  path.width = size / 16;
  return {path};
}

std::int32_t level_colour(Level level) {
  switch (level) {
    case Level::kRed:
      return 0x8F0E1E;
    case Level::kOrange:
      return 0xBF5504;
    case Level::kYellow:
      return 0xEDBE2A;
    case Level::kBlue:
      return 0xCFE2FB;
    default:
      return 0xFFFFFF;
  }
}

}  // namespace tenon
