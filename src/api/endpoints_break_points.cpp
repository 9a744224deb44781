// The register of break points across analyses.
#include <algorithm>
#include <array>

#include "api/dataset_place.h"
#include "api/endpoint.h"
#include "api/page.h"
#include "api/table_shelf.h"
#include "base/number.h"
#include "store/break_point_store.h"
#include "store/case_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

// Worst first; what has no level comes last.
std::size_t rank_of(const std::string& level) {
  static constexpr std::array<std::string_view, 4> kLevels = {"red", "orange", "yellow", "blue"};
  return static_cast<std::size_t>(std::find(kLevels.begin(), kLevels.end(), level) - kLevels.begin());
}

struct Names {
  std::string zh;
  std::string en;
  std::string chain;
};

// What subjects are called now; empty for those that are no longer in the dataset.
class SubjectNames {
 public:
  static Result<SubjectNames> read(ApiServices& s, TableShelf& tables, const std::string& dataset) {
    SubjectNames names;
    for (const char* kind : {"product", "firm"}) {
      auto table = tables.load(s.database, dataset, 0, std::string(kind) + "s.csv");
      if (!table) return table.error();
      const DatasetTable& all = **table;
      const std::size_t id = all.column(std::string(kind) + "_id");
      const std::size_t zh = all.column("name_zh");
      const std::size_t en = all.column("name_en");
      const std::size_t chain = all.column("chain_id");
      for (const auto& row : all.rows) {
        const auto cell = [&](std::size_t c) { return c < row.size() ? row[c] : std::string(); };
        names.names_[std::string(kind) + "\n" + cell(id)] = {cell(zh), cell(en), cell(chain)};
      }
    }
    return names;
  }
  [[nodiscard]] const Names* find(const RegisteredPoint& point) const {
    const auto found = names_.find(point.subject_kind + "\n" + point.subject_id);
    return found == names_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string, Names> names_;
};

void write_point(JsonWriter& json, const RegisteredPoint& point, const Names* names) {
  json.begin_object().key("id").integer(point.id).key("subject_kind").text(point.subject_kind);
  json.key("subject_id")
      .text(point.subject_id)
      .key("is_open")
      .boolean(point.is_open)
      .key("level")
      .text(point.level);
  json.key("score").optional_number(point.score).key("first_analysis").integer(point.first_analysis);
  json.key("last_analysis").integer(point.last_analysis);
  if (names != nullptr) {
    json.key("name_zh").text(names->zh).key("name_en").text(names->en).key("chain_id").text(names->chain);
  }
  json.end_object();
}

void write_event(JsonWriter& json, const RegisterEvent& event) {
  const RegisterChange& change = event.change;
  json.begin_object().key("analysis").integer(event.analysis).key("kind").text(change.kind);
  json.key("level_before").text(change.level_before).key("level").text(change.level);
  json.key("score_before").optional_number(change.score_before).key("score").optional_number(change.score);
  json.key("subject_kind").text(change.subject_kind).key("subject_id").text(change.subject_id).end_object();
}

// The scope asked for, else that of the newest analysis; "" where nothing was analysed.
Result<std::string> scope_of(ApiServices& s, const ApiCall& call) {
  if (const std::string* scope = call.parameter("scope")) return *scope;
  auto analyses = list_analyses(s.database, call.text("name"));
  if (!analyses) return analyses.error();
  return analyses->empty() ? std::string() : analyses->back().scope;
}

HttpReply points(ApiServices& s, TableShelf& tables, const ApiCall& call) {
  auto scope = scope_of(s, call);
  if (!scope) return error_answer(call, scope.error());
  auto all = read_register(s.database, call.text("name"), *scope);
  if (!all) return error_answer(call, all.error());
  auto names = SubjectNames::read(s, tables, call.text("name"));
  if (!names) return error_answer(call, names.error());
  const std::string* level = call.parameter("level");
  const std::string* chain = call.parameter("chain");
  std::vector<const RegisteredPoint*> found;
  for (const RegisteredPoint& point : *all) {
    if (!point.is_open && !call.flag("closed")) continue;
    if (level != nullptr && point.level != *level) continue;
    const Names* named = names->find(point);
    if (chain != nullptr && (named == nullptr || named->chain != *chain)) continue;
    found.push_back(&point);
  }
  std::stable_sort(found.begin(), found.end(), [](const RegisteredPoint* a, const RegisteredPoint* b) {
    if (a->is_open != b->is_open) return a->is_open;
    if (rank_of(a->level) != rank_of(b->level)) return rank_of(a->level) < rank_of(b->level);
    return a->score.value_or(-1) > b->score.value_or(-1);
  });
  return page_answer(call, found.size(), [&](JsonWriter& json, std::size_t i) {
    write_point(json, *found[i], names->find(*found[i]));
  });
}

HttpReply point(ApiServices& s, TableShelf& tables, const ApiCall& call) {
  const std::string name = call.text("name");
  auto scope = scope_of(s, call);
  if (!scope) return error_answer(call, scope.error());
  auto all = read_register(s.database, name, *scope);
  if (!all) return error_answer(call, all.error());
  const auto found = std::find_if(all->begin(), all->end(), [&](const RegisteredPoint& one) {
    return one.subject_kind == call.text("kind") && one.subject_id == call.text("id");
  });
  if (found == all->end()) return problem_answer(call, problem_of("not_found"));
  auto names = SubjectNames::read(s, tables, name);
  if (!names) return error_answer(call, names.error());
  auto events = history_of_subject(s.database, name, *scope, found->subject_kind, found->subject_id);
  if (!events) return error_answer(call, events.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("point");
  write_point(json, *found, names->find(*found));
  json.key("events").begin_array();
  for (const RegisterEvent& event : *events) write_event(json, event);
  json.end_array().end_object();
  return json_answer(200, json.take());
}

HttpReply analyses(ApiServices& s, const ApiCall& call) {
  auto all = list_analyses(s.database, call.text("name"));
  if (!all) return error_answer(call, all.error());
  std::reverse(all->begin(), all->end());
  return list_answer(all->size(), [&](JsonWriter& json, std::size_t i) {
    const RegisteredAnalysis& one = (*all)[i];
    json.begin_object()
        .key("id")
        .integer(one.id)
        .key("dataset")
        .text(one.dataset)
        .key("version")
        .integer(one.version);
    json.key("scope").text(one.scope).key("method").text(one.method);
    write_seconds(json.key("at"), one.at).key("by").text(one.by).key("note").text(one.note).end_object();
  });
}

HttpReply analysis(ApiServices& s, const ApiCall& call) {
  auto events = events_of_analysis(s.database, call.integer("id", 0));
  if (!events) return error_answer(call, events.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("events").begin_array();
  for (const RegisterEvent& event : *events) write_event(json, event);
  json.end_array().end_object();
  return json_answer(200, json.take());
}

// The dataset that the analysis is of.
Result<AccessObject> locate_analysis(ApiServices& s, const ApiCall& call) {
  auto name = dataset_of_analysis(s.database, call.integer("id", 0));
  if (!name) return name.error();
  return place_of_dataset(s.database, *name);
}

}  // namespace

ApiEndpoints break_point_endpoints(ApiServices& s) {
  auto tables = std::make_shared<TableShelf>(8);
  const auto located = [&s](const ApiCall& call) { return locate_dataset(s.database, call); };
  return {
      {"list_break_points", [&s, tables](const ApiCall& call) { return points(s, *tables, call); }, located},
      {"read_break_point", [&s, tables](const ApiCall& call) { return point(s, *tables, call); }, located},
      {"list_analyses", [&s](const ApiCall& call) { return analyses(s, call); }, located},
      {"read_analysis", [&s](const ApiCall& call) { return analysis(s, call); },
       [&s](const ApiCall& call) { return locate_analysis(s, call); }},
  };
}

}  // namespace tenon
