// The chains: each as a row, and one drawn whole.
#include <algorithm>

#include "api/view_chain_row.h"
#include "api/view_ground.h"
#include "api/view_json.h"
#include "report/words.h"
#include "risk/evidence.h"

namespace tenon {
namespace {

using Positions = std::vector<std::optional<std::size_t>>;

const BreakPoint* point_of(const AnalysedVersion& view, const Positions& positions, ProductId product) {
  const auto position = positions[product.index()];
  return position ? &view.result.break_points[*position] : nullptr;
}

std::string_view level_id(const AnalysedVersion& view, const Positions& positions, ProductId product) {
  const BreakPoint* point = point_of(view, positions, product);
  return id_of(point != nullptr ? point->level : Level::kUnknown);
}

// Published, and the best of several.
const Evidence* localisation_of(const BreakPoint& point) {
  const Evidence* best = nullptr;
  const auto is_better = [](const Evidence& a, const Evidence& b) {
    if (a.computed_with != b.computed_with) return a.computed_with;
    const double grade_a = grade_weight(a.provenance.grade);
    const double grade_b = grade_weight(b.provenance.grade);
    if (grade_a != grade_b) return grade_a > grade_b;
    return a.provenance.year.value_or(0) > b.provenance.year.value_or(0);
  };
  for (const Evidence& line : point.evidence) {
    if (line.metric != "fact.localisation_rate" || line.unit != "%" || (!line.low && !line.high)) continue;
    if (best == nullptr || is_better(line, *best)) best = &line;
  }
  return best;
}

void write_localisation(JsonWriter& json, const BreakPoint& point) {
  json.key("localisation");
  const Evidence* line = localisation_of(point);
  if (line == nullptr) {
    json.null();
    return;
  }
  json.begin_object().key("low").optional_number(line->low).key("high").optional_number(line->high);
  json.key("scope").text(line->scope).key("is_old").boolean(line->old);
  write_figure(json, line->provenance);
  json.end_object();
}

void write_box(JsonWriter& json, const AnalysedVersion& view, const BreakPoint& point, const ChainBox& box,
               const MakerPlaces& makers) {
  const Dataset& dataset = view.dataset();
  json.begin_object();
  write_product(json, dataset, box.product);
  json.key("segment").text(id_of(dataset.product(box.product).segment));
  write_count(json, "column", box.column);
  write_count(json, "row", box.row);
  write_judgement(json, point);
  write_localisation(json, point);
  write_count(json, "makers_in_scope", makers.scope);
  write_count(json, "makers_in_country", makers.country);
  write_count(json, "makers_abroad", makers.abroad);
  write_count(json, "makers_unplaced", makers.unplaced);
  const bool has_figure = std::any_of(point.evidence.begin(), point.evidence.end(), is_published);
  json.key("has_data").boolean(has_figure || makers.total() > 0).end_object();
}

void write_links(JsonWriter& json, const Dataset& dataset, const ChainLayout& layout) {
  json.key("links").begin_array();
  for (const std::size_t at : layout.inputs) {
    const Input& input = dataset.inputs[at];
    json.begin_object().key("input_id").text(dataset.product(input.input).id);
    json.key("product_id").text(dataset.product(input.product).id);
    json.key("is_essential").boolean(input.essential);
    write_text_or_null(json, "alternative_group", input.alternative_group);
    write_rounded(json, "cost_share", input.cost_share);
    write_rounded(json, "consumption_share", input.consumption_share);
    write_text_or_null(json, "source", input.source);
    json.end_object();
  }
  json.end_array();
}

void write_cross_links(JsonWriter& json, const AnalysedVersion& view, const Positions& positions,
                       ChainId chain) {
  const Dataset& dataset = view.dataset();
  json.key("cross_links").begin_array();
  for (const Input& input : dataset.inputs) {
    const bool takes = dataset.product(input.product).chain == chain;
    const bool gives = dataset.product(input.input).chain == chain;
    if (takes == gives) continue;
    const ProductId own = takes ? input.product : input.input;
    const ProductId other = takes ? input.input : input.product;
    json.begin_object().key("direction").text(takes ? "from" : "to");
    json.key("product_id").text(dataset.product(own).id);
    write_product(json, dataset, other, "other_");
    json.key("other_level").text(level_id(view, positions, other));
    json.key("is_essential").boolean(input.essential).end_object();
  }
  json.end_array();
}

const ChainSummary* find_chain(const AnalysedVersion& view, const std::string& id) {
  const auto& chains = view.summary.chains;
  const auto found = std::find_if(chains.begin(), chains.end(), [&](const ChainSummary& chain) {
    return view.dataset().chain(chain.chain).id == id;
  });
  return found == chains.end() ? nullptr : &*found;
}

}  // namespace

void write_chain_row(JsonWriter& json, const AnalysedVersion& view, const ChainSummary& chain,
                     const ChainLayout& layout) {
  const Dataset& dataset = view.dataset();
  const Chain& record = dataset.chain(chain.chain);
  json.begin_object().key("id").text(record.id);
  json.key("name_zh").text(record.name_zh).key("name_en").text(record.name_en);
  write_region(json, "lead", dataset, record.lead_region);
  json.key("lead_since").optional_integer(record.lead_since);
  write_count(json, "product_count", chain.product_count);
  write_counts(json, "counts", chain.levels);
  write_count(json, "gap_count", chain.gap_count);
  write_text_or_null(
      json, "worst_product_id",
      chain.worst ? dataset.products[view.result.break_points[*chain.worst].subject.index].id : "");
  const Positions positions = break_point_of_product(view.analysis());
  std::vector<std::vector<std::string_view>> levels(layout.columns.size());
  for (std::size_t c = 0; c < levels.size(); ++c) levels[c].resize(layout.columns[c].box_count);
  for (const ChainBox& box : layout.boxes)
    levels[box.column][box.row] = level_id(view, positions, box.product);
  json.key("strip").begin_array();
  for (std::size_t c = 0; c < levels.size(); ++c) {
    json.begin_object().key("segment").text(id_of(layout.columns[c].segment)).key("levels").begin_array();
    for (const std::string_view level : levels[c]) json.text(level);
    json.end_array().end_object();
  }
  json.end_array().end_object();
}

void write_chain_rows(JsonWriter& json, const AnalysedVersion& view) {
  json.key("chains").begin_array();
  for (const ChainSummary& chain : view.summary.chains) {
    write_chain_row(json, view, chain, view.of->layouts[chain.chain.index()]);
  }
  json.end_array();
}

HttpReply chains_view(ApiServices&, const ApiCall&, const AnalysedVersion& view) {
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  write_about(json, view);
  write_chain_rows(json, view);
  json.end_object();
  return json_answer(200, json.take());
}

HttpReply chain_view(ApiServices&, const ApiCall& call, const AnalysedVersion& view) {
  const ChainSummary* chain = find_chain(view, call.text("chain"));
  if (chain == nullptr) return problem_answer(call, problem_of("not_found"));
  const Dataset& dataset = view.dataset();
  const ChainLayout& layout = view.of->layouts[chain->chain.index()];
  const Positions positions = break_point_of_product(view.analysis());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  write_about(json, view);
  write_chain_row(json.key("chain"), view, *chain, layout);
  write_count(json, "height", layout.height);
  json.key("columns").begin_array();
  for (const ChainColumn& column : layout.columns) {
    json.begin_object().key("segment").text(id_of(column.segment));
    write_count(json, "box_count", column.box_count);
    json.end_object();
  }
  json.end_array().key("boxes").begin_array();
  for (const ChainBox& box : layout.boxes) {
    if (const BreakPoint* point = point_of(view, positions, box.product))
      write_box(json, view, *point, box, view.makers[box.product.index()]);
  }
  json.end_array();
  write_links(json, dataset, layout);
  write_cross_links(json, view, positions, chain->chain);
  json.end_object();
  return json_answer(200, json.take());
}

}  // namespace tenon
