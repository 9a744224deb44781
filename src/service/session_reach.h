// What a session may do at all. Inside of the module.
#pragma once

#include "service/identity.h"

namespace tenon {

SessionReach reach_of(const Account& account, bool is_administrator, bool second_factor,
                      const SessionPolicies& policies, UtcTime now);

}  // namespace tenon
