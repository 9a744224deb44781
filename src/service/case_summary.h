// What is kept beside the history of a case so that lists and the clock need not read it: who stands in which
// relation, which decides who sees the case, and the first day on which time may bring something about.
// Inside of the module.
#pragma once

#include <optional>

#include "base/result.h"
#include "process/case.h"
#include "store/case_store.h"

namespace tenon {

// Fills people and wakes_on of the row.
void summarise_case(const process::ProcessType& type, const process::Case& c, CaseRow& row);

// The case as far as its row tells: id, type, subject, state and people; nothing of its fields and history.
// nullopt: an older program kept it and left the people out. kBadInput.
Result<std::optional<process::Case>> case_of_summary(const CaseRow& row);

}  // namespace tenon
