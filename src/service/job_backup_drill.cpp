#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "exchange/backup_register_columns.h"
#include "exchange/backup_register_reader.h"
#include "remedy/backup_drill.h"
#include "report/backup_drill_report.h"
#include "report/timestamp.h"
#include "service/break_point_choice.h"
#include "service/job_dataset.h"
#include "service/job_ground.h"
#include "service/job_kinds.h"

namespace tenon {
namespace {

constexpr std::int64_t kMostDays = 3650;
constexpr std::int64_t kMostCandidates = 50;
constexpr double kMostReserveFactor = 1000;
constexpr std::size_t kDayLength = 10;  // of "2026-11-26T06:05:09Z"

struct BackupDrillRequest {
  JobDataset dataset;
  BackupScope scope;
  BreakPointChoice choice;
  BackupRegister reg;
  FaultList warnings;
  std::string day;  // ISO 8601; empty: the day on which the job runs
  DrillOptions drill;
};

BackupDrillRequest take(JobMembers& members) {
  BackupDrillRequest request;
  request.dataset = take_dataset(members);
  const std::string text = members.needed_text("register");
  request.scope.scope = members.text("scope", "YRD");
  request.scope.friendly = members.texts("friendly");
  request.choice.products = members.texts("products");
  request.choice.levels = members.text("levels", "all");
  request.choice.chain = members.text("chain");
  const std::string day = members.text("on");
  DrillOptions& drill = request.drill;
  drill.failure_days = static_cast<int>(members.integer("failure_days", drill.failure_days, 1, kMostDays));
  drill.horizon_days = static_cast<int>(members.integer("horizon_days", drill.horizon_days, 1, kMostDays));
  drill.tolerance = members.number("tolerance", drill.tolerance, 0, 0.999999);
  drill.whole_root = members.flag("whole_root", false);
  drill.propose = members.flag("propose", true);
  drill.limits.reserve_factor =
      members.number("largest_reserve_factor", drill.limits.reserve_factor, 1, kMostReserveFactor);
  drill.limits.stock_days =
      static_cast<int>(members.integer("largest_stock_days", drill.limits.stock_days, 0, kMostDays));
  drill.limits.candidates = static_cast<std::size_t>(members.integer(
      "most_candidates", static_cast<std::int64_t>(drill.limits.candidates), 0, kMostCandidates));
  drill.limits.use_synthetic = !members.flag("real_makers_only", false);
  if (!day.empty()) {
    const auto iso = register_day(day);
    if (!iso || !parse_day(*iso)) members.refuse("on", "a day as 2026-11-26");
    request.day = iso.value_or(std::string());
  }
  if (text.empty()) return request;
  auto parsed = parse_backup_register(text, "register", request.warnings);
  if (parsed) {
    request.reg = std::move(*parsed);
  } else {
    members.refuse("register", parsed.error().message);
  }
  return request;
}

Result<JobResult> run(DatasetShelf& shelf, const JobRequest& job, JobControl& control) {
  auto request = read_request(job.text, take);
  if (!request) return request.error();
  auto ground = backup_ground_for(shelf, request->dataset, {}, request->scope, job, control);
  if (!ground) return ground.error();
  const Dataset& dataset = ground->dataset();
  const auto products =
      chosen_products(dataset, ground->break_points, request->choice, "products", "\"levels\"", kJobRequest);
  if (!products) return products.error();
  const auto backups = resolve_register(dataset, ground->network, request->reg, request->warnings);
  if (!backups) return backups.error();
  const auto search = BackupSearch::create(dataset, ground->network, ground->search);
  if (!search) return search.error();
  const std::int64_t now = report_time();
  const std::string day = request->day.empty() ? format_utc(now).substr(0, kDayLength) : request->day;
  DrillOptions& drill = request->drill;
  drill.day = *parse_day(day);
  drill.threads = control.threads();
  drill.progress = control.progress("drills", 0.2);
  drill.stop = control.stop();
  const auto drilled = drill_products({&dataset, &ground->network, &*search, *backups}, *products, drill);
  if (!drilled) return drilled.error();
  JobResult result;
  result.text = backup_drill_json(
      {dataset, request->reg, *backups, *drilled, drill, source_of(ground->shelved), day, now});
  result.classification = Classification::kRestricted;
  result.is_partial = drilled->is_partial;
  result.metadata = details_of(job, request->warnings);
  return result;
}

}  // namespace

JobKind backup_drill_job(Database& database, DatasetShelf& shelf) {
  JobKind kind;
  kind.id = "backup_drill";
  kind.name = {"备份演练", "backup drill"};
  kind.weight = JobWeight::kHeavy;
  kind.time_limit_s = 900;
  kind.permission = Permission::kBackupDrill;
  kind.classification = Classification::kRestricted;  // makers by name, with what they reserve
  kind.prepare = prepared_by(database, take);
  kind.run = [&](const JobRequest& job, JobControl& control) { return run(shelf, job, control); };
  return kind;
}

}  // namespace tenon
