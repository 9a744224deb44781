#include "report/monte_carlo_report.h"

#include <cmath>

#include "base/number.h"
#include "report/figures.h"

namespace tenon {
namespace {

Bilingual interval_words(const MonteCarloReport& report, const Estimate& estimate) {
  const std::string confidence = level_figure(report.result->estimates.confidence);
  if (!estimate.low && !estimate.high) return {"", ""};
  const auto money = [&](double value) { return money_figure(value, report.currency); };
  Bilingual words;
  if (estimate.low && estimate.high) {
    words.zh = confidence + " 区间 " + money(*estimate.low).zh + "至 " + money(*estimate.high).zh;
    words.en = confidence + " interval " + money(*estimate.low).en + " to " + money(*estimate.high).en;
  } else if (estimate.low) {
    words.zh = confidence + " 置信下限 " + money(*estimate.low).zh + "，上限未知";
    words.en =
        "at least " + money(*estimate.low).en + " with " + confidence + " confidence, not bounded above";
  } else {
    words.zh = confidence + " 置信上限 " + money(*estimate.high).zh;
    words.en = "at most " + money(*estimate.high).en + " with " + confidence + " confidence";
  }
  return {"（" + words.zh + "）", " (" + words.en + ")"};
}

}  // namespace

std::string report_fault(const MonteCarloReport& report) {
  if (report.result == nullptr || report.hazards == nullptr) return "a report needs a result and its hazards";
  const MonteCarloResult& result = *report.result;
  std::size_t groups = 0;
  for (const BreakdownLabels& labels : report.dimensions) groups += labels.groups.size();
  if (groups != result.groups.size()) return "the labels are not those of the groups";
  if (!result.hazards.empty() && result.hazards.size() != report.hazards->hazards.size()) {
    return "the hazards are not those of the result";
  }
  if (result.hazard_groups.size() != result.hazards.size() * result.groups.size()) {
    return "the contributions are not one for each hazard and group";
  }
  if (!report.events_per_year.empty() && report.events_per_year.size() != report.hazards->hazards.size()) {
    return "the frequencies are not one for each hazard";
  }
  if (report.comparison && (report.comparison->second == nullptr || report.comparison->paired == nullptr)) {
    return "a comparison needs its second run";
  }
  return {};
}

Bilingual monte_carlo_sentence(const MonteCarloReport& report) {
  const LossEstimates& e = report.result->estimates;
  if (e.years == 0) return {"尚无已完成的模拟年份。", "No year has been simulated yet."};
  const Bilingual expected = money_figure(e.expected.value, report.currency);
  const Bilingual interval = interval_words(report, e.expected);
  Bilingual text{"每年期望损失 " + expected.zh + interval.zh,
                 "Expected annual loss " + expected.en + interval.en};
  if (report.normal_year > 0) {
    const std::string share = percent_figure(e.expected.value / report.normal_year);
    text.zh += "，占正常年份的 " + share;
    text.en += ", " + share + " of a normal year";
  }
  for (const ReturnPeriodLoss& period : e.return_periods) {
    if (period.years != 100) continue;
    const Bilingual loss = money_figure(period.loss.value, report.currency);
    // Without an upper bound the years say no more than that.
    const bool is_bounded = period.loss.high.has_value();
    text.zh += std::string("；百年一遇") + (is_bounded ? " " : "不低于 ") + loss.zh;
    text.en += std::string("; once in 100 years ") + (is_bounded ? "" : "at least ") + loss.en;
  }
  for (const TailRisk& tail : e.tails) {
    if (tail.level != 0.95) continue;
    const Bilingual loss = money_figure(tail.conditional_at_risk.value, report.currency);
    text.zh += "；最坏 5% 年份平均 " + loss.zh;
    text.en += "; mean of the worst 5% of years " + loss.en;
  }
  text.zh += "。";
  text.en += ".";
  return text;
}

Bilingual partial_notice(const MonteCarloReport& report) {
  const MonteCarloResult& result = *report.result;
  if (!result.is_partial()) return {};
  const std::string years = format_count(result.years);
  return {"不完整：按要求中止，只算了 " + years + " 年，区间因此较宽。",
          "Partial: stopped on request after " + years + " years; intervals are wide accordingly."};
}

Bilingual precision_words(const MonteCarloReport& report) {
  const MonteCarloResult& result = *report.result;
  Bilingual text{"模拟 " + format_count(result.years) + " 年，其中 " + format_count(result.event_years) +
                     " 年有事件；随机种子 " + std::to_string(result.seed),
                 format_count(result.years) + " years simulated, " + format_count(result.event_years) +
                     " of them with events; seed " + std::to_string(result.seed)};
  const auto add = [&](const Bilingual& what, double reached, const std::optional<double>& asked) {
    const bool known = std::isfinite(reached);
    const std::string half = known ? "±" + percent_figure(reached) : "";
    text.zh += "；" + what.zh + "精度 " + (known ? half : std::string("未知"));
    text.en += "; precision of " + what.en + " " + (known ? half : std::string("not known"));
    if (!asked) return;
    text.zh += "（要求 ±" + percent_figure(*asked) + "）";
    text.en += " (asked ±" + percent_figure(*asked) + ")";
  };
  add({"期望损失", "the expected loss"}, result.expected_half_width, result.expected_precision);
  if (result.conditional_precision) {
    const std::string level = level_figure(result.conditional_level);
    add({level + " CVaR ", level + " CVaR"}, result.conditional_half_width, result.conditional_precision);
  }
  switch (result.end) {
    case MonteCarloEnd::kPrecision:
      text.zh += "；已达到要求的精度";
      text.en += "; ended as precise as asked";
      break;
    case MonteCarloEnd::kMaximum:
      if (result.expected_precision || result.conditional_precision) {
        text.zh += "；算完允许的最多年数，未达到要求的精度";
        text.en += "; ended after the most years allowed, less precise than asked";
      }
      break;
    case MonteCarloEnd::kStopped:
      break;
  }
  text.zh += "。";
  text.en += ".";
  return text;
}

std::string level_figure(double share) {
  return format_number(std::round(share * 1e8) / 1e6) + "%";
}

std::optional<MonteCarloCsv> monte_carlo_csv_kind(std::string_view word) {
  if (word == "figures") return MonteCarloCsv::kFigures;
  if (word == "hazards") return MonteCarloCsv::kHazards;
  if (word == "groups") return MonteCarloCsv::kGroups;
  if (word == "curve") return MonteCarloCsv::kCurve;
  if (word == "years") return MonteCarloCsv::kYears;
  return std::nullopt;
}

}  // namespace tenon
