// Whether the grants of an account fit together and its organisation. Inside of the module.
#pragma once

#include <span>

#include "base/result.h"
#include "service/access.h"
#include "service/account.h"
#include "service/caller.h"
#include "store/database.h"

namespace tenon {

// Within a transaction. check_grant() for each grant that has not ended, and check_separation() over all of
// them, those that begin later too. kInvalidArgument: also for accounts without an organisation, unless they
// have no grants.
Result<void> check_account_grants(Connection& connection, const AccessRules& rules, const Account& account,
                                  std::span<const Grant> grants, UtcTime now);

}  // namespace tenon
