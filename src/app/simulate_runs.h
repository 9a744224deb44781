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
#include "service/simulation_runs.h"

namespace tenon {

struct SimulateRuns : SimulationRuns {
  Dataset dataset;  // empty for edge lists
};

RunPair pair_of(const SimulateOptions& options);
// Progress on stderr, warnings too, Ctrl-C watched.
RunControl control_of(const SimulateOptions& options);

// The scenario, and the one to compare it with. Prints warnings.
Result<std::vector<Scenario>> read_scenarios(const SimulateOptions& options);

// The edits of run B; empty without --edits.
Result<NamedEdits> read_edits(const SimulateOptions& options);

// Reads, builds, runs. Behind a pointer because the report points inside.
Result<std::unique_ptr<SimulateRuns>> simulate_on_dataset(const SimulateOptions& options,
                                                          std::vector<Scenario> scenarios);
Result<std::unique_ptr<SimulateRuns>> simulate_on_links(const SimulateOptions& options,
                                                        std::vector<Scenario> scenarios);

}  // namespace tenon
