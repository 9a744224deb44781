// Whether somebody was given a case and has not done anything about it since: the time between handing over
// and taking up, which no state shows. Pure; thread-safe.
#pragma once

#include <optional>

#include "process/case.h"

namespace tenon::process {

struct Unanswered {
  CasePerson person;  // the owner; where there is none the lead province
  UtcSeconds since = 0;
};

// nullopt: nobody was named, they named themselves, or they have acted since; closed cases are nobody's turn,
// which is for the caller to know. O(size of the history).
std::optional<Unanswered> unanswered(const Case& c);

}  // namespace tenon::process
