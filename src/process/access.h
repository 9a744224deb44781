// Who stands how to a case, and who may. All functions are pure; O(people of the case).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "process/case.h"
#include "process/command.h"
#include "process/reason.h"

namespace tenon::process {

bool has_permission(const Actor& actor, std::string_view permission);

// Whether the entry names the party: its person; without one, anybody of the organisation, else of the
// region.
bool is_named(const CasePerson& person, const Party& party);

// kAnyone always holds.
bool stands_in(const Case& c, const Party& party, Relation relation);
bool stands_in_any(const Case& c, const Party& party, std::span<const Relation> relations);

// The platform itself: where the access says so.
bool may(const Access& access, const Case& c, const Actor& actor);

// Whether anybody can ever have this access.
bool is_open_to_people(const Access& access);

// Owner and lead province: to name another one releases the former.
bool is_single(Relation relation);

// Why this person may not be assigned: nobody is named, is there already, or stands in a relation that
// excludes this one. Those whom the assignment would release do not count.
Reasons why_not_assigned(const ProcessType& type, const Case& c, const CasePerson& person);

// Organisations that are to sign, in the order of the people, each once; a person without organisation or
// region without one stands for itself. And the one that a party signs for; empty if it is not among them.
std::vector<std::string> signatories(const Case& c, std::span<const Relation> relations);
std::string signs_for(const Case& c, std::span<const Relation> relations, const Party& party);

}  // namespace tenon::process
