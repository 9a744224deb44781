#include "process/guard.h"

#include <algorithm>

#include "process/process_words.h"

namespace tenon::process {
namespace {

const FieldValue* single_value(const Case& c, std::string_view field) {
  const FieldValues* values = find_values(c, field);
  return values != nullptr && values->size() == 1 ? &values->front() : nullptr;
}

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

}  // namespace

bool condition_holds(const Case& c, const Condition& condition) {
  const FieldValue* left = single_value(c, condition.field);
  const FieldValue* right = std::get_if<FieldValue>(&condition.operand);
  if (right == nullptr) right = single_value(c, std::get<FromField>(condition.operand).field);
  return left != nullptr && right != nullptr && holds(*left, condition.comparison, *right);
}

Reasons why_guard_fails(const ProcessType& type, const Case& c, const Guard& guard, UtcSeconds now) {
  Reasons reasons;
  for (const std::string& id : guard.required_fields) {
    if (find_values(c, id) != nullptr) continue;
    const Field* field = find_field(type, id);
    const Names names = field == nullptr ? Names{id, id} : field->names;
    reasons.push_back(
        {ReasonCode::kFieldMissing, id, {"须先填写" + names.zh, names.en + " is to be filled"}});
  }
  for (const Relation relation : guard.required_people) {
    if (has_person(c, relation)) continue;
    const ProcessWord& word = process_word(relation);
    reasons.push_back(simple_reason(ReasonCode::kPersonMissing, word.word, "须先指定" + std::string(word.zh),
                                    "there is no " + std::string(word.en) + " yet"));
  }
  for (const Condition& condition : guard.conditions) {
    if (!condition_holds(c, condition)) reasons.push_back(condition_fails(type, condition));
  }
  if (guard.after_days > 0 && !c.path.empty()) {
    const Day first = day_of(c.path.back().at) + std::chrono::days(guard.after_days);
    if (day_of(now) < first) {
      reasons.push_back(
          {ReasonCode::kTooEarly, c.state, {"最早于 " + day_text(first), "not before " + day_text(first)}});
    }
  }
  return reasons;
}

Reasons why_guards_fail(const ProcessType& type, const Case& c, const Transition& transition,
                        UtcSeconds now) {
  Reasons reasons = why_guard_fails(type, c, transition.guard, now);
  Reasons of_alternatives;
  for (const Guard& alternative : transition.alternatives) {
    Reasons lacking = why_guard_fails(type, c, alternative, now);
    if (lacking.empty()) return reasons;
    of_alternatives.insert(of_alternatives.end(), lacking.begin(), lacking.end());
  }
  reasons.insert(reasons.end(), of_alternatives.begin(), of_alternatives.end());
  return reasons;
}

bool needs_four_eyes(const ProcessType& type, const Case& c, const Transition& transition, UtcSeconds now) {
  if (transition.guard.four_eyes) return true;
  bool only_with = false;
  for (const Guard& alternative : transition.alternatives) {
    if (!why_guard_fails(type, c, alternative, now).empty()) continue;
    if (!alternative.four_eyes) return false;
    only_with = true;
  }
  return only_with;
}

Reasons why_not_open(const ProcessType& type, const Case& c, const Transition& transition,
                     const Actor& actor) {
  Reasons reasons;
  const State* state = find_state(type, c.state);
  if (state == nullptr || !leaves(transition, *state)) {
    const bool is_final = state != nullptr && state->is_final();
    const Names names = state == nullptr ? Names{c.state, c.state} : state->names;
    reasons.push_back({is_final ? ReasonCode::kFinal : ReasonCode::kWrongState,
                       c.state,
                       {"在“" + names.zh + "”状态下不可进行", "not possible in the state " + names.en}});
  }
  if (!may(transition.who, c, actor)) reasons.push_back(not_yours(transition.who, transition.id));
  return reasons;
}

std::vector<std::string> fields_asked(const Transition& transition) {
  std::vector<std::string> fields;
  const auto add = [&](const Guard& guard) {
    for (const std::string& field : guard.required_fields) add_once(fields, field);
    for (const Condition& condition : guard.conditions) {
      add_once(fields, condition.field);
      if (const auto* other = std::get_if<FromField>(&condition.operand)) add_once(fields, other->field);
    }
  };
  add(transition.guard);
  for (const Guard& alternative : transition.alternatives) add(alternative);
  return fields;
}

}  // namespace tenon::process
