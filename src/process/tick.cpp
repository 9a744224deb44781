#include <algorithm>

#include "process/draft.h"
#include "process/guard.h"
#include "process/kernel.h"

namespace tenon::process {
namespace {

// The transition that an overdue date brings about, if the case stands where it can.
const Transition* transition_of(const Draft& draft, const DueRule& rule) {
  const Transition* transition = rule.then.empty() ? nullptr : find_transition(draft.type, rule.then);
  const State* state = find_state(draft.type, draft.next.state);
  if (transition == nullptr || state == nullptr || !leaves(*transition, *state)) return nullptr;
  return why_guards_fail(draft.type, draft.next, *transition, draft.now).empty() ? transition : nullptr;
}

// From this day on it is to be reminded of; nullopt: no more.
std::optional<Day> reminder_day(const DueRule& rule, const RunningDue& due) {
  const Day overdue_from = due.day + std::chrono::days(1);
  if (!due.reminded_on)
    return rule.remind_before_days > 0 ? due.day - std::chrono::days(rule.remind_before_days) : overdue_from;
  if (*due.reminded_on <= due.day) return overdue_from;
  if (rule.repeat_days <= 0) return std::nullopt;
  return *due.reminded_on + std::chrono::days(rule.repeat_days);
}

bool is_to_remind(const DueRule& rule, const RunningDue& due, Day today) {
  const auto from = reminder_day(rule, due);
  return from && today >= *from;
}

Day expiry_day(const ProcessType& type, const Proposal& proposal) {
  return day_of(proposal.asked_at) + std::chrono::days(type.proposal_days + 1);
}

void expire_proposals(Draft& draft) {
  const std::vector<Proposal> proposals = draft.next.proposals;
  for (const Proposal& proposal : proposals) {
    if (day_of(draft.now) >= expiry_day(draft.type, proposal)) {
      draft.emit(event::ProposalEnded{proposal.transition, event::ProposalEnd::kExpired, ""});
    }
  }
}

}  // namespace

Decision tick(const ProcessType& type, const Case& c, UtcSeconds now) {
  if (c.type_id != type.id || c.type_version != type.version) {
    return {{},
            {simple_reason(ReasonCode::kWrongType, c.type_id, "事项属于另一流程或版本",
                           "the case belongs to another process type or version")}};
  }
  // A clock that stands behind the last event has nothing new to say.
  if (!c.history.empty() && now < c.history.back().at) return {};
  Draft draft{type, c, {"", "", "", true}, now, {}};
  expire_proposals(draft);
  const Day today = day_of(now);
  // By the rules of the type, so that each due takes its transition at most once a tick.
  for (const DueRule& rule : type.dues) {
    const auto& dues = draft.next.dues;
    const auto due =
        std::find_if(dues.begin(), dues.end(), [&](const RunningDue& d) { return d.id == rule.id; });
    if (due == dues.end()) continue;
    const bool is_overdue = today > due->day;
    const Transition* transition = is_overdue ? transition_of(draft, rule) : nullptr;
    if (transition != nullptr) {
      draft.emit(event::DueStopped{rule.id});
      carry_out(draft, *transition);
    } else if (is_to_remind(rule, *due, today)) {
      draft.emit(event::Reminded{rule.id, is_overdue});
    }
  }
  // A transition of the platform that would leave the case unsound is not taken; the check of types rules it
  // out (process_type_check.h).
  if (!why_not_standing(type, draft.next).empty()) return {};
  return {std::move(draft.events), {}};
}

std::optional<Day> next_tick_day(const ProcessType& type, const Case& c) {
  std::optional<Day> next;
  const auto at_latest = [&](Day day) { next = std::min(next.value_or(day), day); };
  for (const Proposal& proposal : c.proposals) at_latest(expiry_day(type, proposal));
  for (const RunningDue& due : c.dues) {
    const DueRule* rule = find_due(type, due.id);
    if (rule == nullptr) continue;
    if (const auto day = reminder_day(*rule, due)) at_latest(*day);
    // Whether the transition's guards then let it happen is seen on the day.
    if (!rule->then.empty()) at_latest(due.day + std::chrono::days(1));
  }
  return next;
}

}  // namespace tenon::process
