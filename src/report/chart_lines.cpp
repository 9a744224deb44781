// Lines over x, with bands of intervals, and steps.
#include <algorithm>
#include <cmath>
#include <utility>

#include "report/chart_frame.h"
#include "report/document_text.h"

namespace tenon {
namespace {

class Picture {
 public:
  Picture(const Chart& chart, bool chinese) : chart_(chart), chinese_(chinese) {
    series_ = std::min(chart.series.size(), kMostSeries);
    choose_axes();
  }

  ChartPicture take() && {
    picture_.width = kChartWidth;
    place(add_legend(picture_, chart_, ChartKey::kLine, 0));
    for (std::size_t s = 0; s < series_; ++s) band(s);
    grid();
    for (std::size_t s = 0; s < series_; ++s) line(s);
    thresholds();
    return std::move(picture_);
  }

 private:
  void choose_axes() {
    double low = 0;
    double high = 0;
    double first = 0;
    double last = 0;
    bool any = false;
    const auto take = [&](double value, double& least, double& most, bool begun) {
      if (!std::isfinite(value)) return;
      least = begun ? std::min(least, value) : value;
      most = begun ? std::max(most, value) : value;
    };
    for (std::size_t s = 0; s < series_; ++s) {
      for (const ChartPoint& point : chart_.series[s].points) {
        if (!is_drawn(point)) continue;
        take(point.value, low, high, any);
        take(point.x, first, last, any);
        any = true;
        take(point.low, low, high, true);
        take(point.high, low, high, true);
      }
    }
    for (const ChartThreshold& threshold : chart_.thresholds) take(threshold.value, low, high, any);
    y_ = chart_.value_from || chart_.value_to
             ? fixed_chart_axis(chart_.value_from.value_or(low), chart_.value_to.value_or(high), 5)
             : chart_axis(low, high, 5);
    x_ = fixed_chart_axis(first, last, 8);
  }

  static bool is_drawn(const ChartPoint& point) {
    return std::isfinite(point.value) && std::isfinite(point.x);
  }

  void place(double top) {
    double widest = 0;
    for (const double tick : y_.ticks) {
      widest = std::max(widest, estimated_text_width(tick_text(y_, tick, chinese_), kChartText));
    }
    const std::string title = fitted(clean_text(chart_.value_title), kChartWidth, kChartText);
    if (!title.empty()) {
      add_label(picture_, 0, top + 10, title, ChartAnchor::kStart, kSoftInk);
      top += 16;
    }
    plot_ = {widest + 8, top + 8, kChartWidth - 14, top + 8 + 145};
    double below = plot_.bottom + 14;
    if (!chart_.category_title.empty()) {
      below += 14;
      add_label(picture_, (plot_.left + plot_.right) / 2, below,
                fitted(clean_text(chart_.category_title), plot_.right - plot_.left, kChartText),
                ChartAnchor::kMiddle, kSoftInk);
    }
    picture_.height = below + 5;
  }

  [[nodiscard]] ChartPosition at(double x, double y) const {
    return {plot_.left + axis_fraction(x_, x) * (plot_.right - plot_.left),
            plot_.bottom - axis_fraction(y_, y) * (plot_.bottom - plot_.top)};
  }

  void grid() {
    for (const double tick : y_.ticks) {
      const double y = at(x_.from, tick).y;
      add_line(picture_, {plot_.left, y}, {plot_.right, y}, tick == y_.from ? kAxisInk : kGrid);
      add_label(picture_, plot_.left - 5, y + 3, tick_text(y_, tick, chinese_), ChartAnchor::kEnd, kSoftInk);
    }
    double free_from = 0;
    for (const double tick : x_.ticks) {
      const ChartPosition base{at(tick, y_.from).x, plot_.bottom};
      add_line(picture_, base, {base.x, base.y + 3}, kAxisInk);
      const std::string text = tick_text(x_, tick, chinese_);
      const double half = estimated_text_width(text, kChartText) / 2;
      if (base.x - half < free_from || base.x + half > picture_.width) continue;
      add_label(picture_, base.x, base.y + 13, text, ChartAnchor::kMiddle, kSoftInk);
      free_from = base.x + half + 6;
    }
  }

  // Runs of points without gaps, as `draw(begin, end)`.
  template <class Test, class Draw>
  void runs(const std::vector<ChartPoint>& points, const Test& test, const Draw& draw) const {
    for (std::size_t begin = 0; begin < points.size();) {
      std::size_t end = begin;
      while (end < points.size() && test(points[end])) ++end;
      if (end > begin) draw(begin, end);
      begin = std::max(end, begin + 1);
    }
  }

  // Thousands of points on a quarter of a point of paper: the first, the extremes and the last of each column
  // stay.
  static std::vector<ChartPosition> thinned(const std::vector<ChartPosition>& points) {
    constexpr double kColumn = 0.25;
    if (points.size() < 2000) return points;
    std::vector<ChartPosition> out;
    for (std::size_t begin = 0; begin < points.size();) {
      std::size_t end = begin;
      std::size_t least = begin;
      std::size_t most = begin;
      const double column = std::floor(points[begin].x / kColumn);
      for (; end < points.size() && std::floor(points[end].x / kColumn) == column; ++end) {
        if (points[end].y < points[least].y) least = end;
        if (points[end].y > points[most].y) most = end;
      }
      std::vector<std::size_t> kept = {begin, std::min(least, most), std::max(least, most), end - 1};
      kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
      for (const std::size_t k : kept) out.push_back(points[k]);
      begin = end;
    }
    return out;
  }

  template <class Value>
  [[nodiscard]] std::vector<ChartPosition> trace(const std::vector<ChartPoint>& points, std::size_t begin,
                                                 std::size_t end, const Value& value) const {
    std::vector<ChartPosition> out;
    for (std::size_t k = begin; k < end; ++k) {
      const ChartPosition next = at(points[k].x, value(points[k]));
      if (chart_.kind == ChartKind::kStep && !out.empty()) out.push_back({next.x, out.back().y});
      out.push_back(next);
    }
    return thinned(out);
  }

  void band(std::size_t s) {
    const auto& points = chart_.series[s].points;
    const auto has_band = [](const ChartPoint& point) {
      return is_drawn(point) && std::isfinite(point.low) && std::isfinite(point.high);
    };
    runs(points, has_band, [&](std::size_t begin, std::size_t end) {
      ChartPath path;
      path.points = trace(points, begin, end, [](const ChartPoint& point) { return point.high; });
      const auto low = trace(points, begin, end, [](const ChartPoint& point) { return point.low; });
      path.points.insert(path.points.end(), low.rbegin(), low.rend());
      path.closed = true;
      path.fill = series_style(s).band;
      picture_.commands.emplace_back(std::move(path));
    });
  }

  void line(std::size_t s) {
    const auto& points = chart_.series[s].points;
    const ChartSeriesStyle& style = series_style(s);
    runs(points, is_drawn, [&](std::size_t begin, std::size_t end) {
      ChartPath path;
      path.points = trace(points, begin, end, [](const ChartPoint& point) { return point.value; });
      path.stroke = style.line;
      path.width = 1.6;
      path.dash = style.dash;
      path.gap = style.gap;
      picture_.commands.emplace_back(std::move(path));
      // About twelve marks tell lines apart; a lone point has nothing else.
      const std::size_t every = std::max<std::size_t>(1, (end - begin + 11) / 12);
      if (series_ < 2 && end - begin > 1) return;
      for (std::size_t k = begin; k < end; k += every)
        add_mark(picture_, at(points[k].x, points[k].value), style);
    });
  }

  void thresholds() {
    for (const ChartThreshold& threshold : chart_.thresholds) {
      if (!std::isfinite(threshold.value)) continue;
      const double y = at(x_.from, threshold.value).y;
      add_line(picture_, {plot_.left, y}, {plot_.right, y}, kInk, 1, 4, 3);
      add_label(picture_, plot_.right, y - 3, fitted(clean_text(threshold.label), 200, kChartText),
                ChartAnchor::kEnd);
    }
  }

  const Chart& chart_;
  bool chinese_;
  std::size_t series_ = 0;
  ChartAxis x_;
  ChartAxis y_;
  ChartPlot plot_;
  ChartPicture picture_;
};

}  // namespace

ChartPicture layout_line_chart(const Chart& chart, bool chinese) {
  return Picture(chart, chinese).take();
}

}  // namespace tenon
