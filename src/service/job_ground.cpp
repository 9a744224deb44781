#include "service/job_ground.h"

#include <utility>

#include "exchange/scenario_reader.h"
#include "service/dataset_names.h"

namespace tenon {

Scenario take_rules(JobMembers& members) {
  const std::string text = members.text("scenario");
  if (text.empty()) return {};
  FaultList faults;
  auto scenario = parse_scenario("scenario", text, faults);
  if (scenario) return std::move(*scenario);
  members.refuse("scenario", faults.to_string());
  return {};
}

Result<JobGround> ground_for(DatasetShelf& shelf, const JobDataset& dataset, const Scenario& rules,
                             const JobRequest& job, JobControl& control) {
  control.tell(0, "reading the dataset");
  auto loaded = load_for(shelf, dataset, job);
  if (!loaded) return loaded.error();
  JobGround ground{std::move(*loaded), network_options(rules), {}, FaultList()};
  control.tell(0.05, "building the network");
  auto network = build_dataset_network(ground.dataset(), ground.network_options, ground.warnings);
  if (!network) return network.error();
  ground.network = std::move(*network);
  return ground;
}

Result<JobBackupGround> backup_ground_for(DatasetShelf& shelf, const JobDataset& dataset,
                                          const Scenario& rules, const BackupScope& scope,
                                          const JobRequest& job, JobControl& control) {
  auto plain = ground_for(shelf, dataset, rules, job, control);
  if (!plain) return plain.error();
  JobBackupGround ground{std::move(*plain), {}, {}};
  const auto code = scope_code(ground.dataset(), scope.scope);
  if (!code) return code.error();
  ground.search.scope = *code;
  ground.search.friendly = scope.friendly;
  ground.search.policy = rules.policy.switching;
  BreakPointOptions judged;
  judged.scope = *code;
  judged.threads = control.threads();
  control.tell(0.1, "finding break points");
  auto found = find_break_points(ground.dataset(), judged);
  if (!found) return found.error();
  ground.break_points = std::move(*found);
  return ground;
}

}  // namespace tenon
