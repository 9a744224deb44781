#include "app/command_analyze.h"

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

#include "app/dataset_source.h"
#include "app/option_values.h"
#include "app/output.h"
#include "base/number.h"
#include "report/analysis.h"
#include "report/break_points_csv.h"
#include "report/break_points_json.h"
#include "report/break_points_text.h"
#include "report/html_page.h"
#include "report/timestamp.h"
#include "risk/break_points.h"
#include "service/break_point_choice.h"
#include "service/break_point_register.h"

namespace tenon {
namespace {

Result<BreakPointReport> analyse(const Dataset& dataset, const AnalyzeOptions& options) {
  auto break_points = break_point_options(dataset, {options.scope, options.chain, options.thresholds});
  if (!break_points) return break_points.error();
  break_points->threads = options.threads;
  break_points->use_synthetic = options.use_synthetic;
  return find_break_points(dataset, *break_points);
}

std::string rendered(const Analysis& analysis, const AnalyzeOptions& options) {
  if (options.format == "json") return break_points_json(analysis, options.top.value_or(0));
  if (options.format == "csv") return break_points_csv(analysis, options.top.value_or(0));
  auto text = table_options<BreakPointTextOptions>(options.language, options.out);
  text.top = options.top.value_or(text.top);
  return break_points_text(analysis, text);
}

// The dataset of the store that --record speaks of, with the version that is analysed: the newest is looked
// up once, so that an import in between is not taken for it.
Result<StoredName> record_target(const AnalyzeOptions& options) {
  const std::string_view prefix = kStorePrefix;
  if (!options.dataset.starts_with(prefix)) {
    return Error{ErrorCode::kInvalidArgument,
                 "--record: expected a dataset of the store, db:NAME; tenon import takes a folder there"};
  }
  auto name = stored_name(options.dataset.substr(prefix.size()));
  if (!name || name->version != 0) return name;
  auto store = open_store("", true);
  if (!store) return store.error();
  const auto found = find_dataset(*store, name->name);
  if (!found) return found.error();
  name->version = found->newest_version;
  return name;
}

// Into the register of break points of the store; says what has changed.
int record(const StoredName& target, const Dataset& dataset, const BreakPointReport& report,
           const AnalyzeOptions& options) {
  auto store = open_store("", true);
  if (!store) return report_error(store.error());
  const auto recorded =
      record_break_points(*store, target.name, target.version, dataset, report,
                          {command_line_actor(options.by), now_utc(), options.dataset, options.note});
  if (!recorded) return report_error(recorded.error());
  const std::string text = "tenon: recorded as analysis " + std::to_string(recorded->analysis) + ", " +
                           format_count(recorded->events.size()) + " changes; tenon break-points " +
                           target.name + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
  return kExitDone;
}

}  // namespace

int run_analyze(const AnalyzeOptions& options) {
  std::string source = options.dataset;
  StoredName target;
  if (options.record) {
    auto found = record_target(options);
    if (!found) return report_error(found.error());
    target = std::move(*found);
    source = kStorePrefix + target.name + "@" + std::to_string(target.version);
  }
  auto read = read_dataset_source(source);
  if (!read) return report_error(read.error());
  report_faults(read->faults);
  const Dataset& dataset = read->dataset;
  const auto result = analyse(dataset, options);
  if (!result) return report_error(result.error());
  if (options.record) {
    const int recorded = record(target, dataset, *result, options);
    if (recorded != kExitDone) return recorded;
  }
  const Analysis analysis{dataset, *result, report_time()};
  if (!options.html.empty()) {
    const std::string page = html_page(analysis, {options.language == "both" ? "" : options.language});
    const int written = write_output(options.html, page);
    if (written != kExitDone) return written;
    const std::string note =
        "tenon: wrote " + options.html + " (" + format_count(page.size() / 1024) + " KiB)\n";
    std::fwrite(note.data(), 1, note.size(), stderr);
  }
  return write_output(options.out, rendered(analysis, options));
}

}  // namespace tenon
