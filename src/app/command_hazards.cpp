#include "app/command_hazards.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "app/dataset_source.h"
#include "app/interrupt.h"
#include "app/option_values.h"
#include "app/output.h"
#include "base/number.h"
#include "exchange/hazard_reader.h"
#include "exchange/scenario_reader.h"
#include "report/monte_carlo_report.h"
#include "report/timestamp.h"
#include "service/hazard_runs.h"

namespace tenon {
namespace {

// Hazards, and the stocks and policy of a scenario. Prints warnings.
Result<void> read_inputs(const HazardsOptions& options, HazardRuns& runs) {
  FaultList faults;
  auto hazards = read_hazards(options.hazards, faults);
  if (!hazards) return Error{ErrorCode::kBadInput, faults.to_string()};
  report_faults(faults);
  runs.hazards = std::move(*hazards);
  if (options.scenario.empty()) return {};
  FaultList scenario_faults;
  auto scenario = read_scenario(options.scenario, scenario_faults);
  if (!scenario) return Error{ErrorCode::kBadInput, scenario_faults.to_string()};
  report_faults(scenario_faults);
  runs.scenario = std::move(*scenario);
  return {};
}

// A hazard's list of names usually says more than a dataset has: a few of them and how many are enough.
void report_names_without_effect(const FaultList& faults) {
  constexpr std::size_t kShown = 3;
  std::string text;
  for (std::size_t k = 0; k < std::min(kShown, faults.warnings().size()); ++k) {
    text += to_string(faults.warnings()[k]) + "\n";
  }
  if (faults.warning_count() > kShown) {
    text += "… " + format_count(faults.warning_count() - kShown) +
            " more names of hazards hit nothing in this dataset\n";
  }
  std::fputs(text.c_str(), stderr);
}

std::function<void(const MonteCarloProgress&)> progress_with_time_left() {
  return [shown = -1](const MonteCarloProgress& progress) mutable {
    if (progress.needed == 0) return;
    const auto percent = static_cast<int>(100 * std::min(progress.done, progress.needed) / progress.needed);
    if (percent / 10 == shown / 10 && shown >= 0) return;
    shown = percent;
    std::string line = "years " + format_count(progress.done) + " of about " + format_count(progress.needed);
    if (progress.seconds_left)
      line += ", about " + format_count(static_cast<std::uint64_t>(*progress.seconds_left + 0.5)) + " s left";
    std::fputs((line + "\n").c_str(), stderr);
  };
}

MonteCarloOptions run_options(const HazardsOptions& options) {
  MonteCarloOptions run;
  run.minimum_years = std::min(options.minimum_years, options.maximum_years);
  run.maximum_years = options.maximum_years;
  run.expected_precision = options.precision;
  run.conditional_precision = options.tail_precision;
  run.threads = options.threads;
  run.progress = progress_with_time_left();
  run.stop = &watch_for_interrupt();
  run.checkpoint_path = options.checkpoint;
  run.resume = options.resume;
  return run;
}

std::string rendered(const MonteCarloReport& report, const HazardsOptions& options) {
  if (options.format == "json") return monte_carlo_json(report);
  if (options.format == "csv") return monte_carlo_csv(report, *monte_carlo_csv_kind(options.what));
  auto table = table_options<MonteCarloTableOptions>(options.language, options.out);
  table.top = options.top.value_or(table.top);
  return monte_carlo_table(report, table);
}

}  // namespace

int run_hazards(const HazardsOptions& options) {
  const auto read = read_dataset_source(options.dataset);
  if (!read) return report_error(read.error());
  report_faults(read->faults);
  HazardRuns runs;
  if (const auto inputs = read_inputs(options, runs); !inputs) return report_error(inputs.error());
  HazardRunOptions run;
  run.compares_switching = !options.compare.empty();
  run.seed = options.seed;
  run.years = run_options(options);
  run.generated_at = report_time();
  run.on_warnings = report_names_without_effect;
  if (const auto done = run_hazards_on_dataset(read->dataset, run, runs); !done)
    return report_error(done.error());
  const int written = write_output(options.out, rendered(runs.report, options));
  return written == kExitDone && runs.is_partial() ? kExitFailed : written;
}

}  // namespace tenon
