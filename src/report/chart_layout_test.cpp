#include "report/chart_layout.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "report/chart_axis.h"
#include "report/chart_cairo.h"
#include "report/chart_svg.h"
#include "report/document_fixture.h"

namespace tenon {
namespace {

constexpr ChartKind kKinds[] = {ChartKind::kBar, ChartKind::kStackedBar, ChartKind::kLine,
                                ChartKind::kInterval, ChartKind::kStep};

// What stands outside of the picture or has no place; empty if nothing.
std::string fault_of(const ChartPicture& picture) {
  const auto inside = [&](double x, double y) {
    return std::isfinite(x) && std::isfinite(y) && x >= -1 && y >= -1 && x <= picture.width + 1 &&
           y <= picture.height + 1;
  };
  for (const ChartCommand& command : picture.commands) {
    if (const auto* path = std::get_if<ChartPath>(&command)) {
      for (const ChartPosition& point : path->points) {
        if (!inside(point.x, point.y))
          return "path at " + std::to_string(point.x) + ", " + std::to_string(point.y);
      }
    } else {
      const auto& label = std::get<ChartLabel>(command);
      const double width = estimated_text_width(label.text, label.size);
      const double left = label.x - (label.anchor == ChartAnchor::kStart ? 0
                                     : label.anchor == ChartAnchor::kEnd ? width
                                                                         : width / 2);
      if (!inside(left, label.y) || left + width > picture.width + 6)
        return "'" + label.text + "' at " + std::to_string(left) + ", " + std::to_string(label.y);
    }
  }
  return "";
}

std::vector<std::string> texts(const ChartPicture& picture) {
  std::vector<std::string> out;
  for (const ChartCommand& command : picture.commands) {
    if (const auto* label = std::get_if<ChartLabel>(&command)) out.push_back(label->text);
  }
  return out;
}

bool says(const ChartPicture& picture, const std::string& text) {
  const auto all = texts(picture);
  return std::find(all.begin(), all.end(), text) != all.end();
}

RC_GTEST_PROP(ChartAxis, HoldsItsValuesBetweenRoundTicks, ()) {
  const double low = *rc::gen::arbitrary<double>();
  const double high = *rc::gen::arbitrary<double>();
  const int power = *rc::gen::inRange(-30, 30);
  const double a = low * std::pow(10.0, power);
  const double b = high * std::pow(10.0, power);
  const ChartAxis axis = chart_axis(a, b, 5);
  RC_ASSERT(std::isfinite(axis.from) && std::isfinite(axis.to) && axis.from < axis.to);
  if (std::isfinite(a) && std::isfinite(b)) {
    const double slack = (axis.to - axis.from) * 1e-6;
    RC_ASSERT(axis.from <= std::min(a, b) + slack && std::max(a, b) <= axis.to + slack);
  }
  RC_ASSERT(axis.ticks.size() >= 2U && axis.ticks.size() <= 12U);
  RC_ASSERT(std::is_sorted(axis.ticks.begin(), axis.ticks.end()));
}

TEST(ChartAxis, TicksAreRoundAndReadable) {
  const ChartAxis axis = chart_axis(0, 148, 5);
  EXPECT_EQ(axis.ticks, (std::vector<double>{0, 50, 100, 150}));
  EXPECT_EQ(tick_text(axis, 50, true), "50");
  const ChartAxis small = chart_axis(-0.13, 0.2, 5);
  EXPECT_EQ(tick_text(small, -0.1, false), "−0.1");
  const ChartAxis large = chart_axis(0, 1'000'000, 5);
  EXPECT_EQ(tick_text(large, 200'000, true), "20 万");
  EXPECT_EQ(tick_text(large, 200'000, false), "200 k");
  EXPECT_EQ(tick_text(chart_axis(0, 1e20, 5), 5e19, false), "5e+19");
  EXPECT_EQ(chart_value_text(std::nan(""), false), "—");
  EXPECT_EQ(chart_value_text(12, false), "12");
}

TEST(ChartAxis, AnyDoublesGiveAnAxis) {
  const double values[] = {0,      -0.0,         1,        -1,        1e308,  -1e308,
                           5e-324, std::nan(""), HUGE_VAL, -HUGE_VAL, 1e-300, 3};
  for (const double a : values) {
    for (const double b : values) {
      for (const ChartAxis& axis : {chart_axis(a, b, 5), fixed_chart_axis(a, b, 5)}) {
        EXPECT_LT(axis.from, axis.to) << a << " " << b;
        EXPECT_FALSE(axis.ticks.empty()) << a << " " << b;
        for (const double value : values) {
          const double fraction = axis_fraction(axis, value);
          EXPECT_TRUE(fraction >= 0 && fraction <= 1) << a << " " << b << " " << value;
        }
      }
    }
  }
}

TEST(ChartLayout, EveryKindIsDrawnWithinItsPicture) {
  for (const ChartKind kind : kKinds) {
    const ChartPicture picture = layout_chart(fixture_chart(kind), DocumentLanguage::kEnglish);
    EXPECT_EQ(fault_of(picture), "") << static_cast<int>(kind);
    EXPECT_TRUE(says(picture, "first")) << static_cast<int>(kind);
    EXPECT_TRUE(says(picture, "second"));
    EXPECT_TRUE(says(picture, "output"));
    EXPECT_TRUE(says(picture, "limit"));
  }
}

TEST(ChartLayout, NothingToDrawIsSaid) {
  Chart chart;
  EXPECT_TRUE(says(layout_chart(chart, DocumentLanguage::kEnglish), "There is nothing to draw."));
  for (const ChartKind kind : kKinds) {
    chart = fixture_chart(kind);
    for (ChartSeries& series : chart.series) {
      for (ChartPoint& point : series.points) point.value = std::nan("");
    }
    EXPECT_TRUE(says(layout_chart(chart, DocumentLanguage::kChinese), "没有可画的数据。"));
  }
}

RC_GTEST_PROP(ChartLayout, AnyValuesStayWithinThePicture, ()) {
  const auto value = rc::gen::oneOf(
      rc::gen::arbitrary<double>(),
      rc::gen::element(0.0, -0.0, 1e308, -1e308, 1e-310, std::nan(""), HUGE_VAL, -HUGE_VAL, 5.0, -7.0));
  Chart chart =
      fixture_chart(*rc::gen::elementOf(std::vector<ChartKind>(std::begin(kKinds), std::end(kKinds))));
  chart.horizontal = *rc::gen::arbitrary<bool>();
  const int categories = *rc::gen::inRange(0, 60);
  chart.categories.assign(static_cast<std::size_t>(categories),
                          *rc::gen::element<std::string>("", "a", "集成电路用光刻胶", std::string(200, 'W')));
  chart.series.assign(static_cast<std::size_t>(*rc::gen::inRange(0, 9)), {"series", {}});
  for (ChartSeries& series : chart.series) {
    const int points = *rc::gen::inRange(0, 20);
    for (int k = 0; k < points; ++k) series.points.push_back({*value, *value, *value, *value});
    std::sort(series.points.begin(), series.points.end(),
              [](const ChartPoint& a, const ChartPoint& b) { return a.x < b.x; });
  }
  chart.thresholds = {{*value, "limit"}};
  if (*rc::gen::arbitrary<bool>()) chart.value_from = *value;
  if (*rc::gen::arbitrary<bool>()) chart.value_to = *value;
  RC_ASSERT(fault_of(layout_chart(chart, DocumentLanguage::kChinese)) == "");
}

TEST(ChartLayout, BarsAreAsLongAsTheirValues) {
  Chart chart;
  chart.horizontal = true;
  chart.categories = {"a", "b", "c"};
  chart.series = {{"", {{10, 0}, {20, 0}, {-5, 0}}}};
  std::vector<double> lengths;
  for (const ChartCommand& command : layout_chart(chart, DocumentLanguage::kEnglish).commands) {
    const auto* path = std::get_if<ChartPath>(&command);
    if (path != nullptr && path->closed && path->fill != kNoColour)
      lengths.push_back(path->points[1].x - path->points[0].x);
  }
  ASSERT_EQ(lengths.size(), 3U);
  EXPECT_NEAR(lengths[1], 2 * lengths[0], 1e-6);
  EXPECT_NEAR(lengths[2], lengths[0] / 2, 1e-6);
}

TEST(ChartLayout, ManyPointsKeepTheirExtremes) {
  Chart chart;
  chart.kind = ChartKind::kLine;
  ChartSeries series{"", {}};
  for (int k = 0; k < 200'000; ++k) {
    ChartPoint point;
    point.x = k;
    point.value = k == 77'777 ? 50 : std::sin(k / 1000.0);
    series.points.push_back(point);
  }
  chart.series = {series};
  const ChartPicture picture = layout_chart(chart, DocumentLanguage::kEnglish);
  std::size_t points = 0;
  double top = 1e9;
  for (const ChartCommand& command : picture.commands) {
    const auto* path = std::get_if<ChartPath>(&command);
    if (path == nullptr || path->points.size() < 100) continue;
    points += path->points.size();
    for (const ChartPosition& point : path->points) top = std::min(top, point.y);
  }
  EXPECT_LT(points, 9'000U);
  EXPECT_GT(points, 1'000U);
  // The highest value is at the top of its axis, which begins below the title.
  EXPECT_LT(top, 30);
}

TEST(ChartLayout, SeriesDifferWithoutColour) {
  Chart chart = fixture_chart(ChartKind::kLine);
  chart.thresholds.clear();
  std::vector<double> dashes;
  for (const ChartCommand& command : layout_chart(chart, DocumentLanguage::kEnglish).commands) {
    const auto* path = std::get_if<ChartPath>(&command);
    if (path != nullptr && !path->closed && path->points.size() == 3) dashes.push_back(path->dash);
  }
  ASSERT_EQ(dashes.size(), 2U);
  EXPECT_NE(dashes[0], dashes[1]);
}

TEST(ChartLayout, OnlyLevelsHaveShapes) {
  EXPECT_EQ(level_shape(Level::kRed, 0, 0, 10)[0].points.size(), 8U);
  EXPECT_EQ(level_shape(Level::kOrange, 0, 0, 10)[0].points.size(), 3U);
  EXPECT_EQ(level_shape(Level::kYellow, 0, 0, 10)[0].points.size(), 4U);
  EXPECT_TRUE(level_shape(Level::kNone, 0, 0, 10).empty());
}

TEST(ChartSvg, HasTitleDescriptionAndEscapedTexts) {
  Chart chart = fixture_chart(ChartKind::kBar);
  chart.series[0].name = "<b>&";
  const std::string svg =
      chart_svg(layout_chart(chart, DocumentLanguage::kEnglish), "c1", "A \"title\"", "<what>");
  EXPECT_NE(svg.find("<title id=\"c1-t\">A &quot;title&quot;</title>"), std::string::npos);
  EXPECT_NE(svg.find("<desc id=\"c1-d\">&lt;what&gt;</desc>"), std::string::npos);
  EXPECT_NE(svg.find("&lt;b&gt;&amp;"), std::string::npos);
  EXPECT_EQ(svg.find("<b>"), std::string::npos);
}

TEST(ChartSvg, DataTableHoldsEveryValueAtItsPlace) {
  Chart chart;
  chart.kind = ChartKind::kLine;
  chart.category_title = "day";
  chart.series = {{"a", {{1, 0, 0.5, 2}, {3, 2, 2, 4}}}, {"b", {{7, 1}, {8, 2}}}};
  const DocumentTable table = chart_data_table(chart, DocumentLanguage::kEnglish);
  ASSERT_EQ(table.rows.size(), 3U);
  std::vector<std::string> cells;
  for (const auto& row : table.rows) {
    ASSERT_EQ(row.size(), 5U);
    for (const DocumentText& cell : row) cells.push_back(cell[0].text);
  }
  EXPECT_EQ(cells, (std::vector<std::string>{"0", "1", "0.5", "2", "—", "1", "—", "—", "—", "7", "2", "3",
                                             "2", "4", "8"}));
}

TEST(ChartPng, IsTheSameEveryTime) {
  const ChartPicture picture =
      layout_chart(fixture_chart(ChartKind::kStackedBar), DocumentLanguage::kChinese);
  const std::string png = chart_png(picture, 200, DocumentLanguage::kChinese);
  EXPECT_EQ(png.substr(1, 3), "PNG");
  EXPECT_EQ(png, chart_png(picture, 200, DocumentLanguage::kChinese));
  // The header's width: 440 points at 200 dots an inch.
  EXPECT_EQ(static_cast<unsigned char>(png[18]) * 256 + static_cast<unsigned char>(png[19]), 1223);
}

}  // namespace
}  // namespace tenon
