#include "exchange/network_edit_reader.h"
#include "remedy/dataset_edit.h"
#include "report/break_point_changes.h"
#include "report/timestamp.h"
#include "service/dataset_names.h"
#include "service/job_dataset.h"
#include "service/job_kinds.h"

namespace tenon {
namespace {

struct WhatIfRequest {
  JobDataset dataset;
  NamedEdits edits;
  std::string scope;
  bool use_synthetic = false;
  FaultList warnings;
};

WhatIfRequest take(JobMembers& members) {
  WhatIfRequest request;
  request.dataset = take_dataset(members);
  const std::string edits = members.needed_text("edits");
  request.scope = members.text("scope", "YRD");
  request.use_synthetic = members.flag("use_synthetic", false);
  if (edits.empty()) return request;
  auto parsed = parse_network_edits(edits, "edits", request.warnings);
  if (parsed) {
    request.edits = std::move(*parsed);
  } else {
    members.refuse("edits", parsed.error().message);
  }
  return request;
}

Result<JobResult> run(DatasetShelf& shelf, const JobRequest& job, JobControl& control) {
  auto request = read_request(job.text, take);
  if (!request) return request.error();
  control.tell(0, "reading the dataset");
  const auto loaded = load_for(shelf, request->dataset, job);
  if (!loaded) return loaded.error();
  const Dataset& dataset = *loaded->dataset;
  const auto scope = scope_code(dataset, request->scope);
  if (!scope) return scope.error();
  BreakPointOptions judged;
  judged.scope = *scope;
  judged.use_synthetic = request->use_synthetic;
  judged.threads = control.threads();
  control.tell(0.3, "before");
  const auto before = find_break_points(dataset, judged);
  if (!before) return before.error();
  judged = before->options;  // the year of the records as they are also judges what is supposed
  const auto edited = edit_dataset(dataset, request->edits, judged, request->warnings);
  if (!edited) return edited.error();
  if (control.is_stopped()) return Error{ErrorCode::kCancelled, "stopped"};
  control.tell(0.6, "after");
  const auto after = find_break_points(edited->dataset, judged);
  if (!after) return after.error();
  const std::int64_t now = report_time();
  const Analysis analysis_before{dataset, *before, now};
  const Analysis analysis_after{edited->dataset, *after, now};
  JobResult result;
  result.text = break_point_changes_json({analysis_before, analysis_after, source_of(*loaded), "edits",
                                          request->edits.edits.size(), edited->touched});
  result.metadata = details_of(job, request->warnings);
  return result;
}

}  // namespace

JobKind whatif_job(Database& database, DatasetShelf& shelf) {
  JobKind kind;
  kind.id = "whatif";
  kind.name = {"假设分析", "what if"};
  kind.permission = Permission::kScenarioRun;
  kind.classification = Classification::kInternal;
  kind.prepare = prepared_by(database, take);
  kind.run = [&](const JobRequest& job, JobControl& control) { return run(shelf, job, control); };
  return kind;
}

}  // namespace tenon
