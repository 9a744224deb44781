// Due dates of chain governance as notifications, as those of cases are: artefacts that are not approved and
// items of work plans that are neither done nor dropped.
//
// Told is the region that leads the chain, and the region that an item names, when a week is left, on the day
// after, and every week from then on. A date that is changed starts anew.
#pragma once

#include <cstddef>

#include "base/result.h"
#include "service/audit_log.h"
#include "store/database.h"

namespace tenon {

inline constexpr int kRemindBeforeDays = 7;
inline constexpr int kRemindAgainDays = 7;

// How many notifications there were. An entry in the audit chain where there were any. Call from time to
// time; of several servers at once one tells each.
Result<std::size_t> remind_of_governance(Database& database, const Actor& actor, UtcTime time);

}  // namespace tenon
