#include <limits>

#include "report/break_points_json.h"
#include "report/timestamp.h"
#include "service/break_point_choice.h"
#include "service/break_point_register.h"
#include "service/job_dataset.h"
#include "service/job_kinds.h"

namespace tenon {
namespace {

struct AnalyzeRequest {
  JobDataset dataset;
  JudgingWords judging;
  std::int64_t top = 0;
  bool use_synthetic = false;
  bool record = false;
  std::string note;
};

AnalyzeRequest take(JobMembers& members) {
  AnalyzeRequest request;
  request.dataset = take_dataset(members);
  request.judging.scope = members.text("scope", request.judging.scope);
  request.judging.chain = members.text("chain");
  request.judging.thresholds = members.numbers("thresholds", 0, 1);
  request.top = members.integer("top", 0, 0, std::numeric_limits<std::int32_t>::max());
  request.use_synthetic = members.flag("use_synthetic", false);
  request.record = members.flag("record", false);
  request.note = members.text("note");
  if (request.record && !request.judging.chain.empty())
    members.refuse("record", "an analysis of one chain alone is not recorded: leave out \"chain\"");
  return request;
}

Result<JobResult> run(Database& database, DatasetShelf& shelf, const JobRequest& job, JobControl& control) {
  const auto request = read_request(job.text, take);
  if (!request) return request.error();
  control.tell(0, "reading the dataset");
  const auto loaded = load_for(shelf, request->dataset, job);
  if (!loaded) return loaded.error();
  const Dataset& dataset = *loaded->dataset;
  control.tell(0.4, "finding break points");
  auto options = break_point_options(dataset, request->judging, "\"thresholds\"");
  if (!options) return options.error();
  options->threads = control.threads();
  options->use_synthetic = request->use_synthetic;
  const auto found = find_break_points(dataset, *options);
  if (!found) return found.error();
  if (control.is_stopped()) return Error{ErrorCode::kCancelled, "stopped"};
  if (request->record) {
    const auto recorded = record_break_points(database, loaded->name, loaded->version, dataset, *found,
                                              {job.actor, job_clock(), source_of(*loaded), request->note});
    if (!recorded) return recorded.error();
  }
  JobResult result;
  result.text = break_points_json({dataset, *found, report_time()}, static_cast<std::size_t>(request->top));
  result.metadata = details_of(job);
  return result;
}

}  // namespace

JobKind analyze_job(Database& database, DatasetShelf& shelf) {
  JobKind kind;
  kind.id = "analyze";
  kind.name = {"断链点分析", "break points"};
  kind.permission = Permission::kBreakPointRead;
  kind.classification = Classification::kInternal;
  kind.prepare = prepared_by(database, take);
  kind.also_needed = [](const std::string& prepared) -> std::optional<Permission> {
    const auto request = read_request(prepared, take);
    if (request && !request->record) return std::nullopt;
    return Permission::kBreakPointConfigure;  // the register is everybody's
  };
  kind.run = [&](const JobRequest& job, JobControl& control) { return run(database, shelf, job, control); };
  return kind;
}

}  // namespace tenon
