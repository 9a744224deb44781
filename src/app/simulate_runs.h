// The runs that `tenon simulate` reports: networks, events and results, owned together so that a report can
// point to them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/command_simulate.h"
#include "base/result.h"
#include "model/dataset.h"
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

// Labels of two runs that are compared; nothing where there is one.
void label_runs(const SimulateOptions& options, SimulateRuns& runs);

}  // namespace tenon
