#include "report/break_points_json.h"

#include <algorithm>

#include "report/timestamp.h"
#include "report/words.h"

namespace tenon {
namespace {

void write_text_or_null(JsonWriter& json, std::string_view text) {
  if (text.empty()) {
    json.null();
  } else {
    json.text(text);
  }
}

void write_subject(JsonWriter& json, const Dataset& dataset, const Subject& subject) {
  const SubjectView view = subject_view(dataset, subject);
  json.begin_object();
  json.key("type").text(view.type == SubjectType::kFirm ? "firm" : "product");
  json.key("id").text(view.id);
  json.key("name_zh").text(view.name_zh);
  json.key("name_en").text(view.name_en);
  json.key("chain_id");
  write_text_or_null(json, view.chain ? dataset.chain(*view.chain).id : "");
  json.key("segment");
  write_text_or_null(json, view.segment ? id_of(*view.segment) : "");
  json.end_object();
}

void write_component(JsonWriter& json, const std::string& name, const std::optional<Component>& component) {
  const auto member = [&](const std::string& key, double Component::*field) {
    json.key(key);
    if (component) {
      json.number((*component).*field);
    } else {
      json.null();
    }
  };
  member(name, &Component::value);
  member(name + "_low", &Component::low);
  member(name + "_high", &Component::high);
}

void write_rank(JsonWriter& json, std::string_view key, std::size_t rank) {
  json.key(key);
  if (rank == 0) {
    json.null();
  } else {
    json.integer(static_cast<std::int64_t>(rank));
  }
}

}  // namespace

void write_evidence(JsonWriter& json, const Evidence& evidence) {
  json.begin_object();
  json.key("metric").text(evidence.metric);
  json.key("label_zh").text(evidence.label_zh);
  json.key("label_en").text(evidence.label_en);
  json.key("value").optional_number(evidence.value);
  json.key("low").optional_number(evidence.low);
  json.key("high").optional_number(evidence.high);
  json.key("unit").text(evidence.unit);
  json.key("threshold").optional_number(evidence.threshold);
  json.key("scope").text(evidence.scope);
  json.key("source");
  write_text_or_null(json, evidence.provenance.source);
  json.key("url");
  write_text_or_null(json, evidence.provenance.url);
  json.key("year").optional_integer(evidence.provenance.year);
  json.key("grade");
  const char grade = evidence.provenance.grade;
  write_text_or_null(json, grade == ' ' || grade == '\0' ? "" : std::string_view(&grade, 1));
  json.key("synthetic").boolean(evidence.synthetic);
  json.key("computed_with").boolean(evidence.computed_with);
  json.key("old").boolean(evidence.old);
  json.end_object();
}

void write_break_point(JsonWriter& json, const Dataset& dataset, const BreakPoint& point) {
  json.begin_object();
  write_rank(json, "rank", point.rank);
  write_rank(json, "rank_low", point.rank > 0 ? point.rank_low : 0);
  write_rank(json, "rank_high", point.rank > 0 ? point.rank_high : 0);
  json.key("subject");
  write_subject(json, dataset, point.subject);
  write_component(json, "score", point.score);
  json.key("level").text(id_of(point.level));
  json.key("level_high").text(id_of(point.level_high));
  json.key("level_capped").boolean(point.level_capped);
  write_component(json, "importance", point.importance);
  write_component(json, "exposure", point.exposure);
  write_component(json, "recovery", point.recovery);
  json.key("kinds").begin_array();
  for (const RiskKind kind : point.kinds) json.text(id_of(kind));
  json.end_array();
  json.key("evidence").begin_array();
  for (const Evidence& evidence : point.evidence) write_evidence(json, evidence);
  json.end_array();
  json.key("remedy").begin_object();
  json.key("class").text(id_of(point.remedy.remedy_class));
  json.key("action").text(point.remedy.action_en);
  json.key("action_zh").text(point.remedy.action_zh);
  json.key("reason").text(point.remedy.reason_en);
  json.key("reason_zh").text(point.remedy.reason_zh);
  json.end_object();
  json.key("lost_end_products").begin_array();
  for (const ProductId product : point.lost_end_products) json.text(dataset.product(product).id);
  json.end_array();
  json.key("could_make").begin_array();
  for (const RelatedRegion& related : point.could_make) {
    json.begin_object();
    json.key("region_code").text(dataset.region(related.region).code);
    json.key("density").number(related.density);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

namespace {

void write_options(JsonWriter& json, const Dataset& dataset, const BreakPointOptions& options) {
  json.begin_object();
  json.key("chain_id");
  write_text_or_null(json, options.chain ? dataset.chain(*options.chain).id : "");
  json.key("thresholds").begin_object();
  json.key("red").number(options.red_at);
  json.key("orange").number(options.orange_at);
  json.key("yellow").number(options.yellow_at);
  json.key("blue").number(options.blue_at);
  json.end_object();
  json.key("current_year").integer(options.current_year);
  json.key("old_before").integer(options.old_before);
  json.end_object();
}

}  // namespace

std::string break_points_json(const Analysis& analysis, std::size_t top) {
  const BreakPointReport& result = analysis.result;
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object();
  json.key("dataset").text(result.dataset);
  json.key("scope").text(result.options.scope);
  json.key("generated_at").text(format_utc(analysis.generated_at));
  json.key("options");
  write_options(json, analysis.dataset, result.options);
  json.key("break_point_count").integer(static_cast<std::int64_t>(result.break_points.size()));
  json.key("break_points").begin_array();
  const std::size_t count = top == 0 ? result.break_points.size() : std::min(top, result.break_points.size());
  for (std::size_t i = 0; i < count; ++i) write_break_point(json, analysis.dataset, result.break_points[i]);
  json.end_array();
  json.key("gaps").begin_array();
  for (const DataGap& gap : result.gaps) {
    json.begin_object();
    json.key("subject");
    write_subject(json, analysis.dataset, gap.subject);
    json.key("what").text(gap.what);
    json.key("text_zh").text(gap.text_zh);
    json.key("text_en").text(gap.text_en);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace tenon
