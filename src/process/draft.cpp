#include "process/draft.h"

#include <algorithm>

#include "process/access.h"
#include "process/case_view.h"

namespace tenon::process {
namespace {

void lapse(Draft& draft, const std::string& transition) {
  draft.emit(event::ProposalEnded{transition, event::ProposalEnd::kLapsed, ""});
}

void lapse_all(Draft& draft, const std::string& except) {
  const std::vector<Proposal> proposals = draft.next.proposals;
  for (const Proposal& proposal : proposals) {
    if (proposal.transition != except) lapse(draft, proposal.transition);
  }
}

void lapse_signed_by(Draft& draft, Relation relation) {
  const std::vector<Proposal> proposals = draft.next.proposals;
  for (const Proposal& proposal : proposals) {
    const Transition* transition = find_transition(draft.type, proposal.transition);
    if (transition == nullptr || !transition->countersign) continue;
    const auto& relations = transition->countersign->who.relations;
    if (std::find(relations.begin(), relations.end(), relation) != relations.end()) {
      lapse(draft, proposal.transition);
    }
  }
}

void stop_due(Draft& draft, const std::string& id) {
  const bool runs = std::any_of(draft.next.dues.begin(), draft.next.dues.end(),
                                [&](const RunningDue& due) { return due.id == id; });
  if (runs) draft.emit(event::DueStopped{id});
}

FieldValues values_of(const Case& c, const std::string& field) {
  const FieldValues* values = find_values(c, field);
  return values == nullptr ? FieldValues{} : *values;
}

FieldValues assigned_values(const Draft& draft, const Assignment& assignment) {
  if (const auto* value = std::get_if<FieldValue>(&assignment.source)) return {*value};
  if (const auto* from = std::get_if<FromField>(&assignment.source))
    return values_of(draft.next, from->field);
  return {day_of(draft.now)};
}

event::CaseAsked asked_case(const Case& c, const OpenEffect& effect) {
  event::CaseAsked asked{effect.type, c.subject, {}, {}, effect.link};
  for (const FieldMapping& mapping : effect.fields) {
    if (const FieldValues* values = find_values(c, mapping.from)) asked.fields[mapping.to] = *values;
  }
  if (!effect.back_link.empty()) asked.fields[effect.back_link] = {c.id};
  for (const PeopleMapping& mapping : effect.people) {
    for (CasePerson person : c.people) {
      if (person.relation != mapping.from) continue;
      person.relation = mapping.to;
      asked.people.push_back(std::move(person));
    }
  }
  return asked;
}

}  // namespace

void fill_field(Draft& draft, const std::string& field, const FieldValues& values,
                const std::string& except) {
  if (values_of(draft.next, field) == values) return;
  lapse_all(draft, except);
  draft.emit(event::FieldFilled{field, values});
}

void assign_person(Draft& draft, const CasePerson& person) {
  if (is_single(person.relation)) {
    const std::vector<CasePerson> people = draft.next.people;
    for (const CasePerson& former : people) {
      if (former.relation == person.relation) draft.emit(event::PersonReleased{former});
    }
  }
  lapse_signed_by(draft, person.relation);
  draft.emit(event::PersonAssigned{person});
}

void release_person(Draft& draft, const CasePerson& person) {
  lapse_signed_by(draft, person.relation);
  draft.emit(event::PersonReleased{person});
}

void start_due(Draft& draft, const DueRule& rule) {
  Day day = day_of(draft.now) + std::chrono::days(rule.days);
  if (!rule.day_field.empty()) {
    const FieldValues* values = find_values(draft.next, rule.day_field);
    const Day* named = values == nullptr ? nullptr : std::get_if<Day>(&values->front());
    if (named != nullptr) day = *named;
  }
  draft.emit(event::DueStarted{rule.id, day});
}

void carry_out(Draft& draft, const Transition& transition) {
  lapse_all(draft, transition.id);
  draft.emit(event::Moved{transition.id, draft.next.state, transition.to});
  for (const Assignment& assignment : transition.sets) {
    fill_field(draft, assignment.field, assigned_values(draft, assignment));
  }
  // What a new case takes over may be cleared here.
  std::vector<event::CaseAsked> cases;
  for (const OpenEffect& effect : transition.effects.open) cases.push_back(asked_case(draft.next, effect));
  for (const std::string& field : transition.clears) fill_field(draft, field, {});
  for (const std::string& due : transition.stops_due) stop_due(draft, due);
  const State* state = find_state(draft.type, transition.to);
  if (state != nullptr && state->is_final()) {
    const std::vector<RunningDue> dues = draft.next.dues;
    for (const RunningDue& due : dues) stop_due(draft, due.id);
  } else {
    for (const std::string& id : transition.starts_due) {
      if (const DueRule* rule = find_due(draft.type, id)) start_due(draft, *rule);
    }
  }
  for (const Relation relation : transition.effects.notify) {
    draft.emit(event::NotificationAsked{relation, transition.id});
  }
  for (const std::string& computation : transition.effects.recompute) {
    draft.emit(event::RecomputeAsked{computation});
  }
  for (event::CaseAsked& asked : cases) draft.emit(std::move(asked));
}

Reasons why_not_standing(const ProcessType& type, const Case& c) {
  if (!type.claim || resource_claim(type, c)) return {};
  const auto& states = type.claim->in;
  if (std::find(states.begin(), states.end(), c.state) == states.end()) return {};
  return {simple_reason(ReasonCode::kBadClaim, type.claim->resource, "须写明资源，且结束晚于开始",
                        "needs the resource, and an end after the beginning")};
}

}  // namespace tenon::process
