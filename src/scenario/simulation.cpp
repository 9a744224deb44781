#include "scenario/simulation.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/parallel.h"
#include "scenario/inventory_model.h"
#include "scenario/shock_schedule.h"

namespace tenon {
namespace {

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

std::optional<Error> check(const InventoryModel& model, const SimulationOptions& options) {
  if (options.horizon_days < 1) return invalid("the horizon must be at least 1 day");
  for (const Breakdown& breakdown : options.breakdowns) {
    if (breakdown.group_of_node.size() != model.node_count)
      return invalid("a breakdown needs the group of every node");
    for (const std::uint32_t group : breakdown.group_of_node) {
      if (group != Breakdown::kNoGroup && group >= breakdown.group_count) {
        return invalid("a breakdown names a group beyond its count");
      }
    }
  }
  return std::nullopt;
}

BreakdownSeries start_series(const InventoryModel& model, const Breakdown& breakdown, int horizon_days) {
  BreakdownSeries series;
  const std::size_t groups = breakdown.group_count;
  series.group_count = breakdown.group_count;
  series.normal_output.assign(groups, 0);
  series.normal_value_added.assign(groups, 0);
  series.lost_output.assign(groups, 0);
  series.lost_value_added.assign(groups, 0);
  series.first_stop_day.assign(groups, -1);
  series.worst_day.assign(groups, -1);
  series.worst_level.assign(groups, 1);
  series.output.reserve(groups * static_cast<std::size_t>(horizon_days));
  for (std::uint32_t i = 0; i < model.node_count; ++i) {
    const std::uint32_t group = breakdown.group_of_node[i];
    if (group == Breakdown::kNoGroup) continue;
    series.normal_output[group] += model.normal_output[i];
    series.normal_value_added[group] += model.value_added[i];
  }
  return series;
}

// What is summed of one day, reused from day to day.
struct DaySums {
  std::vector<double> output;
  std::vector<double> value_added;
};

void add_day(const InventoryModel& model, std::span<const double> output, const Breakdown& breakdown,
             const SimulationOptions& options, int day, DaySums& sums, BreakdownSeries& series) {
  sums.output.assign(series.group_count, 0);
  sums.value_added.assign(series.group_count, 0);
  for (std::uint32_t i = 0; i < model.node_count; ++i) {
    const std::uint32_t group = breakdown.group_of_node[i];
    if (group == Breakdown::kNoGroup) continue;
    sums.output[group] += output[i];
    if (model.normal_output[i] > 0) {
      sums.value_added[group] += output[i] * (model.value_added[i] / model.normal_output[i]);
    }
  }
  for (std::size_t g = 0; g < series.group_count; ++g) {
    series.output.push_back(static_cast<float>(sums.output[g]));
    series.lost_output[g] += series.normal_output[g] - sums.output[g];
    series.lost_value_added[g] += series.normal_value_added[g] - sums.value_added[g];
    if (series.normal_output[g] <= 0) continue;
    const double level = sums.output[g] / series.normal_output[g];
    if (level < series.worst_level[g] && level < options.drop_level) {
      series.worst_level[g] = level;
      series.worst_day[g] = day;
    }
    if (level < options.stop_level && series.first_stop_day[g] < 0) series.first_stop_day[g] = day;
  }
}

struct Cause {
  StopCause kind = StopCause::kNone;
  std::uint32_t group = 0;
};

// Why a node makes less than normal: what holds it back today.
Cause find_cause(const InventoryRun& run, std::uint32_t node) {
  const InventoryModel& model = run.model();
  const double output = run.output()[node];
  if (output < run.output_limit()[node]) return {StopCause::kDemand};
  Cause cause{StopCause::kCapacity};
  double scarcest = output / model.normal_output[node] * (1 + 1e-12);
  for (std::uint32_t g = model.group_offsets[node]; g < model.group_offsets[node + 1]; ++g) {
    const double days = run.group_stock(g) / model.group_flow(g);
    const bool limits = model.is_essential(g) ? days <= scarcest : days < 1;
    if (!limits) continue;
    cause = {StopCause::kInput, g};
    if (model.is_essential(g)) scarcest = days;
  }
  return cause;
}

void observe_node(const InventoryRun& run, const SimulationOptions& options, int day, std::uint32_t node,
                  NodeOutcome& outcome) {
  const double normal = run.model().normal_output[node];
  const double output = run.output()[node];
  outcome.lost_output += normal - output;
  if (output >= options.drop_level * normal) return;
  const double level = output / normal;
  if (outcome.first_hit_day < 0) {
    outcome.first_hit_day = day;
    const Cause cause = find_cause(run, node);
    outcome.cause = cause.kind;
    outcome.cause_group = cause.group;
  }
  if (level < static_cast<double>(outcome.worst_level)) {
    outcome.worst_level = static_cast<float>(level);
    outcome.worst_day = day;
  }
  if (level >= options.stop_level) return;
  if (outcome.first_stop_day < 0) {
    outcome.first_stop_day = day;
    const Cause cause = find_cause(run, node);
    outcome.stop_cause = cause.kind;
    outcome.stop_cause_group = cause.group;
  }
  ++outcome.stopped_days;
}

void observe_nodes(const InventoryRun& run, const SimulationOptions& options, int day,
                   std::vector<NodeOutcome>& nodes) {
  constexpr std::size_t kChunk = 8192;
  parallel_chunks(nodes.size(), kChunk, run.threads(), [&](unsigned, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      observe_node(run, options, day, static_cast<std::uint32_t>(i), nodes[i]);
    }
  });
}

std::vector<float> snapshot(const InventoryRun& run) {
  const InventoryModel& model = run.model();
  std::vector<float> levels(model.node_count, 1.0F);
  for (std::uint32_t i = 0; i < model.node_count; ++i) {
    if (model.normal_output[i] > 0) levels[i] = static_cast<float>(run.output()[i] / model.normal_output[i]);
  }
  return levels;
}

}  // namespace

Result<Simulation> simulate(const InventoryModelPtr& model, const Shocks& shocks,
                            const SimulationOptions& options) {
  InventoryRun run(model, options.threads);
  return simulate(run, shocks, options);
}

Result<Simulation> simulate(InventoryRun& run, const Shocks& shocks, const SimulationOptions& options) {
  const InventoryModel& model = run.model();
  if (auto error = check(model, options)) return *error;
  auto schedule = ShockSchedule::create(model, shocks);
  if (!schedule) return schedule.error();

  Simulation result;
  result.normal = model.normal;
  result.totals.reserve(static_cast<std::size_t>(options.horizon_days));
  for (const Breakdown& breakdown : options.breakdowns) {
    result.breakdowns.push_back(start_series(model, breakdown, options.horizon_days));
  }
  if (options.observe_nodes) result.nodes.resize(model.node_count);
  DaySums sums;
  run.reset();
  for (int day = 0; day < options.horizon_days; ++day) {
    if (options.stop != nullptr && options.stop->load(std::memory_order_relaxed)) {
      result.is_partial = true;
      break;
    }
    const DayTotals totals = run.step(schedule->begin_day(day));
    result.totals.push_back(totals);
    result.lost_output += model.normal.output - totals.output;
    result.lost_value_added += model.normal.value_added - totals.value_added;
    result.lost_final_consumption += model.normal.final_consumption - totals.final_consumption;
    for (std::size_t b = 0; b < options.breakdowns.size(); ++b) {
      add_day(model, run.output(), options.breakdowns[b], options, day, sums, result.breakdowns[b]);
    }
    if (options.observe_nodes) observe_nodes(run, options, day, result.nodes);
    if (std::binary_search(options.snapshot_days.begin(), options.snapshot_days.end(), day)) {
      result.snapshot_days.push_back(day);
      result.snapshots.push_back(snapshot(run));
    }
    schedule->end_day(day);
    result.days = day + 1;
    if (options.progress) {
      options.progress(static_cast<std::uint64_t>(day) + 1, static_cast<std::uint64_t>(options.horizon_days));
    }
  }
  return result;
}

}  // namespace tenon
