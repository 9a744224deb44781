// Random commands by random people against any process type, and what must hold of the case whatever they do.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "process/access.h"
#include "process/case_view.h"
#include "process/guard.h"
#include "process/kernel.h"

namespace tenon::process {

class ProcessWalk {
 public:
  ProcessWalk(const ProcessType& type, std::uint64_t seed) : type_(type), random_(seed) {
    for (const Access* access : accesses()) permissions_.insert(access->permission);
  }

  // Opens a case and sends `steps` commands. What is wrong with the first case that breaks a rule; empty:
  // nothing.
  std::string run(int steps) {
    now_ = 1'800'000'000;
    for (int i = 0; i < steps && fault_.empty(); ++i) {
      now_ += static_cast<UtcSeconds>(below(10) == 0 ? below(6 * 86'400) : below(3'600));
      if (c_.history.empty()) {
        take(open(type_, any_open(), any_actor(), now_), false, {});
      } else {
        step();
      }
      if (!c_.history.empty()) check();
    }
    return fault_;
  }

  [[nodiscard]] const Case& last_case() const { return c_; }
  [[nodiscard]] const std::set<std::string>& states_seen() const { return states_seen_; }
  [[nodiscard]] std::size_t refused() const { return refused_; }
  [[nodiscard]] std::size_t taken() const { return taken_; }
  // How often time had something to say on the day that the case had named.
  [[nodiscard]] std::size_t woken() const { return woken_; }

 private:
  std::uint64_t below(std::uint64_t n) { return random_.below(n, 0, draw_++); }
  template <class T>
  const T& any_of(const std::vector<T>& items) {
    return items[below(items.size())];
  }

  std::vector<const Access*> accesses() const {
    std::vector<const Access*> all{&type_.see, &type_.open.who, &type_.fill, &type_.assign, &type_.comment};
    for (const Transition& transition : type_.transitions) {
      all.push_back(&transition.who);
      if (transition.countersign) all.push_back(&transition.countersign->who);
      if (transition.approved_by) all.push_back(&*transition.approved_by);
    }
    for (const Field& field : type_.fields) {
      if (field.filled_by) all.push_back(&*field.filled_by);
    }
    for (const EntryKind& kind : type_.entries) all.push_back(&kind.who);
    return all;
  }

  // Six people in four organisations; now and then one without a permission, or the platform.
  Actor any_actor() {
    const std::uint64_t who = below(12);
    if (who >= 10) return {{"", "", "", true}, {}};
    Actor actor;
    actor.party.person = "p" + std::to_string(who % 6);
    actor.party.organisation = "o" + std::to_string(who % 6 % 4);
    actor.party.region = "r" + std::to_string(who % 6 % 2);
    for (const std::string& permission : permissions_) {
      if (below(12) != 0) actor.permissions.push_back(permission);
    }
    return actor;
  }
  CasePerson any_person() {
    const auto relation = static_cast<Relation>(below(7));
    const std::uint64_t who = below(6);
    CasePerson person{relation, "p" + std::to_string(who), "o" + std::to_string(who % 4),
                      "r" + std::to_string(who % 2)};
    const std::uint64_t named = below(6);
    if (named <= 1) person.person.clear();
    if (named == 0) person.organisation.clear();
    return person;
  }

  FieldValue any_value(const Field& field) {
    switch (field.type) {
      case FieldType::kNumber:
        return any_number(field);
      case FieldType::kMoney:
        return Money{static_cast<std::int64_t>(any_number(field))};
      case FieldType::kDay:
        return day_of(now_) + std::chrono::days(below(40));
      case FieldType::kMoment:
        return Moment{now_ + static_cast<UtcSeconds>(below(86'400))};
      case FieldType::kFlag:
        return below(4) != 0;
      case FieldType::kChoice:
        return below(20) == 0 || field.choices.empty() ? FieldValue("no such choice")
                                                       : FieldValue(any_of(field.choices).id);
      case FieldType::kFile:
        return FileReference{"f" + std::to_string(below(9)), below(1'000), "00ff"};
      default:
        return below(30) == 0 ? FieldValue(below(2) == 0) : FieldValue("t" + std::to_string(below(9)));
    }
  }
  double any_number(const Field& field) {
    const double low = field.low.value_or(0);
    const double high = std::min(field.high.value_or(low + 1'000), low + 1e9);
    const double number = low + (high - low) * static_cast<double>(below(1'001)) / 1'000;
    return below(40) == 0 ? low - 1 : number;
  }
  void add_value(FieldMap& fields, const Field& field) {
    fields[field.id] = {any_value(field)};
    if (field.max_items > 1 && below(2) == 0) fields[field.id].push_back(any_value(field));
  }

  command::Open any_open() {
    command::Open command{"c1", {type_.subjects[below(type_.subjects.size())], "s1"}, {}, {}};
    for (const std::string& id : type_.open.required_fields)
      add_value(command.fields, *find_field(type_, id));
    for (const Relation relation : type_.open.required_people) {
      command.people.push_back(any_person());
      command.people.back().relation = relation;
    }
    return command;
  }

  void fill_asked(const Guard& guard, FieldMap& fields) {
    for (const std::string& id : guard.required_fields) {
      if (const Field* field = find_field(type_, id); field != nullptr && !field->is_computed)
        add_value(fields, *field);
    }
    for (const Condition& condition : guard.conditions) {
      const Field* field = find_field(type_, condition.field);
      if (field == nullptr || field->is_computed) continue;
      const auto* value = std::get_if<FieldValue>(&condition.operand);
      if (value != nullptr && condition.comparison == Comparison::kEqual && below(2) == 0) {
        fields[field->id] = {*value};
      } else {
        add_value(fields, *field);
      }
    }
  }
  Command any_act() {
    std::vector<const Transition*> near;
    const State* state = find_state(type_, c_.state);
    for (const Transition& transition : type_.transitions) {
      if (state != nullptr && leaves(transition, *state)) near.push_back(&transition);
    }
    const Transition& transition =
        near.empty() || below(8) == 0 ? any_of(type_.transitions) : *near[below(near.size())];
    command::Act act{transition.id, {}};
    if (below(5) != 0) {
      fill_asked(transition.guard, act.fields);
      if (!transition.alternatives.empty()) fill_asked(any_of(transition.alternatives), act.fields);
      if (type_.claim) {
        for (const std::string& id : {type_.claim->resource, type_.claim->from, type_.claim->until}) {
          if (find_values(c_, id) == nullptr) add_value(act.fields, *find_field(type_, id));
        }
      }
    }
    return act;
  }
  // A field, mostly one that a transition out of this state asks for, the platform's own included.
  command::Fill any_fill() {
    command::Fill fill;
    std::vector<std::string> asked;
    const State* state = find_state(type_, c_.state);
    for (const Transition& transition : type_.transitions) {
      if (state == nullptr || !leaves(transition, *state)) continue;
      for (const std::string& id : fields_asked(transition)) {
        const Field* field = find_field(type_, id);
        if (field != nullptr && field->is_computed && find_values(c_, id) == nullptr) asked.push_back(id);
      }
    }
    const Field& field =
        asked.empty() || below(2) == 0 ? any_of(type_.fields) : *find_field(type_, any_of(asked));
    if (below(6) == 0) {
      fill.fields[field.id] = {};
    } else {
      add_value(fill.fields, field);
    }
    return fill;
  }

  Command any_command() {
    const std::string proposed =
        c_.proposals.empty() ? any_of(type_.transitions).id : any_of(c_.proposals).transition;
    const std::uint64_t kind = below(c_.proposals.empty() ? 17 : 40);
    if (kind < 8) return any_act();
    if (kind < 11 && !type_.fields.empty()) return any_fill();
    if (kind < 14) return command::Assign{any_person()};
    if (kind == 14) return command::Release{c_.people.empty() ? any_person() : any_of(c_.people)};
    if (kind == 15) {
      command::AddEntry add{"", "text", {}};
      if (!type_.entries.empty() && below(2) == 0) {
        const EntryKind& entry = any_of(type_.entries);
        add.kind = entry.id;
        for (const Field& field : entry.fields) add_value(add.fields, field);
      }
      return add;
    }
    if (kind == 16) return command::Attach{{"file", below(100), "ab"}};
    if (kind < 28) return command::Sign{proposed};
    if (kind < 38) return command::Approve{proposed};
    if (kind == 38) return command::Refuse{proposed, "no"};
    return command::Withdraw{proposed};
  }

  void step() {
    if (below(10) == 0) {
      const Decision decision = tick(type_, c_, now_);
      if (!decision.ok()) fault_ = "tick refuses";
      take(decision, true, {"", "", "", true});
      if (!tick(type_, c_, now_).events.empty()) fault_ = "a second tick has something new";
      return;
    }
    // Half of the commands look for somebody who is let through, or walks would hardly get anywhere.
    const Command command = any_command();
    Actor actor = any_actor();
    Decision decision = decide(type_, c_, command, actor, now_);
    for (std::uint64_t tries = below(2) * 12; tries > 0 && !decision.ok(); --tries) {
      actor = any_actor();
      decision = decide(type_, c_, command, actor, now_);
    }
    take(decision, false, actor.party);
  }

  void take(const Decision& decision, bool is_tick, const Party& actor) {
    if (!decision.ok()) {
      ++refused_;
      if (!decision.events.empty()) fault_ = "refused, yet with events";
      for (const Reason& reason : decision.refusal) {
        if (reason.text.zh.empty() || reason.text.en.empty()) fault_ = "a reason without words";
      }
      return;
    }
    const Case before = c_;
    c_ = after(std::move(c_), decision);
    taken_ += decision.events.empty() ? 0 : 1;
    const State* state = find_state(type_, before.state);
    for (const EventRecord& record : decision.events) check_event(before, state, record, is_tick, actor);
  }

  void check_event(const Case& before, const State* state, const EventRecord& record, bool is_tick,
                   const Party& actor) {
    if (const auto* moved = std::get_if<event::Moved>(&record.event)) {
      const Transition* transition = find_transition(type_, moved->transition);
      if (transition == nullptr || transition->to != moved->to) fault_ = "a move that is not in the type";
      if (transition != nullptr && state != nullptr && state->is_final() && !transition->reopens) {
        fault_ = "a closed case moved";
      }
      if (transition == nullptr) return;
      const Proposal* proposal = find_proposal(before, moved->transition);
      if (transition->guard.four_eyes && (proposal == nullptr || record.actor.is_system)) {
        fault_ = "moved on two eyes: " + moved->transition;
      }
      if (transition->countersign && transition->countersign->number == 0)
        check_signed(before, *transition, record);
    }
    if (const auto* approved = std::get_if<event::Approved>(&record.event)) {
      const Proposal* proposal = find_proposal(before, approved->transition);
      if (proposal == nullptr || proposal->asked_by == record.actor || record.actor.is_system) {
        fault_ = "approved by the asker: " + approved->transition;
      }
    }
    if (const auto* filled = std::get_if<event::FieldFilled>(&record.event)) {
      const Field* field = find_field(type_, filled->field);
      const bool by_move = std::any_of(
          c_.history.begin() + static_cast<std::ptrdiff_t>(before.history.size()), c_.history.end(),
          [](const EventRecord& other) { return std::holds_alternative<event::Moved>(other.event); });
      if (field == nullptr) fault_ = "a field that is not in the type";
      if (field != nullptr && field->is_computed && !actor.is_system && !by_move && !is_tick) {
        fault_ = "a person filled what is computed: " + field->id;
      }
    }
  }

  void check_signed(const Case& before, const Transition& transition, const EventRecord& record) {
    std::vector<Party> signatures;
    if (const Proposal* proposal = find_proposal(before, transition.id)) signatures = proposal->signatures;
    signatures.push_back(record.actor);
    const auto& relations = transition.countersign->who.relations;
    for (const std::string& asked : signatories(before, relations)) {
      const bool has = std::any_of(signatures.begin(), signatures.end(), [&](const Party& party) {
        return signs_for(before, relations, party) == asked;
      });
      if (!has) fault_ = "moved without the signature of " + asked;
    }
  }

  void check() {
    states_seen_.insert(c_.state);
    const State* state = find_state(type_, c_.state);
    if (state == nullptr) {
      fault_ = "a state that is not in the type: " + c_.state;
      return;
    }
    // Now and then: it costs as much as the history is long.
    if (below(8) == 0 && replay(c_.history) != c_) fault_ = "the history replays to another case";
    if (state->is_final() && !c_.dues.empty()) fault_ = "something is due in a closed case";
    for (std::size_t i = 0; i < c_.history.size(); ++i) {
      if (c_.history[i].sequence != i + 1) fault_ = "sequences have gaps";
    }
    for (const auto& [id, values] : c_.fields) {
      if (values.empty()) fault_ = "a field with an empty list: " + id;
    }
    if (type_.claim &&
        std::find(type_.claim->in.begin(), type_.claim->in.end(), c_.state) != type_.claim->in.end() &&
        !resource_claim(type_, c_)) {
      fault_ = "a resource is held without name or time";
    }
    check_seals();
    check_sleep();
  }

  // From a stream of its own: what is drawn here does not change the walk.
  std::uint64_t sleep_below(std::uint64_t n) { return random_.below(n, 1, sleep_draw_++); }

  // Before the day that it names for itself, time has nothing to say of the case.
  void check_sleep() {
    if (sleep_below(4) != 0) return;
    const auto wakes_on = next_tick_day(type_, c_);
    const UtcSeconds last =
        wakes_on ? wakes_on->time_since_epoch().count() * kSecondsPerDay - kCalendarOffsetSeconds - 1
                 : now_ + 4'000 * kSecondsPerDay;
    if (last < now_) return;
    for (const UtcSeconds then :
         {last, now_ + static_cast<UtcSeconds>(sleep_below(static_cast<std::uint64_t>(last - now_) + 1))}) {
      if (!tick(type_, c_, then).events.empty()) fault_ = "time has something to say before its day";
    }
    if (wakes_on && !tick(type_, c_, last + 1).events.empty()) ++woken_;
  }

  void check_seals() {
    const Actor actor = any_actor();
    const Case seen = visible_case(type_, c_, actor);
    for (const Field& field : type_.fields) {
      if (!field.seal || !is_sealed_to(*field.seal, c_, actor)) continue;
      if (find_values(seen, field.id) != nullptr) fault_ = "a sealed field is seen: " + field.id;
      for (const EventRecord& record : seen.history) {
        const auto* filled = std::get_if<event::FieldFilled>(&record.event);
        if (filled != nullptr && filled->field == field.id && !filled->values.empty()) {
          fault_ = "a sealed field is seen in the history: " + field.id;
        }
      }
      for (const VisibleField& visible : visible_fields(type_, c_, actor)) {
        if (visible.field == field.id && !visible.values.empty())
          fault_ = "a sealed field is visible: " + field.id;
      }
    }
    for (const SealedPeople& sealed : type_.sealed_people) {
      if (!is_sealed_to(sealed.seal, c_, actor)) continue;
      for (const CasePerson& person : seen.people) {
        if (person.relation == sealed.relation && person != CasePerson{sealed.relation, "", "", ""}) {
          fault_ = "a sealed person is seen";
        }
      }
    }
  }

  const ProcessType& type_;
  Philox random_;
  std::uint64_t draw_ = 0;
  std::set<std::string> permissions_;
  Case c_;
  UtcSeconds now_ = 0;
  std::set<std::string> states_seen_;
  std::size_t refused_ = 0;
  std::size_t taken_ = 0;
  std::size_t woken_ = 0;
  std::uint64_t sleep_draw_ = 0;
  std::string fault_;
};

}  // namespace tenon::process
