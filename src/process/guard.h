// What must be so before a transition. All functions are pure; O(fields and conditions named + people).
#pragma once

#include "process/access.h"
#include "process/case.h"
#include "process/reason.h"

namespace tenon::process {

// Whether the condition holds: both sides filled with single values, and compared so.
bool condition_holds(const Case& c, const Condition& condition);

// Each thing that is lacking; four eyes are not one of them.
Reasons why_guard_fails(const ProcessType& type, const Case& c, const Guard& guard, UtcSeconds now);

// The same for all guards of a transition: what its own guard lacks and, where no alternative holds, what
// each of them lacks.
Reasons why_guards_fail(const ProcessType& type, const Case& c, const Transition& transition, UtcSeconds now);

// Whether somebody else must approve as things stand: the guard says so, or only alternatives hold that do.
bool needs_four_eyes(const ProcessType& type, const Case& c, const Transition& transition, UtcSeconds now);

// Whether the case stands in a state that the transition leaves, and it is the actor's to take; guards apart.
Reasons why_not_open(const ProcessType& type, const Case& c, const Transition& transition,
                     const Actor& actor);

// The fields that guards of the transition ask for, each once: what a form for it shows.
std::vector<std::string> fields_asked(const Transition& transition);

}  // namespace tenon::process
