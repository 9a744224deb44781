#include <algorithm>

#include "process/access.h"
#include "process/draft.h"
#include "process/field_check.h"
#include "process/guard.h"
#include "process/kernel.h"

namespace tenon::process {
namespace {

void add_all(Reasons& reasons, const Reasons& more) {
  reasons.insert(reasons.end(), more.begin(), more.end());
}

Reasons why_not_opened(const ProcessType& type, const command::Open& command, const Actor& actor) {
  Reasons reasons;
  if (!actor.party.is_system && (actor.party.person.empty() || !may(type.open.who, {}, actor))) {
    reasons.push_back(not_yours(type.open.who, "open"));
  }
  if (command.case_id.empty() || command.subject.id.empty()) {
    reasons.push_back(simple_reason(ReasonCode::kEmpty, "open", "须有事项编号和对象",
                                    "needs an id for the case and a subject"));
  }
  if (std::find(type.subjects.begin(), type.subjects.end(), command.subject.kind) == type.subjects.end()) {
    reasons.push_back(unknown("对象类型", "kind of subject", command.subject.kind));
  }
  if (find_state(type, type.initial) == nullptr) reasons.push_back(unknown("状态", "state", type.initial));
  return reasons;
}

}  // namespace

Decision open(const ProcessType& type, const command::Open& command, const Actor& actor, UtcSeconds now) {
  Reasons reasons = why_not_opened(type, command, actor);
  if (!reasons.empty()) return {{}, std::move(reasons)};
  Draft draft{type, {}, actor.party, now, {}};
  draft.emit(event::Opened{command.case_id, type.id, type.version, command.subject, type.initial});
  if (!actor.party.is_system) {
    for (const Relation relation : type.open.opener_becomes) {
      assign_person(draft, {relation, actor.party.person, actor.party.organisation, actor.party.region});
    }
  }
  for (const CasePerson& person : command.people) {
    const Reasons lacking = why_not_assigned(type, draft.next, person);
    if (lacking.empty()) assign_person(draft, person);
    add_all(reasons, lacking);
  }
  // Who opens a case fills it in the same breath, whatever `fill` says of later; fields that are others' stay
  // theirs.
  std::vector<std::string> asked;
  for (const Field& field : type.fields) asked.push_back(field.id);
  add_all(reasons, why_fields_not_filled(type, draft.next, command.fields, actor, asked));
  if (!reasons.empty()) return {{}, std::move(reasons)};
  for (const auto& [field, values] : command.fields) fill_field(draft, field, values);

  Guard guard;
  guard.required_fields = type.open.required_fields;
  guard.required_people = type.open.required_people;
  reasons = why_guard_fails(type, draft.next, guard, now);
  add_all(reasons, why_not_standing(type, draft.next));
  if (!reasons.empty()) return {{}, std::move(reasons)};
  for (const std::string& id : type.open.starts_due) {
    if (const DueRule* rule = find_due(type, id)) start_due(draft, *rule);
  }
  return {std::move(draft.events), {}};
}

}  // namespace tenon::process
