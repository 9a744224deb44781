// Whether values may go into a field: the type and limits of the field, and who fills it when.
// All functions are pure; O(size of the values).
#pragma once

#include "process/case.h"
#include "process/command.h"
#include "process/reason.h"

namespace tenon::process {

// Type, number and limits of the values; an empty list is always right. nullopt: nothing is wrong.
std::optional<Reason> why_bad_values(const Field& field, const FieldValues& values);

// Whether the actor fills this field in the state that the case is in. `by_transition`: the field is asked
// for by a transition that the actor may take, so the type's own `fill` need not let them. The platform fills
// everything at any time: figures and links come when they come.
std::optional<Reason> why_not_filled(const ProcessType& type, const Case& c, const Field& field,
                                     const Actor& actor, bool by_transition);

// Both for each of these fields, and that the type has it. `asked`: those that a transition asks for.
Reasons why_fields_not_filled(const ProcessType& type, const Case& c, const FieldMap& fields,
                              const Actor& actor, const std::vector<std::string>& asked);

}  // namespace tenon::process
