// A small process that uses every rule of the kernel once, people for it, and commands in short form.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "process/kernel.h"

namespace tenon::process {

constexpr UtcSeconds kNoon = 1'800'000'000 - 1'800'000'000 % kSecondsPerDay + 4 * 3600;  // 12:00 in China
constexpr UtcSeconds days_later(int days) {
  return kNoon + days * kSecondsPerDay;
}

inline Names both(const std::string& text) {
  return {"中文" + text, text};
}
inline Access of(std::vector<Relation> relations) {
  return {"move", std::move(relations), false};
}

inline Field example_field(const std::string& id, FieldType type) {
  Field field;
  field.id = id;
  field.names = both(id);
  field.type = type;
  return field;
}

inline Transition example_transition(const std::string& id, std::vector<std::string> from,
                                     const std::string& to, Access who) {
  Transition transition;
  transition.id = id;
  transition.names = both(id);
  transition.from = std::move(from);
  transition.to = to;
  transition.who = std::move(who);
  return transition;
}

inline void add_example_fields(ProcessType& type) {
  Field score = example_field("score", FieldType::kNumber);
  score.low = 0;
  score.high = 1;
  score.is_computed = true;
  Field limit = example_field("limit", FieldType::kNumber);
  limit.low = 0;
  limit.high = 1;
  Field offer = example_field("offer", FieldType::kMoney);
  offer.low = 0;
  offer.filled_by = of({Relation::kApplicant});
  offer.filled_in = {"new"};
  offer.seal = Seal{{Relation::kApplicant}, {"agreed"}};
  Field kind = example_field("kind", FieldType::kChoice);
  kind.choices = {{"a", both("a")}, {"b", both("b")}};
  Field parts = example_field("parts", FieldType::kText);
  parts.max_items = 3;
  parts.max_bytes = 10;
  type.fields = {score, limit, offer, kind, parts};
  type.fields.push_back(example_field("reason", FieldType::kText));
  type.fields.push_back(example_field("tool", FieldType::kText));
  type.fields.push_back(example_field("start", FieldType::kMoment));
  type.fields.push_back(example_field("end", FieldType::kMoment));
  type.fields.push_back(example_field("deadline", FieldType::kDay));
  type.fields.push_back(example_field("begun_on", FieldType::kDay));
  type.fields.push_back(example_field("child", FieldType::kCase));
}

inline void add_example_transitions(ProcessType& type) {
  Transition start = example_transition("start", {"new"}, "working", of({Relation::kOwner}));
  start.guard.required_fields = {"kind"};
  start.guard.required_people = {Relation::kParticipant};
  start.sets = {{"begun_on", Assignment::Today{}}, {"limit", FieldValue(0.5)}};
  start.starts_due = {"report"};
  start.stops_due = {"answer"};
  start.effects.notify = {Relation::kParticipant};
  Transition agree = example_transition("agree", {"working"}, "agreed", of({Relation::kOwner}));
  agree.guard.after_days = 2;
  agree.guard.conditions = {{"kind", Comparison::kNotEqual, FieldValue("b")}};
  agree.countersign = Countersign{of({Relation::kParticipant}), 0};
  agree.effects.recompute = {"score"};
  agree.effects.open = {
      {"example", {{"limit", "limit"}}, {{Relation::kOwner, Relation::kApplicant}}, "child", ""}};
  Transition close = example_transition("close", {"agreed"}, "done", of({Relation::kOwner}));
  Guard computed;
  computed.conditions = {{"score", Comparison::kBelow, FromField{"limit"}}};
  Guard argued;
  argued.required_fields = {"reason"};
  argued.four_eyes = true;
  close.alternatives = {computed, argued};
  close.approved_by = of({Relation::kOwner, Relation::kReviewer});
  Transition drop = example_transition("drop", {}, "dropped", of({Relation::kOwner}));
  drop.from_any = true;
  drop.guard.required_fields = {"reason"};
  Transition give_up = example_transition("give_up", {"new"}, "dropped", {"", {}, true});
  Transition reopen = example_transition("reopen", {}, "new", of({Relation::kAnyone}));
  reopen.from_any = true;
  reopen.reopens = true;
  reopen.clears = {"score"};
  type.transitions = {start, agree, close, drop, give_up, reopen};
}

inline ProcessType example_type() {
  ProcessType type;
  type.id = "example";
  type.names = both("example");
  type.subjects = {"thing"};
  type.initial = "new";
  type.see = {"see", {Relation::kAnyone}, false};
  type.open.who = {"move", {Relation::kAnyone}, true};
  type.open.opener_becomes = {Relation::kOwner};
  type.open.starts_due = {"answer"};
  type.fill = of({Relation::kOwner});
  type.assign = of({Relation::kOwner});
  type.comment = {"see", {Relation::kAnyone}, false};
  type.proposal_days = 14;
  type.states = {{"new", both("new"), StateKind::kWaiting},
                 {"working", both("working"), StateKind::kActive},
                 {"agreed", both("agreed"), StateKind::kActive},
                 {"done", both("done"), StateKind::kDone},
                 {"dropped", both("dropped"), StateKind::kDropped}};
  add_example_fields(type);
  DueRule answer{"answer", both("answer"), 5, "", 0, 7, "give_up"};
  DueRule report{"report", both("report"), 10, "deadline", 3, 7, ""};
  type.dues = {answer, report};
  add_example_transitions(type);
  Field on = example_field("on", FieldType::kDay);
  Field outcome = example_field("outcome", FieldType::kText);
  type.entries = {{"action", both("action"), of({Relation::kOwner}), {on, outcome}, {"on", "outcome"}}};
  type.separations = {{Relation::kReviewer, Relation::kApplicant}};
  type.sealed_people = {{Relation::kApplicant, {{Relation::kApplicant}, {"agreed"}}}};
  type.claim = ClaimRule{"tool", "start", "end", {"working"}};
  type.unique = UniqueRule{true, {"kind"}, {"new", "working"}};
  return type;
}

inline Actor person(const std::string& name, std::vector<std::string> permissions = {"see", "move"}) {
  return {{name, "org-" + name, "region-" + name, false}, std::move(permissions)};
}
inline Actor platform() {
  return {{"", "", "", true}, {}};
}
inline CasePerson as(Relation relation, const std::string& name) {
  return {relation, name, "org-" + name, "region-" + name};
}

// A case and the type that it belongs to; commands that must succeed, and the reasons of those that must not.
struct CaseWalk {
  const ProcessType& type;
  Case c;
  UtcSeconds now = kNoon;

  Decision last;

  bool opened(const command::Open& command, const Actor& actor) {
    last = open(type, command, actor, now);
    c = after({}, last);
    return last.ok();
  }
  bool does(const Actor& actor, const Command& command) {
    last = decide(type, c, command, actor, now);
    c = after(std::move(c), last);
    return last.ok();
  }
  bool acts(const Actor& actor, const std::string& transition, const FieldMap& fields = {}) {
    return does(actor, command::Act{transition, fields});
  }
  // The code of the only reason why the command is refused.
  std::vector<ReasonCode> refuses(const Actor& actor, const Command& command) const {
    std::vector<ReasonCode> codes;
    const Decision decision = decide(type, c, command, actor, now);
    for (const Reason& reason : decision.refusal) codes.push_back(reason.code);
    return codes;
  }
  void ticks() {
    last = tick(type, c, now);
    c = after(std::move(c), last);
  }
  template <class E>
  std::vector<E> last_events() const {
    std::vector<E> found;
    for (const EventRecord& record : last.events) {
      if (const E* e = std::get_if<E>(&record.event)) found.push_back(*e);
    }
    return found;
  }
};

}  // namespace tenon::process
