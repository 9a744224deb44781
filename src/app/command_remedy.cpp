#include "app/command_remedy.h"

#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "app/backup_ground.h"
#include "app/interrupt.h"
#include "app/option_values.h"
#include "app/output.h"
#include "remedy/measures.h"
#include "report/brief.h"
#include "report/document_docx.h"
#include "report/document_html.h"
#include "report/document_pdf.h"
#include "report/measures_report.h"
#include "report/timestamp.h"

namespace tenon {
namespace {

std::string extension_of(const std::string& path) {
  return std::filesystem::path(path).extension().string();
}

// kInvalidArgument: a file that is none of the kinds.
Result<void> check_briefs(const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    const std::string extension = extension_of(file);
    if (extension != ".html" && extension != ".docx" && extension != ".pdf")
      return Error{ErrorCode::kInvalidArgument,
                   "--brief " + file + ": expected a name that ends in .html, .docx or .pdf"};
  }
  return {};
}

int write_brief(const std::string& file, const std::string& extension, const Document& document) {
  if (extension == ".html") return write_output(file, document_html(document));
  const std::string bytes = extension == ".pdf" ? document_pdf(document) : document_docx(document);
  if (bytes.empty())
    return report_error({ErrorCode::kIo, file + ": could not be drawn; is a font installed?"});
  return write_output(file, bytes);
}

int write_briefs(const RemedyCommand& options, const BackupGround& ground, const MeasureOptions& measures,
                 const std::vector<MeasureReport>& reports) {
  const auto search = BackupSearch::create(ground.dataset, ground.network, ground.search);
  if (!search) return report_error(search.error());
  std::vector<BackupAnswer> answers;
  for (const MeasureReport& report : reports) answers.push_back(*search->answer({report.product, {}}));
  const BriefInput input{ground.dataset, ground.break_points, answers, reports, measures, report_time()};
  const Document document =
      policy_brief(input, options.language == "en" ? DocumentLanguage::kEnglish : DocumentLanguage::kChinese);
  for (const std::string& file : options.briefs) {
    const std::string extension = extension_of(file);
    const int written = write_brief(file, extension, document);
    if (written != kExitDone) return written;
    const std::string note = "tenon: wrote " + file + "\n";
    std::fwrite(note.data(), 1, note.size(), stderr);
  }
  return kExitDone;
}

}  // namespace

int run_remedy(const RemedyCommand& options) {
  if (const auto checked = check_briefs(options.briefs); !checked) return report_error(checked.error());
  const auto ground = ground_of(options.dataset, options.scope, options.scenario, {}, options.threads);
  if (!ground) return report_error(ground.error());
  const auto products =
      products_of(*ground, options.products, options.levels, options.chain, "--break-point");
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
  if (!options.briefs.empty() && left_out == products->size()) {
    return report_error(
        {ErrorCode::kNotFound, "no brief written: none of the products has a source that is known by name"});
  }
  if (!options.briefs.empty() && !reports.empty()) {
    const int written = write_briefs(options, *ground, measures, reports);
    if (written != kExitDone) return written;
  }
  const MeasuresReport report{ground->dataset, measures, options.dataset, reports};
  std::string text;
  if (options.format == "json") {
    text = measures_json(report);
  } else if (options.format == "csv") {
    text = measures_csv(report);
  } else {
    auto table = table_options<MeasuresTableOptions>(options.language, options.out);
    table.top = options.top.value_or(table.top);
    text = measures_table(report, table);
  }
  const int written = write_output(options.out, text);
  return written == kExitDone && stopped ? kExitFailed : written;
}

}  // namespace tenon
