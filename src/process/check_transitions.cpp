#include <algorithm>

#include "process/check_site.h"
#include "process/field_check.h"
#include "process/process_words.h"

namespace tenon::process {
namespace {

bool asks_nothing(const Guard& guard) {
  return guard.required_fields.empty() && guard.required_people.empty() && guard.conditions.empty() &&
         guard.after_days == 0 && !guard.four_eyes;
}

void check_condition(const std::string& path, const Condition& condition, CheckSite& site) {
  if (!site.check_field(path + ".field", condition.field)) return;
  const Field& field = *find_field(site.type(), condition.field);
  const bool needs_order =
      condition.comparison != Comparison::kEqual && condition.comparison != Comparison::kNotEqual;
  if (needs_order && !is_ordered(field.type)) {
    site.fault(
        path + ".is", std::string(process_word(condition.comparison).word),
        "a " + std::string(process_word(field.type).word) + " has no order; expected equal or not_equal");
  }
  if (field.max_items != 1) site.fault(path + ".field", field.id, "expected a field with one value, no list");
  if (const auto* other = std::get_if<FromField>(&condition.operand)) {
    if (!site.check_field(path + ".other_field", other->field)) return;
    const Field& right = *find_field(site.type(), other->field);
    if (right.type != field.type || right.max_items != 1) {
      site.fault(path + ".other_field", right.id,
                 "expected a field with one " + std::string(process_word(field.type).word) + ", as " +
                     field.id + " has");
    }
  } else if (const auto reason = why_bad_values(field, {std::get<FieldValue>(condition.operand)})) {
    site.fault(path + ".value", value_text(std::get<FieldValue>(condition.operand)), reason->text.en);
  }
}

void check_guard(const std::string& path, const Guard& guard, CheckSite& site) {
  site.check_fields(path + ".required", guard.required_fields);
  site.check_somebody(path + ".required_people", guard.required_people);
  for (std::size_t i = 0; i < guard.conditions.size(); ++i) {
    check_condition(CheckSite::item(path + ".conditions", i), guard.conditions[i], site);
  }
  if (guard.after_days < 0) site.fault(path + ".after_days", "", "expected days from 0");
}

void check_assignment(const std::string& path, const Assignment& assignment, CheckSite& site) {
  if (!site.check_field(path + ".field", assignment.field)) return;
  const Field& field = *find_field(site.type(), assignment.field);
  if (const auto* value = std::get_if<FieldValue>(&assignment.source)) {
    if (const auto reason = why_bad_values(field, {*value})) {
      site.fault(path + ".value", value_text(*value), reason->text.en);
    }
  } else if (const auto* from = std::get_if<FromField>(&assignment.source)) {
    if (!site.check_field(path + ".from_field", from->field)) return;
    const Field& source = *find_field(site.type(), from->field);
    if (source.type != field.type || source.max_items > field.max_items) {
      site.fault(path + ".from_field", source.id, "expected a field of the type that " + field.id + " has");
    }
    if (source.seal && !field.seal) {
      site.fault(path + ".from_field", source.id, "is sealed, and " + field.id + " is not");
    }
  } else if (field.type != FieldType::kDay) {
    site.fault(path + ".today", field.id, "expected a field of the type day");
  }
}

void check_effects(const std::string& path, const Effects& effects, CheckSite& site) {
  site.check_somebody(path + ".notify", effects.notify);
  for (std::size_t i = 0; i < effects.recompute.size(); ++i) {
    if (effects.recompute[i].empty()) {
      site.fault(CheckSite::item(path + ".recompute", i), "", "expected the name of a computation");
    }
  }
  for (std::size_t i = 0; i < effects.open.size(); ++i) {
    const OpenEffect& effect = effects.open[i];
    const std::string at = CheckSite::item(path + ".open", i);
    if (effect.type.empty()) site.fault(at + ".type", "", "expected a process type");
    for (const FieldMapping& mapping : effect.fields) {
      site.check_field(at + ".fields." + mapping.to, mapping.from);
    }
    for (const PeopleMapping& mapping : effect.people) {
      site.check_somebody(at + ".people", {mapping.from, mapping.to});
    }
    if (effect.link.empty() || !site.check_field(at + ".link", effect.link)) continue;
    if (find_field(site.type(), effect.link)->type != FieldType::kCase) {
      site.fault(at + ".link", effect.link, "expected a field of the type case");
    }
  }
}

void check_from(const std::string& path, const Transition& transition, CheckSite& site) {
  site.check_states(path + ".from", transition.from);
  if (transition.from_any != transition.from.empty()) {
    site.fault(path + ".from", "", "expected states, or any");
  }
  bool leaves_final = transition.from_any && std::any_of(site.type().states.begin(), site.type().states.end(),
                                                         [](const State& state) { return state.is_final(); });
  for (std::size_t i = 0; i < transition.from.size(); ++i) {
    const State* state = find_state(site.type(), transition.from[i]);
    if (state == nullptr || !state->is_final()) continue;
    leaves_final = true;
    if (!transition.reopens) {
      site.fault(CheckSite::item(path + ".from", i), state->id,
                 "is final; only a transition that reopens leaves it");
    }
  }
  const State* to = find_state(site.type(), transition.to);
  if (transition.reopens && (!leaves_final || (to != nullptr && to->is_final()))) {
    site.fault(path + ".reopens", "true", "expected a transition from a final state to one that is not");
  }
}

// What waits for people cannot happen by itself.
void check_who(const std::string& path, const Transition& transition, CheckSite& site) {
  site.check_access(path + ".who", transition.who);
  if (transition.approved_by) site.check_access(path + ".approved_by", *transition.approved_by);
  bool four_eyes = transition.guard.four_eyes;
  for (const Guard& alternative : transition.alternatives) four_eyes = four_eyes || alternative.four_eyes;
  const Access& approvers = transition.approved_by ? *transition.approved_by : transition.who;
  if (four_eyes && (approvers.permission.empty() || approvers.relations.empty())) {
    site.fault(path + ".approved_by", "", "nobody may approve; expected a permission and relations");
  }
  if (!four_eyes && transition.approved_by) {
    site.fault(path + ".approved_by", "", "goes with four_eyes");
  }
  if (!transition.countersign) return;
  site.check_access(path + ".countersign", transition.countersign->who);
  site.check_somebody(path + ".countersign.relations", transition.countersign->who.relations);
  if (transition.countersign->who.relations.empty()) {
    site.fault(path + ".countersign", "", "expected relations that sign");
  }
}

}  // namespace

void check_transitions(CheckSite& site) {
  const ProcessType& type = site.type();
  site.check_ids("transitions", type.transitions);
  for (std::size_t i = 0; i < type.transitions.size(); ++i) {
    const Transition& transition = type.transitions[i];
    const std::string path = CheckSite::item("transitions", i);
    check_from(path, transition, site);
    site.check_state(path + ".to", transition.to);
    check_who(path, transition, site);
    check_guard(path, transition.guard, site);
    for (std::size_t j = 0; j < transition.alternatives.size(); ++j) {
      const std::string at = CheckSite::item(path + ".alternatives", j);
      check_guard(at, transition.alternatives[j], site);
      if (asks_nothing(transition.alternatives[j])) {
        site.fault(at, "", "asks for nothing, so the others would not matter");
      }
    }
    for (std::size_t j = 0; j < transition.sets.size(); ++j) {
      check_assignment(CheckSite::item(path + ".sets", j), transition.sets[j], site);
    }
    site.check_fields(path + ".clears", transition.clears);
    for (std::size_t j = 0; j < transition.starts_due.size(); ++j) {
      site.check_due(CheckSite::item(path + ".starts_due", j), transition.starts_due[j]);
    }
    for (std::size_t j = 0; j < transition.stops_due.size(); ++j) {
      site.check_due(CheckSite::item(path + ".stops_due", j), transition.stops_due[j]);
    }
    check_effects(path + ".then", transition.effects, site);
  }
}

}  // namespace tenon::process
