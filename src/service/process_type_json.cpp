#include "service/process_type_json.h"

#include <span>
#include <string>

#include "process/process_words.h"

namespace tenon {
namespace {

void write_names(JsonWriter& json, const process::Names& names) {
  json.key("zh").text(names.zh).key("en").text(names.en);
}

void write_texts(JsonWriter& json, const char* name, std::span<const std::string> texts) {
  json.key(name).begin_array();
  for (const std::string& text : texts) json.text(text);
  json.end_array();
}

void write_relations(JsonWriter& json, const char* name, std::span<const process::Relation> relations) {
  json.key(name).begin_array();
  for (const process::Relation relation : relations) json.text(process_word(relation).word);
  json.end_array();
}

void write_fields(JsonWriter& json, std::span<const process::Field> fields) {
  json.key("fields").begin_array();
  for (const process::Field& field : fields) {
    json.begin_object().key("id").text(field.id);
    write_names(json, field.names);
    json.key("type").text(process_word(field.type).word).key("unit").text(field.unit);
    json.key("low").optional_number(field.low).key("high").optional_number(field.high);
    json.key("max_bytes").integer(static_cast<std::int64_t>(field.max_bytes));
    json.key("max_items").integer(static_cast<std::int64_t>(field.max_items));
    json.key("choices").begin_array();
    for (const process::Choice& choice : field.choices) {
      json.begin_object().key("id").text(choice.id);
      write_names(json, choice.names);
      json.end_object();
    }
    json.end_array();
    write_texts(json, "case_types", field.case_types);
    json.key("is_computed").boolean(field.is_computed).end_object();
  }
  json.end_array();
}

void write_states(JsonWriter& json, const process::ProcessType& type) {
  json.key("states").begin_array();
  for (const process::State& state : type.states) {
    json.begin_object().key("id").text(state.id);
    write_names(json, state.names);
    json.key("kind").text(process_word(state.kind).word).end_object();
  }
  json.end_array();
}

void write_transitions(JsonWriter& json, const process::ProcessType& type) {
  json.key("transitions").begin_array();
  for (const process::Transition& one : type.transitions) {
    json.begin_object().key("id").text(one.id);
    write_names(json, one.names);
    json.key("from").begin_array();
    for (const process::State& state : type.states) {
      if (process::leaves(one, state)) json.text(state.id);
    }
    json.end_array().key("to").text(one.to);
    write_texts(json, "required", one.guard.required_fields);
    write_relations(json, "required_people", one.guard.required_people);
    json.end_object();
  }
  json.end_array();
}

void write_relation_words(JsonWriter& json) {
  json.key("relations").begin_array();
  for (const process::ProcessWord& word : process::relation_words()) {
    if (word.word == process_word(process::Relation::kAnyone).word) continue;
    json.begin_object().key("id").text(word.word).key("zh").text(word.zh).key("en").text(word.en);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_process_type(JsonWriter& json, const process::ProcessType& type) {
  json.begin_object().key("id").text(type.id).key("version").integer(type.version);
  write_names(json, type.names);
  json.key("description").begin_object();
  write_names(json, type.description);
  json.end_object();
  write_texts(json, "subjects", type.subjects);
  json.key("initial").text(type.initial).key("open_to_people");
  json.boolean(!type.open.who.permission.empty() && !type.open.who.relations.empty());
  write_texts(json, "open_required", type.open.required_fields);
  write_relations(json, "open_required_people", type.open.required_people);
  write_states(json, type);
  write_fields(json, type.fields);
  json.key("dues").begin_array();
  for (const process::DueRule& due : type.dues) {
    json.begin_object().key("id").text(due.id);
    write_names(json, due.names);
    json.key("days").integer(due.days).key("day_field").text(due.day_field).end_object();
  }
  json.end_array();
  write_transitions(json, type);
  json.key("entries").begin_array();
  for (const process::EntryKind& kind : type.entries) {
    json.begin_object().key("id").text(kind.id);
    write_names(json, kind.names);
    write_fields(json, kind.fields);
    write_texts(json, "required", kind.required_fields);
    json.end_object();
  }
  json.end_array();
  write_relation_words(json);
  json.end_object();
}

}  // namespace tenon
