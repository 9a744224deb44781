#include "app/command_io.h"

#include <utility>

#include "app/output.h"
#include "exchange/io_table_reader.h"
#include "report/io_report.h"
#include "risk/input_output_analysis.h"

namespace tenon {
namespace {

constexpr std::size_t kTableRows = 20;

}  // namespace

int run_io(const IoOptions& options) {
  IoReportOptions report;
  const auto sort = io_sort_key(options.sort);
  if (!sort) return report_error({ErrorCode::kInvalidArgument, "--sort: unknown key '" + options.sort + "'"});
  report.sort = *sort;
  report.basis = options.imports == "total" ? IoBasis::kTotal : IoBasis::kDomestic;
  report.top = options.top.value_or(options.format == "table" ? kTableRows : 0);
  if (options.out.empty()) report.style = style_of_standard_output();

  FaultList faults;
  IoReadOptions reading;
  reading.year = options.year;
  reading.allow_imbalance = options.allow_imbalance;
  auto table = read_io_table(options.table, reading, faults);
  report_faults(faults);
  if (!table) return kExitBadInput;

  const auto analysis = analyze_io_table(std::move(*table));
  if (!analysis) return report_error(analysis.error());
  if (options.format == "json") return write_output(options.out, io_report_json(*analysis, report));
  if (options.format == "csv") return write_output(options.out, io_report_csv(*analysis, report));
  return write_output(options.out, io_report_text(*analysis, report));
}

}  // namespace tenon
