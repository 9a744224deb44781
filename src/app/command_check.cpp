#include "app/command_check.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <utility>
#include <vector>

#include "app/output.h"
#include "base/number.h"
#include "base/text.h"
#include "exchange/dataset_reader.h"
#include "report/terminal_table.h"

namespace tenon {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostShownBytes = 200;

json::array faults_to_json(const FaultList& faults) {
  json::array array;
  for (const auto* list : {&faults.errors(), &faults.warnings()}) {
    for (const Fault& fault : *list) {
      array.push_back(json::object{{"severity", fault.severity == Severity::kError ? "error" : "warning"},
                                   {"file", fault.file},
                                   {"line", fault.line},
                                   {"column", fault.column},
                                   {"column_name", fault.column_name},
                                   {"value", printable(fault.value, kMostShownBytes)},
                                   {"expected", fault.expected}});
    }
  }
  return array;
}

std::string to_json(const std::string& folder, const DatasetCheck& check) {
  json::array files;
  for (const FileCount& count : check.counts) {
    files.push_back(
        json::object{{"file", count.file}, {"present", count.is_present}, {"records", count.records}});
  }
  return json::serialize(json::object{{"dataset", folder},
                                      {"valid", !check.faults.has_errors()},
                                      {"files", std::move(files)},
                                      {"error_count", check.faults.error_count()},
                                      {"warning_count", check.faults.warning_count()},
                                      {"faults", faults_to_json(check.faults)}}) +
         "\n";
}

std::string to_table(const DatasetCheck& check) {
  TerminalTable table{{{"file", Align::kLeft}, {"records", Align::kRight}}, {}};
  for (const FileCount& count : check.counts) {
    table.rows.push_back({count.file, count.is_present ? format_count(count.records) : std::string("-")});
  }
  table.rows.push_back({"errors", format_count(check.faults.error_count())});
  table.rows.push_back({"warnings", format_count(check.faults.warning_count())});
  return render_table(table, style_of_standard_output());
}

}  // namespace

int run_check(const CheckOptions& options) {
  const DatasetCheck check = check_dataset(options.dataset);
  const bool is_json = options.format == "json";
  if (!is_json) report_faults(check.faults);
  const int written = write_output(options.out, is_json ? to_json(options.dataset, check) : to_table(check));
  if (written != kExitDone) return written;
  return check.faults.has_errors() ? kExitBadInput : kExitDone;
}

}  // namespace tenon
