#include "process/proposal_check.h"

#include <algorithm>

#include "process/guard.h"

namespace tenon::process {

const Access& approvers(const Transition& transition) {
  return transition.approved_by ? *transition.approved_by : transition.who;
}

bool is_signed(const Case& c, const Transition& transition, const Proposal& proposal) {
  if (!transition.countersign) return true;
  const auto& relations = transition.countersign->who.relations;
  const std::vector<std::string> asked = signatories(c, relations);
  std::size_t given = 0;
  for (const std::string& name : asked) {
    given += std::any_of(proposal.signatures.begin(), proposal.signatures.end(),
                         [&](const Party& party) { return signs_for(c, relations, party) == name; })
                 ? 1U
                 : 0U;
  }
  const std::size_t enough =
      transition.countersign->number > 0 ? transition.countersign->number : asked.size();
  return !asked.empty() && given >= enough;
}

bool is_asker(const Proposal& proposal, const Actor& actor) {
  return proposal.asked_by.person == actor.party.person &&
         proposal.asked_by.is_system == actor.party.is_system;
}

Reasons why_not_signed(const Case& c, const Transition& transition, const Proposal& proposal,
                       const Actor& actor) {
  if (!transition.countersign) {
    return {simple_reason(ReasonCode::kNothingPending, transition.id, "此步骤无须会签",
                          "this transition takes no signatures")};
  }
  const Access& who = transition.countersign->who;
  if (actor.party.is_system || !may(who, c, actor)) return {not_yours(who, transition.id)};
  const std::string mine = signs_for(c, who.relations, actor.party);
  const bool has_signed =
      std::any_of(proposal.signatures.begin(), proposal.signatures.end(),
                  [&](const Party& party) { return signs_for(c, who.relations, party) == mine; });
  if (!has_signed) return {};
  return {simple_reason(ReasonCode::kSignedAlready, transition.id, "本单位已会签",
                        "your organisation has signed already")};
}

Reasons why_not_approved(const ProcessType& type, const Case& c, const Transition& transition,
                         const Proposal& proposal, const Actor& actor, UtcSeconds now) {
  Reasons reasons;
  if (actor.party.is_system || !may(approvers(transition), c, actor)) {
    reasons.push_back(not_yours(approvers(transition), transition.id));
  }
  if (is_asker(proposal, actor)) {
    reasons.push_back(simple_reason(ReasonCode::kOwnProposal, transition.id, "提出人不得审批自己的提议",
                                    "who asked must not approve"));
  }
  if (!is_signed(c, transition, proposal)) {
    reasons.push_back(simple_reason(ReasonCode::kSignaturesFirst, transition.id, "须先完成会签",
                                    "all must have signed first"));
  } else if (!needs_four_eyes(type, c, transition, now)) {
    reasons.push_back(
        simple_reason(ReasonCode::kNothingPending, transition.id, "无须审批", "there is nothing to approve"));
  }
  return reasons;
}

Reasons why_not_refused(const ProcessType& type, const Case& c, const Transition& transition,
                        const Proposal& proposal, const Actor& actor, UtcSeconds now) {
  if (is_asker(proposal, actor)) {
    return {simple_reason(ReasonCode::kOwnProposal, transition.id, "提出人可撤回，不可否决",
                          "who asked may withdraw, not refuse")};
  }
  const bool may_sign = transition.countersign && may(transition.countersign->who, c, actor);
  const bool may_approve = needs_four_eyes(type, c, transition, now) && may(approvers(transition), c, actor);
  if (!actor.party.is_system && (may_sign || may_approve)) return {};
  return {
      not_yours(transition.countersign ? transition.countersign->who : approvers(transition), transition.id)};
}

}  // namespace tenon::process
