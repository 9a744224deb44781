// All break points as rows of a table.
#include <map>
#include <string>

#include "api/view_ground.h"
#include "api/view_json.h"
#include "report/confidence.h"
#include "report/words.h"

namespace tenon {
namespace {

struct Ground {
  const AnalysedVersion& view;
  std::optional<Comparison> comparison;
  std::map<std::string, std::int64_t> register_ids;  // of open records, by "kind\nid"
  SeenCases cases;                                   // open ones
};

void write_places(JsonWriter& json, const AnalysedVersion& view, const MakerPlaces* makers) {
  json.key("made_in").begin_array();
  if (makers != nullptr) {
    for (const RegionId province : makers->provinces) json.text(view.dataset().region(province).code);
  }
  json.end_array();
}

void write_row(JsonWriter& json, const Ground& ground, const BreakPoint& point) {
  const Dataset& dataset = ground.view.dataset();
  const SubjectView subject = subject_view(dataset, point.subject);
  const bool is_product = subject.type == SubjectType::kProduct;
  json.begin_object();
  write_judgement(json, point);
  write_rank(json, "rank_low", point.rank > 0 ? point.rank_low : 0);
  write_rank(json, "rank_high", point.rank > 0 ? point.rank_high : 0);
  json.key("subject_kind").text(is_product ? "product" : "firm").key("id").text(subject.id);
  json.key("name_zh").text(subject.name_zh).key("name_en").text(subject.name_en);
  write_text_or_null(json, "chain_id", subject.chain ? dataset.chain(*subject.chain).id : "");
  write_text_or_null(json, "segment", subject.segment ? id_of(*subject.segment) : "");
  json.key("kinds").begin_array();
  for (const RiskKind kind : point.kinds) json.text(id_of(kind));
  json.end_array().key("remedy").text(id_of(point.remedy.remedy_class));
  const auto confidence = confidence_of(point);
  write_text_or_null(json, "confidence", confidence ? id_of(*confidence) : "");
  write_count(json, "evidence_count", point.evidence.size());
  write_places(json, ground.view, is_product ? &ground.view.makers[point.subject.index] : nullptr);
  write_change(json, "change",
               is_product && ground.comparison ? ground.comparison->find(subject.id) : nullptr);
  const auto recorded =
      ground.register_ids.find(std::string(is_product ? "product\n" : "firm\n") + subject.id);
  std::optional<std::int64_t> register_id;
  if (recorded != ground.register_ids.end()) register_id = recorded->second;
  json.key("register_id");
  if (register_id) {
    json.integer(*register_id);
  } else {
    json.null();
  }
  std::string case_id;
  if (is_product && ground.cases) {
    for (const CaseRow& row : *ground.cases) {
      if (case_id.empty() && is_about(row, ground.view.of->name, subject.id, register_id)) case_id = row.id;
    }
  }
  write_text_or_null(json, "case_id", case_id);
  json.end_object();
}

Result<Ground> ground_of(ApiServices& s, const ApiCall& call, const AnalysedVersion& view) {
  auto comparison = comparison_of(s, call, view);
  if (!comparison) return comparison.error();
  const auto recorded = read_register(s.database, view.of->name, view.result.options.scope);
  if (!recorded) return recorded.error();
  CaseFilter open;
  open.is_final = false;
  auto cases = seen_cases(s, call, open);
  if (!cases) return cases.error();
  Ground ground{view, std::move(*comparison), {}, std::move(*cases)};
  for (const RegisteredPoint& point : *recorded) {
    if (point.is_open) ground.register_ids[point.subject_kind + "\n" + point.subject_id] = point.id;
  }
  return ground;
}

}  // namespace

HttpReply ranking_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view) {
  const auto ground = ground_of(s, call, view);
  if (!ground) return error_answer(call, ground.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  write_about(json, view);
  write_comparison(json, ground->comparison);
  const BreakPointOptions& options = view.result.options;
  json.key("thresholds").begin_object().key("red").number(options.red_at);
  json.key("orange").number(options.orange_at).key("yellow").number(options.yellow_at);
  json.key("blue").number(options.blue_at).end_object();
  json.key("chains").begin_array();
  for (const Chain& chain : view.dataset().chains) {
    json.begin_object().key("id").text(chain.id).key("name_zh").text(chain.name_zh);
    json.key("name_en").text(chain.name_en).end_object();
  }
  json.end_array().key("divisions").begin_array();
  const std::vector<bool> certain = certain_order_before(view.result);
  for (std::size_t i = 0; i < certain.size(); ++i) {
    if (certain[i]) json.integer(static_cast<std::int64_t>(i));
  }
  json.end_array().key("rows").begin_array();
  for (const BreakPoint& point : view.result.break_points) write_row(json, *ground, point);
  json.end_array().end_object();
  return json_answer(200, json.take());
}

}  // namespace tenon
