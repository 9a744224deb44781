// tenon simulate on a multi-regional or national input-output table.
#pragma once

#include "app/command_simulate.h"
#include "model/scenario.h"

namespace tenon {

// Reads the table, runs the scenario, writes the result; returns the exit code.
int simulate_on_table(const SimulateOptions& options, const Scenario& scenario);

}  // namespace tenon
