// Charts drawn once, as a plain list of lines and texts, so that SVG, PNG and PDF look alike.
//
// Made for grey print: series differ in pattern, dash and mark, never in colour alone. Octagon, triangle,
// diamond and circle are left to the levels of break points. Positions are points (1/72 inch), y downwards.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "report/chart.h"
#include "report/document.h"

namespace tenon {

struct ChartPosition {
  double x = 0;
  double y = 0;
};

inline constexpr std::int32_t kNoColour = -1;  // others are 0xRRGGBB

// A run of straight lines, closed where it is filled.
struct ChartPath {
  std::vector<ChartPosition> points;
  bool closed = false;
  std::int32_t fill = kNoColour;
  std::int32_t stroke = kNoColour;
  double width = 0.75;
  double dash = 0;  // length of dash and gap; 0: solid
  double gap = 0;
};

enum class ChartAnchor { kStart, kMiddle, kEnd };

struct ChartLabel {
  double x = 0;  // the anchor on the base line
  double y = 0;
  std::string text;
  double size = 9;
  ChartAnchor anchor = ChartAnchor::kStart;
  std::int32_t colour = 0x1F1F1F;
  bool strong = false;
};

using ChartCommand = std::variant<ChartPath, ChartLabel>;

struct ChartPicture {
  double width = 0;
  double height = 0;
  std::vector<ChartCommand> commands;  // later ones lie above earlier ones
};

inline constexpr double kChartWidth = 440;  // that of the text of a page
inline constexpr std::size_t kMostSeries = 6;

// O(points). A chart without finite values says so. Everything lies within width and height, by an estimate
// of the width of letters that holds for common fonts. As many categories as a page holds are drawn (27 of
// one series) and the rest is counted; the data table holds all. Lines keep the extremes of every column of
// 0.25 points.
ChartPicture layout_chart(const Chart& chart, DocumentLanguage language);

// The estimate: one em for East Asian characters, 0.56 em for others.
double estimated_text_width(std::string_view text, double size);

// The octagon, triangle, diamond or circle of a level in a square of `size`; nothing for levels without
// shape.
std::vector<ChartPath> level_shape(Level level, double x, double y, double size);

// Fill and text of the badge of a level, 0xRRGGBB.
std::int32_t level_colour(Level level);

}  // namespace tenon
