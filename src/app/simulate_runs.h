// The runs that `tenon simulate` reports: networks, events and results, owned together so that a report can
// point to them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/command_simulate.h"
#include "base/result.h"
#include "model/dataset.h"
#include "model/named_edit.h"
#include "model/scenario.h"
#include "report/simulation_report.h"
#include "scenario/dataset_network.h"
#include "scenario/network_of_links.h"

namespace tenon {

struct SimulateRuns {
  Dataset dataset;                               // empty for edge lists
  std::vector<Scenario> scenarios;               // one a run
  std::vector<DatasetNetwork> dataset_networks;  // one a run, or none
  std::vector<LinkNetwork> link_networks;        // one a run, or none
  std::vector<Simulation> simulations;
  SimulationReport report;  // points into the above
};

// The scenario, and the one to compare it with. Prints warnings.
Result<std::vector<Scenario>> read_scenarios(const SimulateOptions& options);

// The edits of run B; empty without --edits.
Result<NamedEdits> read_edits(const SimulateOptions& options);

// The breakdowns cut to the nodes of a run: new plants come last, so a run without them lacks the last ones.
std::vector<Breakdown> breakdowns_for(const std::vector<Breakdown>& breakdowns, std::size_t node_count);

// Reads, builds, runs. Behind a pointer because the report points inside.
Result<std::unique_ptr<SimulateRuns>> simulate_on_dataset(const SimulateOptions& options,
                                                          std::vector<Scenario> scenarios);
Result<std::unique_ptr<SimulateRuns>> simulate_on_links(const SimulateOptions& options,
                                                        std::vector<Scenario> scenarios);

// One run with progress on stderr and Ctrl-C watched.
Result<Simulation> run_scenario(const SupplyNetwork& network, const SwitchingMakers& makers,
                                const Scenario& scenario, const Shocks& shocks,
                                std::vector<Breakdown> breakdowns, const std::string& label,
                                unsigned threads);

// Labels of two runs that are compared, and in what they differ; nothing where there is one.
void label_runs(const SimulateOptions& options, const NamedEdits& edits, SimulateRuns& runs);

}  // namespace tenon
