#include "app/command_remedy.h"

#include <utility>

#include "app/backup_ground.h"
#include "app/interrupt.h"
#include "app/output.h"
#include "remedy/measures.h"
#include "report/measures_report.h"

namespace tenon {

int run_remedy(const RemedyCommand& options) {
  const auto ground = ground_of(options.dataset, options.scope, options.scenario, {}, options.threads);
  if (!ground) return report_error(ground.error());
  const auto products = products_of(*ground, options.products, options.levels, options.chain);
  if (!products) return report_error(products.error());
  MeasureOptions measures;
  measures.search = ground->search;
  measures.break_points.scope = ground->search.scope;
  measures.break_points.current_year = ground->break_points.options.current_year;
  measures.policy = ground->policy;
  measures.network = ground->network_options;
  measures.failure_days = options.failure_days;
  measures.horizon_days = options.horizon_days;
  measures.with_interval = options.with_interval;
  measures.threads = options.threads;
  measures.stop = &watch_for_interrupt();
  const Progress progress = stderr_progress("break points");
  std::vector<MeasureReport> reports;
  std::size_t left_out = 0;
  for (std::size_t k = 0; k < products->size(); ++k) {
    auto report = evaluate_measures(ground->dataset, (*products)[k], measures);
    if (report) {
      const bool partial = report->is_partial;
      if (!partial) reports.push_back(std::move(*report));
      if (partial) break;
    } else if (!options.products.empty()) {
      return report_error(report.error());
    } else {
      ++left_out;  // nobody makes or uses it in the network, or has named its sources
    }
    if (products->size() > 1) progress(k + 1, products->size());
  }
  const bool stopped = reports.size() + left_out < products->size();
  const MeasuresReport report{ground->dataset, measures, options.dataset, reports};
  std::string text;
  if (options.format == "json") {
    text = measures_json(report);
  } else if (options.format == "csv") {
    text = measures_csv(report);
  } else {
    MeasuresTableOptions table;
    table.top = options.top.value_or(table.top);
    table.names = names_of(options.language);
    if (options.out.empty()) table.style = style_of_standard_output();
    text = measures_table(report, table);
  }
  const int written = write_output(options.out, text);
  return written == kExitDone && stopped ? kExitFailed : written;
}

}  // namespace tenon
