// What should be known of the products and firms of an analysis and is not.
#include <map>

#include "api/view_ground.h"
#include "api/view_json.h"
#include "report/words.h"

namespace tenon {

HttpReply gaps_view(ApiServices&, const ApiCall&, const AnalysedVersion& view) {
  const Dataset& dataset = view.dataset();
  std::map<std::pair<SubjectType, std::size_t>, Level> levels;
  for (const BreakPoint& point : view.result.break_points)
    levels[{point.subject.type, point.subject.index}] = point.level;
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  write_about(json, view);
  json.key("chains").begin_array();
  for (const Chain& chain : dataset.chains) {
    json.begin_object().key("id").text(chain.id).key("name_zh").text(chain.name_zh);
    json.key("name_en").text(chain.name_en).end_object();
  }
  json.end_array();
  write_count(json, "subject_count", view.result.break_points.size());
  json.key("items").begin_array();
  for (const DataGap& gap : view.result.gaps) {
    const SubjectView subject = subject_view(dataset, gap.subject);
    const auto level = levels.find({gap.subject.type, gap.subject.index});
    json.begin_object().key("what").text(gap.what).key("text_zh").text(gap.text_zh);
    json.key("text_en").text(gap.text_en);
    json.key("subject_kind").text(subject.type == SubjectType::kProduct ? "product" : "firm");
    json.key("id").text(subject.id).key("name_zh").text(subject.name_zh).key("name_en").text(subject.name_en);
    write_text_or_null(json, "chain_id", subject.chain ? dataset.chain(*subject.chain).id : "");
    json.key("level").text(level == levels.end() ? "unknown" : id_of(level->second)).end_object();
  }
  json.end_array().end_object();
  return json_answer(200, json.take());
}

}  // namespace tenon
