#include "report/monte_carlo_curve.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "base/number.h"
#include "report/figures.h"
#include "report/html_escape.h"

namespace tenon {
namespace {

constexpr double kWidth = 760;
constexpr double kHeight = 420;
constexpr double kLeft = 96;
constexpr double kRight = 24;
constexpr double kTop = 56;
constexpr double kBottom = 56;

std::string coordinate(double value) {
  return format_fixed(value, 1);
}

// 1, 2, 5 times a power of ten, so that about five steps reach `largest`.
double step_for(double largest) {
  const double rough = largest / 5;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough) return factor * power;
  }
  return 10 * power;
}

class Picture {
 public:
  Picture(const MonteCarloReport& report, CurveLanguage language)
      : report_(report), estimates_(report.result->estimates), language_(language) {
    longest_ = 10;
    for (const CurvePoint& point : estimates_.curve) longest_ = std::max(longest_, 1 / point.exceedance);
    for (const CurvePoint& point : estimates_.curve) largest_ = std::max(largest_, point.loss);
    for (const ReturnPeriodLoss& period : estimates_.return_periods) {
      if (period.years > longest_) continue;
      largest_ = std::max({largest_, period.loss.value, period.loss.high.value_or(0)});
    }
    if (report.comparison) {
      for (const CurvePoint& point : report.comparison->second->estimates.curve) {
        largest_ = std::max(largest_, point.loss);
      }
    }
    scale_ = column_scale(largest_);
  }

  std::string svg() {
    begin();
    if (estimates_.years == 0 || largest_ <= 0) {
      label(kWidth / 2, kHeight / 2, "middle", say({"尚无损失可画。", "There is no loss to draw."}));
    } else {
      axes();
      expected();
      if (report_.comparison) curve(report_.comparison->second->estimates, "second", "2 4");
      curve(estimates_, "first", "");
      intervals();
      legend();
    }
    out_ += "</svg>\n";
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string say(const Bilingual& text) const {
    return language_ == CurveLanguage::kChinese ? text.zh : text.en;
  }
  [[nodiscard]] double x(double years) const {
    return kLeft + (kWidth - kLeft - kRight) * std::log(std::max(years, 1.0)) / std::log(longest_);
  }
  [[nodiscard]] double y(double loss) const {
    return kHeight - kBottom - (kHeight - kTop - kBottom) * std::max(loss, 0.0) / largest_;
  }
  void line(double x1, double y1, double x2, double y2, std::string_view style) {
    out_ += "<line x1=\"" + coordinate(x1) + "\" y1=\"" + coordinate(y1) + "\" x2=\"" + coordinate(x2) +
            "\" y2=\"" + coordinate(y2) + "\" " + std::string(style) + "/>\n";
  }
  void label(double at_x, double at_y, std::string_view anchor, const std::string& text) {
    out_ += "<text x=\"" + coordinate(at_x) + "\" y=\"" + coordinate(at_y) + "\" text-anchor=\"" +
            std::string(anchor) + "\">" + html_escape(text) + "</text>\n";
  }

  void begin() {
    const Bilingual title{"年损失的超越概率曲线", "Exceedance curve of annual losses"};
    out_ =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 420\" width=\"760\" height=\"420\" "
        "role=\"img\" aria-labelledby=\"t d\" lang=\"" +
        say({"zh-CN", "en"}) +
        "\" font-family=\"'Noto Sans CJK SC','Noto Sans SC',sans-serif\" "
        "font-size=\"13\" fill=\"#222\">\n";
    out_ += "<title id=\"t\">" + html_escape(say(title)) + "</title>\n<desc id=\"d\">" +
            html_escape(say(monte_carlo_sentence(report_))) + "</desc>\n";
    out_ += "<rect width=\"760\" height=\"420\" fill=\"#fff\"/>\n";
    out_ += "<text x=\"24\" y=\"26\" font-size=\"16\" font-weight=\"600\">" + html_escape(say(title)) +
            "</text>\n";
  }

  void axes() {
    const double base = kHeight - kBottom;
    const double step = step_for(largest_);
    for (double loss = 0; loss <= largest_ * (1 + 1e-9); loss += step) {
      line(kLeft, y(loss), kWidth - kRight, y(loss), "stroke=\"#ddd\"");
      label(kLeft - 8, y(loss) + 4, "end", say(column_figure(loss, scale_)));
    }
    label(24, kTop - 12, "start",
          say({"损失（" + column_unit(scale_, report_.currency).zh + "）",
               "loss, " + column_unit(scale_, report_.currency).en}));
    for (const double years :
         {1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 10000.0, 100000.0}) {
      if (years > longest_ * (1 + 1e-9)) break;
      line(x(years), base, x(years), base + 5, "stroke=\"#222\"");
      label(x(years), base + 20, "middle", format_count(static_cast<std::uint64_t>(years)));
    }
    line(kLeft, base, kWidth - kRight, base, "stroke=\"#222\"");
    label((kLeft + kWidth - kRight) / 2, kHeight - 14, "middle",
          say({"重现期（年）", "exceeded once in so many years"}));
  }

  void expected() {
    const double at = y(estimates_.expected.value);
    line(kLeft, at, kWidth - kRight, at, "stroke=\"#555\" stroke-dasharray=\"7 5\"");
  }

  void curve(const LossEstimates& estimates, std::string_view id, std::string_view dashes) {
    out_ += "<polyline id=\"" + std::string(id) + "\" fill=\"none\" stroke=\"#1b5e9b\" stroke-width=\"2\"";
    if (!dashes.empty()) out_ += " stroke-dasharray=\"" + std::string(dashes) + "\"";
    out_ += " points=\"";
    for (std::size_t k = estimates.curve.size(); k-- > 0;) {
      const CurvePoint& point = estimates.curve[k];
      out_ += coordinate(x(1 / point.exceedance)) + "," + coordinate(y(point.loss)) + (k > 0 ? " " : "");
    }
    out_ += "\"/>\n";
  }

  // A bar from low to high; an arrow upward where the years do not bound it.
  void intervals() {
    for (const ReturnPeriodLoss& period : estimates_.return_periods) {
      if (period.years > longest_) continue;
      const double at = x(period.years);
      const double low = y(period.loss.low.value_or(period.loss.value));
      const double high = period.loss.high ? y(*period.loss.high) : kTop;
      line(at, low, at, high, "stroke=\"#222\"");
      line(at - 4, low, at + 4, low, "stroke=\"#222\"");
      if (period.loss.high) {
        line(at - 4, high, at + 4, high, "stroke=\"#222\"");
      } else {
        line(at - 4, high + 7, at, high, "stroke=\"#222\"");
        line(at + 4, high + 7, at, high, "stroke=\"#222\"");
      }
      out_ += "<circle cx=\"" + coordinate(at) + "\" cy=\"" + coordinate(y(period.loss.value)) +
              "\" r=\"3.5\" fill=\"#1b5e9b\"><title>" +
              html_escape(say({format_number(period.years) + " 年一遇：",
                               "once in " + format_number(period.years) + " years: "}) +
                          say(money_figure(period.loss.value, report_.currency))) +
              "</title></circle>\n";
    }
  }

  void legend() {
    const std::string confidence = level_figure(estimates_.confidence);
    std::string text = say({"竖线：" + confidence + " 区间，箭头表示年数不足以给出上限；虚线：年期望损失 " +
                                money_figure(estimates_.expected.value, report_.currency).zh,
                            "bars: " + confidence +
                                " intervals, an arrow where the years give no upper end; broken "
                                "line: expected loss " +
                                money_figure(estimates_.expected.value, report_.currency).en});
    if (report_.comparison) {
      text += say({"；点线：" + report_.comparison->second_label.zh,
                   "; dotted: " + report_.comparison->second_label.en});
    }
    out_ += "<text x=\"" + coordinate(kWidth - kRight) +
            "\" y=\"42\" text-anchor=\"end\" font-size=\"11\" fill=\"#555\">" + html_escape(text) +
            "</text>\n";
  }

  const MonteCarloReport& report_;
  const LossEstimates& estimates_;
  CurveLanguage language_;
  double longest_ = 10;
  double largest_ = 0;
  ColumnScale scale_;
  std::string out_;
};

}  // namespace

std::string monte_carlo_curve_svg(const MonteCarloReport& report, CurveLanguage language) {
  return Picture(report, language).svg();
}

}  // namespace tenon
