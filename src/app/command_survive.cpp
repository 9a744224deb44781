#include "app/command_survive.h"

#include <string>
#include <utility>

#include "app/dataset_ground.h"
#include "app/interrupt.h"
#include "app/option_values.h"
#include "app/output.h"
#include "report/dataset_survival_report.h"
#include "scenario/dataset_survival.h"

namespace tenon {
namespace {

SurvivalSubjects subjects_of(const std::string& word) {
  if (word == "firm") return SurvivalSubjects::kFirms;
  return word == "import" ? SurvivalSubjects::kImports : SurvivalSubjects::kProducts;
}

DatasetSurvivalOptions survival_options(const SurviveOptions& options, const ScenarioPolicy& policy) {
  DatasetSurvivalOptions survival;
  survival.subjects = subjects_of(options.of);
  survival.policy = policy;
  survival.counted = CountedDemand::kOthers;  // that the failed maker itself delivers nothing is no news
  survival.horizon_days = options.horizon_days;
  survival.recovery.use_synthetic = options.use_synthetic;
  if (options.assumed_recovery_days) {
    survival.recovery.assumed.lead_time_days = options.assumed_recovery_days;
    survival.recovery.assumed.trial_qualification_days = 0;
    survival.recovery.assumed.potential_qualification_days = 0;
  }
  survival.threads = options.threads;
  survival.progress = stderr_progress("survival");
  survival.stop = &watch_for_interrupt();
  return survival;
}

std::string rendered(const SurvivalReport& report, const SurviveOptions& options) {
  if (options.format == "json") return survival_json(report);
  if (options.format == "csv") return survival_csv(report);
  auto table = table_options<SurvivalTableOptions>(options.language, options.out);
  table.top = options.top.value_or(table.top);
  return survival_table(report, table);
}

}  // namespace

int run_survive(const SurviveOptions& options) {
  const auto ground = read_dataset_ground(options.dataset, options.scenario);
  if (!ground) return report_error(ground.error());
  const DatasetSurvivalOptions survival = survival_options(options, ground->policy);
  auto result = survive_on_dataset(ground->dataset, ground->network, survival);
  if (!result) return report_error(result.error());
  const bool partial = (result->simulation && result->simulation->is_partial) ||
                       (result->program && result->program->is_partial);
  const SurvivalReport report =
      dataset_survival_report(ground->dataset, ground->network, std::move(*result), survival);
  const int written = write_output(options.out, rendered(report, options));
  return written == kExitDone && partial ? kExitFailed : written;
}

}  // namespace tenon
