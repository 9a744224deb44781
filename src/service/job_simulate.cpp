#include <limits>
#include <optional>

#include "exchange/network_edit_reader.h"
#include "exchange/scenario_reader.h"
#include "report/simulation_json.h"
#include "report/timestamp.h"
#include "service/job_dataset.h"
#include "service/job_kinds.h"
#include "service/simulation_runs.h"

namespace tenon {
namespace {

struct SimulateRequest {
  JobDataset dataset;
  Scenario scenario;
  std::optional<Scenario> second;
  NamedEdits edits;
  RunPair pair = RunPair::kNone;
  std::uint32_t draws = 0;
  std::uint64_t seed = 1;
  DrawWidths widths;
  FaultList warnings;
};

// YAML of a member.
Scenario take_scenario(JobMembers& members, const char* name, const std::string& text, FaultList& warnings) {
  FaultList faults;
  auto scenario = parse_scenario(name, text, faults);
  if (!scenario) {
    members.refuse(name, faults.to_string());
    return {};
  }
  for (const Fault& fault : faults.warnings()) warnings.add(fault);
  return std::move(*scenario);
}

void take_draws(JobMembers& members, SimulateRequest& request) {
  request.draws = static_cast<std::uint32_t>(members.integer("draws", 0, 0, kMostDraws));
  if (request.draws > 0 && request.draws < kFewestDraws) {
    members.refuse("draws", "0, or " + std::to_string(kFewestDraws) + " .. " + std::to_string(kMostDraws));
  }
  request.seed =
      static_cast<std::uint64_t>(members.integer("seed", 1, 0, std::numeric_limits<std::int64_t>::max()));
  request.widths.stocks = members.flag("draw_stocks", true);
  request.widths.loss = members.number("loss_width", request.widths.loss, 0, 1);
  request.widths.duration = members.number("duration_width", request.widths.duration, 0, 1);
  request.widths.recovery = members.number("recovery_width", request.widths.recovery, 0, 1);
}

SimulateRequest take(JobMembers& members) {
  SimulateRequest request;
  request.dataset = take_dataset(members);
  const std::string scenario = members.needed_text("scenario");
  const std::string second = members.text("compare_scenario");
  const std::string edits = members.text("edits");
  const bool switches = members.flag("compare_switching", false);
  take_draws(members, request);
  if (!scenario.empty()) request.scenario = take_scenario(members, "scenario", scenario, request.warnings);
  if (switches && (!second.empty() || !edits.empty())) {
    members.refuse(
        "compare_switching",
        "compare_switching makes a second run of its own: give it without compare_scenario and edits");
    return request;
  }
  if (switches) request.pair = RunPair::kSwitching;
  if (!second.empty()) {
    request.pair = RunPair::kScenarios;
    request.second = take_scenario(members, "compare_scenario", second, request.warnings);
  }
  if (!edits.empty()) {
    request.pair = RunPair::kEdits;
    auto parsed = parse_network_edits(edits, "edits", request.warnings);
    if (parsed) {
      request.edits = std::move(*parsed);
    } else {
      members.refuse("edits", parsed.error().message);
    }
  }
  for (const Scenario* one : {&request.scenario, request.second ? &*request.second : nullptr}) {
    if (one != nullptr &&
        std::uint64_t{request.draws} * static_cast<std::uint64_t>(one->horizon_days) > kMostDrawnDays)
      members.refuse("draws", "draws times days simulated at most " + std::to_string(kMostDrawnDays));
  }
  return request;
}

Result<JobResult> run(DatasetShelf& shelf, const JobRequest& job, JobControl& control) {
  auto request = read_request(job.text, take);
  if (!request) return request.error();
  control.tell(0, "reading the dataset");
  const auto loaded = load_for(shelf, request->dataset, job);
  if (!loaded) return loaded.error();
  SimulationRuns runs;
  runs.scenarios = paired_scenarios(std::move(request->scenario), request->pair, std::move(request->second));
  const double all = request->draws > 0 ? 0.2 : 0.8;
  const double part = all / static_cast<double>(runs.scenarios.size());
  const double drawn = (0.8 - all) / static_cast<double>(runs.scenarios.size());
  double from = 0.1;
  RunControl how;
  how.threads = control.threads();
  how.stop = control.stop();
  how.generated_at = report_time();
  how.on_warnings = [&](const FaultList& faults) {
    for (const Fault& fault : faults.warnings()) request->warnings.add(fault);
  };
  how.progress_of_run = [&](const std::string& label) {
    from += part;
    return control.progress(label, from - part, from);
  };
  how.draws = request->draws;
  how.seed = request->seed;
  how.widths = request->widths;
  how.progress_of_draws = [&](std::size_t run) {
    const double start = 0.1 + all + drawn * static_cast<double>(run);
    return control.progress("draws", start, start + drawn);
  };
  control.tell(0.1, "simulating");
  const auto done = simulate_on_dataset(*loaded->dataset, request->pair, request->edits, how, runs);
  if (!done) return done.error();
  control.tell(0.9, "writing the result");
  JobResult result;
  result.text = simulation_json(runs.report);
  result.classification = Classification::kRestricted;
  result.is_partial = is_partial(runs.report);
  result.metadata = details_of(job, request->warnings);
  return result;
}

}  // namespace

JobKind simulate_job(Database& database, DatasetShelf& shelf) {
  JobKind kind;
  kind.id = "simulate";
  kind.name = {"情景推演", "simulation"};
  kind.weight = JobWeight::kHeavy;
  kind.time_limit_s = 600;
  kind.permission = Permission::kScenarioRun;
  kind.classification = Classification::kRestricted;  // what happens to single firms
  kind.prepare = prepared_by(database, take);
  kind.run = [&](const JobRequest& job, JobControl& control) { return run(shelf, job, control); };
  return kind;
}

}  // namespace tenon
