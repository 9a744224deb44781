#include "process/process_type_check.h"

#include <algorithm>

#include "process/check_site.h"

namespace tenon::process {
namespace {

using Marks = std::vector<bool>;

std::size_t position_of(const ProcessType& type, const std::string& state) {
  return static_cast<std::size_t>(find_state(type, state) - type.states.data());
}

// Spreads marks over the transitions, forwards or backwards, until nothing changes.
Marks spread(const ProcessType& type, Marks marks, bool forwards) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const Transition& transition : type.transitions) {
      if (find_state(type, transition.to) == nullptr) continue;
      const std::size_t to = position_of(type, transition.to);
      for (std::size_t from = 0; from < type.states.size(); ++from) {
        if (!leaves(transition, type.states[from])) continue;
        const std::size_t source = forwards ? from : to;
        const std::size_t target = forwards ? to : from;
        if (!marks[source] || marks[target]) continue;
        marks[target] = true;
        changed = true;
      }
    }
  }
  return marks;
}

void check_dues(CheckSite& site) {
  const ProcessType& type = site.type();
  site.check_ids("dues", type.dues);
  for (std::size_t i = 0; i < type.dues.size(); ++i) {
    const DueRule& due = type.dues[i];
    const std::string path = CheckSite::item("dues", i);
    if (due.days < 0) site.fault(path + ".days", std::to_string(due.days), "expected days from 0");
    if (due.remind_before_days < 0) site.fault(path + ".remind_before_days", "", "expected days from 0");
    if (due.repeat_days < 0) site.fault(path + ".repeat_days", "", "expected days from 0");
    if (!due.day_field.empty() && site.check_field(path + ".day_field", due.day_field)) {
      const Field& field = *find_field(type, due.day_field);
      if (field.type != FieldType::kDay || field.max_items != 1) {
        site.fault(path + ".day_field", due.day_field, "expected a field with one day");
      }
    }
    const auto starts = [&](const std::vector<std::string>& ids) {
      return std::find(ids.begin(), ids.end(), due.id) != ids.end();
    };
    const bool is_started = starts(type.open.starts_due) ||
                            std::any_of(type.transitions.begin(), type.transitions.end(),
                                        [&](const Transition& t) { return starts(t.starts_due); });
    if (!is_started) site.fault(path, due.id, "nothing starts this due date");
    if (due.then.empty()) continue;
    site.check_transition(path + ".then", due.then);
    const Transition* then = find_transition(type, due.then);
    if (then == nullptr) continue;
    const Guard& guard = then->guard;
    const bool is_free = guard.required_fields.empty() && guard.required_people.empty() &&
                         guard.conditions.empty() && guard.after_days == 0 && !guard.four_eyes &&
                         then->alternatives.empty() && !then->countersign;
    if (!then->who.by_system || !is_free) {
      site.fault(path + ".then", due.then,
                 "expected a transition that the system may take and that asks for nothing");
    }
    if (type.claim &&
        std::find(type.claim->in.begin(), type.claim->in.end(), then->to) != type.claim->in.end()) {
      site.fault(path + ".then", due.then,
                 "what happens by itself must not lead to where a resource is held");
    }
  }
}

void check_claim(CheckSite& site) {
  const ProcessType& type = site.type();
  if (!type.claim) return;
  const ClaimRule& claim = *type.claim;
  site.check_states("claim.in", claim.in);
  if (claim.in.empty()) site.fault("claim.in", "", "expected states in which the resource is held");
  const auto check = [&](const std::string& key, const std::string& id, bool is_time) {
    if (!site.check_field("claim." + key, id)) return;
    const Field& field = *find_field(type, id);
    const bool fits = !is_time || field.type == FieldType::kDay || field.type == FieldType::kMoment;
    if (!fits || field.max_items != 1) {
      site.fault("claim." + key, id,
                 is_time ? "expected a field with one day or moment" : "expected one value");
    }
  };
  check("resource", claim.resource, false);
  check("from", claim.from, true);
  check("until", claim.until, true);
  const Field* from = find_field(type, claim.from);
  const Field* until = find_field(type, claim.until);
  if (from != nullptr && until != nullptr && from->type != until->type) {
    site.fault("claim.until", claim.until, "expected a field of the type that " + claim.from + " has");
  }
}

void check_rules(CheckSite& site) {
  const ProcessType& type = site.type();
  site.check_access("see", type.see);
  site.check_access("open.who", type.open.who);
  site.check_access("fill", type.fill);
  site.check_access("assign", type.assign);
  site.check_access("comment", type.comment);
  site.check_somebody("open.opener_becomes", type.open.opener_becomes);
  site.check_fields("open.required", type.open.required_fields);
  site.check_somebody("open.required_people", type.open.required_people);
  for (std::size_t i = 0; i < type.open.starts_due.size(); ++i) {
    site.check_due(CheckSite::item("open.starts_due", i), type.open.starts_due[i]);
  }
  if (type.subjects.empty()) site.fault("subjects", "", "expected kinds of subjects");
  if (type.version < 1) site.fault("version", std::to_string(type.version), "expected 1 or more");
  if (type.proposal_days < 1)
    site.fault("proposal_days", std::to_string(type.proposal_days), "expected 1 or more");
  for (std::size_t i = 0; i < type.separations.size(); ++i) {
    const Separation& separation = type.separations[i];
    const std::string path = CheckSite::item("separations", i);
    site.check_somebody(path, {separation.first, separation.second});
    if (separation.first == separation.second) site.fault(path, "", "expected two relations");
  }
  for (std::size_t i = 0; i < type.sealed_people.size(); ++i) {
    const SealedPeople& sealed = type.sealed_people[i];
    const std::string path = CheckSite::item("sealed_people", i);
    site.check_somebody(path + ".relation", {sealed.relation});
    site.check_somebody(path + ".visible_to", sealed.seal.visible_to);
    site.check_states(path + ".until", sealed.seal.until);
  }
  if (type.unique) {
    site.check_fields("unique.fields", type.unique->fields);
    site.check_states("unique.in", type.unique->in);
    if (!type.unique->by_subject && type.unique->fields.empty()) {
      site.fault("unique", "", "expected the subject or fields");
    }
  }
}

void check_entries(CheckSite& site) {
  const ProcessType& type = site.type();
  site.check_ids("entries", type.entries);
  for (std::size_t i = 0; i < type.entries.size(); ++i) {
    const EntryKind& kind = type.entries[i];
    const std::string path = CheckSite::item("entries", i);
    site.check_access(path + ".who", kind.who);
    check_field_definitions(path + ".fields", kind.fields, site);
    for (std::size_t j = 0; j < kind.fields.size(); ++j) {
      const Field& field = kind.fields[j];
      if (field.seal || field.is_computed || field.filled_by || !field.filled_in.empty()) {
        site.fault(CheckSite::item(path + ".fields", j), field.id,
                   "a field of an entry is not sealed, computed or bound to states and people");
      }
    }
    for (std::size_t j = 0; j < kind.required_fields.size(); ++j) {
      const bool known = std::any_of(kind.fields.begin(), kind.fields.end(),
                                     [&](const Field& field) { return field.id == kind.required_fields[j]; });
      if (!known) {
        site.fault(CheckSite::item(path + ".required", j), kind.required_fields[j],
                   "expected a field of this entry");
      }
    }
  }
}

}  // namespace

void check_ways(CheckSite& site) {
  const ProcessType& type = site.type();
  site.check_ids("states", type.states);
  site.check_state("initial", type.initial);
  const State* initial = find_state(type, type.initial);
  if (initial == nullptr) return;
  if (initial->is_final()) site.fault("initial", type.initial, "expected a state that is not final");
  Marks marks(type.states.size(), false);
  marks[position_of(type, type.initial)] = true;
  const Marks reached = spread(type, marks, true);
  for (std::size_t i = 0; i < type.states.size(); ++i) marks[i] = type.states[i].is_final();
  if (std::find(marks.begin(), marks.end(), true) == marks.end()) {
    site.fault("states", "", "no state is final; expected one of the kind done or dropped");
    return;
  }
  const Marks ends = spread(type, marks, false);
  for (std::size_t i = 0; i < type.states.size(); ++i) {
    const State& state = type.states[i];
    const std::string path = CheckSite::item("states", i);
    if (!reached[i]) site.fault(path, state.id, "no transition leads here from " + type.initial);
    const bool is_left =
        std::any_of(type.transitions.begin(), type.transitions.end(),
                    [&](const Transition& t) { return t.to != state.id && leaves(t, state); });
    if (!state.is_final() && !is_left) {
      site.fault(path, state.id, "is a dead end; expected a transition out of it, or a final kind");
    } else if (!ends[i]) {
      site.fault(path, state.id, "no final state can be reached from here");
    }
  }
}

void check_process_type(const ProcessType& type, FaultList& faults) {
  CheckSite site(type, faults);
  if (type.id.empty()) site.fault("id", "", "expected an id");
  site.check_names("name", type.names);
  check_rules(site);
  check_ways(site);
  check_field_definitions("fields", type.fields, site);
  check_dues(site);
  check_transitions(site);
  check_entries(site);
  check_claim(site);
}

}  // namespace tenon::process
