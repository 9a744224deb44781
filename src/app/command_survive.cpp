#include "app/command_survive.h"

#include <string>
#include <utility>

#include "app/interrupt.h"
#include "app/output.h"
#include "exchange/dataset_reader.h"
#include "exchange/scenario_reader.h"
#include "report/dataset_survival_report.h"
#include "scenario/dataset_network.h"
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
  SurvivalTableOptions table;
  table.top = options.top.value_or(table.top);
  table.names = options.language == "zh"   ? NameLanguage::kChinese
                : options.language == "en" ? NameLanguage::kEnglish
                                           : NameLanguage::kBoth;
  if (options.out.empty()) table.style = style_of_standard_output();
  return survival_table(report, table);
}

}  // namespace

int run_survive(const SurviveOptions& options) {
  auto read = read_dataset(options.dataset);
  if (!read) return report_error(read.error());
  report_faults(read->faults);
  const Dataset& dataset = read->dataset;
  Scenario scenario;
  FaultList faults;
  if (!options.scenario.empty()) {
    auto given = read_scenario(options.scenario, faults);
    if (!given) return report_error({ErrorCode::kBadInput, faults.to_string()});
    scenario = std::move(*given);
  }
  const auto network = build_dataset_network(dataset, network_options(scenario), faults);
  if (!network) return report_error(network.error());
  report_faults(faults);
  const DatasetSurvivalOptions survival = survival_options(options, scenario.policy);
  auto result = survive_on_dataset(dataset, *network, survival);
  if (!result) return report_error(result.error());
  const bool partial = (result->simulation && result->simulation->is_partial) ||
                       (result->program && result->program->is_partial);
  const SurvivalReport report = dataset_survival_report(dataset, *network, std::move(*result), survival);
  const int written = write_output(options.out, rendered(report, options));
  return written == kExitDone && partial ? kExitFailed : written;
}

}  // namespace tenon
