// What the commands on backups and remedies start from: dataset, network, policy and break points.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "model/scenario.h"
#include "remedy/backup_candidates.h"
#include "report/name_language.h"
#include "risk/break_points.h"
#include "scenario/dataset_network.h"

namespace tenon {

struct BackupGround {
  Dataset dataset;
  DatasetNetworkOptions network_options;
  DatasetNetwork network;
  ScenarioPolicy policy;
  BackupOptions search;
  BreakPointReport break_points;
};

// Reads the dataset and, if given, the scenario whose stocks and policy count; prints warnings.
Result<BackupGround> ground_of(const std::string& dataset, const std::string& scope,
                               const std::string& scenario, const std::vector<std::string>& friendly,
                               unsigned threads);

// The products named, else the break points of these levels ("red,orange", "all"), worst first, of the chain
// if one is named. kNotFound: a name, or none is left.
Result<std::vector<ProductId>> products_of(const BackupGround& ground, const std::vector<std::string>& wanted,
                                           const std::string& levels, const std::string& chain);

// zh, en, both.
NameLanguage names_of(const std::string& language);

}  // namespace tenon
