// The runs of a simulation that are reported together: networks, events and results, owned so that the report
// can point to them. Who runs them tells by which options, and hears of warnings and progress.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/fault.h"
#include "base/progress.h"
#include "base/result.h"
#include "model/dataset.h"
#include "model/named_edit.h"
#include "model/scenario.h"
#include "report/simulation_report.h"
#include "scenario/dataset_network.h"
#include "scenario/network_of_links.h"

namespace tenon {

struct SimulationRuns {
  SimulationRuns() = default;
  SimulationRuns(const SimulationRuns&) = delete;  // the report points inside
  SimulationRuns& operator=(const SimulationRuns&) = delete;

  std::vector<Scenario> scenarios;               // one a run
  std::vector<DatasetNetwork> dataset_networks;  // one a run, or none
  std::vector<LinkNetwork> link_networks;        // one a run, or none
  std::vector<Simulation> simulations;
  SimulationReport report;  // points into the above, and to the dataset
};

// In what the second of two runs differs from the first.
enum class RunPair { kNone, kScenarios, kSwitching, kEdits };

struct RunControl {
  unsigned threads = 0;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const FaultList&)> on_warnings;                  // empty: not told
  std::function<Progress(const std::string& label)> progress_of_run;  // of long runs; empty: not told
  std::int64_t generated_at = 0;                                      // seconds since 1970-01-01 UTC
  std::uint32_t draws = 0;  // repeat the runs at random so many times; 0: not at all
  std::uint64_t seed = 1;
  DrawWidths widths;
  std::function<Progress(std::size_t run)> progress_of_draws;  // empty: not told
};

// The scenarios of a pair that begins with `first`; `second`: of kScenarios, and of kEdits where the second
// run differs in more than the edits.
std::vector<Scenario> paired_scenarios(Scenario first, RunPair pair, std::optional<Scenario> second = {});

// Runs runs.scenarios on the dataset, which outlives `runs`, the second with the edits, and fills in the
// rest. Errors of build_dataset_network(), edit_dataset_network(), resolve_events() and simulate().
Result<void> simulate_on_dataset(const Dataset& dataset, RunPair pair, const NamedEdits& edits,
                                 const RunControl& control, SimulationRuns& runs);

// For runs on other networks. One run:
Result<Simulation> run_scenario(const SupplyNetwork& network, const SwitchingMakers& makers,
                                const Scenario& scenario, const Shocks& shocks,
                                std::vector<Breakdown> breakdowns, const std::string& label,
                                const RunControl& control);
// "run A" and "run B", or what a single run is called.
std::string label_of_run(std::size_t run, std::size_t count);
// The breakdowns cut to the nodes of a run: new plants come last, so a run without them lacks the last ones.
std::vector<Breakdown> breakdowns_for(const std::vector<Breakdown>& breakdowns, std::size_t node_count);
// Labels of two runs that are compared, and in what they differ; nothing where there is one.
void label_runs(RunPair pair, const NamedEdits& edits, SimulationRuns& runs);

}  // namespace tenon
