// Bars, stacked bars and intervals: one slot for each category along one side, values along the other.
#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "report/chart_frame.h"
#include "report/document_text.h"

namespace tenon {
namespace {

constexpr double kLine = 12;         // height of a line of text
constexpr double kMostHeight = 459;  // of all categories: with legend and axis no more than a page holds

class Picture {
 public:
  Picture(const Chart& chart, bool chinese) : chart_(chart), chinese_(chinese) {
    series_ = std::min(chart.series.size(), kMostSeries);
    shown_ = std::min(chart.categories.size(), static_cast<std::size_t>(kMostHeight / lying_slot()));
    for (std::size_t k = 0; k < shown_; ++k) names_.push_back(clean_text(chart.categories[k]));
    choose_axis();
    lies_ = chart.kind == ChartKind::kInterval || chart.horizontal || !names_fit_below();
  }

  ChartPicture take() && {
    picture_.width = kChartWidth;
    const ChartKey key = chart_.kind == ChartKind::kInterval ? ChartKey::kInterval : ChartKey::kBox;
    const double top = add_legend(picture_, chart_, key, 0);
    if (lies_) {
      place_lying(top);
    } else {
      place_standing(top);
    }
    grid();
    for (std::size_t k = 0; k < shown_; ++k) category(k);
    base_line();
    thresholds();
    if (shown_ < chart_.categories.size()) {
      const std::string rest = std::to_string(chart_.categories.size() - shown_);
      add_label(picture_, plot_.right, picture_.height - 3,
                chinese_ ? "另有 " + rest + " 项见数据" : rest + " more in the data", ChartAnchor::kEnd,
                kSoftInk);
    }
    return std::move(picture_);
  }

 private:
  [[nodiscard]] const ChartPoint* point(std::size_t series, std::size_t category) const {
    const auto& points = chart_.series[series].points;
    if (category >= points.size() || !std::isfinite(points[category].value)) return nullptr;
    return &points[category];
  }

  // Room for a category where names stand beside each other's bars.
  [[nodiscard]] double lying_slot() const {
    return chart_.kind == ChartKind::kStackedBar ? 18
                                                 : std::max(17.0, 11.0 * static_cast<double>(series_) + 6);
  }

  void choose_axis() {
    const bool interval = chart_.kind == ChartKind::kInterval;
    double low = 0;
    double high = 0;
    bool any = !interval;
    const auto take = [&](double value) {
      if (!std::isfinite(value)) return;
      low = any ? std::min(low, value) : value;
      high = any ? std::max(high, value) : value;
      any = true;
    };
    for (std::size_t k = 0; k < shown_; ++k) {
      double above = 0;
      double below = 0;
      for (std::size_t s = 0; s < series_; ++s) {
        const ChartPoint* at = point(s, k);
        if (at == nullptr) continue;
        (at->value < 0 ? below : above) += std::clamp(at->value, -1e300, 1e300);
        widest_figure_ =
            std::max(widest_figure_, estimated_text_width(chart_value_text(at->value, chinese_), kChartText));
        take(at->value);
        take(at->low);
        take(at->high);
      }
      if (chart_.kind == ChartKind::kStackedBar) {
        take(std::min(above, 1e300));
        take(std::max(below, -1e300));
      }
    }
    for (const ChartThreshold& threshold : chart_.thresholds) take(threshold.value);
    axis_ = chart_.value_from || chart_.value_to
                ? fixed_chart_axis(chart_.value_from.value_or(low), chart_.value_to.value_or(high), 5)
                : chart_axis(low, high, 6);
  }

  // Standing bars need room for the names of their categories.
  [[nodiscard]] bool names_fit_below() const {
    const double slot = (kChartWidth - 48) / static_cast<double>(shown_);
    if (slot < 9.0 * static_cast<double>(chart_.kind == ChartKind::kStackedBar ? 1 : series_)) return false;
    return std::all_of(names_.begin(), names_.end(), [slot](const std::string& name) {
      return estimated_text_width(name, kChartText) <= slot - 4;
    });
  }

  void place_standing(double top) {
    double widest = 0;
    for (const double tick : axis_.ticks) {
      widest = std::max(widest, estimated_text_width(tick_text(axis_, tick, chinese_), kChartText));
    }
    const std::string title = fitted(clean_text(chart_.value_title), kChartWidth, kChartText);
    if (!title.empty()) {
      add_label(picture_, 0, top + 10, title, ChartAnchor::kStart, kSoftInk);
      top += 16;
    }
    plot_ = {widest + 8, top + 8, kChartWidth - 4, top + 8 + 145};
    double below = plot_.bottom + 14;
    if (!chart_.category_title.empty()) {
      below += 14;
      add_label(picture_, (plot_.left + plot_.right) / 2, below,
                fitted(clean_text(chart_.category_title), plot_.right - plot_.left, kChartText),
                ChartAnchor::kMiddle, kSoftInk);
    }
    picture_.height = below + 5 + (shown_ < chart_.categories.size() ? kLine : 0);
  }

  void place_lying(double top) {
    double widest = 0;
    for (const std::string& name : names_) widest = std::max(widest, estimated_text_width(name, kChartText));
    const double names = std::min(widest, 150.0);
    for (std::string& name : names_) name = fitted(name, names, kChartText);
    const double slot = lying_slot();
    // Room for the figures behind the bars.
    const double first =
        estimated_text_width(tick_text(axis_, axis_.ticks.front(), chinese_), kChartText) / 2;
    const double last = estimated_text_width(tick_text(axis_, axis_.ticks.back(), chinese_), kChartText) / 2;
    const double left = std::max(names + 8, first);
    const double right = kChartWidth - std::max(with_figures() ? widest_figure_ + 8 : 10.0, last);
    if (!chart_.category_title.empty()) {
      add_label(picture_, 0, top + 10, fitted(clean_text(chart_.category_title), kChartWidth, kChartText),
                ChartAnchor::kStart, kSoftInk);
      top += 16;
    }
    const double thresholds = chart_.thresholds.empty() ? 0 : kLine;
    plot_ = {left, top + 4 + thresholds, right, top + 4 + thresholds + slot * static_cast<double>(shown_)};
    double below = plot_.bottom + 14;
    if (!chart_.value_title.empty()) {
      below += 14;
      add_label(picture_, (plot_.left + plot_.right) / 2, below,
                fitted(clean_text(chart_.value_title), plot_.right - plot_.left, kChartText),
                ChartAnchor::kMiddle, kSoftInk);
    }
    picture_.height = below + 5 + (shown_ < chart_.categories.size() ? kLine : 0);
  }

  // Figures stand at the ends of bars where there are few of them and they do not touch.
  [[nodiscard]] bool with_figures() const {
    if (chart_.kind == ChartKind::kStackedBar || shown_ * series_ > 24) return false;
    if (chart_.kind == ChartKind::kInterval && series_ != 1) return false;
    const double slot = (kChartWidth - 60) / static_cast<double>(shown_);
    return lies_ || widest_figure_ <= 0.68 * slot / static_cast<double>(series_);
  }

  // A position from that along the categories and a value.
  [[nodiscard]] ChartPosition at(double along, double value) const {
    const double f = axis_fraction(axis_, value);
    if (lies_) return {plot_.left + f * (plot_.right - plot_.left), along};
    return {along, plot_.bottom - f * (plot_.bottom - plot_.top)};
  }
  [[nodiscard]] double first() const { return lies_ ? plot_.top : plot_.left; }
  [[nodiscard]] double last() const { return lies_ ? plot_.bottom : plot_.right; }
  [[nodiscard]] double slot() const { return (last() - first()) / static_cast<double>(shown_); }

  void grid() {
    for (const double tick : axis_.ticks) {
      add_line(picture_, at(first(), tick), at(last(), tick), kGrid);
      const ChartPosition end = at(lies_ ? last() : first(), tick);
      if (lies_) {
        add_label(picture_, end.x, end.y + kLine, tick_text(axis_, tick, chinese_), ChartAnchor::kMiddle,
                  kSoftInk);
      } else {
        add_label(picture_, end.x - 5, end.y + 3, tick_text(axis_, tick, chinese_), ChartAnchor::kEnd,
                  kSoftInk);
      }
    }
  }

  // Where bars begin; the lower end of the axis where that is above zero.
  void base_line() {
    if (chart_.kind == ChartKind::kInterval) return;
    add_line(picture_, at(first(), 0), at(last(), 0), kAxisInk, 1);
  }

  void category(std::size_t k) {
    const double begin = first() + slot() * static_cast<double>(k);
    const double middle = begin + slot() / 2;
    if (lies_) {
      add_label(picture_, plot_.left - 6, middle + 3.2, names_[k], ChartAnchor::kEnd);
    } else {
      add_label(picture_, middle, plot_.bottom + 13, names_[k], ChartAnchor::kMiddle);
    }
    if (chart_.kind == ChartKind::kStackedBar) {
      stack(k, begin);
      return;
    }
    const double used = slot() * (lies_ ? 0.72 : 0.68);
    const double thickness = std::min(used / static_cast<double>(series_), 34.0);
    const double start = middle - thickness * static_cast<double>(series_) / 2;
    for (std::size_t s = 0; s < series_; ++s) {
      const ChartPoint* value = point(s, k);
      const double from = start + thickness * static_cast<double>(s);
      if (value == nullptr) {
        gap(from + thickness / 2);
      } else if (chart_.kind == ChartKind::kInterval) {
        interval(*value, from + thickness / 2, std::min(thickness * 0.42, 7.0), series_style(s));
      } else {
        bar(*value, from, thickness, series_style(s));
      }
    }
  }

  void gap(double along) {
    if (!with_figures()) return;
    const ChartPosition zero = at(along, 0);
    add_label(picture_, zero.x + (lies_ ? 5 : 0), zero.y + (lies_ ? 3 : -4), "—",
              lies_ ? ChartAnchor::kStart : ChartAnchor::kMiddle, kSoftInk);
  }

  void bar(const ChartPoint& value, double from, double thickness, const ChartSeriesStyle& style) {
    add_box(picture_, at(from, 0), at(from + thickness, value.value), style);
    const double middle = from + thickness / 2;
    double reach = value.value;
    if (std::isfinite(value.low) && std::isfinite(value.high)) {
      whisker(value, middle, 3);
      reach = value.value < 0 ? std::min(reach, value.low) : std::max(reach, value.high);
    }
    if (!with_figures()) return;
    const ChartPosition end = at(middle, reach);
    const std::string text = chart_value_text(value.value, chinese_);
    if (lies_ && value.value < 0 && end.x - estimated_text_width(text, kChartText) < plot_.left) {
      add_label(picture_, at(middle, 0).x + 4, end.y + 3.2, text, ChartAnchor::kStart);
    } else if (lies_) {
      const double side = value.value < 0 ? -4 : 4;
      add_label(picture_, end.x + side, end.y + 3.2, text,
                value.value < 0 ? ChartAnchor::kEnd : ChartAnchor::kStart);
    } else {
      add_label(picture_, end.x, end.y + (value.value < 0 ? 10 : -3), text, ChartAnchor::kMiddle);
    }
  }

  void whisker(const ChartPoint& value, double along, double half) {
    add_line(picture_, at(along, value.low), at(along, value.high), kInk, 1);
    for (const double end : {value.low, value.high}) {
      add_line(picture_, at(along - half, end), at(along + half, end), kInk, 1);
    }
  }

  void interval(const ChartPoint& value, double along, double half, const ChartSeriesStyle& style) {
    double reach = value.value;
    if (std::isfinite(value.low) && std::isfinite(value.high)) {
      add_box(picture_, at(along - half * 0.6, value.low), at(along + half * 0.6, value.high),
              series_ == 1 ? series_style(1) : style);
      reach = std::max(reach, value.high);
    }
    ChartPath tick;
    const ChartPosition middle = at(along, value.value);
    tick.points = {{middle.x - 1.3, along - half - 0.5},
                   {middle.x + 1.3, along - half - 0.5},
                   {middle.x + 1.3, along + half + 0.5},
                   {middle.x - 1.3, along + half + 0.5}};
    tick.closed = true;
    tick.fill = series_ == 1 ? 0x12305C : style.line;
    picture_.commands.emplace_back(std::move(tick));
    if (with_figures()) {
      add_label(picture_, at(along, reach).x + 5, along + 3.2, chart_value_text(value.value, chinese_),
                ChartAnchor::kStart);
    }
  }

  void stack(std::size_t k, double begin) {
    const double thickness = std::min(slot() * 0.68, 34.0);
    const double from = begin + (slot() - thickness) / 2;
    double above = 0;
    double below = 0;
    for (std::size_t s = 0; s < series_; ++s) {
      const ChartPoint* value = point(s, k);
      if (value == nullptr || value->value == 0) continue;
      double& level = value->value < 0 ? below : above;
      const double next = std::clamp(level + value->value, -1e300, 1e300);
      add_box(picture_, at(from, level), at(from + thickness, next), series_style(s));
      level = next;
    }
  }

  void thresholds() {
    for (const ChartThreshold& threshold : chart_.thresholds) {
      if (!std::isfinite(threshold.value)) continue;
      const ChartPosition begin = at(first(), threshold.value);
      add_line(picture_, begin, at(last(), threshold.value), kInk, 1, 4, 3);
      const std::string label = fitted(clean_text(threshold.label), 160, kChartText);
      const double width = estimated_text_width(label, kChartText);
      if (lies_) {
        const double x = std::clamp(begin.x, width / 2, picture_.width - width / 2);
        add_label(picture_, x, plot_.top - 4, label, ChartAnchor::kMiddle);
      } else {
        add_label(picture_, plot_.right, begin.y - 3, label, ChartAnchor::kEnd);
      }
    }
  }

  const Chart& chart_;
  bool chinese_;
  std::size_t shown_ = 0;
  std::size_t series_ = 0;
  std::vector<std::string> names_;
  ChartAxis axis_;
  bool lies_ = false;
  double widest_figure_ = 12;
  ChartPlot plot_;
  ChartPicture picture_;
};

}  // namespace

ChartPicture layout_category_chart(const Chart& chart, bool chinese) {
  return Picture(chart, chinese).take();
}

}  // namespace tenon
