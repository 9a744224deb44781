#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "report/backup_plan_report.h"
#include "service/break_point_choice.h"
#include "service/job_dataset.h"
#include "service/job_ground.h"
#include "service/job_kinds.h"
#include "service/plan_rules.h"

namespace tenon {
namespace {

constexpr double kMostMoney = 1e15;
constexpr std::int64_t kMostSeconds = 3600;
constexpr std::size_t kMostBudgets = 25;

struct BackupPlanRequest {
  JobDataset dataset;
  Scenario rules;
  BackupScope scope;
  BreakPointChoice choice;
  DatasetPlanOptions plan;
  PlanRuleWords rules_of_plan;
  std::vector<double> budgets;  // a plan for each of them instead of one
};

BackupPlanRequest take(JobMembers& members) {
  BackupPlanRequest request;
  request.dataset = take_dataset(members);
  request.rules = take_rules(members);
  request.scope.scope = members.text("scope", "YRD");
  request.scope.friendly = members.texts("friendly");
  request.choice.products = members.texts("products");
  request.choice.levels = members.text("levels", "red,orange");
  request.choice.chain = members.text("chain");
  DatasetPlanOptions& plan = request.plan;
  plan.plan.goal =
      members.word("goal", "cover", {"cover", "loss"}) == "loss" ? PlanGoal::kLoss : PlanGoal::kCover;
  plan.plan.budget = members.optional_number("budget", 0, kMostMoney);
  request.budgets = members.numbers("budgets", 0, kMostMoney);
  if (request.budgets.size() > kMostBudgets)
    members.refuse("budgets", "at most " + std::to_string(kMostBudgets) + " budgets");
  if (!request.budgets.empty() && plan.plan.budget)
    members.refuse("budgets", "either \"budget\" or \"budgets\"");
  plan.plan.risk_weight = members.number("risk_weight", 0.5, 0, 1);
  plan.plan.tail_level = members.number("tail_level", 0.95, 0, 0.999999);
  plan.largest_stock_days = members.number("largest_stock_days", 60, 0, 3650);
  plan.buyers = static_cast<std::size_t>(members.integer("buyers", 0, 0, 10000));
  plan.costs.qualify_qualified =
      members.number("qualify_qualified", plan.costs.qualify_qualified, 0, kMostMoney);
  plan.costs.qualify_trial = members.number("qualify_trial", plan.costs.qualify_trial, 0, kMostMoney);
  plan.costs.qualify_potential =
      members.number("qualify_potential", plan.costs.qualify_potential, 0, kMostMoney);
  plan.costs.years = members.number("qualification_years", plan.costs.years, 0.1, 100);
  plan.costs.reservation_rate = members.number("reservation_rate", plan.costs.reservation_rate, 0, 1);
  plan.costs.stock_rate = members.number("stock_rate", plan.costs.stock_rate, 0, 1);
  plan.costs.least_order = members.number("least_order", plan.costs.least_order, 0, kMostMoney);
  plan.failures.country = members.number("country_failures", plan.failures.country, 0, 365);
  plan.failures.group = members.number("group_failures", plan.failures.group, 0, 365);
  plan.failures.horizon_days = members.number("failure_days", plan.failures.horizon_days, 1, 3650);
  plan.plan.largest_place_part = members.number("largest_place_part", 1, 0, 1);
  plan.plan.local_part = members.number("local_part", 0, 0, 1);
  plan.plan.least_backups = static_cast<std::uint32_t>(members.integer("least_backups", 0, 0, 1000));
  plan.plan.largest_firm_part = members.number("largest_firm_part", 1, 0.01, 1);
  request.rules_of_plan.provinces = members.texts("provinces");
  request.rules_of_plan.locked = members.texts("locked");
  request.rules_of_plan.banned = members.texts("banned");
  plan.use_synthetic = !members.flag("real_makers_only", false);
  plan.plan.milp.relative_gap = members.number("gap", 0.01, 0, 1);
  plan.plan.milp.time_limit_seconds = members.number("solver_seconds", 60, 1, kMostSeconds);
  return request;
}

Result<JobResult> run(DatasetShelf& shelf, const JobRequest& job, JobControl& control) {
  auto request = read_request(job.text, take);
  if (!request) return request.error();
  const auto ground =
      backup_ground_for(shelf, request->dataset, request->rules, request->scope, job, control);
  if (!ground) return ground.error();
  const auto products = chosen_products(ground->dataset(), ground->break_points, request->choice, "products",
                                        "\"levels\"", kJobRequest);
  if (!products) return products.error();
  DatasetPlanOptions& plan = request->plan;
  plan.search = ground->search;
  plan.products = *products;
  if (auto set = set_plan_rules(ground->dataset(), request->rules_of_plan, kPlanRuleMembers, plan); !set)
    return set.error();
  plan.plan.milp.stop = control.stop();
  const auto solve = [&]() -> Result<std::string> {
    const auto planned = plan_dataset_backups(ground->dataset(), ground->network, plan);
    if (!planned) return planned.error();
    return backup_plan_json({ground->dataset(), plan, *planned, source_of(ground->shelved),
                             request->choice.products.empty() ? request->choice.levels : "named products"});
  };
  JobResult result;
  if (request->budgets.empty()) {
    control.tell(0.2, "solving the plan");
    auto text = solve();
    if (!text) return text.error();
    if (control.is_stopped()) return Error{ErrorCode::kCancelled, "stopped before the plan was solved"};
    result.text = std::move(*text);
  } else {
    // A plan that was cut short is none of the ladder: those before it are.
    std::size_t solved = 0;
    for (const double budget : request->budgets) {
      control.tell(0.2 + 0.8 * static_cast<double>(solved) / static_cast<double>(request->budgets.size()),
                   "solving plans");
      plan.plan.budget = budget;
      auto text = solve();
      if (control.is_stopped()) break;
      if (!text) return text.error();
      result.text += (solved++ == 0 ? "{\"plans\": [" : ",") + *text;
    }
    if (solved == 0) return Error{ErrorCode::kCancelled, "stopped before a plan was solved"};
    result.text += "]}\n";
    result.is_partial = solved < request->budgets.size();
  }
  result.classification = Classification::kRestricted;
  result.metadata = details_of(job, ground->warnings);
  return result;
}

}  // namespace

JobKind backup_plan_job(Database& database, DatasetShelf& shelf) {
  JobKind kind;
  kind.id = "backup_plan";
  kind.name = {"备份方案", "backup plan"};
  kind.weight = JobWeight::kHeavy;
  kind.time_limit_s = 900;
  kind.longest_time_limit_s = 2 * kMostSeconds;
  kind.permission = Permission::kBackupPlan;
  kind.classification = Classification::kRestricted;  // makers by name, with what they have to spare
  kind.prepare = prepared_by(database, take);
  kind.run = [&](const JobRequest& job, JobControl& control) { return run(shelf, job, control); };
  return kind;
}

}  // namespace tenon
