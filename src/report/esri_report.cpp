#include "report/esri_report.h"

#include <algorithm>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/json_writer.h"

namespace tenon {
namespace {

struct IterationRange {
  std::uint32_t least = 0;
  std::uint32_t most = 0;
  double mean = 0;
  std::size_t not_converged = 0;
};

IterationRange iterations_of(std::span<const EsriScore> scores) {
  IterationRange range;
  if (scores.empty()) return range;
  range.least = scores.front().iterations;
  for (const EsriScore& score : scores) {
    range.least = std::min(range.least, score.iterations);
    range.most = std::max(range.most, score.iterations);
    range.mean += static_cast<double>(score.iterations) / static_cast<double>(scores.size());
    range.not_converged += score.converged ? 0 : 1;
  }
  return range;
}

std::string percent(double share, int decimals = 1) {
  return format_fixed(100 * share, decimals) + " %";
}

}  // namespace

std::string esri_csv(const EsriReport& report) {
  const std::string epsilon = format_number(report.options.epsilon);
  const std::string leakage = format_number(report.summary.leakage);
  CsvWriter csv;
  for (const char* column : {"firm", "esri", "esri_down", "esri_up", "iterations", "converged", "error_bound",
                             "epsilon", "leakage"}) {
    csv.field(column);
  }
  csv.end_record();
  for (std::size_t k = 0; k < report.firms.size(); ++k) {
    const EsriScore& score = report.scores[k];
    csv.field(report.name_of(report.firms[k]));
    csv.field(format_number(score.combined));
    csv.field(format_number(score.downstream));
    csv.field(format_number(score.upstream));
    csv.field(std::to_string(score.iterations));
    csv.field(score.converged ? "1" : "0");
    csv.field(format_number(score.error_bound));
    csv.field(epsilon);
    csv.field(leakage);
    csv.end_record();
  }
  return csv.take();
}

std::string esri_json(const EsriReport& report) {
  const IterationRange iterations = iterations_of(report.scores);
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object();
  json.key("source").text(report.source);
  json.key("firms").integer(static_cast<std::int64_t>(report.firm_count));
  json.key("links").integer(static_cast<std::int64_t>(report.link_count));
  json.key("epsilon").number(report.options.epsilon);
  json.key("tolerance").number(report.options.tolerance);
  json.key("max_iterations").integer(report.options.max_iterations);
  json.key("replaceability").text(report.replaceable ? "market" : "none");
  json.key("leakage").number(report.summary.leakage);
  json.key("essential_links").integer(static_cast<std::int64_t>(report.summary.essential_links));
  json.key("non_essential_links").integer(static_cast<std::int64_t>(report.summary.non_essential_links));
  json.key("negligible_links").integer(static_cast<std::int64_t>(report.summary.negligible_links));
  json.key("iterations").begin_object();
  json.key("min").integer(iterations.least);
  json.key("mean").number(iterations.mean);
  json.key("max").integer(iterations.most);
  json.key("not_converged").integer(static_cast<std::int64_t>(iterations.not_converged));
  json.end_object();
  json.key("stop_check");
  if (report.stop_check) {
    const EsriStopCheck& check = *report.stop_check;
    json.begin_object();
    json.key("firms").integer(static_cast<std::int64_t>(check.firms));
    json.key("epsilon").number(check.epsilon);
    json.key("mean_understatement").number(check.mean_understatement);
    json.key("max_understatement").number(check.max_understatement);
    json.key("rank_correlation").number(check.rank_correlation);
    json.key("decides_ranking").boolean(check.decides_ranking);
    json.end_object();
  } else {
    json.null();
  }
  json.key("scores").begin_array();
  for (std::size_t k = 0; k < report.firms.size(); ++k) {
    const EsriScore& score = report.scores[k];
    json.begin_object();
    json.key("firm").text(report.name_of(report.firms[k]));
    json.key("esri").number(score.combined);
    json.key("esri_down").number(score.downstream);
    json.key("esri_up").number(score.upstream);
    json.key("iterations").integer(score.iterations);
    json.key("converged").boolean(score.converged);
    json.key("error_bound").number(score.error_bound);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

std::string esri_table(const EsriReport& report, const TableStyle& style) {
  TerminalTable table;
  table.columns = {
      {.title = "rank", .align = Align::kRight},   {.title = "firm", .max_width = 40, .min_width = 8},
      {.title = "ESRI %", .align = Align::kRight}, {.title = "down %", .align = Align::kRight},
      {.title = "up %", .align = Align::kRight},   {.title = "iterations", .align = Align::kRight}};
  for (std::size_t k = 0; k < report.firms.size(); ++k) {
    const EsriScore& score = report.scores[k];
    table.rows.push_back({std::to_string(k + 1), std::string(report.name_of(report.firms[k])),
                          format_fixed(100 * score.combined, 4), format_fixed(100 * score.downstream, 4),
                          format_fixed(100 * score.upstream, 4),
                          std::to_string(score.iterations) + (score.converged ? "" : " (not converged)")});
  }
  return render_table(table, style);
}

std::string esri_cascade_csv(const EsriCascade& cascade,
                             const std::function<std::string_view(std::uint32_t firm)>& name_of) {
  CsvWriter csv;
  for (const char* column : {"firm", "downstream_level", "upstream_level"}) csv.field(column);
  csv.end_record();
  for (std::uint32_t firm = 0; firm < cascade.downstream_level.size(); ++firm) {
    csv.field(name_of(firm));
    csv.field(format_number(cascade.downstream_level[firm]));
    csv.field(format_number(cascade.upstream_level[firm]));
    csv.end_record();
  }
  return csv.take();
}

std::string esri_notes(const EsriReport& report) {
  const IterationRange iterations = iterations_of(report.scores);
  std::string notes = report.source + ": " + format_count(report.firm_count) + " firms, " +
                      format_count(report.link_count) + " links; epsilon " +
                      format_number(report.options.epsilon) + ", iterations " +
                      std::to_string(iterations.least) + " to " + std::to_string(iterations.most) +
                      " (mean " + format_fixed(iterations.mean, 1) + "), " + percent(report.summary.leakage) +
                      " of sales leave the network\n";
  if (iterations.not_converged > 0) {
    notes += "warning: " + format_count(iterations.not_converged) + " cascades were still moving after " +
             std::to_string(report.options.max_iterations) + " iterations\n";
  }
  if (report.summary.leakage == 0) {
    notes +=
        "warning: no sales leave the network (give --revenue): upstream losses cannot die out and converged "
        "upstream scores approach 1 inside closed circles of firms\n";
  }
  if (report.stop_check && report.stop_check->firms > 0) {
    const EsriStopCheck& check = *report.stop_check;
    notes += std::string(check.decides_ranking ? "warning: the stop rule decides the ranking" : "stop rule") +
             ": " + format_count(check.firms) + " firms scored again at epsilon " +
             format_number(check.epsilon) + ": scores here are " + percent(check.mean_understatement) +
             " lower on average (at most " + percent(check.max_understatement) + "), rank correlation " +
             format_fixed(check.rank_correlation, 4) + "\n";
  }
  return notes;
}

}  // namespace tenon
