#include "service/simulation_runs.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "remedy/dataset_network_edit.h"
#include "report/dataset_simulation.h"
#include "report/what_if_report.h"
#include "scenario/resolve_events.h"

namespace tenon {
namespace {

std::vector<Bilingual> without_repeats(std::vector<Bilingual> texts) {
  std::vector<Bilingual> kept;
  for (Bilingual& text : texts) {
    if (std::find(kept.begin(), kept.end(), text) == kept.end()) kept.push_back(std::move(text));
  }
  return kept;
}

void add_years_and_sources(const Dataset& dataset, SimulationReport& report) {
  for (const Fact& fact : dataset.facts) {
    if (!fact.provenance.year) continue;
    report.first_year = std::min(report.first_year.value_or(*fact.provenance.year), *fact.provenance.year);
    report.last_year = std::max(report.last_year.value_or(*fact.provenance.year), *fact.provenance.year);
  }
}

// Of which nodes the outcome of a run is, as its summary has it: those inside.
std::vector<std::uint8_t> counted_nodes(const DatasetDimensions& dimensions, std::size_t node_count) {
  std::vector<std::uint8_t> counted;
  for (std::size_t d = 0; d < dimensions.dimensions.size(); ++d) {
    if (dimensions.dimensions[d].id != dimension::kInside) continue;
    const std::vector<std::uint32_t>& group = dimensions.breakdowns[d].group_of_node;
    for (std::size_t n = 0; n < node_count; ++n) counted.push_back(group[n] == Breakdown::kNoGroup ? 0 : 1);
  }
  return counted;
}

// The runs again, with what is uncertain drawn at random.
Result<void> draw_runs(const std::vector<ResolvedEvents>& events, const DatasetDimensions& dimensions,
                       const RunControl& control, SimulationRuns& runs) {
  if (control.draws == 0) return {};
  SimulationDraws draws{control.draws, control.seed, control.widths, {}};
  for (std::size_t r = 0; r < runs.scenarios.size(); ++r) {
    const DatasetNetwork& network = runs.dataset_networks[r];
    const Scenario& scenario = runs.scenarios[r];
    DrawOptions options;
    options.draws = control.draws;
    options.seed = control.seed;
    options.widths = control.widths;
    options.horizon_days = scenario.horizon_days;
    options.counted = counted_nodes(dimensions, network.nodes.size());
    options.threads = control.threads;
    options.stop = control.stop;
    if (control.progress_of_draws) options.progress = control.progress_of_draws(r);
    auto drawn = run_draws(
        {network.network, network.switching, scenario.policy, events[r].shocks, scenario.events}, options);
    if (!drawn) return drawn.error();
    draws.runs.push_back(std::move(*drawn));
  }
  runs.report.draws = std::move(draws);
  return {};
}

}  // namespace

std::vector<Scenario> paired_scenarios(Scenario first, RunPair pair, std::optional<Scenario> second) {
  std::vector<Scenario> scenarios = {std::move(first)};
  if (pair == RunPair::kNone) return scenarios;
  if (second) {
    scenarios.push_back(std::move(*second));
    return scenarios;
  }
  scenarios.push_back(scenarios.front());
  if (pair == RunPair::kSwitching) {
    scenarios[0].policy.switching.enabled = false;
    scenarios[1].policy.switching.enabled = true;
  }
  return scenarios;
}

Result<void> simulate_on_dataset(const Dataset& dataset, RunPair pair, const NamedEdits& edits,
                                 const RunControl& control, SimulationRuns& runs) {
  const std::size_t count = runs.scenarios.size();
  std::vector<ResolvedEvents> events;
  for (const Scenario& scenario : runs.scenarios) {
    FaultList faults;
    auto network = build_dataset_network(dataset, network_options(scenario), faults);
    if (!network) return network.error();
    if (!edits.edits.empty() && !runs.dataset_networks.empty()) {
      network = edit_dataset_network(dataset, *network, edits, scenario.policy.switching, faults);
      if (!network) return network.error();
    }
    runs.dataset_networks.push_back(std::move(*network));
    auto resolved = resolve_events({scenario.file, "events", scenario.events}, dataset,
                                   runs.dataset_networks.back(), faults);
    if (!resolved) return resolved.error();
    if (control.on_warnings) control.on_warnings(faults);
    events.push_back(std::move(*resolved));
  }
  DatasetDimensions dimensions = dataset_dimensions(dataset, runs.dataset_networks.back());
  for (std::size_t r = 0; r < count; ++r) {
    const DatasetNetwork& network = runs.dataset_networks[r];
    auto simulation = run_scenario(network.network, network.switching, runs.scenarios[r], events[r].shocks,
                                   breakdowns_for(dimensions.breakdowns, network.nodes.size()),
                                   label_of_run(r, count), control);
    if (!simulation) return simulation.error();
    runs.simulations.push_back(std::move(*simulation));
  }
  if (auto drawn = draw_runs(events, dimensions, control, runs); !drawn) return drawn.error();

  SimulationReport& report = runs.report;
  report.dataset = dataset.name;
  report.chain_data = &dataset;
  report.scope = {"数据集中的产线（" + dataset.region(runs.dataset_networks.front().home).name_zh +
                      "境内），不含境外与未列明来源",
                  "lines of the dataset, in " + dataset.region(runs.dataset_networks.front().home).name_en +
                      ", without sources abroad or not listed"};
  report.currency = "CNY";
  report.generated_at = control.generated_at;
  add_years_and_sources(dataset, report);
  report.dimensions = std::move(dimensions.dimensions);
  report.nodes = std::move(dimensions.nodes);
  report.synthetic =
      std::any_of(report.nodes.begin(), report.nodes.end(), [](const NodeLabel& n) { return n.synthetic; });
  for (std::size_t r = 0; r < count; ++r) {
    const DatasetNetwork& network = runs.dataset_networks[r];
    report.runs.push_back({{},
                           &runs.scenarios[r],
                           &runs.simulations[r],
                           &network.network,
                           hit_labels(dataset, network, runs.scenarios[r], events[r])});
    for (Bilingual& text : note_texts(dataset, network.assumptions))
      report.assumptions.push_back(std::move(text));
    for (Bilingual& text : note_texts(dataset, network.gaps)) report.gaps.push_back(std::move(text));
  }
  report.assumptions = without_repeats(std::move(report.assumptions));
  report.gaps = without_repeats(std::move(report.gaps));
  label_runs(pair, edits, runs);
  return {};
}

Result<Simulation> run_scenario(const SupplyNetwork& network, const SwitchingMakers& makers,
                                const Scenario& scenario, const Shocks& shocks,
                                std::vector<Breakdown> breakdowns, const std::string& label,
                                const RunControl& control) {
  const auto model = build_inventory_model(network, scenario.policy, makers);
  if (!model) return model.error();
  SimulationOptions simulation;
  simulation.horizon_days = scenario.horizon_days;
  simulation.breakdowns = std::move(breakdowns);
  simulation.threads = control.threads;
  // Nobody needs to be told how far a run is that ends within a second.
  constexpr std::size_t kLongRun = 50'000'000;
  if (control.progress_of_run &&
      network.link_count() * static_cast<std::size_t>(scenario.horizon_days) > kLongRun) {
    simulation.progress = control.progress_of_run(label);
  }
  simulation.stop = control.stop;
  return simulate(*model, shocks, simulation);
}

std::string label_of_run(std::size_t run, std::size_t count) {
  if (count < 2) return "simulating";
  return run == 0 ? "run A" : "run B";
}

std::vector<Breakdown> breakdowns_for(const std::vector<Breakdown>& breakdowns, std::size_t node_count) {
  std::vector<Breakdown> cut = breakdowns;
  for (Breakdown& breakdown : cut) breakdown.group_of_node.resize(node_count);
  return cut;
}

void label_runs(RunPair pair, const NamedEdits& edits, SimulationRuns& runs) {
  if (runs.report.runs.size() < 2) return;
  if (pair == RunPair::kEdits) {
    runs.report.runs[0].label = {"无措施", "without measures"};
    runs.report.runs[1].label = {"有措施", "with measures"};
    runs.report.differences = scenario_differences(runs.scenarios[0], runs.scenarios[1]);
    for (const NamedEdit& edit : edits.edits) {
      runs.report.differences.push_back({{"措施", "measure"}, {"—", "—"}, edit_words(edit)});
    }
    return;
  }
  if (pair == RunPair::kSwitching) {
    runs.report.runs[0].label = {"不切换供应商", "without switching"};
    runs.report.runs[1].label = {"切换供应商", "with switching"};
  } else {
    for (std::size_t r = 0; r < 2; ++r) {
      const Scenario& scenario = runs.scenarios[r];
      runs.report.runs[r].label = {scenario.name_zh.empty() ? scenario.name_en : scenario.name_zh,
                                   scenario.name_en.empty() ? scenario.name_zh : scenario.name_en};
    }
  }
  runs.report.differences = scenario_differences(runs.scenarios[0], runs.scenarios[1]);
}

}  // namespace tenon
