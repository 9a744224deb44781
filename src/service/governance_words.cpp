// Words, and records of chain governance as text: what governance.h has for writing.
#include "model/governance_words.h"
#include "report/json_writer.h"
#include "service/governance.h"

namespace tenon {
namespace {

const ScenarioWord& word_of(ArtefactState state) {
  return artefact_state_words()[static_cast<std::size_t>(state)];
}
const ScenarioWord& word_of(PlanItemState state) {
  return plan_item_state_words()[static_cast<std::size_t>(state)];
}

void write_text_unless_empty(JsonWriter& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.key(key).text(text);
}

void write_name(JsonWriter& json, std::string_view key, const BilingualName& name) {
  json.key(key).begin_object().key("zh").text(name.zh).key("en").text(name.en).end_object();
}

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.text(text);
  json.end_array();
}

void write_signatures(JsonWriter& json, const std::vector<Countersignature>& signatures) {
  json.key("countersigned_by").begin_array();
  for (const Countersignature& one : signatures) {
    json.begin_object().key("region").text(one.region_code).key("by").text(one.by);
    json.key("on").text(day_text(one.on)).end_object();
  }
  json.end_array();
}

void write_artefact(JsonWriter& json, const Artefact& artefact) {
  json.begin_object().key("type").text(artefact.type).key("state").text(id_of(artefact.state));
  if (artefact.due) json.key("due").text(day_text(*artefact.due));
  if (artefact.record) json.key("record").integer(*artefact.record);
  write_text_unless_empty(json, "file", artefact.file);
  write_text_unless_empty(json, "note", artefact.note);
  json.end_object();
}

void write_dictionary(JsonWriter& json, const Dictionary& dictionary) {
  json.begin_object().key("id").text(dictionary.id);
  write_name(json, "name", dictionary.name);
  json.key("entries").begin_array();
  for (const DictionaryEntry& entry : dictionary.entries) {
    json.begin_object().key("id").text(entry.id);
    write_name(json, "name", entry.name);
    json.key("official").boolean(entry.is_official);
    write_name(json, "note", entry.note);
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace

std::string partial_day_text(const PartialDay& day) {
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kYearAndMonth = 7;
  const std::string text = day_text(first_day_of(day));
  if (day.month == 0) return text.substr(0, kYear);
  return day.day == 0 ? text.substr(0, kYearAndMonth) : text;
}

std::string_view id_of(ArtefactState state) {
  return word_of(state).word;
}
std::string_view id_of(PlanItemState state) {
  return word_of(state).word;
}
Wording wording_of(ArtefactState state) {
  return {word_of(state).zh, word_of(state).en};
}
Wording wording_of(PlanItemState state) {
  return {word_of(state).zh, word_of(state).en};
}

std::string governance_json(const ChainGovernance& governance) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object().key("chain").text(governance.chain_id).key("leads").begin_array();
  for (const LeadTerm& lead : governance.leads) {
    json.begin_object().key("region").text(lead.region_code).key("since").text(partial_day_text(lead.since));
    write_text_unless_empty(json, "source", lead.source);
    json.end_object();
  }
  json.end_array();
  write_texts(json, "participants", governance.participants);
  json.key("chair").begin_object();
  write_texts(json, "order", governance.chair_order);
  json.key("terms").begin_array();
  for (const ChairTerm& term : governance.chairs) {
    json.begin_object().key("region").text(term.region_code).key("from").text(day_text(term.from));
    if (term.until) json.key("until").text(day_text(*term.until));
    json.end_object();
  }
  json.end_array().end_object().key("artefacts").begin_array();
  for (const Artefact& artefact : governance.artefacts) write_artefact(json, artefact);
  json.end_array();
  write_signatures(json, governance.countersigned_by);
  json.end_object();
  return json.take();
}

std::string work_plan_json(const WorkPlan& plan) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object().key("chain").text(plan.chain_id).key("year").integer(plan.year);
  write_text_unless_empty(json, "goals", plan.goals);
  json.key("items").begin_array();
  for (const WorkPlanItem& item : plan.items) {
    json.begin_object().key("id").text(item.id).key("what").text(item.what).key("who").text(item.who);
    if (item.by) json.key("by").text(day_text(*item.by));
    json.key("state").text(id_of(item.state));
    write_text_unless_empty(json, "note", item.note);
    json.end_object();
  }
  json.end_array();
  write_signatures(json, plan.countersigned_by);
  json.end_object();
  return json.take();
}

std::string dictionary_json(const Dictionary& dictionary) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  write_dictionary(json, dictionary);
  return json.take();
}

std::string artefact_types_json(const ArtefactTypes& types) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object().key("artefacts").begin_array();
  for (const ArtefactType& type : types.types) {
    json.begin_object().key("id").text(type.id);
    write_name(json, "name", type.name);
    json.key("required").boolean(type.is_required);
    if (type.is_own) json.key("own").boolean(true);
    write_text_unless_empty(json, "source", type.source);
    write_text_unless_empty(json, "grade", type.grade);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace tenon
