#include "app/simulate_table.h"

#include <cstdio>
#include <optional>

#include "app/interrupt.h"
#include "app/output.h"
#include "exchange/io_table_reader.h"
#include "exchange/io_table_regions.h"
#include "exchange/multi_regional_reader.h"
#include "report/multi_regional_report.h"
#include "scenario/multi_regional_events.h"

namespace tenon {
namespace {

std::optional<MultiRegionalTable> read_table(const SimulateOptions& options, FaultList& faults) {
  if (!options.table_demand.empty()) {
    MultiRegionalReadOptions reading;
    reading.unit = options.table_unit;
    return read_multi_regional_table(options.table, options.table_demand, reading, faults);
  }
  const auto national = read_io_table(options.table, {}, faults);
  if (!national) return std::nullopt;
  return regional_table_of(*national, {}, faults);
}

std::string rendered(const MultiRegionalTable& table, const TableSimulation& simulation,
                     const SimulateOptions& options) {
  TableReportOptions report;
  report.top = options.top.value_or(options.format == "table" ? report.top : 0);
  if (options.format == "json") return table_report_json(table, simulation, report);
  if (options.format == "csv") {
    const TableCsv shape = options.what == "nodes"       ? TableCsv::kLosses
                           : options.what == "breakdown" ? TableCsv::kIndustries
                                                         : TableCsv::kDays;
    return table_report_csv(table, simulation, shape);
  }
  if (options.out.empty()) report.style = style_of_standard_output();
  return table_report_text(table, simulation, report);
}

}  // namespace

int simulate_on_table(const SimulateOptions& options, const Scenario& scenario) {
  if (!options.html.empty() || !options.compare.empty() || !options.edits.empty()) {
    return report_error({ErrorCode::kInvalidArgument,
                         "--html, --compare and --edits go with a dataset or --links, not with --table"});
  }
  FaultList faults;
  const auto table = read_table(options, faults);
  report_faults(faults);
  if (!table) return kExitBadInput;

  MultiRegionalOptions parameters;
  parameters.psi = options.psi;
  parameters.inventory_restoration_days = options.restoration_days;
  parameters.overproduction_max = options.overproduction_max;
  if (options.fixed_shares) parameters.orders = TableOrders::kFixedShares;
  if (options.as_published_program) parameters.overproduction_rule = OverproductionRule::kAnyDifference;
  if (options.single_precision) parameters.storage = FlowStorage::kSingle;
  FaultList scenario_faults;
  const auto resolved = resolve_table_scenario(scenario, *table, parameters, scenario_faults);
  report_faults(scenario_faults);
  if (!resolved) return kExitBadInput;

  const auto model = build_multi_regional_model(*table, resolved->options);
  if (!model) return report_error(model.error());
  TableSimulationOptions run;
  run.horizon_days = resolved->horizon_days;
  run.threads = options.threads;
  run.keep_limiting_inputs = options.format == "csv" && options.what == "breakdown";
  constexpr std::size_t kLongRun = 2000;  // industries from which a year takes more than a moment
  if (table->size() > kLongRun) run.progress = stderr_progress("simulating");
  run.stop = &watch_for_interrupt();
  const auto simulation = simulate_table(*model, resolved->events, run);
  if (!simulation) return report_error(simulation.error());
  if (simulation->is_partial)
    std::fputs("tenon: stopped before the horizon; the result is marked partial\n", stderr);
  const int written = write_output(options.out, rendered(*table, *simulation, options));
  return written == kExitDone && simulation->is_partial ? kExitFailed : written;
}

}  // namespace tenon
