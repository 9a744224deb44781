// Imports: a dataset taken in as its next version, looked at before it is, and taken back.
#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <map>

#include "api/dataset_counts.h"
#include "api/dataset_place.h"
#include "api/endpoint.h"
#include "api/refuse_unless.h"
#include "exchange/dataset_reader.h"
#include "report/json_writer.h"
#include "service/dataset_import.h"
#include "service/dataset_rows.h"
#include "service/import_preview.h"
#include "store/request_store.h"

namespace tenon {
namespace {

constexpr std::size_t kMostLevels = 1000;

constexpr std::array<std::string_view, 10> kFiles = {
    "regions.csv",  "chains.csv", "products.csv", "inputs.csv",       "firms.csv",
    "supplies.csv", "shares.csv", "facts.csv",    "capabilities.csv", "fact_uses.csv"};
// What is given in place of what is there; files that are not given stay.
Result<std::map<std::string, std::string, std::less<>>> files_of(ApiServices& s, const ApiCall& call) {
  std::map<std::string, std::string, std::less<>> texts;
  auto stored = read_version(s.database, call.text("name"));
  if (stored) {
    texts = dataset_texts(*stored);
  } else if (stored.error().code != ErrorCode::kNotFound) {
    return stored.error();
  }
  for (const auto& member : call.member("files")->get_object()) {
    const std::string name(member.key());
    if (std::find(kFiles.begin(), kFiles.end(), name) == kFiles.end()) {
      return Error{ErrorCode::kBadInput, "files: '" + name + "' is no file of a dataset"};
    }
    const auto& text = member.value().get_string();
    texts[name] = std::string(text.data(), text.size());
  }
  return texts;
}

// A dataset that is not there yet belongs to all if the caller may make such ones, else to his region.
Result<AccessObject> locate_import(Database& database, const ApiCall& call) {
  auto place = locate_dataset(database, call);
  if (place || place.error().code != ErrorCode::kNotFound) return place;
  if (call.decide(Permission::kDatasetImport, {}).allowed()) return AccessObject{};
  return own_object(*call.identity);
}

ImportNote note_of(const ApiCall& call) {
  return {call.caller().actor, call.time, "api", call.field("note")};
}

void publish_change(ApiServices& s, const std::string& what, const std::string& id) {
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("what").text(what).key("id").text(id).end_object();
  s.events.publish("all", "changed", json.take());
}

using Texts = std::map<std::string, std::string, std::less<>>;

HttpReply import_refused(const ApiCall& call, const FaultList& faults) {
  ApiProblem problem = problem_of("bad_body", faults.to_string());
  for (const Fault& fault : faults.errors()) {
    for (ProblemFault& told : problem_faults({fault}, fault.file)) problem.faults.push_back(std::move(told));
  }
  return problem_answer(call, problem);
}

void write_file_faults(JsonWriter& json, const std::vector<Fault>& faults) {
  json.begin_array();
  for (const Fault& fault : faults) {
    for (const ProblemFault& told : problem_faults({fault}, fault.file)) {
      json.begin_object();
      write_fault_members(json, told);
      json.end_object();
    }
  }
  json.end_array();
}

void write_levels(JsonWriter& json, const std::vector<LevelPreview>& levels) {
  const auto level = [&](const char* key, const std::string& word) {
    json.key(key);
    word.empty() ? json.null() : json.text(word);
  };
  json.begin_array();
  for (std::size_t k = 0; k < std::min(levels.size(), kMostLevels); ++k) {
    const LevelPreview& one = levels[k];
    json.begin_object().key("subject_kind").text(one.subject_kind).key("subject_id").text(one.subject_id);
    json.key("name_zh").text(one.name_zh).key("name_en").text(one.name_en);
    level("level_before", one.level_before);
    level("level", one.level);
    json.key("score_before").optional_number(one.score_before).key("score").optional_number(one.score);
    json.end_object();
  }
  json.end_array();
}

HttpReply preview(ApiServices& s, const ApiCall& call, Texts texts, const AccessObject& place) {
  ImportQuestion question;
  question.name = call.text("name");
  question.files = std::move(texts);
  for (const auto& member : call.member("files")->get_object()) question.given.emplace(member.key());
  question.expected = call.integer_field("expected");
  question.with_levels = call.decide(Permission::kBreakPointRead, place).allowed();
  question.with_supplies = call.decide(Permission::kSupplyReadFirmLevel, place).allowed();
  question.with_supply_counts =
      question.with_supplies || call.decide(Permission::kDatasetImport, place).allowed();
  question.actor = call.caller().actor;
  question.time = call.time;
  auto seen = preview_import(s.database, s.shelf, question);
  if (!seen) return error_answer(call, seen.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("before").integer(seen->before).key("after").integer(seen->before);
  json.key("is_dry_run").boolean(true).key("is_acceptable").boolean(seen->is_acceptable);
  json.key("is_changed").boolean(seen->is_changed).key("files").begin_object();
  for (const auto& [file, counts] : seen->files) {
    json.key(file).begin_object().key("added").integer(static_cast<std::int64_t>(counts.added));
    json.key("changed").integer(static_cast<std::int64_t>(counts.changed));
    json.key("unchanged").integer(static_cast<std::int64_t>(counts.unchanged));
    json.key("removed").integer(static_cast<std::int64_t>(counts.removed)).end_object();
  }
  json.end_object().key("fault_count").integer(static_cast<std::int64_t>(seen->fault_count));
  write_file_faults(json.key("faults"), seen->faults.errors());
  write_file_faults(json.key("warning_faults"), seen->faults.warnings());
  json.key("warnings").begin_array();
  for (const Fault& warning : seen->faults.warnings()) json.text(to_string(warning));
  json.end_array().key("levels_compared").boolean(seen->are_levels_compared);
  json.key("scope").text(seen->scope);
  json.key("level_change_count").integer(static_cast<std::int64_t>(seen->levels.size()));
  write_levels(json.key("level_changes"), seen->levels);
  json.end_object();
  return json_answer(200, json.take());
}

HttpReply import(ApiServices& s, const ApiCall& call) {
  const std::string name = call.text("name");
  const bool is_dry_run = call.flag("dry_run") || call.flag_field("dry_run");
  const auto place = locate_import(s.database, call);
  if (!place) return error_answer(call, place.error());
  if (!is_dry_run) {
    if (auto refused = refuse_unless(s, call, Permission::kDatasetImport, *place, "dataset", name)) {
      return std::move(*refused);
    }
  }
  auto texts = files_of(s, call);
  if (!texts) return error_answer(call, texts.error());
  if (is_dry_run) return preview(s, call, std::move(*texts), *place);
  DatasetFiles files;
  for (const auto& [file, text] : *texts) files[file] = text;
  DatasetCheck check = check_dataset_files(name, files);
  if (!check.dataset) return import_refused(call, check.faults);
  const bool is_owned = !place->organisation_id.empty() || !place->region_code.empty();
  if (is_owned) {
    auto owned = own_dataset(s.database, name, {place->organisation_id, place->region_code});
    if (!owned) return error_answer(call, owned.error());
  }
  ImportOptions options;
  options.note = note_of(call);
  options.expected = call.integer_field("expected");
  auto report = import_dataset(s.database, name, *check.dataset, options);
  if (!report) return error_answer(call, report.error());
  if (report->after != report->before) publish_change(s, "dataset", name);
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("before").integer(report->before).key("after").integer(report->after);
  json.key("is_changed").boolean(report->is_changed);
  write_row_counts(json.key("files"), report->files);
  json.key("warnings").begin_array();
  for (const Fault& warning : check.faults.warnings()) json.text(to_string(warning));
  json.end_array().end_object();
  return json_answer(200, json.take());
}

HttpReply undo(ApiServices& s, const ApiCall& call) {
  auto version = undo_import(s.database, call.text("name"), call.integer_field("to"), note_of(call));
  if (!version) return error_answer(call, version.error());
  publish_change(s, "dataset", call.text("name"));
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("version").integer(*version).end_object();
  return json_answer(200, json.take());
}

}  // namespace

ApiEndpoints import_endpoints(ApiServices& s) {
  return {
      {"import_dataset", [&s](const ApiCall& call) { return import(s, call); },
       [&s](const ApiCall& call) { return locate_import(s.database, call); }},
      {"undo_import", [&s](const ApiCall& call) { return undo(s, call); },
       [&s](const ApiCall& call) { return locate_dataset(s.database, call); }},
  };
}

}  // namespace tenon
