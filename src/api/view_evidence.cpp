// Every published figure of an analysis: what it is about, where it comes from, whether it is computed with.
#include "api/view_ground.h"
#include "api/view_json.h"
#include "report/break_points_json.h"

namespace tenon {
namespace {

// What was computed names no source, or says so.
bool is_published(const Provenance& provenance) {
  return !provenance.source.empty() && !provenance.source.starts_with("computed");
}

}  // namespace

HttpReply evidence_view(ApiServices&, const ApiCall&, const AnalysedVersion& view) {
  const Dataset& dataset = view.dataset();
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  write_about(json, view);
  json.key("old_before").integer(view.result.options.old_before);
  json.key("items").begin_array();
  for (const BreakPoint& point : view.result.break_points) {
    const SubjectView subject = subject_view(dataset, point.subject);
    for (const Evidence& evidence : point.evidence) {
      if (evidence.synthetic || !is_published(evidence.provenance)) continue;
      json.begin_object();
      json.key("subject_kind").text(subject.type == SubjectType::kProduct ? "product" : "firm");
      json.key("id").text(subject.id).key("name_zh").text(subject.name_zh);
      json.key("name_en").text(subject.name_en);
      write_text_or_null(json, "chain_id", subject.chain ? dataset.chain(*subject.chain).id : "");
      write_evidence(json.key("line"), evidence);
      json.end_object();
    }
  }
  json.end_array().end_object();
  return json_answer(200, json.take());
}

}  // namespace tenon
