#include "report/simulation_report.h"

#include <algorithm>

namespace tenon {
namespace {

bool fits(std::uint32_t position, std::size_t size) {
  return position == kNoPosition || position < size;
}

std::size_t group_count(const SimulationReport& report, std::string_view id) {
  const auto at = find_dimension(report, id);
  return at ? report.dimensions[*at].groups.size() : 0;
}

std::string series_fault(const BreakdownLabels& labels, const BreakdownSeries& series, int days) {
  const std::size_t count = labels.groups.size();
  const auto is_wrong = [&](std::size_t size) { return size != count; };
  if (series.group_count != count) return labels.id + ": groups and labels differ in number";
  if (series.output.size() != count * static_cast<std::size_t>(days)) return labels.id + ": days are missing";
  if (is_wrong(series.normal_output.size()) || is_wrong(series.lost_output.size()) ||
      is_wrong(series.lost_value_added.size()) || is_wrong(series.first_stop_day.size()) ||
      is_wrong(series.worst_day.size()) || is_wrong(series.worst_level.size())) {
    return labels.id + ": a list is not one a group";
  }
  return "";
}

std::string run_fault(const SimulationReport& report, const SimulationRun& run) {
  if (run.scenario == nullptr || run.simulation == nullptr) return "a run without scenario or simulation";
  const Simulation& simulation = *run.simulation;
  if (simulation.days < 0 || simulation.totals.size() != static_cast<std::size_t>(simulation.days)) {
    return "totals are not one a day";
  }
  if (simulation.breakdowns.size() != report.dimensions.size()) return "breakdowns and labels differ";
  for (std::size_t d = 0; d < report.dimensions.size(); ++d) {
    std::string fault = series_fault(report.dimensions[d], simulation.breakdowns[d], simulation.days);
    if (!fault.empty()) return fault;
  }
  if (simulation.nodes.size() > report.nodes.size()) return "nodes without a label";
  if (run.network != nullptr && run.network->node_count > report.nodes.size()) return "a network too large";
  if (!run.hits.empty() && run.hits.size() != run.scenario->events.size()) return "hits are not one an event";
  for (const HitLabel& hit : run.hits) {
    for (const std::uint32_t node : hit.nodes) {
      if (node >= report.nodes.size()) return "an event hits a node that is not there";
    }
  }
  for (const NodeOutcome& node : simulation.nodes) {
    if (run.network != nullptr && node.cause == StopCause::kInput &&
        node.cause_group >= run.network->group_count()) {
      return "a cause is not in the network";
    }
  }
  return "";
}

}  // namespace

bool is_partial(const SimulationReport& report) {
  if (report.draws) {
    for (const DrawnRuns& runs : report.draws->runs) {
      if (runs.is_partial) return true;
    }
  }
  return std::any_of(report.runs.begin(), report.runs.end(), [](const SimulationRun& run) {
    return run.simulation != nullptr && run.simulation->is_partial;
  });
}

std::optional<std::size_t> find_dimension(const SimulationReport& report, std::string_view id) {
  for (std::size_t d = 0; d < report.dimensions.size(); ++d) {
    if (report.dimensions[d].id == id) return d;
  }
  return std::nullopt;
}

DimensionView dimension_view(const SimulationReport& report, std::size_t run, std::string_view id) {
  const auto at = find_dimension(report, id);
  if (!at) return {};
  return {&report.dimensions[*at], &report.runs[run].simulation->breakdowns[*at]};
}

std::string report_fault(const SimulationReport& report) {
  if (report.runs.empty() || report.runs.size() > 2) return "a report needs one run or two";
  const std::size_t chains = group_count(report, dimension::kChain);
  const std::size_t provinces = group_count(report, dimension::kProvince);
  for (const BreakdownLabels& labels : report.dimensions) {
    for (const GroupLabel& group : labels.groups) {
      if (!fits(group.chain, chains) || !fits(group.province, provinces)) {
        return labels.id + ": a group points outside";
      }
    }
  }
  const std::size_t products = group_count(report, dimension::kProduct);
  const std::size_t cities = group_count(report, dimension::kCity);
  for (const NodeLabel& node : report.nodes) {
    if (!fits(node.product, products) || !fits(node.city, cities)) return "a node points outside";
  }
  for (const SimulationRun& run : report.runs) {
    std::string fault = run_fault(report, run);
    if (!fault.empty()) return fault;
  }
  return "";
}

std::string_view run_letter(std::size_t run) {
  return run == 0 ? "A" : "B";
}

}  // namespace tenon
