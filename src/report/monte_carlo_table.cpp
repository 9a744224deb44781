#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/number.h"
#include "report/figures.h"
#include "report/monte_carlo_report.h"

namespace tenon {
namespace {

// From here on it is said how much of the expected loss is extrapolated.
constexpr double kNotableShareBeyond = 0.05;

class Writer {
 public:
  Writer(const MonteCarloReport& report, const MonteCarloTableOptions& options)
      : report_(report), result_(*report.result), options_(options) {}

  std::string text() {
    head();
    figures();
    return_periods();
    hazards();
    std::size_t first = 0;
    for (const BreakdownLabels& labels : report_.dimensions) {
      breakdown(labels, first);
      first += labels.groups.size();
    }
    comparison();
    notes();
    return std::move(out_);
  }

 private:
  // Headings and sentences: Chinese only where names are Chinese only.
  [[nodiscard]] bool zh() const { return options_.names == NameLanguage::kChinese; }
  [[nodiscard]] const std::string& say(const Bilingual& text) const { return zh() ? text.zh : text.en; }
  [[nodiscard]] std::string name(const Bilingual& text) const {
    if (options_.names == NameLanguage::kBoth && text.zh != text.en) return text.zh + " " + text.en;
    return say(text);
  }
  void heading(const Bilingual& title) {
    out_ += "\n" + with_tone(say(title), Tone::kStrong, options_.style.colour) + "\n";
  }
  [[nodiscard]] std::string money(double value) const { return say(money_figure(value, report_.currency)); }
  [[nodiscard]] std::string low(const Estimate& estimate) const {
    return estimate.low ? money(*estimate.low) : "–";
  }
  [[nodiscard]] std::string high(const Estimate& estimate) const {
    return estimate.high ? money(*estimate.high) : "–";
  }
  [[nodiscard]] std::string share_of_year(double value) const {
    return report_.normal_year > 0 ? percent_figure(value / report_.normal_year) : "–";
  }
  [[nodiscard]] std::string share_of(double part, double whole) const {
    return whole > 0 ? percent_figure(part / whole) : "–";
  }

  void head() {
    const Bilingual sentence = monte_carlo_sentence(report_);
    if (options_.names == NameLanguage::kBoth) {
      out_ += with_tone(sentence.zh, Tone::kStrong, options_.style.colour) + "\n";
    }
    out_ += with_tone(say(sentence), Tone::kStrong, options_.style.colour) + "\n";
    if (const Bilingual partial = partial_notice(report_); !partial.en.empty()) {
      out_ += with_tone(say(partial), Tone::kOrange, options_.style.colour) + "\n";
    }
    const HazardSet& hazards = *report_.hazards;
    out_ += say({"灾害清单：", "Hazards: "}) +
            name({hazards.name_zh.empty() ? hazards.id : hazards.name_zh,
                  hazards.name_en.empty() ? hazards.id : hazards.name_en}) +
            say({"；范围：", "; scope: "}) + name(report_.scope) + say({"；损失指", "; loss: "}) +
            say(report_.measure) + "\n";
    out_ += say(precision_words(report_)) + "\n";
  }

  void figures() {
    const LossEstimates& e = result_.estimates;
    TerminalTable table;
    table.columns = {{say({"指标", "figure"}), Align::kLeft, 44, 16},
                     {say({"数值", "value"}), Align::kRight},
                     {say({"下限", "low"}), Align::kRight},
                     {say({"上限", "high"}), Align::kRight},
                     {say({"占正常年份", "of a normal year"}), Align::kRight}};
    const auto row = [&](const Bilingual& what, const Estimate& estimate) {
      table.rows.push_back(
          {say(what), money(estimate.value), low(estimate), high(estimate), share_of_year(estimate.value)});
    };
    row({"年期望损失", "expected annual loss"}, e.expected);
    for (const TailRisk& tail : e.tails) {
      const std::string level = level_figure(tail.level);
      row({level + " 风险价值 VaR", level + " value at risk"}, tail.value_at_risk);
      row({level + " 条件风险价值 CVaR", level + " conditional value at risk"}, tail.conditional_at_risk);
    }
    const Estimate& chance = e.loss_probability;
    table.rows.push_back({say({"一年中有损失的概率", "chance of a year with a loss"}),
                          percent_figure(chance.value), chance.low ? percent_figure(*chance.low) : "–",
                          chance.high ? percent_figure(*chance.high) : "–", ""});
    table.rows.push_back({say({"标准差", "standard deviation"}), money(e.standard_deviation), "", "",
                          share_of_year(e.standard_deviation)});
    table.rows.push_back({say({"模拟中最大的一年", "largest simulated year"}), money(e.largest), "", "",
                          share_of_year(e.largest)});
    out_ += "\n" + render_table(table, options_.style);
  }

  void return_periods() {
    heading({"超越概率", "Exceedance"});
    TerminalTable table;
    table.columns = {{say({"重现期（年）", "once in years"}), Align::kRight},
                     {say({"年超越概率", "chance a year"}), Align::kRight},
                     {say({"损失", "loss"}), Align::kRight},
                     {say({"下限", "low"}), Align::kRight},
                     {say({"上限", "high"}), Align::kRight},
                     {say({"占正常年份", "of a normal year"}), Align::kRight}};
    for (const ReturnPeriodLoss& period : result_.estimates.return_periods) {
      table.rows.push_back({format_number(period.years), level_figure(1 / period.years),
                            money(period.loss.value), low(period.loss), high(period.loss),
                            share_of_year(period.loss.value)});
    }
    out_ += render_table(table, options_.style);
  }

  void hazards() {
    if (result_.hazards.empty()) return;
    heading({"各类灾害的贡献", "Contributions of hazards"});
    TerminalTable table;
    table.columns = {{say({"灾害", "hazard"}), Align::kLeft, 52, 14}};
    if (!report_.events_per_year.empty())
      table.columns.push_back({say({"年均次数", "a year"}), Align::kRight});
    table.columns.push_back({say({"期望损失", "expected loss"}), Align::kRight});
    table.columns.push_back({say({"占比", "share"}), Align::kRight});
    for (const TailRisk& tail : result_.estimates.tails) {
      const std::string level = level_figure(tail.level);
      table.columns.push_back({say({"占 " + level + " CVaR", "of " + level + " CVaR"}), Align::kRight});
    }
    std::vector<std::size_t> order(result_.hazards.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return result_.hazards[a].expected.value > result_.hazards[b].expected.value;
    });
    for (const std::size_t h : order) {
      const Hazard& hazard = report_.hazards->hazards[h];
      const HazardContribution& contribution = result_.hazards[h];
      auto& cells = table.rows.emplace_back();
      cells.emplace_back(name({hazard.name_zh.empty() ? hazard.id.text : hazard.name_zh,
                               hazard.name_en.empty() ? hazard.id.text : hazard.name_en}));
      if (!report_.events_per_year.empty())
        cells.emplace_back(say(scaled_figure(report_.events_per_year[h])));
      cells.emplace_back(money(contribution.expected.value));
      cells.emplace_back(share_of(contribution.expected.value, result_.estimates.expected.value));
      for (std::size_t t = 0; t < contribution.tail.size(); ++t) {
        cells.emplace_back(
            share_of(contribution.tail[t], result_.estimates.tails[t].conditional_at_risk.value));
      }
    }
    out_ += render_table(table, options_.style);
  }

  void breakdown(const BreakdownLabels& labels, std::size_t first) {
    std::vector<std::size_t> order(labels.groups.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t g) { return result_.groups[first + g].value == 0; });
    if (order.empty()) return;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return result_.groups[first + a].value > result_.groups[first + b].value;
    });
    heading({"按" + labels.name_zh + "的年期望损失", "Expected annual loss by " + labels.name_en});
    TerminalTable table;
    table.columns = {{say({labels.name_zh, labels.name_en}), Align::kLeft, 48, 12},
                     {say({"期望损失", "expected loss"}), Align::kRight},
                     {say({"下限", "low"}), Align::kRight},
                     {say({"上限", "high"}), Align::kRight},
                     {say({"占总损失", "of all loss"}), Align::kRight},
                     {say({"主要来自", "mainly from"}), Align::kLeft, 40, 10}};
    const std::size_t count = options_.top == 0 ? order.size() : std::min(options_.top, order.size());
    for (std::size_t k = 0; k < count; ++k) {
      const std::size_t g = order[k];
      const Estimate& estimate = result_.groups[first + g];
      const GroupLabel& label = labels.groups[g];
      table.rows.push_back({name({label.name_zh.empty() ? label.id : label.name_zh,
                                  label.name_en.empty() ? label.id : label.name_en}),
                            money(estimate.value), low(estimate), high(estimate),
                            share_of(estimate.value, result_.estimates.expected.value),
                            main_hazard(first + g)});
    }
    out_ += render_table(table, options_.style);
    if (count < order.size()) {
      const std::string number = format_count(order.size() - count);
      out_ +=
          say({"… 另有 " + number + " 条；--top 0 全部列出。", "… " + number + " more; --top 0 lists all."}) +
          "\n";
    }
  }

  // The hazard that costs the group most, with its share.
  [[nodiscard]] std::string main_hazard(std::size_t group) const {
    const std::size_t groups = result_.groups.size();
    std::size_t main = 0;
    for (std::size_t h = 1; h < result_.hazards.size(); ++h) {
      if (result_.hazard_groups[h * groups + group] > result_.hazard_groups[main * groups + group]) main = h;
    }
    if (result_.hazards.empty() || result_.hazard_groups[main * groups + group] <= 0) return "–";
    const Hazard& hazard = report_.hazards->hazards[main];
    const double part = result_.hazard_groups[main * groups + group] / result_.groups[group].value;
    // Where gains by other hazards are set off against it, a share of the rest would say nothing.
    const std::string share = part > 0 && part <= 1 ? " " + percent_figure(part) : "";
    return say({hazard.name_zh.empty() ? hazard.id.text : hazard.name_zh,
                hazard.name_en.empty() ? hazard.id.text : hazard.name_en}) +
           share;
  }

  void comparison() {
    if (!report_.comparison) return;
    const MonteCarloComparison& both = *report_.comparison;
    const PairedComparison& paired = *both.paired;
    heading({"比较（同样的年份）", "Comparison on the same years"});
    out_ += "A  " + name(both.first_label) + "\nB  " + name(both.second_label) + "\n";
    if (paired.years == 0) {
      out_ += say({"共同的年份不足两个，无法比较。", "Fewer than two years in common: nothing to compare."}) +
              "\n";
      return;
    }
    TerminalTable table;
    table.columns = {{say({"指标", "figure"}), Align::kLeft, 40, 14},
                     {"A", Align::kRight},
                     {"B", Align::kRight},
                     {"B − A", Align::kRight},
                     {say({"下限", "low"}), Align::kRight},
                     {say({"上限", "high"}), Align::kRight}};
    const auto row = [&](const Bilingual& what, double first, double second, const Estimate& difference) {
      table.rows.push_back({say(what), money(first), money(second), money(difference.value), low(difference),
                            high(difference)});
    };
    row({"年期望损失（两者共同的年份）", "expected annual loss, of these years"}, paired.first_expected,
        paired.second_expected, paired.expected);
    for (std::size_t t = 0; t < paired.tails.size(); ++t) {
      const std::string level = level_figure(paired.tails[t].level);
      row({level + " CVaR", level + " CVaR"}, result_.estimates.tails[t].conditional_at_risk.value,
          both.second->estimates.tails[t].conditional_at_risk.value, paired.tails[t].conditional_at_risk);
    }
    out_ += render_table(table, options_.style);
    out_ += say({"B 损失较少的年份占 " + percent_figure(paired.share_lower.value) + "，较多的占 " +
                     percent_figure(paired.share_higher.value) + "；同样的年份使差值的方差为独立模拟的 " +
                     percent_figure(paired.variance_ratio) + "。",
                 "B loses less in " + percent_figure(paired.share_lower.value) +
                     " of the years and more in " + percent_figure(paired.share_higher.value) +
                     "; the same years leave " + percent_figure(paired.variance_ratio) +
                     " of the variance that independent runs would have."}) +
            "\n";
  }

  void notes() {
    const LossEstimates& e = result_.estimates;
    const std::string confidence = level_figure(e.confidence);
    heading({"说明", "How to read it"});
    line({"区间为 " + confidence +
              " 置信区间，只反映模拟年数有限，不含频率、损失程度等假设的不确定性；“–”表示年数不足以给出界限。"
              "期望损失的区间用" +
              method(e.expected_method).zh + "，分位数用次序统计量，CVaR 用影响函数。",
          "Intervals are " + confidence +
              " confidence intervals: they tell what too few simulated years cost, not how uncertain the "
              "assumed "
              "frequencies and losses are; “–” means that the years do not bound it. Expected loss: " +
              method(e.expected_method).en + "; quantiles: order statistics; CVaR: influence function."});
    control();
    if (!result_.hazards.empty()) {
      line(
          {"一年中有多种灾害时，损失按各自的直接损害（受影响的正常产出、流量或需求 × 程度 × "
           "折合天数）分摊；各项相加等于总数。",
           "In a year with several hazards the loss is shared by their direct damage (normal output, flow or "
           "demand "
           "hit, times severity, times equivalent days); the parts sum to the whole."});
    }
    if (report_.synthetic) {
      line({"含合成数据：网络中部分数字是虚构的。",
            "Made-up data: some figures of the network are fictional."});
    }
    for (const Bilingual& text : report_.assumptions) line(text);
    for (const Bilingual& text : report_.gaps) line(text);
  }
  static Bilingual method(IntervalMethod method) {
    switch (method) {
      case IntervalMethod::kBootstrap:
        return {"自助法（偏态较强）", "bootstrap-t, for the losses are skewed"};
      case IntervalMethod::kControl:
        return {"控制变量法", "control variate"};
      case IntervalMethod::kStudent:
      case IntervalMethod::kNone:
        break;
    }
    return {"学生氏 t 分布", "Student's t"};
  }

  void control() {
    if (!result_.control) return;
    const ControlUse& use = *result_.control;
    const std::string years = format_count(use.years);
    const std::string left = percent_figure(use.variance_left);
    line({"控制变量：另抽 " + years + " 年的直接损害（不模拟）校正期望损失及其各部分，方差降到 " + left +
              "；不校正时期望损失为 " + money_figure(use.plain.value, report_.currency).zh + "。",
          "Control variate: the direct damage of another " + years +
              " years, which are not simulated, corrects the expected loss and its parts and leaves " + left +
              " of the variance; uncorrected, the expected loss is " +
              money_figure(use.plain.value, report_.currency).en + "."});
    if (use.share_beyond < kNotableShareBeyond) return;
    const std::string beyond = percent_figure(use.share_beyond);
    line({"注意：" + beyond +
              " 的期望直接损害来自比任何模拟年份都重的年份，期望损失在那里是外推的；增加年数可减轻。",
          "Note: " + beyond +
              " of the expected direct damage comes from years worse than any that was simulated; there the "
              "expected loss is extrapolated. More years mend it."});
  }
  void line(const Bilingual& text) { out_ += "- " + say(text) + "\n"; }

  const MonteCarloReport& report_;
  const MonteCarloResult& result_;
  const MonteCarloTableOptions& options_;
  std::string out_;
};

}  // namespace

std::string monte_carlo_table(const MonteCarloReport& report, const MonteCarloTableOptions& options) {
  return Writer(report, options).text();
}

}  // namespace tenon
