// Roles that an operator defines, and the grants of roles to accounts. Every change is asked for by one
// security administrator, approved by another (approval_desk.h) and then carried out by the first.
//
// The checks (check_role, check_grant, check_separation) hold when a change is asked for and again when it is
// carried out. Errors as of directory.h and approval_desk.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "service/access.h"
#include "service/approval_desk.h"
#include "service/caller.h"
#include "service/region_cover.h"
#include "service/role.h"
#include "store/database.h"

namespace tenon {

// Built-in ones first (revision 0), then the operator's by id.
Result<std::vector<Revised<Role>>> list_roles(Database& database);
// The same without revisions, as AccessRules takes them.
Result<std::vector<Role>> stored_roles(Database& database);
// Within a transaction.
Result<std::vector<Role>> roles_in(Connection& connection);

Result<std::vector<Grant>> list_grants(Database& database, const std::string& account_id);
Result<std::vector<Grant>> list_all_grants(Database& database);  // by account, then id

// What may be asked for.
struct RoleDefinition {
  Role role;                  // not built in
  std::int64_t expected = 0;  // revision of the role that it takes the place of; 0: a new one
  bool operator==(const RoleDefinition&) const = default;
};
struct RoleGranting {
  Grant grant;  // an empty id is filled
  bool operator==(const RoleGranting&) const = default;
};
struct RoleWithdrawal {
  Grant grant;  // as it stands
  bool operator==(const RoleWithdrawal&) const = default;
};
using RoleChange = std::variant<RoleDefinition, RoleGranting, RoleWithdrawal>;

// One line of JSON in one exact form: the content of the request, which is what is approved.
std::string write_role_change(const RoleChange& change);
// kBadInput for every line that write_role_change() does not write.
Result<RoleChange> read_role_change(std::string_view line);

// By the caller, who needs role.manage or role.grant.
Result<ApprovalFile> ask_role_change(Database& database, const RegionCover& regions, RoleChange change,
                                     const std::string& reason, const Caller& caller);
// A withdrawal by the id of the grant. kNotFound.
Result<ApprovalFile> ask_withdrawal(Database& database, const RegionCover& regions,
                                    const std::string& grant_id, const std::string& reason,
                                    const Caller& caller);

// Does what was approved, once, by the one who asked. kConflict: the role, grant or account is no longer as
// it was. kInvalidArgument also where the administrators would not be complete any more, or the account would
// hold roles that exclude each other.
Result<RoleChange> carry_out_role_change(Database& database, const RegionCover& regions,
                                         const std::string& approval_id, const Caller& caller);

}  // namespace tenon
