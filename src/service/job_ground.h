// What jobs on the supply network of a dataset start from. Inside of the module.
#pragma once

#include <string>

#include "base/result.h"
#include "model/scenario.h"
#include "remedy/backup_candidates.h"
#include "risk/break_points.h"
#include "scenario/dataset_network.h"
#include "service/job_dataset.h"

namespace tenon {

// The member "scenario": YAML of which stocks and policy count, not its events; left out: the defaults.
Scenario take_rules(JobMembers& members);

struct JobGround {
  ShelvedDataset shelved;
  DatasetNetworkOptions network_options;
  DatasetNetwork network;
  FaultList warnings;
  [[nodiscard]] const Dataset& dataset() const { return *shelved.dataset; }
};
// Errors of the shelf and of build_dataset_network().
Result<JobGround> ground_for(DatasetShelf& shelf, const JobDataset& dataset, const Scenario& rules,
                             const JobRequest& job, JobControl& control);

// The same with the break points judged from inside a scope, for backups and measures.
struct JobBackupGround : JobGround {
  BackupOptions search;
  BreakPointReport break_points;
};
struct BackupScope {
  std::string scope;                  // region code or name
  std::vector<std::string> friendly;  // codes of countries
};
Result<JobBackupGround> backup_ground_for(DatasetShelf& shelf, const JobDataset& dataset,
                                          const Scenario& rules, const BackupScope& scope,
                                          const JobRequest& job, JobControl& control);

}  // namespace tenon
