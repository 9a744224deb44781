#include "app/backup_drill.h"

#include <utility>

#include "app/backup_ground.h"
#include "app/interrupt.h"
#include "app/option_values.h"
#include "app/output.h"
#include "exchange/backup_register_reader.h"
#include "remedy/backup_drill.h"
#include "report/backup_drill_report.h"
#include "report/timestamp.h"

namespace tenon {
namespace {

DrillOptions drill_options(const BackupDrillCommand& options, const ScenarioPolicy& policy) {
  DrillOptions drill;
  if (!options.scenario.empty()) {
    const double trigger = drill.policy.switching.trigger_share;
    drill.policy = policy;
    drill.policy.switching.trigger_share = trigger;
  }
  drill.failure_days = options.failure_days;
  drill.horizon_days = options.horizon_days;
  drill.tolerance = options.tolerance;
  drill.whole_root = options.whole_root;
  drill.propose = options.propose;
  drill.limits.reserve_factor = options.largest_reserve_factor;
  drill.limits.stock_days = options.largest_stock_days;
  drill.limits.candidates = options.most_candidates;
  drill.limits.use_synthetic = !options.real_makers_only;
  drill.threads = options.threads;
  drill.progress = stderr_progress("drills");
  drill.stop = &watch_for_interrupt();
  return drill;
}

std::string rendered(const BackupDrillReport& report, const BackupDrillCommand& options) {
  if (options.format == "json") return backup_drill_json(report);
  if (options.format == "csv") return backup_drill_csv(report);
  auto table = table_options<BackupDrillTableOptions>(options.language, options.out);
  table.protocols = options.top.value_or(table.protocols);
  return backup_drill_table(report, table);
}

}  // namespace

int run_backup_drill(const BackupDrillCommand& options) {
  const auto day = day_of(options.day, "--on", today());
  if (!day) return report_error(day.error());
  const auto ground =
      ground_of(options.dataset, options.scope, options.scenario, options.friendly, options.threads);
  if (!ground) return report_error(ground.error());
  const auto products = products_of(*ground, options.products, options.levels, options.chain);
  if (!products) return report_error(products.error());
  FaultList faults;
  const auto reg = read_backup_register(options.reg, faults);
  if (!reg) return report_error(reg.error());
  const auto backups = resolve_register(ground->dataset, ground->network, *reg, faults);
  if (!backups) return report_error(backups.error());
  report_faults(faults);
  const auto search = BackupSearch::create(ground->dataset, ground->network, ground->search);
  if (!search) return report_error(search.error());

  DrillOptions drill = drill_options(options, ground->policy);
  drill.day = *day;
  const DrillInput input{&ground->dataset, &ground->network, &*search, *backups};
  const auto result = drill_products(input, *products, drill);
  if (!result) return report_error(result.error());
  const BackupDrillReport report{ground->dataset, *reg,           *backups,     *result, drill,
                                 options.dataset, day_text(*day), report_time()};
  const int written = write_output(options.out, rendered(report, options));
  return written == kExitDone && result->is_partial ? kExitFailed : written;
}

}  // namespace tenon
