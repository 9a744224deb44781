#include "report/simulation_lists.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace tenon {
namespace {

int first_day(const StopRow& row) {
  for (const int day : row.days) {
    if (day >= 0) return day;
  }
  return -1;
}

std::size_t first_run(const StopRow& row) {
  std::size_t run = 0;
  while (run + 1 < row.days.size() && row.days[run] < 0) ++run;
  return run;
}

void sort_rows(std::vector<StopRow>& rows) {
  std::sort(rows.begin(), rows.end(), [](const StopRow& a, const StopRow& b) {
    return std::tuple(first_day(a), -a.lost_output, a.position) <
           std::tuple(first_day(b), -b.lost_output, b.position);
  });
}

using Stops = std::map<std::uint32_t, std::vector<int>>;

Stops days_of(std::span<const RunSummary> summaries, std::vector<Stop> RunSummary::*list) {
  Stops stops;
  for (std::size_t run = 0; run < summaries.size(); ++run) {
    for (const Stop& stop : summaries[run].*list) {
      stops.try_emplace(stop.position, summaries.size(), -1).first->second[run] = stop.day;
    }
  }
  return stops;
}

void set_place(const SimulationReport& report, std::uint32_t node, StopRow& row) {
  row.city = city_of_node(report, node);
  const auto cities = find_dimension(report, dimension::kCity);
  const std::uint32_t city = report.nodes[node].city;
  if (cities && city != kNoPosition) row.province = report.dimensions[*cities].groups[city].province;
}

void set_cause(const SimulationReport& report, std::span<const Causes> causes, std::uint32_t node,
               StopRow& row) {
  if (node == kNoPosition) return;
  const std::size_t run = first_run(row);
  const CauseStep step = causes[run].stop_step(node);
  row.cause = cause_words(report, run, step);
  row.cause_kind = step.cause;
  set_place(report, node, row);
}

}  // namespace

std::vector<Causes> causes_of_runs(const SimulationReport& report) {
  std::vector<Causes> causes;
  causes.reserve(report.runs.size());
  for (std::size_t run = 0; run < report.runs.size(); ++run) causes.emplace_back(report, run);
  return causes;
}

StopList stop_list(const SimulationReport& report, std::span<const RunSummary> summaries,
                   std::span<const Causes> causes, std::size_t node_limit) {
  StopList list;
  const auto products = find_dimension(report, dimension::kProduct);
  for (const auto& [position, days] : days_of(summaries, &RunSummary::product_stops)) {
    const GroupLabel& label = report.dimensions[*products].groups[position];
    StopRow row;
    row.is_product = true;
    row.position = position;
    row.days = days;
    row.name = group_name(label);
    row.chain = label.chain;
    row.lost_output = report.runs[0].simulation->breakdowns[*products].lost_output[position];
    set_cause(report, causes, causes[first_run(row)].node_of_product(position), row);
    list.products.push_back(std::move(row));
  }
  sort_rows(list.products);
  for (const auto& [position, days] : days_of(summaries, &RunSummary::node_stops)) {
    const NodeLabel& label = report.nodes[position];
    StopRow row;
    row.position = position;
    row.days = days;
    const auto& nodes = report.runs[0].simulation->nodes;
    if (position < nodes.size()) row.lost_output = nodes[position].lost_output;
    row.name = product_of_node(report, position);
    row.maker = node_name(report, position);
    if (label.product != kNoPosition && products) {
      row.chain = report.dimensions[*products].groups[label.product].chain;
    }
    row.synthetic = label.synthetic;
    row.stopped_days = report.runs[first_run(row)].simulation->nodes[position].stopped_days;
    list.nodes.push_back(std::move(row));
  }
  sort_rows(list.nodes);
  list.node_count = list.nodes.size();
  if (node_limit > 0 && list.nodes.size() > node_limit) list.nodes.resize(node_limit);
  for (StopRow& row : list.nodes) set_cause(report, causes, row.position, row);
  return list;
}

std::vector<LossRow> loss_rows(const SimulationReport& report, std::string_view id) {
  std::vector<LossRow> rows;
  const DimensionView first = dimension_view(report, 0, id);
  for (std::uint32_t group = 0; group < first.size(); ++group) {
    LossRow row;
    row.group = group;
    row.normal_output = first.series->normal_output[group];
    if (!(row.normal_output > 0)) continue;
    for (std::size_t run = 0; run < report.runs.size(); ++run) {
      const BreakdownSeries& series = *dimension_view(report, run, id).series;
      const double normal = series.normal_output[group] * report.runs[run].simulation->days;
      row.runs.push_back({series.lost_output[group], series.lost_value_added[group],
                          normal > 0 ? series.lost_output[group] / normal : 0, series.worst_day[group],
                          series.worst_level[group], series.first_stop_day[group]});
    }
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const LossRow& a, const LossRow& b) {
    return a.runs[0].lost_output > b.runs[0].lost_output;
  });
  return rows;
}

}  // namespace tenon
