#include "app/command_simulate.h"

#include <cstdio>
#include <utility>

#include "app/interrupt.h"
#include "app/option_values.h"
#include "app/output.h"
#include "app/simulate_runs.h"
#include "app/simulate_table.h"
#include "base/number.h"
#include "exchange/network_edit_reader.h"
#include "exchange/scenario_reader.h"
#include "report/simulation_csv.h"
#include "report/simulation_json.h"
#include "report/simulation_page.h"
#include "report/simulation_table.h"
#include "report/timestamp.h"

namespace tenon {
namespace {

Result<Scenario> read_one(const std::string& path) {
  FaultList faults;
  auto scenario = read_scenario(path, faults);
  if (!scenario) return Error{ErrorCode::kBadInput, faults.to_string()};
  report_faults(faults);
  return std::move(*scenario);
}

std::string rendered(const SimulationReport& report, const SimulateOptions& options) {
  if (options.format == "json") return simulation_json(report);
  if (options.format == "csv") return simulation_csv(report, *simulation_csv_kind(options.what));
  auto table = table_options<SimulationTableOptions>(options.language, options.out);
  table.top = options.top.value_or(table.top);
  return simulation_table(report, table);
}

Error usage(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

}  // namespace

RunPair pair_of(const SimulateOptions& options) {
  if (!options.edits.empty()) return RunPair::kEdits;
  if (options.compare.empty()) return RunPair::kNone;
  return options.compare == "switching" ? RunPair::kSwitching : RunPair::kScenarios;
}

RunControl control_of(const SimulateOptions& options) {
  RunControl control;
  control.threads = options.threads;
  control.stop = &watch_for_interrupt();
  control.on_warnings = report_faults;
  control.progress_of_run = [](const std::string& label) { return stderr_progress(label); };
  control.generated_at = report_time();
  control.draws = options.draws;
  control.seed = options.seed;
  control.widths = {!options.fixed_stocks, options.loss_width, options.duration_width,
                    options.recovery_width};
  control.progress_of_draws = [](std::size_t run) {
    return stderr_progress("draws " + std::to_string(run + 1));
  };
  return control;
}

Result<std::vector<Scenario>> read_scenarios(const SimulateOptions& options) {
  auto first = read_one(options.scenario);
  if (!first) return first.error();
  if (!options.edits.empty() && !options.compare.empty())
    return usage("--edits and --compare each make a second run: give one of them");
  const RunPair pair = pair_of(options);
  std::optional<Scenario> second;
  if (pair == RunPair::kScenarios) {
    auto read = read_one(options.compare);
    if (!read) return read.error();
    second = std::move(*read);
  }
  return paired_scenarios(std::move(*first), pair, std::move(second));
}

Result<NamedEdits> read_edits(const SimulateOptions& options) {
  if (options.edits.empty()) return NamedEdits{};
  FaultList faults;
  auto edits = read_network_edits(options.edits, faults);
  if (edits) report_faults(faults);
  return edits;
}

int run_simulate(const SimulateOptions& options) {
  const int networks =
      (options.dataset.empty() ? 0 : 1) + (options.links.empty() ? 0 : 1) + (options.table.empty() ? 0 : 1);
  if (networks != 1) return report_error(usage("simulate needs one of: a dataset folder, --links, --table"));
  auto scenarios = read_scenarios(options);
  if (!scenarios) return report_error(scenarios.error());
  if (!options.table.empty()) return simulate_on_table(options, scenarios->front());
  const auto runs = options.dataset.empty() ? simulate_on_links(options, std::move(*scenarios))
                                            : simulate_on_dataset(options, std::move(*scenarios));
  if (!runs) return report_error(runs.error());
  const SimulationReport& report = (*runs)->report;
  const bool partial = is_partial(report);
  if (partial) std::fputs("tenon: stopped before the horizon; the result is marked partial\n", stderr);
  if (!options.html.empty()) {
    const std::string page = simulation_page(report, {options.language == "both" ? "" : options.language});
    const int written = write_output(options.html, page);
    if (written != kExitDone) return written;
    const std::string note =
        "tenon: wrote " + options.html + " (" + format_count(page.size() / 1024) + " KiB)\n";
    std::fwrite(note.data(), 1, note.size(), stderr);
  }
  const int written = write_output(options.out, rendered(report, options));
  return written == kExitDone && partial ? kExitFailed : written;
}

}  // namespace tenon
