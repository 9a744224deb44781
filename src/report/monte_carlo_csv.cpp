#include <cmath>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/html_escape.h"
#include "report/monte_carlo_report.h"

namespace tenon {
namespace {

class Rows {
 public:
  Rows(std::string_view header, bool is_partial)
      : out_(std::string(header) + "\n"), is_partial_(is_partial) {}

  Rows& text(std::string_view value) {
    csv_.field(with_valid_utf8(value));
    return *this;
  }
  Rows& number(double value) {
    return text(std::isfinite(value) ? format_number(value == 0 ? 0.0 : value) : "");
  }
  Rows& optional(const std::optional<double>& value) { return value ? number(*value) : text(""); }
  Rows& estimate(const Estimate& value) {
    return number(value.value).optional(value.low).optional(value.high);
  }
  void end() {
    text(is_partial_ ? "1" : "0");
    csv_.end_record();
  }
  std::string take() { return out_ + csv_.take(); }

 private:
  std::string out_;
  bool is_partial_;
  CsvWriter csv_;
};

std::string figures_csv(const MonteCarloReport& report) {
  const MonteCarloResult& result = *report.result;
  const LossEstimates& e = result.estimates;
  Rows rows("figure,level,value,low,high,partial", result.is_partial());
  const auto row = [&](std::string_view figure, double level, const Estimate& estimate) {
    rows.text(figure);
    if (level > 0) {
      rows.number(level);
    } else {
      rows.text("");
    }
    rows.estimate(estimate).end();
  };
  const auto plain = [&](std::string_view figure, double value) {
    row(figure, 0, {value, std::nullopt, std::nullopt});
  };
  row("expected_loss", 0, e.expected);
  if (result.control) {
    row("expected_loss_without_control", 0, result.control->plain);
    plain("variance_left_by_control", result.control->variance_left);
    plain("share_beyond_simulated_years", result.control->share_beyond);
  }
  plain("standard_deviation", e.standard_deviation);
  plain("skewness", e.skewness);
  plain("largest_loss", e.largest);
  row("loss_probability", 0, e.loss_probability);
  for (const ReturnPeriodLoss& period : e.return_periods)
    row("return_period_loss", period.years, period.loss);
  for (const TailRisk& tail : e.tails) {
    row("value_at_risk", tail.level, tail.value_at_risk);
    row("conditional_value_at_risk", tail.level, tail.conditional_at_risk);
  }
  plain("normal_year", report.normal_year > 0 ? report.normal_year : NAN);
  plain("years", static_cast<double>(result.years));
  plain("event_years", static_cast<double>(result.event_years));
  plain("seed", static_cast<double>(result.seed));
  plain("expected_precision", result.expected_half_width);
  if (report.comparison) {
    const PairedComparison& paired = *report.comparison->paired;
    row("difference_expected_loss", 0, paired.expected);
    for (const TailDifference& tail : paired.tails) {
      row("difference_conditional_value_at_risk", tail.level, tail.conditional_at_risk);
    }
    row("share_of_years_lower", 0, paired.share_lower);
    row("share_of_years_higher", 0, paired.share_higher);
  }
  return rows.take();
}

std::string hazards_csv(const MonteCarloReport& report) {
  const MonteCarloResult& result = *report.result;
  std::string header = "id,name_zh,name_en,events_per_year,expected_loss,low,high";
  for (const TailRisk& tail : result.estimates.tails) header += ",cvar_part_" + format_number(tail.level);
  Rows rows(header + ",partial", result.is_partial());
  for (std::size_t h = 0; h < result.hazards.size(); ++h) {
    const Hazard& hazard = report.hazards->hazards[h];
    rows.text(hazard.id.text).text(hazard.name_zh).text(hazard.name_en);
    rows.number(report.events_per_year.empty() ? NAN : report.events_per_year[h]);
    rows.estimate(result.hazards[h].expected);
    for (const double part : result.hazards[h].tail) rows.number(part);
    rows.end();
  }
  return rows.take();
}

std::string groups_csv(const MonteCarloReport& report) {
  const MonteCarloResult& result = *report.result;
  std::string header = "dimension,id,name_zh,name_en,expected_loss,low,high";
  for (std::size_t h = 0; h < result.hazards.size(); ++h) header += "," + report.hazards->hazards[h].id.text;
  Rows rows(header + ",partial", result.is_partial());
  std::size_t at = 0;
  for (const BreakdownLabels& labels : report.dimensions) {
    for (const GroupLabel& label : labels.groups) {
      rows.text(labels.id).text(label.id).text(label.name_zh).text(label.name_en).estimate(result.groups[at]);
      for (std::size_t h = 0; h < result.hazards.size(); ++h) {
        rows.number(result.hazard_groups[h * result.groups.size() + at]);
      }
      rows.end();
      ++at;
    }
  }
  return rows.take();
}

std::string curve_csv(const MonteCarloReport& report) {
  Rows rows("loss,exceedance,return_period_years,partial", report.result->is_partial());
  for (const CurvePoint& point : report.result->estimates.curve) {
    rows.number(point.loss).number(point.exceedance).number(1 / point.exceedance).end();
  }
  return rows.take();
}

std::string years_csv(const MonteCarloReport& report) {
  const MonteCarloResult& result = *report.result;
  const MonteCarloResult* second = report.comparison ? report.comparison->second : nullptr;
  Rows rows(second != nullptr ? "year,loss,loss_second,partial" : "year,loss,partial", result.is_partial());
  for (std::size_t year = 0; year < result.losses.size(); ++year) {
    rows.text(std::to_string(year)).number(result.losses[year]);
    if (second != nullptr) rows.number(year < second->losses.size() ? second->losses[year] : NAN);
    rows.end();
  }
  return rows.take();
}

}  // namespace

std::string monte_carlo_csv(const MonteCarloReport& report, MonteCarloCsv kind) {
  switch (kind) {
    case MonteCarloCsv::kFigures:
      return figures_csv(report);
    case MonteCarloCsv::kHazards:
      return hazards_csv(report);
    case MonteCarloCsv::kGroups:
      return groups_csv(report);
    case MonteCarloCsv::kCurve:
      return curve_csv(report);
    case MonteCarloCsv::kYears:
      return years_csv(report);
  }
  return {};
}

}  // namespace tenon
