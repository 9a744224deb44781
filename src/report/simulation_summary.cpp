#include "report/simulation_summary.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace tenon {
namespace {

void read_levels(const SimulationReport& report, std::size_t run, RunSummary& summary) {
  const Simulation& simulation = *report.runs[run].simulation;
  const auto inside = dimension_view(report, run, dimension::kInside);
  const auto days = static_cast<std::size_t>(simulation.days);
  summary.inside = inside.size() == 1;
  summary.normal_output = summary.inside ? inside.series->normal_output[0] : simulation.normal.output;
  summary.lost_output = summary.inside ? inside.series->lost_output[0] : simulation.lost_output;
  summary.lost_value_added =
      summary.inside ? inside.series->lost_value_added[0] : simulation.lost_value_added;
  summary.lost_final_consumption = simulation.lost_final_consumption;
  summary.output_level.reserve(days);
  for (std::size_t day = 0; day < days; ++day) {
    const double output =
        summary.inside ? static_cast<double>(inside.series->output[day]) : simulation.totals[day].output;
    summary.output_level.push_back(summary.normal_output > 0 ? output / summary.normal_output : 1);
    summary.switched += simulation.totals[day].switched;
  }
  const double normal = summary.normal_output * static_cast<double>(days);
  summary.lost_output_share = normal > 0 ? summary.lost_output / normal : 0;
}

void find_worst(RunSummary& summary) {
  // Less than this is rounding of sums.
  constexpr double kNoise = 1e-6;
  for (std::size_t day = 0; day < summary.output_level.size(); ++day) {
    const double loss = 1 - summary.output_level[day];
    if (loss > kNoise && loss > summary.worst_loss) {
      summary.worst_loss = loss;
      summary.worst_day = static_cast<int>(day);
    }
  }
  summary.worst_loss_amount = summary.worst_loss * summary.normal_output;
}

RecoveryDay recovery_to(const std::vector<double>& levels, double level) {
  std::size_t after = levels.size();
  while (after > 0 && levels[after - 1] >= level) --after;
  if (after == 0) return {};
  if (after == levels.size()) return {RecoveryDay::State::kNotReached, -1};
  return {RecoveryDay::State::kReached, static_cast<int>(after)};
}

HitCount count_groups(const DimensionView& view) {
  HitCount count;
  for (std::size_t g = 0; g < view.size(); ++g) {
    if (!(view.series->normal_output[g] > 0)) continue;
    ++count.total;
    if (view.series->worst_level[g] < kHitBelow) ++count.hit;
    if (view.series->first_stop_day[g] >= 0) ++count.stopped;
  }
  return count;
}

void read_products(const DimensionView& products, int days, RunSummary& summary) {
  for (std::size_t g = 0; g < products.size(); ++g) {
    const Course course = course_of(*products.series, static_cast<std::uint32_t>(g), days);
    if (course.lowest_level < summary.deepest_level) {
      summary.deepest_level = course.lowest_level;
      summary.deepest_product = static_cast<std::uint32_t>(g);
    }
    const int day = products.series->first_stop_day[g];
    if (day >= 0 && products.series->normal_output[g] > 0) {
      summary.product_stops.push_back({static_cast<std::uint32_t>(g), day});
    }
  }
  std::sort(summary.product_stops.begin(), summary.product_stops.end(), [&](const Stop& a, const Stop& b) {
    const auto size = [&](const Stop& stop) { return products.series->normal_output[stop.position]; };
    return std::tuple(a.day, -size(a), a.position) < std::tuple(b.day, -size(b), b.position);
  });
}

void count_nodes(const SimulationReport& report, const SimulationRun& run, RunSummary& summary) {
  const Simulation& simulation = *run.simulation;
  // Standby lines make nothing in normal times and cannot be hit.
  const std::vector<double> normal =
      run.network == nullptr ? std::vector<double>() : normal_output(*run.network);
  struct FirmState {
    bool hit = false;
    bool stopped = false;
  };
  std::unordered_map<std::string_view, FirmState> firms;  // of those with several nodes
  const auto add_firm = [&](const FirmState& firm) {
    ++summary.firms.total;
    if (firm.hit) ++summary.firms.hit;
    if (firm.stopped) ++summary.firms.stopped;
  };
  for (std::size_t n = 0; n < simulation.nodes.size(); ++n) {
    const NodeLabel& label = report.nodes[n];
    if (label.is_outside || (n < normal.size() && !(normal[n] > 0))) continue;
    const NodeOutcome& outcome = simulation.nodes[n];
    FirmState own;
    FirmState& firm = label.firm_id.empty() ? own : firms[label.firm_id];
    ++summary.nodes.total;
    if (outcome.first_hit_day >= 0) {
      ++summary.nodes.hit;
      firm.hit = true;
    }
    if (outcome.first_stop_day >= 0) {
      ++summary.nodes.stopped;
      firm.stopped = true;
      summary.node_stops.push_back({static_cast<std::uint32_t>(n), outcome.first_stop_day});
    }
    if (label.firm_id.empty()) add_firm(own);
  }
  for (const auto& [id, firm] : firms) add_firm(firm);
  std::sort(summary.node_stops.begin(), summary.node_stops.end(), [&](const Stop& a, const Stop& b) {
    const auto lost = [&](const Stop& stop) { return simulation.nodes[stop.position].lost_output; };
    return std::tuple(a.day, -lost(a), a.position) < std::tuple(b.day, -lost(b), b.position);
  });
}

}  // namespace

Course course_of(const BreakdownSeries& series, std::uint32_t group, int days) {
  // Less than this is rounding of floats.
  constexpr double kNoise = 1e-6;
  Course course;
  const double normal = series.normal_output[group];
  if (!(normal > 0)) return course;
  for (int day = 0; day < days; ++day) {
    const std::size_t at = static_cast<std::size_t>(day) * series.group_count + group;
    const double level = static_cast<double>(series.output[at]) / normal;
    if (level < kHitBelow && course.first_hit_day < 0) course.first_hit_day = day;
    if (level < course.lowest_level - kNoise) {
      course.lowest_level = level;
      course.lowest_day = day;
    }
  }
  return course;
}

RunSummary summarise_run(const SimulationReport& report, std::size_t run) {
  RunSummary summary;
  read_levels(report, run, summary);
  find_worst(summary);
  summary.to_90 = recovery_to(summary.output_level, 0.9);
  summary.to_99 = recovery_to(summary.output_level, kHitBelow);
  const auto products = dimension_view(report, run, dimension::kProduct);
  if (products) read_products(products, report.runs[run].simulation->days, summary);
  summary.products = count_groups(products);
  summary.cities = count_groups(dimension_view(report, run, dimension::kCity));
  summary.provinces = count_groups(dimension_view(report, run, dimension::kProvince));
  summary.chains = count_groups(dimension_view(report, run, dimension::kChain));
  count_nodes(report, report.runs[run], summary);
  return summary;
}

}  // namespace tenon
