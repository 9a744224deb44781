// A product whole: how it is judged and by what, what it is linked to, who makes it, what became of it.
#include <algorithm>
#include <chrono>
#include <map>

#include "api/dataset_place.h"
#include "api/page.h"
#include "api/view_ground.h"
#include "api/view_json.h"
#include "api/view_makers.h"
#include "base/day.h"
#include "report/break_points_json.h"
#include "report/confidence.h"
#include "report/words.h"

namespace tenon {
namespace {

constexpr std::size_t kMostCandidates = 10;

std::optional<ProductId> find_product(const Dataset& dataset, const std::string& id) {
  for (std::size_t i = 0; i < dataset.products.size(); ++i) {
    if (dataset.products[i].id == id) return ProductId(i);
  }
  return std::nullopt;
}

// Member "inputs" or "users".
void write_linked(JsonWriter& json, const AnalysedVersion& view, ProductId product, bool is_upstream) {
  const Dataset& dataset = view.dataset();
  const auto position = break_point_of_product(view.analysis());
  json.key(is_upstream ? "inputs" : "users").begin_array();
  for (const Input& input : dataset.inputs) {
    if ((is_upstream ? input.product : input.input) != product) continue;
    const ProductId other = is_upstream ? input.input : input.product;
    const auto at = position[other.index()];
    json.begin_object();
    write_product(json, dataset, other);
    json.key("level").text(id_of(at ? view.result.break_points[*at].level : Level::kUnknown));
    json.key("is_essential").boolean(input.essential);
    write_text_or_null(json, "alternative_group", input.alternative_group);
    write_rounded(json, "cost_share", input.cost_share);
    write_rounded(json, "consumption_share", input.consumption_share);
    write_text_or_null(json, "source", input.source);
    json.end_object();
  }
  json.end_array();
}

// All that is reached from the product against, or along, the inputs; in dataset order, without itself.
void write_closure(JsonWriter& json, const Dataset& dataset, ProductId product, bool is_upstream) {
  std::vector<std::vector<ProductId>> next(dataset.products.size());
  for (const Input& input : dataset.inputs) {
    const ProductId from = is_upstream ? input.product : input.input;
    next[from.index()].push_back(is_upstream ? input.input : input.product);
  }
  std::vector<bool> reached(dataset.products.size(), false);
  std::vector<ProductId> open{product};
  while (!open.empty()) {
    const ProductId at = open.back();
    open.pop_back();
    for (const ProductId to : next[at.index()]) {
      if (reached[to.index()]) continue;
      reached[to.index()] = true;
      open.push_back(to);
    }
  }
  reached[product.index()] = false;
  json.key(is_upstream ? "upstream_ids" : "downstream_ids").begin_array();
  for (std::size_t p = 0; p < reached.size(); ++p) {
    if (reached[p]) json.text(dataset.products[p].id);
  }
  json.end_array();
}

void write_makers(JsonWriter& json, const AnalysedVersion& view, ProductId product, bool may_be_shown) {
  const Dataset& dataset = view.dataset();
  std::vector<const Capability*> makers;
  std::size_t synthetic = 0;
  for (const Capability& capability : dataset.capabilities) {
    if (capability.product != product) continue;
    if (dataset.firm(capability.firm).synthetic) {
      ++synthetic;
    } else {
      makers.push_back(&capability);
    }
  }
  const auto is_outside = [&](const Capability* capability) {
    const auto region = capability_region(dataset, *capability);
    return !region || !view.scope.contains(*region);
  };
  std::stable_sort(makers.begin(), makers.end(),
                   [&](const Capability* a, const Capability* b) { return is_outside(a) < is_outside(b); });
  json.key("makers");
  if (may_be_shown) {
    json.begin_array();
    for (const Capability* maker : makers) write_maker(json, view, *maker);
    json.end_array();
  } else {
    json.null();
  }
  write_count(json, "synthetic_maker_count", synthetic);
  write_shares(json, dataset, may_be_shown, [&](const Share& share) { return share.product == product; });
}

void write_candidates(JsonWriter& json, const AnalysedVersion& view, ProductId product) {
  json.key("could_make").begin_array();
  for (const RelatedRegion& related : view.related.candidates(product, kMostCandidates)) {
    const Region& region = view.dataset().region(related.region);
    json.begin_object().key("code").text(region.code);
    json.key("name_zh").text(region_name_zh(region)).key("name_en").text(region_name_en(region));
    write_rounded(json, "density", related.density);
    json.end_object();
  }
  json.end_array();
}

void write_gaps(JsonWriter& json, const AnalysedVersion& view, ProductId product) {
  json.key("gaps").begin_array();
  for (const DataGap& gap : view.result.gaps) {
    if (gap.subject.type != SubjectType::kProduct || gap.subject.index != product.index()) continue;
    json.begin_object().key("what").text(gap.what).key("text_zh").text(gap.text_zh);
    json.key("text_en").text(gap.text_en).end_object();
  }
  json.end_array();
}

Result<void> write_history(ApiServices& s, const AnalysedVersion& view, const std::string& id,
                           JsonWriter& json) {
  const auto analyses = list_analyses(s.database, view.of->name);
  if (!analyses) return analyses.error();
  const auto events = history_of_subject(s.database, view.of->name, view.result.options.scope, "product", id);
  if (!events) return events.error();
  std::map<std::int64_t, const RegisteredAnalysis*> by_id;
  for (const RegisteredAnalysis& one : *analyses) by_id[one.id] = &one;
  json.key("history").begin_array();
  for (const RegisterEvent& event : *events) {
    const auto found = by_id.find(event.analysis);
    if (found == by_id.end()) continue;  // recorded after the list was read
    const RegisterChange& change = event.change;
    json.begin_object().key("analysis").integer(event.analysis);
    json.key("version").integer(found->second->version);
    write_seconds(json.key("at"), found->second->at).key("kind").text(change.kind);
    write_text_or_null(json, "level_before", change.level_before);
    json.key("level").text(change.level);
    write_rounded(json, "score_before", change.score_before);
    write_rounded(json, "score", change.score);
    json.end_object();
  }
  json.end_array();
  return {};
}

Result<void> write_cases(ApiServices& s, const ApiCall& call, const AnalysedVersion& view,
                         const std::string& id, JsonWriter& json) {
  const auto cases = seen_cases(s, call, {});
  if (!cases) return cases.error();
  json.key("cases");
  if (!*cases) {
    json.null();
    return {};
  }
  const auto recorded = read_register(s.database, view.of->name, view.result.options.scope);
  if (!recorded) return recorded.error();
  std::optional<std::int64_t> register_id;
  for (const RegisteredPoint& point : *recorded) {
    if (point.subject_kind == "product" && point.subject_id == id) register_id = point.id;
  }
  json.begin_array();
  for (const CaseRow& row : **cases) {
    if (!is_about(row, view.of->name, id, register_id)) continue;
    json.begin_object().key("id").text(row.id).key("type").text(row.type).key("state").text(row.state);
    json.key("is_final").boolean(row.is_final);
    write_text_or_null(json, "next_due",
                       row.next_due ? day_text(Day(std::chrono::days(static_cast<int>(*row.next_due)))) : "");
    json.end_object();
  }
  json.end_array();
  return {};
}

}  // namespace

HttpReply product_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view) {
  const auto place = locate_dataset(s.database, call);
  if (!place) return error_answer(call, place.error());
  const Dataset& dataset = view.dataset();
  const std::string id = call.text("id");
  const auto product = find_product(dataset, id);
  const auto position = product ? break_point_of_product(view.analysis())[product->index()] : std::nullopt;
  if (!position) return problem_answer(call, problem_of("not_found"));
  const BreakPoint& point = view.result.break_points[*position];
  const Product& record = dataset.product(*product);
  const auto comparison = comparison_of(s, call, view);
  if (!comparison) return error_answer(call, comparison.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  write_about(json, view);
  write_product(json, dataset, *product);
  json.key("chain_zh").text(dataset.chain(record.chain).name_zh);
  json.key("chain_en").text(dataset.chain(record.chain).name_en);
  json.key("segment").text(id_of(record.segment));
  write_text_or_null(json, "gbt4754", record.gbt4754);
  write_text_or_null(json, "hs6", record.hs6);
  write_break_point(json.key("break_point"), dataset, point);
  const auto confidence = confidence_of(point);
  write_text_or_null(json, "confidence", confidence ? id_of(*confidence) : "");
  write_comparison(json, *comparison);
  write_change(json, "change", *comparison ? (*comparison)->find(id) : nullptr);
  write_gaps(json, view, *product);
  for (const bool is_upstream : {true, false}) {
    write_linked(json, view, *product, is_upstream);
    write_closure(json, dataset, *product, is_upstream);
  }
  write_makers(json, view, *product, call.decide(Permission::kDatasetRead, *place).allowed());
  write_candidates(json, view, *product);
  if (const auto written = write_history(s, view, id, json); !written)
    return error_answer(call, written.error());
  if (const auto written = write_cases(s, call, view, id, json); !written)
    return error_answer(call, written.error());
  json.end_object();
  return json_answer(200, json.take());
}

}  // namespace tenon
