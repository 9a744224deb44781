// Whether a process type is sound: the kernel can run it, every state is reached and left, and what names
// something names what is there.
//
// Every fault is told, with the path of keys as a file would have it ("transitions[3].from[0]") as column
// name, so that a reader can place it. Places of a file are the reader's. O(transitions x states + everything
// named).
#pragma once

#include <span>

#include "base/fault.h"
#include "process/process_type.h"

namespace tenon::process {

// One type by itself: ids that are empty, stand twice or are unknown; names missing in a language; states
// that nothing reaches, from which no final state is reached, or that are left though final; conditions,
// values and limits of the wrong type; accesses that nobody has; rules that could never work.
void check_process_type(const ProcessType& type, FaultList& faults);

// What a set of types says of each other: types named and not there, fields passed on that do not fit, cases
// that could not be opened for want of fields or people, sealed values passed on unsealed. Each type itself
// is left to check_process_type. The file of a fault is the id of the type.
void check_process_types(std::span<const ProcessType> types, FaultList& faults);

}  // namespace tenon::process
