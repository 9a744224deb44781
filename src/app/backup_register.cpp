#include "app/backup_register.h"

#include <utility>

#include "app/dataset_ground.h"
#include "app/dataset_source.h"
#include "app/interrupt.h"
#include "app/option_values.h"
#include "app/output.h"
#include "exchange/backup_register_reader.h"
#include "exchange/backup_register_template.h"
#include "exchange/backup_register_xlsx.h"
#include "remedy/backup_coverage_survival.h"
#include "remedy/resolved_register.h"
#include "report/backup_coverage_report.h"
#include "report/timestamp.h"
#include "risk/break_points.h"
#include "service/break_point_choice.h"
#include "service/dataset_names.h"

namespace tenon {
namespace {

// The files of both commands, read and brought together; faults go to stderr.
struct Inputs : DatasetGround {
  BackupRegister reg;
  std::vector<ResolvedBackup> backups;
  std::string scope;
  Day on{};
};

Result<Inputs> read_inputs(const BackupRegisterOptions& options) {
  const auto on = day_of(options.on, "--on", today());
  if (!on) return on.error();
  auto ground = read_dataset_ground(options.dataset, options.scenario);
  if (!ground) return ground.error();
  Inputs inputs{std::move(*ground), {}, {}, {}, *on};
  auto scope = scope_code(inputs.dataset, options.scope);
  if (!scope) return scope.error();
  inputs.scope = std::move(*scope);
  FaultList faults;
  auto reg = read_backup_register(options.backups, faults);
  if (!reg) return reg.error();
  inputs.reg = std::move(*reg);
  auto backups = resolve_register(inputs.dataset, inputs.network, inputs.reg, faults);
  if (!backups) return backups.error();
  inputs.backups = std::move(*backups);
  report_faults(faults);
  return inputs;
}

Result<CoverageBook> book_of(const Inputs& inputs, const std::vector<CoverageSubject>& subjects,
                             const BackupRegisterOptions& options) {
  CoverageOptions coverage;
  coverage.search.scope = inputs.scope;
  coverage.horizon_days = options.horizon_days;
  if (options.simulate) {
    CoverageSurvivalOptions survival;
    survival.policy = inputs.policy;
    survival.threads = options.threads;
    survival.progress = stderr_progress("survival");
    survival.stop = &watch_for_interrupt();
    auto days = simulated_survival_days(inputs.dataset, inputs.network, subjects, survival);
    if (!days) return days.error();
    coverage.search.cover_days = std::move(*days);
  }
  return coverage_book(inputs.dataset, inputs.network, inputs.backups, subjects, coverage);
}

CoverageReport report_of(const Inputs& inputs, const CoverageBook& book,
                         const BackupRegisterOptions& options) {
  CoverageOnDay on_day = coverage_on(book, inputs.on);
  CoverageIndicators indicators = coverage_indicators(inputs.dataset, book, on_day);
  return {inputs.dataset,
          inputs.reg,
          book,
          options.dataset,
          inputs.scope,
          {},
          options.simulate,
          std::move(on_day),
          std::move(indicators),
          {}};
}

Result<std::vector<Day>> series_days(const Inputs& inputs, const BackupCoverageOptions& options) {
  if (!options.series) return std::vector<Day>{};
  const auto to = day_of(options.to, "--to", inputs.on);
  if (!to) return to.error();
  const auto from = day_of(options.from, "--from", first_registration(inputs.backups).value_or(*to));
  if (!from) return from.error();
  if (!options.from.empty() && *to < *from)
    return Error{ErrorCode::kInvalidArgument, "--from must not be after the last day of the series"};
  return monthly_days(*from, *to);
}

RegisterHeader header_of(const std::string& language) {
  if (language == "zh") return RegisterHeader::kChinese;
  return language == "en" ? RegisterHeader::kEnglish : RegisterHeader::kBoth;
}

CoverageRows rows_of(const std::string& word) {
  if (word == "entries") return CoverageRows::kEntries;
  if (word == "groups") return CoverageRows::kGroups;
  return word == "series" ? CoverageRows::kSeries : CoverageRows::kProducts;
}

}  // namespace

int run_backup_coverage(const BackupCoverageOptions& options) {
  const auto levels = levels_of(options.levels);
  if (!levels) return report_error(levels.error());
  const auto inputs = read_inputs(options);
  if (!inputs) return report_error(inputs.error());
  const auto days = series_days(*inputs, options);
  if (!days) return report_error(days.error());
  BreakPointOptions judged;
  judged.scope = inputs->scope;
  judged.use_synthetic = options.use_synthetic;
  judged.threads = options.threads;
  const auto points = find_break_points(inputs->dataset, judged);
  if (!points) return report_error(points.error());
  const auto book = book_of(*inputs, coverage_subjects(*points, *levels), options);
  if (!book) return report_error(book.error());
  CoverageReport report = report_of(*inputs, *book, options);
  report.levels = *levels;
  report.series = coverage_over_time(inputs->dataset, *book, *days);
  std::string text;
  if (options.format == "json") {
    text = coverage_json(report);
  } else if (options.format == "csv") {
    text = coverage_csv(report, rows_of(options.rows));
  } else {
    auto table = table_options<CoverageTableOptions>(options.language, options.out);
    table.top = options.top.value_or(table.top);
    text = coverage_table(report, table);
  }
  return write_output(options.out, text);
}

int run_backup_register_check(const BackupRegisterOptions& options) {
  const auto inputs = read_inputs(options);
  if (!inputs) return report_error(inputs.error());
  std::vector<CoverageSubject> subjects;
  std::vector<bool> seen(inputs->dataset.products.size(), false);
  for (const ResolvedBackup& backup : inputs->backups) {
    if (!seen[backup.product.index()]) subjects.push_back({backup.product, {}});
    seen[backup.product.index()] = true;
  }
  const auto book = book_of(*inputs, subjects, options);
  if (!book) return report_error(book.error());
  const CoverageReport report = report_of(*inputs, *book, options);
  return write_output(options.out, options.format == "json" ? coverage_json(report)
                                   : options.format == "csv"
                                       ? coverage_csv(report, CoverageRows::kEntries)
                                       : register_check_table(report, table_options<CoverageTableOptions>(
                                                                          options.language, options.out)));
}

int run_backup_template(const BackupTemplateOptions& options) {
  auto read = read_dataset_source(options.dataset);
  if (!read) return report_error(read.error());
  report_faults(read->faults);
  const Dataset& dataset = read->dataset;
  const auto chain = chain_id(dataset, options.chain);
  if (!chain) return report_error(chain.error());
  RegisterTemplateOptions wanted;
  wanted.use_synthetic = options.use_synthetic;
  for (std::size_t p = 0; *chain && p < dataset.products.size(); ++p) {
    if (dataset.products[p].chain == **chain) wanted.products.emplace_back(p);
  }
  const RegisterTemplate sheet = backup_register_template(dataset, wanted);
  const RegisterHeader header = header_of(options.language);
  if (options.out.ends_with(".xlsx") && !options.lists) {
    const auto bytes = backup_register_xlsx({}, sheet, header, report_time());
    return bytes ? write_output(options.out, *bytes) : report_error(bytes.error());
  }
  return write_output(options.out, options.lists ? template_lists_csv(sheet) : template_csv(sheet, header));
}

}  // namespace tenon
