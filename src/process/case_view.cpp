#include "process/case_view.h"

#include <algorithm>

#include "process/access.h"
#include "process/guard.h"
#include "process/proposal_check.h"

namespace tenon::process {
namespace {

std::optional<UtcSeconds> moment_of(const Case& c, const std::string& field) {
  const FieldValues* values = find_values(c, field);
  if (values == nullptr || values->size() != 1) return std::nullopt;
  if (const auto* moment = std::get_if<Moment>(&values->front())) return moment->utc_seconds;
  if (const Day* day = std::get_if<Day>(&values->front())) {
    return day->time_since_epoch().count() * kSecondsPerDay - kCalendarOffsetSeconds;
  }
  return std::nullopt;
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// With its length, so that ("ab", "c") and ("a", "bc") differ.
void add_part(std::string& key, const std::string& part) {
  key += std::to_string(part.size()) + ":" + part + ";";
}

}  // namespace

std::vector<AllowedAction> allowed_actions(const ProcessType& type, const Case& c, const Actor& actor,
                                           UtcSeconds now) {
  std::vector<AllowedAction> actions;
  for (const Transition& transition : type.transitions) {
    AllowedAction action;
    action.transition = transition.id;
    action.fields = fields_asked(transition);
    action.needs_four_eyes = needs_four_eyes(type, c, transition, now);
    action.needs_signatures = transition.countersign.has_value();
    if (c.type_id != type.id || c.type_version != type.version) {
      action.reasons.push_back(simple_reason(ReasonCode::kWrongType, c.type_id, "事项属于另一流程或版本",
                                             "the case belongs to another process type or version"));
      actions.push_back(std::move(action));
      continue;
    }
    action.reasons = why_not_open(type, c, transition, actor);
    if (transition.countersign && signatories(c, transition.countersign->who.relations).empty()) {
      action.reasons.push_back(
          simple_reason(ReasonCode::kPersonMissing, transition.id, "没有会签方", "there is nobody to sign"));
    }
    const Proposal* proposal = find_proposal(c, transition.id);
    if (proposal != nullptr) {
      action.is_pending = true;
      action.may_sign = why_not_signed(c, transition, *proposal, actor).empty();
      action.may_approve = why_not_approved(type, c, transition, *proposal, actor, now).empty();
      action.may_refuse = why_not_refused(type, c, transition, *proposal, actor, now).empty();
      action.may_withdraw = is_asker(*proposal, actor);
      action.reasons.push_back(simple_reason(ReasonCode::kPending, transition.id, "已提出，等待会签或审批",
                                             "proposed already, waits for signatures or approval"));
    }
    const Reasons lacking = why_guards_fail(type, c, transition, now);
    // Fields and comparisons are in the actor's hands, waiting times and people are not.
    const bool by_filling = std::all_of(lacking.begin(), lacking.end(), [](const Reason& reason) {
      return reason.code == ReasonCode::kFieldMissing || reason.code == ReasonCode::kCondition;
    });
    action.may_take_with_fields = action.reasons.empty() && by_filling;
    action.reasons.insert(action.reasons.end(), lacking.begin(), lacking.end());
    action.may_take = action.reasons.empty();
    actions.push_back(std::move(action));
  }
  return actions;
}

std::vector<DueItem> due_items(const ProcessType& type, const Case& c, UtcSeconds now) {
  std::vector<DueItem> items;
  const Day today = day_of(now);
  for (const RunningDue& due : c.dues) {
    const DueRule* rule = find_due(type, due.id);
    const Names names = rule == nullptr ? Names{due.id, due.id} : rule->names;
    items.push_back({c.id, due.id, names, due.day, static_cast<int>((due.day - today).count())});
  }
  std::stable_sort(items.begin(), items.end(),
                   [](const DueItem& a, const DueItem& b) { return a.day < b.day; });
  return items;
}

std::vector<DueItem> overdue_items(const ProcessType& type, std::span<const Case> cases, UtcSeconds now) {
  std::vector<DueItem> all;
  for (const Case& c : cases) {
    for (DueItem& item : due_items(type, c, now)) {
      if (item.is_overdue()) all.push_back(std::move(item));
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const DueItem& a, const DueItem& b) { return a.day < b.day; });
  return all;
}

std::optional<ResourceClaim> resource_claim(const ProcessType& type, const Case& c) {
  if (!type.claim || !contains(type.claim->in, c.state)) return std::nullopt;
  const FieldValues* resource = find_values(c, type.claim->resource);
  const auto from = moment_of(c, type.claim->from);
  const auto until = moment_of(c, type.claim->until);
  if (resource == nullptr || resource->size() != 1 || !from || !until || *from >= *until) return std::nullopt;
  return ResourceClaim{value_text(resource->front()), *from, *until};
}

bool overlap(const ResourceClaim& a, const ResourceClaim& b) {
  return a.resource == b.resource && a.from < b.until && b.from < a.until;
}

std::optional<std::string> unique_key(const ProcessType& type, const Case& c) {
  if (!type.unique) return std::nullopt;
  const UniqueRule& rule = *type.unique;
  if (!rule.in.empty() && !contains(rule.in, c.state)) return std::nullopt;
  std::string key;
  add_part(key, type.id);
  if (rule.by_subject) {
    add_part(key, c.subject.kind);
    add_part(key, c.subject.id);
  }
  for (const std::string& field : rule.fields) {
    const FieldValues* values = find_values(c, field);
    if (values == nullptr) return std::nullopt;
    add_part(key, std::to_string(values->size()));
    for (const FieldValue& value : *values) add_part(key, value_text(value));
  }
  return key;
}

}  // namespace tenon::process
