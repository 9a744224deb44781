// Who signs, approves, refuses a proposal, and when all have signed. All functions are pure; O(people of the
// case x signatures).
#pragma once

#include "process/access.h"
#include "process/case.h"
#include "process/reason.h"

namespace tenon::process {

// Who approves proposals of the transition.
const Access& approvers(const Transition& transition);

// Whether all have signed that must: everybody asked, or the number that is enough. Without signatories: no.
// Of a transition without countersign: yes.
bool is_signed(const Case& c, const Transition& transition, const Proposal& proposal);

bool is_asker(const Proposal& proposal, const Actor& actor);

Reasons why_not_signed(const Case& c, const Transition& transition, const Proposal& proposal,
                       const Actor& actor);

// Never by the asker, never by the platform, never before all have signed.
Reasons why_not_approved(const ProcessType& type, const Case& c, const Transition& transition,
                         const Proposal& proposal, const Actor& actor, UtcSeconds now);

// Whoever may sign or approve may also refuse, but the asker, who may withdraw.
Reasons why_not_refused(const ProcessType& type, const Case& c, const Transition& transition,
                        const Proposal& proposal, const Actor& actor, UtcSeconds now);

}  // namespace tenon::process
