#include "service/account_grants.h"

#include <vector>

#include "service/account_file.h"

namespace tenon {

Result<void> check_account_grants(Connection& connection, const AccessRules& rules, const Account& account,
                                  std::span<const Grant> grants, UtcTime now) {
  std::vector<const Role*> held;
  for (const Grant& grant : grants) {
    if (grant.until && now >= *grant.until) continue;
    if (account.organisation_id.empty()) {
      return Error{ErrorCode::kInvalidArgument,
                   "account '" + account.name + "' belongs to no organisation: it can hold no role"};
    }
    const auto organisation = organisation_in(connection, account.organisation_id);
    if (!organisation) return organisation.error();
    if (auto fits = check_grant(rules, grant, organisation->value.kind, organisation->value.id); !fits)
      return fits;
    held.push_back(find_role(rules.roles, grant.role_id));
  }
  return check_separation(held);
}

}  // namespace tenon
