#include "service/case_json.h"

#include "base/day.h"
#include "process/process_words.h"
#include "report/timestamp.h"
#include "service/case_event_words.h"
#include "service/case_files.h"

namespace tenon {
namespace {

JsonWriter& write_names(JsonWriter& json, const process::Names& names) {
  return json.key("zh").text(names.zh).key("en").text(names.en);
}

void write_errand(JsonWriter& json, const CaseErrand& errand) {
  json.begin_object().key("case").text(errand.case_id);
  if (const auto* notify = std::get_if<process::event::NotificationAsked>(&errand.what)) {
    json.key("notify").text(process_word(notify->relation).word);
    json.key("transition").text(notify->transition);
  } else {
    json.key("compute").text(std::get<process::event::RecomputeAsked>(errand.what).computation);
  }
  json.end_object();
}

void write_entry(JsonWriter& json, const process::CaseEntry& entry) {
  json.begin_object().key("kind").text(entry.kind).key("text").text(entry.text);
  json.key("at").text(format_utc(entry.at)).key("person").text(entry.by.person);
  json.key("fields").begin_object();
  for (const auto& [field, values] : entry.fields) {
    json.key(field).begin_array();
    for (const process::FieldValue& value : values) json.text(process::value_text(value));
    json.end_array();
  }
  json.end_object().end_object();
}

void write_list(JsonWriter& json, const char* name, const std::vector<std::string>& texts) {
  json.key(name).begin_array();
  for (const std::string& text : texts) json.text(text);
  json.end_array();
}

JsonWriter& write_party(JsonWriter& json, const process::Party& party) {
  json.begin_object().key("person").text(party.person);
  json.key("organisation").text(party.organisation).key("region").text(party.region);
  return json.end_object();
}

void write_proposals(JsonWriter& json, const process::Case& c) {
  json.key("proposals").begin_array();
  for (const process::Proposal& proposal : c.proposals) {
    json.begin_object().key("transition").text(proposal.transition);
    json.key("asked_at").text(format_utc(proposal.asked_at));
    write_party(json.key("asked_by"), proposal.asked_by);
    json.key("signatures").begin_array();
    for (const process::Party& party : proposal.signatures) write_party(json, party);
    json.end_array().key("approved_by");
    if (proposal.approved_by) {
      write_party(json, *proposal.approved_by);
    } else {
      json.null();
    }
    json.end_object();
  }
  json.end_array();
}

void write_edits(JsonWriter& json, const process::AllowedEdits& edits) {
  json.key("edits").begin_object();
  write_list(json, "fields", edits.fields);
  write_list(json, "entries", edits.entries);
  json.key("may_assign").boolean(edits.may_assign).key("may_comment").boolean(edits.may_comment);
  json.end_object();
}

void write_parts(JsonWriter& json, const SeenCase& seen) {
  const process::Case& c = seen.seen;
  json.begin_object().key("id").text(c.id).key("type").text(c.type_id).key("version").integer(c.type_version);
  json.key("subject").begin_object().key("kind").text(c.subject.kind).key("id").text(c.subject.id);
  json.end_object().key("state").text(c.state);
  json.key("sequence").integer(static_cast<std::int64_t>(c.history.size()));
  json.key("fields").begin_array();
  for (const process::VisibleField& field : seen.fields) {
    json.begin_object().key("field").text(field.field).key("sealed").boolean(field.is_sealed);
    json.key("values").begin_array();
    for (const process::FieldValue& value : field.values) json.text(process::value_text(value));
    json.end_array().end_object();
  }
  json.end_array();
  write_case_people(json, c.people);
  json.key("dues").begin_array();
  for (const process::DueItem& item : seen.dues) write_case_due(json, item);
  json.end_array().key("files").begin_array();
  for (const process::FileReference& file : files_named_by(c)) {
    json.begin_object().key("name").text(file.name);
    json.key("bytes").integer(static_cast<std::int64_t>(file.size_bytes)).key("digest").text(file.digest);
    json.end_object();
  }
  json.end_array().key("entries").begin_array();
  for (const process::CaseEntry& entry : c.entries) write_entry(json, entry);
  json.end_array();
}

void write_actions(JsonWriter& json, const SeenCase& seen) {
  json.key("actions").begin_array();
  for (const process::AllowedAction& action : seen.actions) {
    json.begin_object().key("transition").text(action.transition);
    json.key("may_take").boolean(action.may_take);
    json.key("may_take_with_fields").boolean(action.may_take_with_fields).key("fields").begin_array();
    for (const std::string& field : action.fields) json.text(field);
    json.end_array().key("pending").boolean(action.is_pending).key("may_sign").boolean(action.may_sign);
    json.key("may_approve").boolean(action.may_approve).key("may_refuse").boolean(action.may_refuse);
    json.key("may_withdraw").boolean(action.may_withdraw);
    json.key("needs_four_eyes").boolean(action.needs_four_eyes);
    json.key("needs_signatures").boolean(action.needs_signatures).key("reasons").begin_array();
    for (const process::Reason& reason : action.reasons) {
      json.begin_object().key("about").text(reason.about);
      write_names(json, reason.text).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void write_history(JsonWriter& json, const process::Case& c) {
  json.key("history").begin_array();
  for (const process::EventRecord& record : c.history) {
    const EventWords words = words_of_event(record.event);
    json.begin_object().key("sequence").integer(static_cast<std::int64_t>(record.sequence));
    json.key("at").text(format_utc(record.at)).key("person").text(record.actor.person);
    json.key("platform").boolean(record.actor.is_system).key("event").text(words.word);
    json.key("about").text(words.about).end_object();
  }
  json.end_array();
}

}  // namespace

void write_case_outcome(JsonWriter& json, const CaseOutcome& outcome) {
  json.begin_object().key("case").text(outcome.case_id).key("state").text(outcome.state);
  json.key("sequence").integer(static_cast<std::int64_t>(outcome.sequence));
  json.key("events").integer(static_cast<std::int64_t>(outcome.events));
  json.key("opened").begin_array();
  for (const std::string& id : outcome.opened) json.text(id);
  json.end_array().key("errands").begin_array();
  for (const CaseErrand& errand : outcome.errands) write_errand(json, errand);
  json.end_array().end_object();
}

void write_case_people(JsonWriter& json, std::span<const process::CasePerson> people) {
  json.key("people").begin_array();
  for (const process::CasePerson& one : people) {
    json.begin_object().key("relation").text(process_word(one.relation).word).key("person").text(one.person);
    json.key("organisation").text(one.organisation).key("region").text(one.region).end_object();
  }
  json.end_array();
}

void write_case_glance(JsonWriter& json, const CaseGlance& glance) {
  json.key("state_zh").text(glance.state.zh).key("state_en").text(glance.state.en);
  json.key("state_kind").text(process_word(glance.state_kind).word);
  json.key("state_since").text(format_utc(glance.state_since)).key("unanswered_since");
  if (glance.unanswered) {
    json.text(format_utc(glance.unanswered->since));
  } else {
    json.null();
  }
  write_case_people(json, glance.people);
  json.key("due");
  if (glance.due) {
    write_case_due(json, *glance.due);
  } else {
    json.null();
  }
  json.key("pending").begin_array();
  for (const CaseGlance::Pending& one : glance.pending) {
    json.begin_object().key("transition").text(one.transition);
    write_names(json, one.names).key("asked_at").text(format_utc(one.asked_at)).end_object();
  }
  json.end_array();
}

void write_case_due(JsonWriter& json, const process::DueItem& item) {
  json.begin_object().key("case").text(item.case_id).key("due").text(item.due);
  write_names(json, item.names).key("day").text(day_text(item.day)).key("days_left").integer(item.days_left);
  json.end_object();
}

void write_case(JsonWriter& json, const SeenCase& seen) {
  write_parts(json, seen);
  write_actions(json, seen);
  write_edits(json, seen.edits);
  write_proposals(json, seen.seen);
  write_history(json, seen.seen);
  json.end_object();
}

}  // namespace tenon
