#include "exchange/scenario_reader.h"
#include "report/dataset_survival_report.h"
#include "service/job_dataset.h"
#include "service/job_ground.h"
#include "service/job_kinds.h"

namespace tenon {
namespace {

struct SurviveRequest {
  JobDataset dataset;
  Scenario rules;
  SurvivalSubjects subjects = SurvivalSubjects::kProducts;
  int horizon_days = 365;
  bool use_synthetic = false;
  std::optional<double> assumed_recovery_days;
};

SurviveRequest take(JobMembers& members) {
  SurviveRequest request;
  request.dataset = take_dataset(members);
  request.rules = take_rules(members);
  const std::string of = members.word("of", "product", {"product", "import", "firm"});
  if (of == "firm") request.subjects = SurvivalSubjects::kFirms;
  if (of == "import") request.subjects = SurvivalSubjects::kImports;
  request.horizon_days = static_cast<int>(members.integer("horizon_days", 365, 1, 3650));
  request.use_synthetic = members.flag("use_synthetic", false);
  request.assumed_recovery_days = members.optional_number("assumed_recovery_days", 0, 36500);
  return request;
}

DatasetSurvivalOptions options_of(const SurviveRequest& request, JobControl& control) {
  DatasetSurvivalOptions options;
  options.subjects = request.subjects;
  options.policy = request.rules.policy;
  options.counted = CountedDemand::kOthers;  // that the failed maker itself delivers nothing is no news
  options.horizon_days = request.horizon_days;
  options.recovery.use_synthetic = request.use_synthetic;
  if (request.assumed_recovery_days) {
    options.recovery.assumed.lead_time_days = request.assumed_recovery_days;
    options.recovery.assumed.trial_qualification_days = 0;
    options.recovery.assumed.potential_qualification_days = 0;
  }
  options.threads = control.threads();
  options.progress = control.progress("survival", 0.1, 0.95);
  options.stop = control.stop();
  return options;
}

Result<JobResult> run(DatasetShelf& shelf, const JobRequest& job, JobControl& control) {
  const auto request = read_request(job.text, take);
  if (!request) return request.error();
  auto ground = ground_for(shelf, request->dataset, request->rules, job, control);
  if (!ground) return ground.error();
  const DatasetSurvivalOptions options = options_of(*request, control);
  auto survival = survive_on_dataset(ground->dataset(), ground->network, options);
  if (!survival) return survival.error();
  JobResult result;
  result.is_partial = (survival->simulation && survival->simulation->is_partial) ||
                      (survival->program && survival->program->is_partial);
  if (request->subjects == SurvivalSubjects::kFirms) result.classification = Classification::kRestricted;
  result.text = survival_json(
      dataset_survival_report(ground->dataset(), ground->network, std::move(*survival), options));
  result.metadata = details_of(job, ground->warnings);
  return result;
}

}  // namespace

JobKind survive_job(Database& database, DatasetShelf& shelf) {
  JobKind kind;
  kind.id = "survive";
  kind.name = {"可维持时间", "time to survive"};
  kind.weight = JobWeight::kHeavy;
  kind.time_limit_s = 900;
  kind.permission = Permission::kScenarioRun;
  kind.classification = Classification::kRestricted;  // of firms; else the result says that it is internal
  kind.prepare = prepared_by(database, take);
  kind.run = [&](const JobRequest& job, JobControl& control) { return run(shelf, job, control); };
  return kind;
}

}  // namespace tenon
