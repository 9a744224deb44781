#include "report/measures_report.h"
#include "service/job_kinds.h"
#include "service/job_measures.h"

namespace tenon {
namespace {

Result<JobResult> run(DatasetShelf& shelf, const JobRequest& job, JobControl& control) {
  const auto request = read_request(job.text, take_measures);
  if (!request) return request.error();
  const auto ground =
      backup_ground_for(shelf, request->dataset, request->rules, request->scope, job, control);
  if (!ground) return ground.error();
  MeasureOptions options = measure_options(*request, *ground, control);
  const auto chosen = chosen_measures(*request, *ground, options, control);
  if (!chosen) return chosen.error();
  JobResult result;
  result.text = measures_json({ground->dataset(), options, source_of(ground->shelved), chosen->reports});
  result.classification = Classification::kRestricted;
  result.is_partial = chosen->is_partial;
  result.metadata = details_of(job, ground->warnings);
  return result;
}

}  // namespace

JobKind remedy_job(Database& database, DatasetShelf& shelf) {
  JobKind kind;
  kind.id = "remedy";
  kind.name = {"措施评估", "measures"};
  kind.weight = JobWeight::kHeavy;
  kind.time_limit_s = 1800;
  kind.longest_time_limit_s = 4 * 3600;
  kind.permission = Permission::kRemedyRead;
  kind.classification = Classification::kRestricted;  // makers by name
  kind.prepare = prepared_by(database, take_measures);
  kind.run = [&](const JobRequest& job, JobControl& control) { return run(shelf, job, control); };
  return kind;
}

}  // namespace tenon
