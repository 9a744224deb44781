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
#include "report/dataset_simulation.h"
#include "report/simulation_csv.h"
#include "report/simulation_json.h"
#include "report/simulation_page.h"
#include "report/simulation_table.h"
#include "report/what_if_report.h"

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

Result<std::vector<Scenario>> read_scenarios(const SimulateOptions& options) {
  std::vector<Scenario> scenarios;
  auto first = read_one(options.scenario);
  if (!first) return first.error();
  scenarios.push_back(std::move(*first));
  if (!options.edits.empty()) {
    if (!options.compare.empty())
      return usage("--edits and --compare each make a second run: give one of them");
    scenarios.push_back(scenarios.front());
  } else if (options.compare == "switching") {
    scenarios.push_back(scenarios.front());
    scenarios[0].policy.switching.enabled = false;
    scenarios[1].policy.switching.enabled = true;
  } else if (!options.compare.empty()) {
    auto second = read_one(options.compare);
    if (!second) return second.error();
    scenarios.push_back(std::move(*second));
  }
  return scenarios;
}

Result<Simulation> run_scenario(const SupplyNetwork& network, const SwitchingMakers& makers,
                                const Scenario& scenario, const Shocks& shocks,
                                std::vector<Breakdown> breakdowns, const std::string& label,
                                unsigned threads) {
  const auto model = build_inventory_model(network, scenario.policy, makers);
  if (!model) return model.error();
  SimulationOptions simulation;
  simulation.horizon_days = scenario.horizon_days;
  simulation.breakdowns = std::move(breakdowns);
  simulation.threads = threads;
  // Nobody needs to be told how far a run is that ends within a second.
  constexpr std::size_t kLongRun = 50'000'000;
  if (network.link_count() * static_cast<std::size_t>(scenario.horizon_days) > kLongRun) {
    simulation.progress = stderr_progress(label);
  }
  simulation.stop = &watch_for_interrupt();
  return simulate(*model, shocks, simulation);
}

Result<NamedEdits> read_edits(const SimulateOptions& options) {
  if (options.edits.empty()) return NamedEdits{};
  FaultList faults;
  auto edits = read_network_edits(options.edits, faults);
  if (edits) report_faults(faults);
  return edits;
}

std::vector<Breakdown> breakdowns_for(const std::vector<Breakdown>& breakdowns, std::size_t node_count) {
  std::vector<Breakdown> cut = breakdowns;
  for (Breakdown& breakdown : cut) breakdown.group_of_node.resize(node_count);
  return cut;
}

void label_runs(const SimulateOptions& options, const NamedEdits& edits, SimulateRuns& runs) {
  if (runs.report.runs.size() < 2) return;
  if (!options.edits.empty()) {
    runs.report.runs[0].label = {"无措施", "without measures"};
    runs.report.runs[1].label = {"有措施", "with measures"};
    for (const NamedEdit& edit : edits.edits) {
      runs.report.differences.push_back({{"措施", "measure"}, {"—", "—"}, edit_words(edit)});
    }
    return;
  }
  if (options.compare == "switching") {
    runs.report.runs[0].label = {"不切换供应商", "without switching"};
    runs.report.runs[1].label = {"切换供应商", "with switching"};
  } else {
    for (std::size_t r = 0; r < 2; ++r) {
      const Scenario& scenario = runs.scenarios[r];
      runs.report.runs[r].label = {scenario.name_zh.empty() ? scenario.name_en : scenario.name_zh,
                                   scenario.name_en.empty() ? scenario.name_zh : scenario.name_en};
    }
  }
  runs.report.differences = scenario_differences(runs.scenarios[0], runs.scenarios[1]);
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
