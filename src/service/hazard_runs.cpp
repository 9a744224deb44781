#include "service/hazard_runs.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "report/dataset_simulation.h"
#include "scenario/monte_carlo_simulation.h"
#include "scenario/resolve_events.h"

namespace tenon {
namespace {

// Everything that stays the same for both policies.
struct Ground {
  const Dataset& dataset;
  const HazardSet& hazards;
  const Scenario& scenario;
  HazardSamplerPtr sampler;
};

// One policy on the network.
struct Policy {
  DatasetNetwork network;
  LossModel losses;
  DatasetDimensions dimensions;
  double normal_year = 0;  // value added of an undisturbed year, money
};

Result<Policy> prepare(const Ground& ground, const ScenarioPolicy& policy, const MonteCarloOptions& options,
                       FaultList& faults) {
  Scenario scenario = ground.scenario;
  scenario.policy = policy;
  auto network = build_dataset_network(ground.dataset, network_options(scenario), faults);
  if (!network) return network.error();
  std::vector<ScenarioEvent> events;
  for (const HazardStream& stream : ground.sampler->streams()) {
    events.push_back(event_of(ground.hazards.hazards[stream.hazard], stream.place));
  }
  // A place without plants of the kind that a hazard hits is common: a warning, and no loss there.
  auto resolved = resolve_events({ground.hazards.file, "hazards", events}, ground.dataset, *network, faults,
                                 {.empty_is_error = false});
  if (!resolved) return resolved.error();
  const auto model = build_inventory_model(network->network, policy, network->switching);
  if (!model) return model.error();

  Policy prepared{std::move(*network), {}, {}, 0};
  prepared.dimensions = dataset_dimensions(ground.dataset, prepared.network);
  SimulationLossOptions losses;
  const std::vector<double> output = normal_output(prepared.network.network);
  losses.loss_per_output.assign(output.size(), 0.0);
  for (std::uint32_t i = 0; i < output.size(); ++i) {
    if (prepared.network.nodes[i].is_outside || output[i] <= 0)
      continue;  // what is made abroad is no loss here
    const SupplyNetwork& n = prepared.network.network;
    double purchases = 0;
    for (std::uint64_t e = n.link_offsets[n.group_offsets[i]]; e < n.link_offsets[n.group_offsets[i + 1]];
         ++e)
      purchases += n.flow[e];
    losses.loss_per_output[i] = 1 - purchases / output[i];
    prepared.normal_year += 365 * (output[i] - purchases);
  }
  for (std::size_t d = 0; d < prepared.dimensions.dimensions.size(); ++d) {
    const std::string& id = prepared.dimensions.dimensions[d].id;
    if (id == dimension::kChain || id == dimension::kProvince)
      losses.breakdowns.push_back(prepared.dimensions.breakdowns[d]);
  }
  losses.threads = options.threads;
  losses.stop = options.stop;
  auto loss_model = simulation_loss_model(*model, ground.sampler, std::move(resolved->shocks), losses);
  if (!loss_model) return loss_model.error();
  prepared.losses = std::move(*loss_model);
  return prepared;
}

}  // namespace

bool HazardRuns::is_partial() const {
  if (paired) return paired->first.is_partial() || paired->second.is_partial();
  return result && result->is_partial();
}

Result<void> run_hazards_on_dataset(const Dataset& dataset, const HazardRunOptions& options,
                                    HazardRuns& runs) {
  auto sampler = HazardSampler::build(runs.hazards, place_groups(dataset), options.seed);
  if (!sampler) return sampler.error();
  const Ground ground{dataset, runs.hazards, runs.scenario,
                      std::make_shared<const HazardSampler>(std::move(*sampler))};
  ScenarioPolicy policy = ground.scenario.policy;
  if (options.compares_switching) policy.switching.enabled = false;
  FaultList faults;
  const auto first = prepare(ground, policy, options.years, faults);
  if (!first) return first.error();
  if (options.on_warnings) options.on_warnings(faults);

  MonteCarloReport& report = runs.report;
  report.dataset = ground.dataset.name;
  report.hazards = &runs.hazards;
  report.events_per_year.assign(ground.hazards.hazards.size(), 0.0);
  for (const HazardStream& stream : ground.sampler->streams())
    report.events_per_year[stream.hazard] += stream.events_per_year;
  report.scope = {"数据集中的产线，不含境外与未列明来源",
                  "lines of the dataset, without sources abroad or not listed"};
  report.measure = {"增加值损失", "value added lost"};
  report.currency = "CNY";
  report.normal_year = first->normal_year;
  report.generated_at = options.generated_at;
  report.synthetic = std::any_of(first->network.nodes.begin(), first->network.nodes.end(),
                                 [](const NetworkNode& node) { return node.synthetic; });
  for (const BreakdownLabels& labels : first->dimensions.dimensions) {
    if (labels.id == dimension::kChain || labels.id == dimension::kProvince)
      report.dimensions.push_back(labels);
  }
  report.assumptions = note_texts(ground.dataset, first->network.assumptions);
  report.gaps = note_texts(ground.dataset, first->network.gaps);

  if (!options.compares_switching) {
    auto result = run_monte_carlo(first->losses, options.years);
    if (!result) return result.error();
    runs.result = std::move(*result);
    report.result = &*runs.result;
    return {};
  }
  policy.switching.enabled = true;
  FaultList ignored;  // the same warnings again
  const auto second = prepare(ground, policy, options.years, ignored);
  if (!second) return second.error();
  auto paired = run_paired(first->losses, second->losses, options.years);
  if (!paired) return paired.error();
  runs.paired = std::move(*paired);
  report.result = &runs.paired->first;
  report.comparison = MonteCarloComparison{{"不切换供应商", "without switching"},
                                           {"切换供应商", "with switching"},
                                           &runs.paired->second,
                                           &runs.paired->comparison};
  return {};
}

}  // namespace tenon
