// Times to survive for the products of a coverage book, by simulation.
#pragma once

#include <atomic>
#include <optional>
#include <span>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "model/dataset.h"
#include "model/scenario.h"
#include "remedy/backup_coverage.h"
#include "scenario/dataset_network.h"

namespace tenon {

struct CoverageSurvivalOptions {
  ScenarioPolicy policy;
  int horizon_days = 365;
  unsigned threads = 0;
  Progress progress{};                      // of each simulation in turn
  const std::atomic<bool>* stop = nullptr;  // set from outside
};

// For BackupOptions::cover_days, one a product: how long final demand of others is served in full once all
// sources abroad of a product stop, where its primary source is a country, or all its sources, where that is
// a group at home. More stops than the primary source alone, so the times are on the short side. Absent for
// products that are no subject or not assessed. At least options.horizon_days where nothing runs short.
// kCancelled: stopped. Cost: one or two runs of survive_on_dataset (dataset_survival.h) without its program.
Result<std::vector<std::optional<double>>> simulated_survival_days(const Dataset& dataset,
                                                                   const DatasetNetwork& network,
                                                                   std::span<const CoverageSubject> subjects,
                                                                   const CoverageSurvivalOptions& options);

}  // namespace tenon
