#include "exchange/process_transition_reader.h"

#include <utility>

#include "exchange/process_parts_reader.h"
#include "exchange/process_type_keys.h"

namespace tenon {
namespace {

using process::Assignment;
using process::Condition;
using process::Guard;
using process::OpenEffect;
using process::ProcessType;
using process::Relation;
using process::Transition;

// Of an unknown field as text; that it is unknown is told by the check.
process::FieldValue read_value_of(const YamlValue& value, const std::string& field_id,
                                  const ProcessType& type, YamlSite& site) {
  const process::Field* field = process::find_field(type, field_id);
  return read_field_value(value, field == nullptr ? process::FieldType::kText : field->type, site);
}

Condition read_condition(const YamlValue& value, const ProcessType& type, YamlSite& site) {
  YamlMapping mapping(value, kConditionKeys, site);
  Condition condition;
  if (const YamlValue* field = mapping.require("field", "a field"))
    condition.field = read_id_text(*field, site);
  if (const YamlValue* is = mapping.require("is", "a comparison")) {
    condition.comparison =
        static_cast<process::Comparison>(read_process_word(*is, process::comparison_words(), site));
  }
  const YamlValue* constant = mapping.find("value");
  const YamlValue* other = mapping.find("other_field");
  if (mapping.is_mapping() && (constant == nullptr) == (other == nullptr)) {
    site.error(value, "expected either value or other_field");
  }
  if (other != nullptr) {
    condition.operand = process::FromField{read_id_text(*other, site)};
  } else if (constant != nullptr) {
    condition.operand = read_value_of(*constant, condition.field, type, site);
  }
  return condition;
}

void read_guard(const YamlMapping& mapping, const ProcessType& type, Guard& guard, YamlSite& site) {
  if (const YamlValue* fields = mapping.find("required")) guard.required_fields = read_ids(*fields, site);
  if (const YamlValue* people = mapping.find("required_people")) {
    guard.required_people = read_relations(*people, site);
  }
  if (const YamlValue* conditions = mapping.find("conditions")) {
    for (const YamlValue& item : read_list(*conditions, "a list of conditions", site)) {
      guard.conditions.push_back(read_condition(item, type, site));
    }
  }
  if (const YamlValue* days = mapping.find("after_days")) {
    guard.after_days = read_whole_days(*days, 0, site).value_or(0);
  }
  if (const YamlValue* four_eyes = mapping.find("four_eyes")) {
    guard.four_eyes = read_flag(*four_eyes, site).value_or(false);
  }
}

process::Countersign read_countersign(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kCountersignKeys, site);
  process::Countersign countersign;
  if (const YamlValue* permission = mapping.require("permission", "a permission")) {
    countersign.who.permission = read_id_text(*permission, site);
  }
  if (const YamlValue* relations = mapping.require("relations", "relations that sign")) {
    countersign.who.relations = read_relations(*relations, site);
  }
  if (const YamlValue* number = mapping.find("number")) {
    constexpr int kMostSignatures = 1000;
    countersign.number =
        static_cast<std::size_t>(read_whole_number(*number, 1, kMostSignatures, site).value_or(1));
  }
  return countersign;
}

Assignment read_assignment(const YamlValue& value, const ProcessType& type, YamlSite& site) {
  YamlMapping mapping(value, kAssignmentKeys, site);
  Assignment assignment;
  if (const YamlValue* field = mapping.require("field", "a field")) {
    assignment.field = read_id_text(*field, site);
  }
  const YamlValue* constant = mapping.find("value");
  const YamlValue* today = mapping.find("today");
  const YamlValue* from = mapping.find("from_field");
  const int given = (constant != nullptr ? 1 : 0) + (today != nullptr ? 1 : 0) + (from != nullptr ? 1 : 0);
  if (mapping.is_mapping() && given != 1) site.error(value, "expected one of value, today, from_field");
  if (constant != nullptr) {
    assignment.source = read_value_of(*constant, assignment.field, type, site);
  } else if (from != nullptr) {
    assignment.source = process::FromField{read_id_text(*from, site)};
  } else if (today != nullptr) {
    assignment.source = Assignment::Today{};
    if (const auto flag = read_flag(*today, site); flag && !*flag) site.error(*today, "expected true");
  }
  return assignment;
}

OpenEffect read_open_effect(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kOpenEffectKeys, site);
  OpenEffect effect;
  if (const YamlValue* type = mapping.require("type", "a process type"))
    effect.type = read_id_text(*type, site);
  if (const YamlValue* fields = mapping.find("fields")) {
    const YamlMapping pairs(*fields, site);
    for (const YamlMapping::Member& member : pairs.members()) {
      effect.fields.push_back({read_id_text(member.value, site), read_id_text(member.key, site)});
    }
  }
  if (const YamlValue* people = mapping.find("people")) {
    const YamlMapping pairs(*people, site);
    for (const YamlMapping::Member& member : pairs.members()) {
      const auto to = read_process_word(member.key, process::relation_words(), site);
      for (const Relation from : read_relations(member.value, site)) {
        effect.people.push_back({from, static_cast<Relation>(to)});
      }
    }
  }
  if (const YamlValue* link = mapping.find("link")) effect.link = read_id_text(*link, site);
  if (const YamlValue* link = mapping.find("back_link")) effect.back_link = read_id_text(*link, site);
  return effect;
}

process::Effects read_effects(const YamlValue& value, YamlSite& site) {
  const YamlMapping mapping(value, kEffectsKeys, site);
  process::Effects effects;
  if (const YamlValue* notify = mapping.find("notify")) effects.notify = read_relations(*notify, site);
  if (const YamlValue* names = mapping.find("recompute")) effects.recompute = read_ids(*names, site);
  if (const YamlValue* open = mapping.find("open")) {
    for (const YamlValue& item : read_list(*open, "a list of cases to open", site)) {
      effects.open.push_back(read_open_effect(item, site));
    }
  }
  return effects;
}

void read_from(const YamlValue& value, Transition& transition, YamlSite& site) {
  if (value.node->kind == YamlKind::kScalar && value.node->text == "any") {
    transition.from_any = true;
  } else {
    transition.from = read_ids(value, site);
  }
}

}  // namespace

Transition read_transition(const YamlValue& value, const ProcessType& type, YamlSite& site) {
  YamlMapping mapping(value, kTransitionKeys, site);
  Transition transition;
  if (const YamlValue* id = mapping.require("id", "an id")) transition.id = read_id_text(*id, site);
  if (const YamlValue* name = mapping.require("name", "a name in zh and en")) {
    transition.names = read_names(*name, site);
  }
  if (const YamlValue* from = mapping.require("from", "states, or any")) read_from(*from, transition, site);
  if (const YamlValue* to = mapping.require("to", "a state")) transition.to = read_id_text(*to, site);
  if (const YamlValue* reopens = mapping.find("reopens")) {
    transition.reopens = read_flag(*reopens, site).value_or(false);
  }
  if (const YamlValue* who = mapping.require("who", "who may, or system"))
    transition.who = read_access(*who, site);
  read_guard(mapping, type, transition.guard, site);
  if (const YamlValue* alternatives = mapping.find("alternatives")) {
    for (const YamlValue& item : read_list(*alternatives, "a list of alternatives", site)) {
      const YamlMapping alternative(item, kGuardKeys, site);
      read_guard(alternative, type, transition.alternatives.emplace_back(), site);
    }
  }
  if (const YamlValue* sign = mapping.find("countersign"))
    transition.countersign = read_countersign(*sign, site);
  if (const YamlValue* access = mapping.find("approved_by"))
    transition.approved_by = read_access(*access, site);
  if (const YamlValue* sets = mapping.find("sets")) {
    for (const YamlValue& item : read_list(*sets, "a list of fields to set", site)) {
      transition.sets.push_back(read_assignment(item, type, site));
    }
  }
  if (const YamlValue* fields = mapping.find("clears")) transition.clears = read_ids(*fields, site);
  if (const YamlValue* dues = mapping.find("starts_due")) transition.starts_due = read_ids(*dues, site);
  if (const YamlValue* dues = mapping.find("stops_due")) transition.stops_due = read_ids(*dues, site);
  if (const YamlValue* then = mapping.find("then")) transition.effects = read_effects(*then, site);
  return transition;
}

}  // namespace tenon
