// A firm by public sources: what it makes, and where. Whom it supplies is not among them.
#include <algorithm>

#include "api/dataset_place.h"
#include "api/view_ground.h"
#include "api/view_json.h"
#include "api/view_makers.h"
#include "report/names.h"
#include "report/words.h"

namespace tenon {
namespace {

void write_products(JsonWriter& json, const AnalysedVersion& view, FirmId firm, bool shows_levels) {
  const Dataset& dataset = view.dataset();
  const auto position = break_point_of_product(view.analysis());
  json.key("products").begin_array();
  for (const Capability& capability : dataset.capabilities) {
    if (capability.firm != firm) continue;
    const auto at = position[capability.product.index()];
    json.begin_object();
    write_product(json, dataset, capability.product);
    json.key("segment").text(id_of(dataset.product(capability.product).segment));
    const Level level = at ? view.result.break_points[*at].level : Level::kUnknown;
    write_text_or_null(json, "level", shows_levels ? id_of(level) : "");
    json.key("status").text(id_of(capability.status));
    write_region(json, "region", dataset, capability_region(dataset, capability));
    write_figure(json, capability.provenance);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

HttpReply firm_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view) {
  const auto place = locate_dataset(s.database, call);
  if (!place) return error_answer(call, place.error());
  const Dataset& dataset = view.dataset();
  const auto found = std::find_if(dataset.firms.begin(), dataset.firms.end(),
                                  [&](const Firm& firm) { return firm.id == call.text("id"); });
  if (found == dataset.firms.end()) return problem_answer(call, problem_of("not_found"));
  const FirmId id(static_cast<std::size_t>(found - dataset.firms.begin()));
  const Bilingual name = firm_name(dataset, id);
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  write_about(json, view);
  json.key("id").text(found->id).key("name_zh").text(name.zh).key("name_en").text(name.en);
  write_text_or_null(json, "uscc", found->uscc);
  write_text_or_null(json, "gbt4754", found->gbt4754);
  json.key("is_synthetic").boolean(found->synthetic);
  write_region(json, "region", dataset, found->region);
  write_country(json, "control", dataset, found->control_code);
  write_text_or_null(json, "control_note", found->control_note);
  const Bilingual parent = found->parent ? firm_name(dataset, *found->parent) : Bilingual();
  write_text_or_null(json, "parent_id", found->parent ? dataset.firm(*found->parent).id : "");
  write_text_or_null(json, "parent_zh", parent.zh);
  write_text_or_null(json, "parent_en", parent.en);
  write_text_or_null(json, "source", found->source);
  write_products(json, view, id, call.decide(Permission::kBreakPointRead, *place).allowed());
  write_shares(json, dataset, true, [&](const Share& share) { return share.firm == id; });
  json.end_object();
  return json_answer(200, json.take());
}

}  // namespace tenon
