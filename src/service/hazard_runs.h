// Years of hazards on the network of a dataset, and the report of them: all that is owned together so that
// the report can point to it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "base/fault.h"
#include "base/result.h"
#include "model/dataset.h"
#include "model/hazard.h"
#include "model/scenario.h"
#include "report/monte_carlo_report.h"
#include "scenario/monte_carlo.h"
#include "scenario/monte_carlo_simulation.h"

namespace tenon {

struct HazardRuns {
  HazardRuns() = default;
  HazardRuns(const HazardRuns&) = delete;  // the report points inside
  HazardRuns& operator=(const HazardRuns&) = delete;

  HazardSet hazards;
  Scenario scenario;  // stocks and policy count, not its events
  std::optional<MonteCarloResult> result;
  std::optional<PairedRun> paired;  // instead, of two policies
  MonteCarloReport report;          // points into the above

  [[nodiscard]] bool is_partial() const;
};

struct HazardRunOptions {
  bool compares_switching = false;  // the same years without and with supplier switching
  std::uint64_t seed = 1;
  MonteCarloOptions years;  // threads and stop are those of the simulations, too
  std::int64_t generated_at = 0;
  // Names of hazards that the dataset does not have; once. Empty: not told.
  std::function<void(const FaultList&)> on_warnings;
};

// Fills in what `runs` does not have, from its hazards and scenario. The dataset outlives it. Errors of
// HazardSampler::build(), build_dataset_network(), resolve_events(), run_monte_carlo() and run_paired().
Result<void> run_hazards_on_dataset(const Dataset& dataset, const HazardRunOptions& options,
                                    HazardRuns& runs);

}  // namespace tenon
