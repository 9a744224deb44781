// The policy brief on break points, in all forms in which it is given out: what is looked at is what is kept.
#include "report/brief.h"

#include <string>
#include <utility>
#include <vector>

#include "report/document_docx.h"
#include "report/document_html.h"
#include "report/document_pdf.h"
#include "report/json_writer.h"
#include "report/timestamp.h"
#include "service/encoding.h"
#include "service/job_kinds.h"
#include "service/job_measures.h"

namespace tenon {
namespace {

struct BriefRequest : MeasuresRequest {
  DocumentLanguage language = DocumentLanguage::kChinese;
  BriefWords words;
};

BriefRequest take(JobMembers& members) {
  BriefRequest request;
  static_cast<MeasuresRequest&>(request) = take_measures(members);
  if (members.word("language", "zh", {"zh", "en"}) == "en") request.language = DocumentLanguage::kEnglish;
  request.words.conclusion = members.text("conclusion");
  request.words.basis = members.text("basis");
  request.words.impact = members.text("impact");
  request.words.actions = members.text("actions");
  request.words.uncertainty = members.text("uncertainty");
  request.words.sources = members.texts("sources");
  return request;
}

std::string brief_json(const BriefInput& input, const std::string& source, const Document& document,
                       const std::string& docx, const std::string& pdf) {
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("dataset").text(source);
  json.key("language").text(document.language == DocumentLanguage::kEnglish ? "en" : "zh");
  json.key("title").text(document.title).key("generated_at").text(format_utc(input.generated_at));
  json.key("products").begin_array();
  for (const MeasureReport& report : input.measures) {
    const Product& product = input.dataset.product(report.product);
    json.begin_object().key("product_id").text(product.id).key("name_zh").text(product.name_zh);
    json.key("name_en").text(product.name_en).end_object();
  }
  json.end_array().key("notes").integer(static_cast<std::int64_t>(document.notes.size()));
  json.key("html").text(document_html(document));
  json.key("docx").text(to_base64(docx)).key("pdf").text(to_base64(pdf)).end_object();
  return json.take() + "\n";
}

Result<JobResult> run(DatasetShelf& shelf, const JobRequest& job, JobControl& control) {
  const auto request = read_request(job.text, take);
  if (!request) return request.error();
  const auto ground =
      backup_ground_for(shelf, request->dataset, request->rules, request->scope, job, control);
  if (!ground) return ground.error();
  MeasureOptions options = measure_options(*request, *ground, control);
  const auto chosen = chosen_measures(*request, *ground, options, control);
  if (!chosen) return chosen.error();
  // Half a brief is none: it would be taken for the whole.
  if (chosen->is_partial) return Error{ErrorCode::kCancelled, "stopped before all measures were looked at"};
  if (chosen->reports.empty())
    return Error{ErrorCode::kNotFound, "none of the products has a source that is known by name"};
  control.tell(0.95, "writing the brief");
  const auto search = BackupSearch::create(ground->dataset(), ground->network, ground->search);
  if (!search) return search.error();
  std::vector<BackupAnswer> answers;
  for (const MeasureReport& report : chosen->reports) {
    auto answer = search->answer({report.product, {}});
    if (!answer) return Error{ErrorCode::kNotFound, "nobody makes or uses the product in the network"};
    answers.push_back(std::move(*answer));
  }
  const BriefInput input{ground->dataset(), ground->break_points, answers,       chosen->reports,
                         options,           report_time(),        request->words};
  Document document = policy_brief(input, request->language);
  const Wording label = wording_of(Classification::kRestricted);
  document.classification = request->language == DocumentLanguage::kEnglish ? label.en : label.zh;
  const std::string docx = document_docx(document);
  const std::string pdf = document_pdf(document);
  if (docx.empty() || pdf.empty())
    return Error{ErrorCode::kIo, "the brief could not be drawn; is a font installed?"};
  JobResult result;
  result.text = brief_json(input, source_of(ground->shelved), document, docx, pdf);
  result.classification = Classification::kRestricted;
  result.metadata = details_of(job, ground->warnings);
  return result;
}

}  // namespace

JobKind brief_job(Database& database, DatasetShelf& shelf) {
  JobKind kind;
  kind.id = "brief";
  kind.name = {"专报", "brief"};
  kind.weight = JobWeight::kHeavy;
  kind.time_limit_s = 1800;
  kind.longest_time_limit_s = 4 * 3600;
  kind.permission = Permission::kRemedyRead;
  kind.classification = Classification::kRestricted;  // makers by name
  kind.prepare = prepared_by(database, take);
  kind.run = [&](const JobRequest& job, JobControl& control) { return run(shelf, job, control); };
  return kind;
}

}  // namespace tenon
