#include "remedy/supplier_circle_runs.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/parallel.h"
#include "scenario/inventory_dynamics.h"
#include "scenario/simulation.h"

namespace tenon {
namespace {

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

  Shock shock;
  shock.timing.duration_days = run.closure_days;
  shock.targets.assign(run.closed.begin(), run.closed.end());
  shock.share = run.closed_part;
  SimulationOptions simulated;
  simulated.horizon_days = run.closure_days + options.recovery_days;
  simulated.threads = 1;
  const auto result = simulate(*model, {shock}, simulated);
  if (!result) return result.error();

  CircleLoss loss;
  for (std::size_t n = 0; n < network.nodes.size(); ++n) {
    if (!network.nodes[n].is_outside) loss.network += result->nodes[n].lost_output;
  }
  for (const std::uint32_t n : leader_lines) {
    const NodeOutcome& line = result->nodes[n];
    loss.leader += line.lost_output;
    loss.leader_stopped_days = std::max(loss.leader_stopped_days, line.stopped_days);
    if (line.first_hit_day >= 0 &&
        (loss.leader_first_hit_day < 0 || line.first_hit_day < loss.leader_first_hit_day))
      loss.leader_first_hit_day = line.first_hit_day;
  }
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
