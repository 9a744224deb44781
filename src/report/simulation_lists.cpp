#include "report/simulation_lists.h"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <limits>
#include <optional>

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

// Sorts what stopped before what only fell: by day of the stop and by what was lost, then by `depth` and
// position.
struct HitOrder {
  int stop_day = std::numeric_limits<int>::max();
  double depth = 0;
  std::uint32_t position = 0;

  auto operator<=>(const HitOrder&) const = default;
};

HitOrder order_of(const HitRow& row) {
  const int stop = row.first_stop_day();
  if (stop >= 0) return {stop, -row.lost_output, row.position};
  return {std::numeric_limits<int>::max(), row.runs[told_run(row)].lowest_level, row.position};
}

// Of a node, without building its row: a network may have millions. Nothing where it was never hit.
std::optional<HitOrder> order_of_node(const SimulationReport& report, std::uint32_t node) {
  HitOrder order;
  bool is_hit = false;
  for (std::size_t run = 0; run < report.runs.size(); ++run) {
    const auto& nodes = report.runs[run].simulation->nodes;
    if (node >= nodes.size()) continue;
    if (run == 0) order.depth = -nodes[node].lost_output;
    is_hit = is_hit || nodes[node].first_hit_day >= 0;
    const int stop = nodes[node].first_stop_day;
    if (stop >= 0 && order.stop_day == std::numeric_limits<int>::max()) order.stop_day = stop;
  }
  order.position = node;
  return is_hit ? std::optional(order) : std::nullopt;
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
  std::sort(list.products.begin(), list.products.end(),
            [](const HitRow& a, const HitRow& b) { return order_of(a) < order_of(b); });
  std::vector<HitOrder> order;
  for (std::uint32_t node = 0; node < report.nodes.size(); ++node) {
    if (report.nodes[node].is_outside) continue;
    const auto place = order_of_node(report, node);
    if (!place) continue;
    if (place->stop_day != std::numeric_limits<int>::max()) ++list.node_stops;
    order.push_back(*place);
  }
  list.node_count = order.size();
  const std::size_t count = node_limit == 0 ? order.size() : std::min(node_limit, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end());
  order.resize(count);
  for (const HitOrder& place : order) {
    list.nodes.push_back(node_row(report, place.position));
    set_cause(report, causes, place.position, list.nodes.back());
  }
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
