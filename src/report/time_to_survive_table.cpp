// The table of times to survive, and its sentences.
#include <algorithm>
#include <array>
#include <utility>

#include "base/number.h"
#include "report/figures.h"
#include "report/time_to_survive_report.h"

namespace tenon {
namespace {

constexpr double kWholeDaysFrom = 100;

std::string days_figure(double days) {
  std::string text = format_fixed(days, days < kWholeDaysFrom ? 1 : 0);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

const std::string& say(const Bilingual& text, NameLanguage names) {
  return names == NameLanguage::kChinese ? text.zh : text.en;
}

// Words that stand alone in a cell: in both languages where names do.
std::string both(const Bilingual& text, NameLanguage names) {
  return names == NameLanguage::kBoth ? text.en + " " + text.zh : say(text, names);
}

std::string name_of(const SurvivalName& name, NameLanguage names) {
  const std::string& zh = name.name_zh.empty() ? name.name_en : name.name_zh;
  const std::string& en = name.name_en.empty() ? name.name_zh : name.name_en;
  if (zh.empty()) return name.id;
  if (names == NameLanguage::kBoth && zh != en) return zh + " " + en;
  return names == NameLanguage::kEnglish ? en : zh;
}

Bilingual words_of(RecoveryFlag flag) {
  switch (flag) {
    case RecoveryFlag::kExceeded:
      return {"✗ TTR>TTS", "✗ TTR > TTS"};
    case RecoveryFlag::kPossible:
      return {"? 可能", "? possibly"};
    case RecoveryFlag::kUnknown:
      return {"– 不详", "– not known"};
    case RecoveryFlag::kCovered:
      return {"✓ 可覆盖", "✓ covered"};
  }
  return {"–", "–"};
}

Tone tone_of(RecoveryFlag flag) {
  switch (flag) {
    case RecoveryFlag::kExceeded:
      return Tone::kRed;
    case RecoveryFlag::kPossible:
      return Tone::kOrange;
    case RecoveryFlag::kUnknown:
      return Tone::kFaint;
    case RecoveryFlag::kCovered:
      return Tone::kPlain;
  }
  return Tone::kPlain;
}

Bilingual words_of(SurvivalGapCause cause) {
  switch (cause) {
    case SurvivalGapCause::kExtra:
      return {"规划可立即动用富余产能和其他供应商",
              "the program uses spare capacity and other suppliers at once"};
    case SurvivalGapCause::kShares:
      return {"规划只供应已无库存的客户，模拟按同一比例供应所有客户",
              "the program serves only those without stock, the simulation serves all alike"};
    case SurvivalGapCause::kOrders:
      return {"模拟中订货滞后、当日到货次日才能使用",
              "in the simulation orders lag and goods are used a day later"};
    case SurvivalGapCause::kNone:
    case SurvivalGapCause::kNotExplained:
      return {"未逐一分析", "not looked into"};
  }
  return {};
}

std::string range(const std::optional<double>& low, const std::optional<double>& high,
                  std::string (*figure)(double), NameLanguage names) {
  if (!low && !high) return both({"不详", "not known"}, names);
  if (!high) return "≥ " + figure(*low);
  if (!low) return "≤ " + figure(*high);
  const std::string from = figure(*low);
  const std::string to = figure(*high);
  return from == to ? from : from + "–" + to;
}

std::string index_figure(double value) {
  return format_fixed(value, 2);
}

std::string grade_text(const TimeToRecover& time, NameLanguage names) {
  if (!time.days.low && !time.days.high) return {};
  std::string text;
  if (time.is_assumption) {
    text = both({"假设", "assumed"}, names);
  } else if (time.grade != ' ') {
    text = std::string(1, time.grade);
  } else {
    text = both({"未分级", "not graded"}, names);
  }
  return time.synthetic && time.grade != 'S' ? text + ", S" : text;
}

class Table {
 public:
  Table(const SurvivalReport& report, const SurvivalTableOptions& options)
      : report_(report), options_(options) {}

  std::string text() {
    head();
    rows();
    legend();
    return std::move(out_);
  }

 private:
  [[nodiscard]] const std::string& say(const Bilingual& text) const {
    return tenon::say(text, options_.names);
  }

  void line(const Bilingual& text, Tone tone = Tone::kPlain) {
    if (text.en.empty()) return;
    if (options_.names == NameLanguage::kBoth) {
      out_ += with_tone(text.zh, tone, options_.style.colour) + "\n";
    }
    out_ += with_tone(say(text), tone, options_.style.colour) + "\n";
  }

  void head() {
    line(survival_sentence(report_), Tone::kStrong);
    line(comparison_words(report_));
    if ((report_.simulation && report_.simulation->is_partial) ||
        (report_.program && report_.program->is_partial)) {
      line({"不完整：计算提前中止", "Partial: stopped before its end"}, Tone::kOrange);
    }
    out_ += "\n";
  }

  void rows() {
    const bool has_impact = report_.program && !report_.recovery.empty();
    double largest = 0;
    if (has_impact) largest = report_.program->largest_impact;
    const ColumnScale scale = column_scale(largest);
    const bool zh = options_.names == NameLanguage::kChinese;
    TerminalTable table;
    table.columns = {{"#", Align::kRight}, {say(report_.what), Align::kLeft, 44, 14}};
    if (report_.simulation) {
      table.columns.push_back({say({"模拟TTS", "TTS simulated"}), Align::kRight});
      table.columns.push_back({say({"最先缺料", "first in want"}), Align::kLeft, 36, 10});
    }
    if (report_.program) table.columns.push_back({say({"规划TTS", "TTS program"}), Align::kRight});
    table.columns.push_back({"TTR", Align::kRight});
    table.columns.push_back({say({"等级", "grade"}), Align::kLeft});
    table.columns.push_back({say({"判断", "flag"}), Align::kLeft});
    if (has_impact) {
      const std::string unit = say(column_unit(scale, report_.currency));
      table.columns.push_back({unit.empty() ? "PI" : "PI, " + unit, Align::kRight});
      table.columns.push_back({"REI", Align::kRight});
    }
    const std::vector<std::size_t> order = survival_order(report_);
    shown_ = options_.top == 0 ? order.size() : std::min(options_.top, order.size());
    for (std::size_t at = 0; at < shown_; ++at) {
      const std::size_t k = order[at];
      auto& cells = table.rows.emplace_back();
      cells.emplace_back(std::to_string(at + 1));
      cells.emplace_back(name_of(report_.subjects[k], options_.names) +
                         (report_.subjects[k].synthetic ? say({"（合成）", " (synthetic)"}) : ""));
      if (report_.simulation) {
        const SimulatedSurvival& set = report_.simulation->sets[k];
        cells.emplace_back(days_text(time_of(set.all, set.others), options_.names));
        cells.emplace_back(first_in_want(set));
      }
      if (report_.program) {
        const SetSurvival& set = report_.program->sets[k];
        cells.emplace_back(days_text(time_of(set.all, set.others), options_.names));
      }
      const TimeToRecover recovery = report_.recovery.empty() ? TimeToRecover{} : report_.recovery[k];
      cells.emplace_back(days_text(recovery.days, options_.names));
      cells.emplace_back(grade_text(recovery, options_.names));
      const RecoveryFlag flag = survival_flag(report_, k);
      cells.emplace_back(say(words_of(flag)), tone_of(flag));
      if (has_impact) {
        const SetSurvival& set = report_.program->sets[k];
        cells.emplace_back(impact_text(set.impact, scale, zh));
        cells.emplace_back(range(set.exposure.low, set.exposure.high, index_figure, options_.names));
      }
    }
    out_ += render_table(table, options_.style);
  }

  const SurvivalTime& time_of(const SurvivalTime& all, const SurvivalTime& others) const {
    return report_.counted == CountedDemand::kAll ? all : others;
  }

  std::string impact_text(const SurvivalImpact& impact, const ColumnScale& scale, bool zh) const {
    if (!impact.low && !impact.high) return both({"不详", "not known"}, options_.names);
    const auto figure = [&](double value) {
      const Bilingual text = column_figure(value, scale);
      return zh ? text.zh : text.en;
    };
    if (!impact.high) return "≥ " + figure(*impact.low);
    if (!impact.low) return "≤ " + figure(*impact.high);
    const std::string low = figure(*impact.low);
    const std::string high = figure(*impact.high);
    return low == high ? low : low + "–" + high;
  }

  // "day 5: B"
  std::string first_in_want(const SimulatedSurvival& set) const {
    if (set.first_starved == kNoNode) return "–";
    const std::string day = std::to_string(static_cast<int>(set.supply.days));
    const std::string node = set.first_starved < report_.nodes.size()
                                 ? name_of(report_.nodes[set.first_starved], options_.names)
                                 : std::to_string(set.first_starved);
    return say({"第" + day + "天：" + node, "day " + day + ": " + node});
  }

  void legend() {
    const std::string shown = format_count(shown_);
    const std::string all = format_count(report_.subjects.size());
    line({"共 " + all + " 项，列出 " + shown + " 项；单位：天。",
          shown + " of " + all + " shown; times in days."});
    const bool counts_all = report_.counted == CountedDemand::kAll;
    const std::string tolerance = percent_figure(report_.shortfall_tolerance);
    line({std::string("TTS（生存时间）：") + (counts_all ? "全部最终需求" : "其他节点的最终需求") +
              "缺口首次超过 " + tolerance +
              " 之前的天数。模拟：按订货、配给规则逐日推演；规划：库存与产能的最优调配。",
          std::string("TTS, time to survive: days until ") +
              (counts_all ? "any final demand" : "final demand of others") + " is short by more than " +
              tolerance +
              ". Simulated: day by day under the rules of orders and rationing; program: stocks and "
              "capacity used as well as possible" +
              (report_.is_program_of_products ? ", on the product graph." : ".")});
    line(
        {"TTR（恢复时间）：交货期加认证时间，区间；等级取最弱的依据。PI：恢复期内损失的利润或销售额；REI：PI"
         "与最大值之比。",
         "TTR, time to recover: lead time and qualification, an interval with its weakest grade. PI: what is "
         "lost "
         "until recovery; REI: PI over the largest."});
    for (const Bilingual& text : report_.assumptions) line(text);
  }

  const SurvivalReport& report_;
  const SurvivalTableOptions& options_;
  std::string out_;
  std::size_t shown_ = 0;
};

}  // namespace

std::string days_text(const SurvivalTime& time, NameLanguage names) {
  switch (time.kind) {
    case SurvivalKind::kNotComputed:
      return "–";
    case SurvivalKind::kFinite:
      return days_figure(time.days);
    case SurvivalKind::kAtLeast:
      return "≥ " + days_figure(time.days);
    case SurvivalKind::kUnbounded:
      return both({"无限", "unlimited"}, names);
  }
  return "–";
}

std::string days_text(const DayRange& days, NameLanguage names) {
  return range(days.low, days.high, days_figure, names);
}

Bilingual survival_sentence(const SurvivalReport& report) {
  std::array<std::size_t, 4> count{};
  for (std::size_t k = 0; k < report.subjects.size(); ++k) {
    ++count[static_cast<std::size_t>(survival_flag(report, k))];
  }
  const auto of = [&](RecoveryFlag flag) { return format_count(count[static_cast<std::size_t>(flag)]); };
  const std::string all = format_count(report.subjects.size());
  const std::string exceeded = of(RecoveryFlag::kExceeded);
  const std::string possible = of(RecoveryFlag::kPossible);
  const std::string covered = of(RecoveryFlag::kCovered);
  const std::string unknown = of(RecoveryFlag::kUnknown);
  return {"在 " + all + " 个" + report.what.zh + "中，" + exceeded + " 个的恢复时间超过生存时间，" +
              possible + " 个可能超过，" + covered + " 个可由库存和其他来源覆盖，" + unknown + " 个不详。",
          "Of " + all + " " + report.what.en + ", " + exceeded + " recover later than stocks last, " +
              possible + " possibly, " + covered + " are covered by stocks and other sources, " + unknown +
              " are not known."};
}

Bilingual comparison_words(const SurvivalReport& report) {
  if (!report.comparison) return {};
  const SurvivalComparison& comparison = *report.comparison;
  const std::string agree = format_count(comparison.agree);
  const std::string all = format_count(comparison.sets.size() - comparison.not_comparable);
  const std::string longer = format_count(comparison.program_longer);
  Bilingual text{
      "两种生存时间：" + all + " 个可比，" + agree + " 个相差不超过一天，" + longer + " 个规划更长",
      "The two times to survive: " + all + " comparable, " + agree + " within a day, " + longer +
          " longer by the program"};
  if (comparison.widest && comparison.sets[*comparison.widest].verdict == SurvivalVerdict::kProgramLonger) {
    const SurvivalDifference& widest = comparison.sets[*comparison.widest];
    const std::string days = days_figure(*widest.gap_days);
    const Bilingual why = words_of(widest.cause);
    const SurvivalName& subject = report.subjects[*comparison.widest];
    text.zh +=
        "；最大差距 " + days + " 天（" + name_of(subject, NameLanguage::kChinese) + "：" + why.zh + "）";
    text.en += "; the widest gap is " + days + " days (" + name_of(subject, NameLanguage::kEnglish) + ": " +
               why.en + ")";
  }
  if (comparison.simulation_longer > 0) {
    const std::string wrong = format_count(comparison.simulation_longer);
    text.zh += "；" + wrong + " 个模拟更长，两者的网络或规则不同";
    text.en += "; " + wrong + " longer by simulation: the two differ in network or rules";
  }
  text.zh += "。";
  text.en += ".";
  return text;
}

std::string survival_table(const SurvivalReport& report, const SurvivalTableOptions& options) {
  return Table(report, options).text();
}

}  // namespace tenon
