#include <algorithm>
#include <limits>

#include "exchange/hazard_reader.h"
#include "report/timestamp.h"
#include "service/hazard_runs.h"
#include "service/job_dataset.h"
#include "service/job_ground.h"
#include "service/job_kinds.h"

namespace tenon {
namespace {

constexpr std::int64_t kMostYears = 1'000'000;

struct HazardsRequest {
  JobDataset dataset;
  HazardSet hazards;
  Scenario rules;
  bool compares_switching = false;
  std::uint64_t seed = 1;
  MonteCarloOptions years;
};

HazardsRequest take(JobMembers& members) {
  HazardsRequest request;
  request.dataset = take_dataset(members);
  const std::string hazards = members.needed_text("hazards");
  request.rules = take_rules(members);
  request.compares_switching = members.flag("compare_switching", false);
  request.seed =
      static_cast<std::uint64_t>(members.integer("seed", 1, 0, std::numeric_limits<std::int64_t>::max()));
  const std::int64_t minimum = members.integer("minimum_years", 500, 1, kMostYears);
  const std::int64_t maximum = members.integer("maximum_years", 10000, 1, kMostYears);
  request.years.minimum_years = static_cast<std::uint64_t>(std::min(minimum, maximum));
  request.years.maximum_years = static_cast<std::uint64_t>(maximum);
  request.years.expected_precision = members.optional_number("precision", 1e-6, 1);
  request.years.conditional_precision = members.optional_number("tail_precision", 1e-6, 1);
  if (hazards.empty()) return request;
  FaultList faults;
  auto parsed = parse_hazards("hazards", hazards, faults);
  if (parsed) {
    request.hazards = std::move(*parsed);
  } else {
    members.refuse("hazards", faults.to_string());
  }
  return request;
}

Result<JobResult> run(DatasetShelf& shelf, const JobRequest& job, JobControl& control) {
  auto request = read_request(job.text, take);
  if (!request) return request.error();
  control.tell(0, "reading the dataset");
  const auto loaded = load_for(shelf, request->dataset, job);
  if (!loaded) return loaded.error();
  HazardRuns runs;
  runs.hazards = std::move(request->hazards);
  runs.scenario = std::move(request->rules);
  FaultList warnings;
  HazardRunOptions options;
  options.compares_switching = request->compares_switching;
  options.seed = request->seed;
  options.years = request->years;
  options.years.threads = control.threads();
  options.years.stop = control.stop();
  options.years.progress = [&](const MonteCarloProgress& progress) {
    if (progress.needed == 0) return;
    const double done = static_cast<double>(progress.done) / static_cast<double>(progress.needed);
    control.tell(0.05 + 0.9 * std::min(done, 1.0), "years of hazards");
  };
  options.generated_at = report_time();
  options.on_warnings = [&](const FaultList& faults) { warnings = faults; };
  const auto done = run_hazards_on_dataset(*loaded->dataset, options, runs);
  if (!done) return done.error();
  JobResult result;
  result.text = monte_carlo_json(runs.report);
  result.is_partial = runs.is_partial();
  result.metadata = details_of(job, warnings);
  return result;
}

}  // namespace

JobKind hazards_job(Database& database, DatasetShelf& shelf) {
  JobKind kind;
  kind.id = "hazards";
  kind.name = {"灾害损失模拟", "losses by hazards"};
  kind.weight = JobWeight::kHeavy;
  kind.time_limit_s = 1800;
  kind.longest_time_limit_s = 24 * 3600;
  kind.permission = Permission::kScenarioRun;
  kind.classification = Classification::kInternal;  // sums over chains and provinces
  kind.prepare = prepared_by(database, take);
  kind.run = [&](const JobRequest& job, JobControl& control) { return run(shelf, job, control); };
  return kind;
}

}  // namespace tenon
