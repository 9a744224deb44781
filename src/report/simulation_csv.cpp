#include "report/simulation_csv.h"

#include <cmath>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/html_escape.h"
#include "report/scenario_text.h"
#include "report/simulation_causes.h"
#include "report/simulation_summary.h"
#include "report/simulation_text.h"

namespace tenon {
namespace {

class Rows {
 public:
  explicit Rows(std::string_view header) { out_ = std::string(header) + "\n"; }

  Rows& text(std::string_view value) {
    csv_.field(with_valid_utf8(value));
    return *this;
  }
  Rows& number(double value) {
    return text(std::isfinite(value) ? format_number(value == 0 ? 0.0 : value) : "");
  }
  // A float as the shortest decimal that reads back as the same float would have it.
  Rows& small_number(float value) {
    return text(std::isfinite(value) ? format_number(std::round(static_cast<double>(value) * 1e6) / 1e6)
                                     : "");
  }
  Rows& day(int value) { return text(value < 0 ? "" : std::to_string(value)); }
  Rows& integer(int value) { return text(std::to_string(value)); }
  Rows& flag(bool value) { return text(value ? "1" : "0"); }
  void end() { csv_.end_record(); }
  std::string take() { return out_ + csv_.take(); }

 private:
  std::string out_;
  CsvWriter csv_;
};

double level(double value, double normal) {
  return normal > 0 ? value / normal : 1;
}

std::string days_csv(const SimulationReport& report) {
  Rows rows(
      "run,partial,day,output,value_added,final_consumption,switched,output_level,value_added_level,"
      "final_consumption_level,inside_output_level");
  for (std::size_t run = 0; run < report.runs.size(); ++run) {
    const Simulation& simulation = *report.runs[run].simulation;
    const RunSummary summary = summarise_run(report, run);
    for (int day = 0; day < simulation.days; ++day) {
      const DayTotals& totals = simulation.totals[static_cast<std::size_t>(day)];
      rows.text(run_letter(run)).flag(simulation.is_partial).integer(day);
      rows.number(totals.output).number(totals.value_added).number(totals.final_consumption);
      rows.number(totals.switched).number(level(totals.output, simulation.normal.output));
      rows.number(level(totals.value_added, simulation.normal.value_added));
      rows.number(level(totals.final_consumption, simulation.normal.final_consumption));
      if (summary.inside) {
        rows.number(summary.output_level[static_cast<std::size_t>(day)]);
      } else {
        rows.text("");
      }
      rows.end();
    }
  }
  return rows.take();
}

std::string nodes_csv(const SimulationReport& report) {
  Rows rows(
      "run,partial,node_id,name_zh,name_en,firm_id,product_id,city_id,outside,synthetic,first_hit_day,"
      "first_stop_day,stopped_days,worst_day,worst_level,lost_output,cause,cause_inputs,cause_node_id,"
      "cause_event_id,stop_cause,stop_cause_inputs,stop_cause_node_id,stop_cause_event_id");
  const auto products = find_dimension(report, dimension::kProduct);
  const auto cities = find_dimension(report, dimension::kCity);
  const auto group_id = [&](std::optional<std::size_t> at, std::uint32_t group) -> std::string_view {
    return at && group != kNoPosition ? std::string_view(report.dimensions[*at].groups[group].id) : "";
  };
  const auto add_cause = [&](const CauseStep& step, std::size_t run) {
    std::string inputs;
    for (const std::uint32_t product : step.inputs) {
      inputs += (inputs.empty() ? "" : "|") + std::string(group_id(products, product));
    }
    rows.text(step.day < 0 ? "" : id_of(step.cause)).text(inputs);
    rows.text(step.next == kNoPosition ? "" : std::string_view(report.nodes[step.next].id));
    rows.text(step.event ? std::string_view(report.runs[run].scenario->events[*step.event].id.text) : "");
  };
  for (std::size_t run = 0; run < report.runs.size(); ++run) {
    const Simulation& simulation = *report.runs[run].simulation;
    const Causes causes(report, run);
    for (std::uint32_t node = 0; node < simulation.nodes.size(); ++node) {
      const NodeLabel& label = report.nodes[node];
      const NodeOutcome& outcome = simulation.nodes[node];
      rows.text(run_letter(run)).flag(simulation.is_partial).text(label.id);
      rows.text(label.name_zh).text(label.name_en).text(label.firm_id);
      rows.text(group_id(products, label.product)).text(group_id(cities, label.city));
      rows.flag(label.is_outside).flag(label.synthetic);
      rows.day(outcome.first_hit_day).day(outcome.first_stop_day).integer(outcome.stopped_days);
      rows.day(outcome.worst_day).small_number(outcome.worst_level).number(outcome.lost_output);
      add_cause(causes.hit_step(node), run);
      CauseStep none;
      add_cause(outcome.first_stop_day < 0 ? none : causes.stop_step(node), run);
      rows.end();
    }
  }
  return rows.take();
}

std::string breakdown_csv(const SimulationReport& report) {
  Rows rows("run,partial,dimension,group_id,name_zh,name_en,day,output,normal_output,level");
  for (std::size_t run = 0; run < report.runs.size(); ++run) {
    const Simulation& simulation = *report.runs[run].simulation;
    for (std::size_t d = 0; d < report.dimensions.size(); ++d) {
      const BreakdownLabels& labels = report.dimensions[d];
      const BreakdownSeries& series = simulation.breakdowns[d];
      for (std::size_t group = 0; group < labels.groups.size(); ++group) {
        const GroupLabel& label = labels.groups[group];
        const double normal = series.normal_output[group];
        for (int day = 0; day < simulation.days; ++day) {
          const float output = series.output[static_cast<std::size_t>(day) * labels.groups.size() + group];
          rows.text(run_letter(run)).flag(simulation.is_partial).text(labels.id).text(label.id);
          rows.text(label.name_zh).text(label.name_en).integer(day);
          rows.number(static_cast<double>(output)).number(normal);
          if (normal > 0) {
            rows.small_number(static_cast<float>(static_cast<double>(output) / normal));
          } else {
            rows.text("");
          }
          rows.end();
        }
      }
    }
  }
  return rows.take();
}

}  // namespace

std::optional<SimulationCsv> simulation_csv_kind(std::string_view word) {
  if (word == "days") return SimulationCsv::kDays;
  if (word == "nodes") return SimulationCsv::kNodes;
  if (word == "breakdown") return SimulationCsv::kBreakdown;
  return std::nullopt;
}

std::string simulation_csv(const SimulationReport& report, SimulationCsv kind) {
  switch (kind) {
    case SimulationCsv::kDays:
      return days_csv(report);
    case SimulationCsv::kNodes:
      return nodes_csv(report);
    case SimulationCsv::kBreakdown:
      return breakdown_csv(report);
  }
  return "";
}

}  // namespace tenon
