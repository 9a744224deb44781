#include <utility>

#include "app/command_whatif.h"
#include "app/dataset_source.h"
#include "app/option_values.h"
#include "app/output.h"
#include "exchange/network_edit_reader.h"
#include "remedy/dataset_edit.h"
#include "report/break_point_changes.h"
#include "report/timestamp.h"
#include "risk/break_points.h"
#include "service/dataset_names.h"

namespace tenon {
namespace {

std::string rendered(const BreakPointChanges& changes, const WhatIfOptions& options) {
  if (options.format == "json") return break_point_changes_json(changes);
  if (options.format == "csv") return break_point_changes_csv(changes);
  auto table = table_options<BreakPointChangesTableOptions>(options.language, options.out);
  table.top = options.top.value_or(table.top);
  return break_point_changes_table(changes, table);
}

}  // namespace

int run_whatif_on_dataset(const WhatIfOptions& options) {
  const auto read = read_dataset_source(options.input);
  if (!read) return report_error(read.error());
  report_faults(read->faults);
  const Dataset& dataset = read->dataset;
  FaultList faults;
  const auto edits = read_network_edits(options.edits, faults);
  if (!edits) return report_error(edits.error());
  BreakPointOptions judged;
  judged.use_synthetic = options.use_synthetic;
  judged.threads = options.threads;
  const auto scope = scope_code(dataset, options.scope);
  if (!scope) return report_error(scope.error());
  judged.scope = *scope;
  const auto before = find_break_points(dataset, judged);
  if (!before) return report_error(before.error());
  judged = before->options;  // the year of the records as they are also judges what is supposed
  const auto edited = edit_dataset(dataset, *edits, judged, faults);
  if (!edited) return report_error(edited.error());
  report_faults(faults);
  const auto after = find_break_points(edited->dataset, judged);
  if (!after) return report_error(after.error());
  const Analysis analysis_before{dataset, *before, report_time()};
  const Analysis analysis_after{edited->dataset, *after, report_time()};
  const BreakPointChanges changes{analysis_before, analysis_after,      options.input,
                                  options.edits,   edits->edits.size(), edited->touched};
  return write_output(options.out, rendered(changes, options));
}

}  // namespace tenon
