#include "report/simulation_lists.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace tenon {
namespace {

bool was_hit(const HitRow& row) {
  return std::any_of(row.runs.begin(), row.runs.end(), [](const RunHit& run) { return run.hit_day >= 0; });
}

// The run whose cause is told: the first that stopped it, else the first that hit it.
std::size_t told_run(const HitRow& row) {
  for (std::size_t run = 0; run < row.runs.size(); ++run) {
    if (row.runs[run].stop_day >= 0) return run;
  }
  for (std::size_t run = 0; run < row.runs.size(); ++run) {
    if (row.runs[run].hit_day >= 0) return run;
  }
  return 0;
}

void sort_rows(std::vector<HitRow>& rows) {
  const auto key = [](const HitRow& row) {
    const int stop = row.first_stop_day();
    const double depth = row.is_product ? row.runs[told_run(row)].lowest_level : -row.lost_output;
    return std::tuple(stop < 0 ? std::numeric_limits<int>::max() : stop, stop < 0 ? depth : -row.lost_output,
                      row.position);
  };
  std::sort(rows.begin(), rows.end(), [&](const HitRow& a, const HitRow& b) { return key(a) < key(b); });
}

void set_cause(const SimulationReport& report, std::span<const Causes> causes, std::uint32_t node,
               HitRow& row) {
  if (node == kNoPosition) return;
  const std::size_t run = told_run(row);
  const CauseStep step = row.first_stop_day() >= 0 ? causes[run].stop_step(node) : causes[run].hit_step(node);
  row.cause = cause_words(report, run, step);
  row.cause_kind = step.cause;
  row.city = city_of_node(report, node);
  const auto cities = find_dimension(report, dimension::kCity);
  const std::uint32_t city = report.nodes[node].city;
  if (cities && city != kNoPosition) row.province = report.dimensions[*cities].groups[city].province;
}

HitRow product_row(const SimulationReport& report, std::size_t dimension, std::uint32_t group) {
  const GroupLabel& label = report.dimensions[dimension].groups[group];
  HitRow row;
  row.is_product = true;
  row.position = group;
  row.name = group_name(label);
  row.chain = label.chain;
  row.lost_output = report.runs[0].simulation->breakdowns[dimension].lost_output[group];
  for (const SimulationRun& run : report.runs) {
    const BreakdownSeries& series = run.simulation->breakdowns[dimension];
    const Course course = course_of(series, group, run.simulation->days);
    const bool is_made = series.normal_output[group] > 0;
    row.runs.push_back(
        {course.first_hit_day, is_made ? series.first_stop_day[group] : -1, course.lowest_level});
  }
  return row;
}

HitRow node_row(const SimulationReport& report, std::uint32_t node) {
  const NodeLabel& label = report.nodes[node];
  HitRow row;
  row.position = node;
  row.name = product_of_node(report, node);
  row.maker = node_name(report, node);
  row.synthetic = label.synthetic;
  const auto products = find_dimension(report, dimension::kProduct);
  if (label.product != kNoPosition && products) {
    row.chain = report.dimensions[*products].groups[label.product].chain;
  }
  for (const SimulationRun& run : report.runs) {
    const auto& nodes = run.simulation->nodes;
    const NodeOutcome outcome = node < nodes.size() ? nodes[node] : NodeOutcome{};
    if (row.runs.empty()) row.lost_output = outcome.lost_output;
    if (row.first_stop_day() < 0) row.stopped_days = outcome.stopped_days;
    row.runs.push_back(
        {outcome.first_hit_day, outcome.first_stop_day, static_cast<double>(outcome.worst_level)});
  }
  return row;
}

}  // namespace

int HitRow::first_stop_day() const {
  for (const RunHit& run : runs) {
    if (run.stop_day >= 0) return run.stop_day;
  }
  return -1;
}

std::vector<Causes> causes_of_runs(const SimulationReport& report) {
  std::vector<Causes> causes;
  causes.reserve(report.runs.size());
  for (std::size_t run = 0; run < report.runs.size(); ++run) causes.emplace_back(report, run);
  return causes;
}

HitList hit_list(const SimulationReport& report, std::span<const Causes> causes, std::size_t node_limit) {
  HitList list;
  const auto products = find_dimension(report, dimension::kProduct);
  const std::size_t product_count = products ? report.dimensions[*products].groups.size() : 0;
  for (std::uint32_t group = 0; group < product_count; ++group) {
    HitRow row = product_row(report, *products, group);
    if (!was_hit(row)) continue;
    set_cause(report, causes, causes[told_run(row)].node_of_product(group), row);
    if (row.first_stop_day() >= 0) ++list.product_stops;
    list.products.push_back(std::move(row));
  }
  sort_rows(list.products);
  for (std::uint32_t node = 0; node < report.nodes.size(); ++node) {
    if (report.nodes[node].is_outside) continue;
    HitRow row = node_row(report, node);
    if (!was_hit(row)) continue;
    if (row.first_stop_day() >= 0) ++list.node_stops;
    list.nodes.push_back(std::move(row));
  }
  sort_rows(list.nodes);
  list.node_count = list.nodes.size();
  if (node_limit > 0 && list.nodes.size() > node_limit) list.nodes.resize(node_limit);
  for (HitRow& row : list.nodes) set_cause(report, causes, row.position, row);
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
                          normal > 0 ? series.lost_output[group] / normal : 0,
                          course_of(series, group, report.runs[run].simulation->days),
                          series.first_stop_day[group]});
    }
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const LossRow& a, const LossRow& b) {
    return a.runs[0].lost_output > b.runs[0].lost_output;
  });
  return rows;
}

}  // namespace tenon
