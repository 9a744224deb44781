#include <algorithm>
#include <utility>

#include "app/dataset_source.h"
#include "app/output.h"
#include "app/simulate_runs.h"
#include "remedy/dataset_network_edit.h"
#include "report/dataset_simulation.h"
#include "report/timestamp.h"
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

}  // namespace

Result<std::unique_ptr<SimulateRuns>> simulate_on_dataset(const SimulateOptions& options,
                                                          std::vector<Scenario> scenarios) {
  auto read = read_dataset_source(options.dataset);
  if (!read) return read.error();
  report_faults(read->faults);
  auto runs = std::make_unique<SimulateRuns>();
  runs->dataset = std::move(read->dataset);
  runs->scenarios = std::move(scenarios);
  const Dataset& dataset = runs->dataset;
  const std::size_t count = runs->scenarios.size();
  const auto edits = read_edits(options);
  if (!edits) return edits.error();
  std::vector<ResolvedEvents> events;
  for (const Scenario& scenario : runs->scenarios) {
    FaultList faults;
    auto network = build_dataset_network(dataset, network_options(scenario), faults);
    if (!network) return network.error();
    if (!edits->edits.empty() && !runs->dataset_networks.empty()) {
      network = edit_dataset_network(dataset, *network, *edits, scenario.policy.switching, faults);
      if (!network) return network.error();
    }
    runs->dataset_networks.push_back(std::move(*network));
    auto resolved = resolve_events({scenario.file, "events", scenario.events}, dataset,
                                   runs->dataset_networks.back(), faults);
    if (!resolved) return resolved.error();
    report_faults(faults);
    events.push_back(std::move(*resolved));
  }
  DatasetDimensions dimensions = dataset_dimensions(dataset, runs->dataset_networks.back());
  for (std::size_t r = 0; r < count; ++r) {
    const DatasetNetwork& network = runs->dataset_networks[r];
    auto simulation = run_scenario(network.network, network.switching, runs->scenarios[r], events[r].shocks,
                                   breakdowns_for(dimensions.breakdowns, network.nodes.size()),
                                   count > 1 ? (r == 0 ? "run A" : "run B") : "simulating", options.threads);
    if (!simulation) return simulation.error();
    runs->simulations.push_back(std::move(*simulation));
  }

  SimulationReport& report = runs->report;
  report.dataset = dataset.name;
  report.chain_data = &dataset;
  report.scope = {"数据集中的产线（" + dataset.region(runs->dataset_networks.front().home).name_zh +
                      "境内），不含境外与未列明来源",
                  "lines of the dataset, in " + dataset.region(runs->dataset_networks.front().home).name_en +
                      ", without sources abroad or not listed"};
  report.currency = "CNY";
  report.generated_at = report_time();
  add_years_and_sources(dataset, report);
  report.dimensions = std::move(dimensions.dimensions);
  report.nodes = std::move(dimensions.nodes);
  report.synthetic =
      std::any_of(report.nodes.begin(), report.nodes.end(), [](const NodeLabel& n) { return n.synthetic; });
  for (std::size_t r = 0; r < count; ++r) {
    const DatasetNetwork& network = runs->dataset_networks[r];
    report.runs.push_back({{},
                           &runs->scenarios[r],
                           &runs->simulations[r],
                           &network.network,
                           hit_labels(dataset, network, runs->scenarios[r], events[r])});
    for (Bilingual& text : note_texts(dataset, network.assumptions))
      report.assumptions.push_back(std::move(text));
    for (Bilingual& text : note_texts(dataset, network.gaps)) report.gaps.push_back(std::move(text));
  }
  report.assumptions = without_repeats(std::move(report.assumptions));
  report.gaps = without_repeats(std::move(report.gaps));
  label_runs(options, *edits, *runs);
  return runs;
}

}  // namespace tenon
