#include "app/command_backup.h"

#include <utility>

#include "app/backup_ground.h"
#include "app/interrupt.h"
#include "app/option_values.h"
#include "app/output.h"
#include "exchange/backup_register_xlsx.h"
#include "remedy/dataset_backup_plan.h"
#include "remedy/plan_register.h"
#include "report/backup_candidates_report.h"
#include "report/backup_plan_report.h"
#include "report/timestamp.h"
#include "service/dataset_names.h"

namespace tenon {
namespace {

int write_register(const std::string& path, const Dataset& dataset, const DatasetBackupPlan& plan) {
  const BackupRegister reg = register_of_plan(dataset, plan, today_text());
  if (path.ends_with(".xlsx")) {
    RegisterTemplateOptions sheet;
    sheet.use_synthetic = true;
    const auto bytes = backup_register_xlsx(reg, backup_register_template(dataset, sheet),
                                            RegisterHeader::kBoth, report_time());
    return bytes ? write_output(path, *bytes) : report_error(bytes.error());
  }
  return write_output(path, backup_register_csv(reg, {RegisterHeader::kBoth, true}));
}

}  // namespace

int run_backup_candidates(const BackupCandidatesCommand& options) {
  const auto ground =
      ground_of(options.dataset, options.scope, options.scenario, options.friendly, options.threads);
  if (!ground) return report_error(ground.error());
  const Dataset& dataset = ground->dataset;
  const auto products = products_of(*ground, options.products, options.levels, "");
  if (!products) return report_error(products.error());
  std::optional<FirmId> buyer;
  if (!options.buyer.empty()) {
    const auto found = firm_id(dataset, options.buyer, "--buyer");
    if (!found) return report_error(found.error());
    buyer = *found;
  }
  const auto search = BackupSearch::create(dataset, ground->network, ground->search);
  if (!search) return report_error(search.error());
  std::vector<BackupAnswer> answers;
  for (const ProductId product : *products) {
    auto answer = search->answer({product, buyer});
    if (answer) {
      answers.push_back(std::move(*answer));
    } else if (!options.products.empty()) {
      return report_error({ErrorCode::kNotFound, dataset.product(product).id +
                                                     (buyer ? " is not bought by " + dataset.firm(*buyer).id
                                                            : " is neither made nor used in the network")});
    }
  }
  const BackupCandidatesReport report{dataset, ground->search, options.dataset, answers};
  if (options.format == "json") return write_output(options.out, backup_candidates_json(report));
  if (options.format == "csv") return write_output(options.out, backup_candidates_csv(report));
  auto table = table_options<BackupCandidatesTableOptions>(options.language, options.out);
  table.top = options.top.value_or(table.top);
  return write_output(options.out, backup_candidates_table(report, table));
}

int run_backup_plan(const BackupPlanCommand& options) {
  const auto ground =
      ground_of(options.dataset, options.scope, options.scenario, options.friendly, options.threads);
  if (!ground) return report_error(ground.error());
  const auto products = products_of(*ground, options.products, options.levels, options.chain);
  if (!products) return report_error(products.error());
  DatasetPlanOptions plan;
  plan.search = ground->search;
  plan.products = *products;
  plan.largest_stock_days = options.largest_stock_days;
  plan.buyers = options.buyers;
  plan.costs = options.costs;
  plan.failures = options.failures;
  plan.use_synthetic = !options.real_makers_only;
  plan.plan.goal = options.goal == "loss" ? PlanGoal::kLoss : PlanGoal::kCover;
  plan.plan.budget = options.budget;
  plan.plan.risk_weight = options.risk_weight;
  plan.plan.tail_level = options.tail_level;
  plan.plan.largest_place_part = options.largest_place_part;
  plan.plan.local_part = options.local_part;
  plan.plan.least_backups = options.least_backups;
  plan.plan.largest_firm_part = options.largest_firm_part;
  if (auto set = set_plan_rules(ground->dataset, options.rules, kPlanRuleOptions, plan); !set)
    return report_error(set.error());
  plan.plan.solver = options.solver;
  plan.plan.milp.relative_gap = options.gap;
  plan.plan.milp.time_limit_seconds = options.time_limit_seconds;
  plan.plan.milp.stop = &watch_for_interrupt();
  const auto result = plan_dataset_backups(ground->dataset, ground->network, plan);
  if (!result) return report_error(result.error());
  if (!options.reg.empty()) {
    const int written = write_register(options.reg, ground->dataset, *result);
    if (written != kExitDone) return written;
  }
  const BackupPlanReport report{ground->dataset, plan, *result, options.dataset,
                                options.products.empty() ? options.levels : "named products"};
  if (options.format == "json") return write_output(options.out, backup_plan_json(report));
  if (options.format == "csv") return write_output(options.out, backup_plan_csv(report));
  auto table = table_options<BackupPlanTableOptions>(options.language, options.out);
  table.top = options.top.value_or(table.top);
  return write_output(options.out, backup_plan_table(report, table));
}

}  // namespace tenon
