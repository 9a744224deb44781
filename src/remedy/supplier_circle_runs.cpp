#include "remedy/supplier_circle_runs.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/parallel.h"
#include "scenario/inventory_dynamics.h"
#include "scenario/supply_network.h"

namespace tenon {
namespace {

constexpr double kStopLevel = 0.01;  // as SimulationOptions has them
constexpr double kHitLevel = 0.99;
constexpr double kRounding = 1e-9;  // of normal

double shortfall(double normal, double actual) {
  const double missing = normal - actual;
  return missing > kRounding * normal ? missing : 0;
}

Result<CircleLoss> run_closure(const DatasetNetwork& network, std::span<const std::uint32_t> leader_lines,
                               const CircleRun& run, const CircleOptions& options) {
  ScenarioPolicy policy = options.policy;
  policy.switching.enabled = true;
  SwitchingMakers makers = network.switching;
  for (std::size_t k = 0; k < run.ready_nodes.size(); ++k)
    makers.ready_after_days[run.ready_nodes[k]] = run.ready_days[k];
  std::optional<SupplyNetwork> edited;
  if (!run.edits.empty()) {
    auto result = apply_supply_edits({.network = &network.network}, run.edits);
    if (!result) return result.error();
    edited = std::move(result->network);
  }
  const auto model = build_inventory_model(edited ? *edited : network.network, policy, makers);
  if (!model) return model.error();

  const std::vector<double> normal = normal_output(edited ? *edited : network.network);
  double leader_normal = 0;
  for (const std::uint32_t n : leader_lines) leader_normal += normal[n];
  double network_normal = 0;
  for (std::size_t n = 0; n < network.nodes.size(); ++n)
    network_normal += network.nodes[n].is_outside ? 0 : normal[n];
  std::vector<double> left(network.nodes.size(), 1);
  for (std::size_t k = 0; k < run.closed.size(); ++k) left[run.closed[k]] = 1 - run.closed_part[k];

  CircleLoss loss;
  std::vector<int> stopped(leader_lines.size(), 0);
  InventoryRun days(*model);
  for (int day = 0; day < run.closure_days + options.recovery_days; ++day) {
    days.step(day < run.closure_days ? DayConditions{.capacity_left = left} : DayConditions{});
    const std::span<const double> output = days.output();
    double leader = 0;
    for (std::size_t k = 0; k < leader_lines.size(); ++k) {
      leader += output[leader_lines[k]];
      if (output[leader_lines[k]] < kStopLevel * normal[leader_lines[k]]) ++stopped[k];
    }
    double all = 0;
    for (std::size_t n = 0; n < network.nodes.size(); ++n) all += network.nodes[n].is_outside ? 0 : output[n];
    loss.leader += shortfall(leader_normal, leader);
    loss.network += shortfall(network_normal, all);
    if (leader < kHitLevel * leader_normal && loss.leader_first_hit_day < 0) loss.leader_first_hit_day = day;
  }
  for (const int count : stopped) loss.leader_stopped_days = std::max(loss.leader_stopped_days, count);
  return loss;
}

}  // namespace

Result<std::vector<CircleLoss>> run_closures(const DatasetNetwork& network,
                                             std::span<const std::uint32_t> leader_lines,
                                             std::span<const CircleRun> runs, const CircleOptions& options) {
  std::vector<CircleLoss> losses(runs.size());
  std::vector<std::optional<Error>> errors(runs.size());
  parallel_chunks(runs.size(), 1, options.threads, [&](unsigned, std::size_t begin, std::size_t end) {
    for (std::size_t k = begin; k < end; ++k) {
      const auto loss = run_closure(network, leader_lines, runs[k], options);
      if (loss) {
        losses[k] = *loss;
      } else {
        errors[k] = loss.error();
      }
    }
  });
  for (const std::optional<Error>& error : errors) {
    if (error) return *error;
  }
  return losses;
}

}  // namespace tenon
