// Times to survive and to recover for the products, imports or firms of a dataset, on its supply network.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "model/dataset.h"
#include "model/scenario.h"
#include "scenario/dataset_network.h"
#include "scenario/disruption_sets.h"
#include "scenario/time_to_recover.h"
#include "scenario/time_to_survive.h"
#include "scenario/time_to_survive_comparison.h"
#include "scenario/time_to_survive_simulation.h"

namespace tenon {

// What fails, one subject at a time.
enum class SurvivalSubjects : std::uint8_t {
  kProducts,  // all sources of a product, at home and abroad
  kImports,   // its sources abroad
  kFirms,     // a firm with all its lines
};

struct DatasetSurvivalOptions {
  SurvivalSubjects subjects = SurvivalSubjects::kProducts;
  bool simulate = true;
  bool solve = true;
  bool solve_on_nodes = false;  // the program on all nodes instead of the product graph: slow, see bench/
  ScenarioPolicy policy;        // of the simulation; suppliers are never switched
  CountedDemand counted = CountedDemand::kAll;
  double shortfall_tolerance = 0.01;
  int horizon_days = 365;
  double cap_days = 999;
  TimeToRecoverOptions recovery;
  unsigned threads = 0;
  Progress progress{};                      // of each step in turn
  const std::atomic<bool>* stop = nullptr;  // set from outside: what there is, marked partial
};

// One entry a subject in all vectors that are not empty.
struct DatasetSurvival {
  std::vector<std::uint32_t> subject;  // ProductId or FirmId; those without a working node are left out
  DisruptionSets sets;                 // nodes of the network
  std::vector<TimeToRecover> recovery;
  std::optional<SurvivalSimulation> simulation;
  std::optional<TimeToSurvive> program;
  std::optional<SurvivalComparison> comparison;  // where both were computed to the end
};

// The subjects with their nodes alone. O(nodes log nodes).
DatasetSurvival survival_subjects(const DatasetNetwork& network, SurvivalSubjects subjects);

// Errors of the parts.
Result<DatasetSurvival> survive_on_dataset(const Dataset& dataset, const DatasetNetwork& network,
                                           const DatasetSurvivalOptions& options);

}  // namespace tenon
