// Roles: named sets of permissions. The built-in ones are data; an operator may define more.
//
// Separation of duties (GB/T 22239-2019 §8.1.4.2 d, §8.1.5): system, security and audit administration are
// three roles without a common permission and without any business; an account that holds one of them holds
// no other role. Pure and thread-safe.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/permission.h"
#include "service/wording.h"

namespace tenon {

enum class OrganisationKind : std::uint8_t { kBureau, kCentre, kFirm, kInstitute, kMarket, kAuditor };
inline constexpr std::size_t kOrganisationKindCount = 6;

std::string_view id_of(OrganisationKind kind);  // "bureau", "centre", ...: stable
std::optional<OrganisationKind> organisation_kind_of(std::string_view id);
Wording wording_of(OrganisationKind kind);

// What a grant of the role must be narrowed to (check_grant, access.h).
enum class ScopeRule {
  kWhole,         // administrators, auditors: no scope at all
  kFree,          // as the grant says
  kRegion,        // a region
  kOrganisation,  // the person's own organisation
};

struct Role {
  std::string id;  // stable
  std::string name_zh;
  std::string name_en;
  PermissionSet permissions;
  ScopeRule scope = ScopeRule::kFree;
  std::bitset<kOrganisationKindCount> organisations;  // kinds whose people may hold it; none set: all
  bool built_in = false;                              // cannot be changed

  bool operator==(const Role&) const = default;
};

// setup_administrator (first_run.h only); system_, security_, audit_administrator; bureau_analyst,
// bureau_director, chain_chief, centre_analyst, firm_user, institute_user, market_operator, auditor,
// read_only.
const std::vector<Role>& built_in_roles();

// nullptr: no such role.
const Role* find_role(std::span<const Role> roles, std::string_view id);

// The roles that hold a permission: whom to ask for.
std::vector<const Role*> roles_with(std::span<const Role> roles, Permission permission);

// Whether it holds anything that only one of the three administrators (or the first set-up) may do.
[[nodiscard]] bool is_administrator(const Role& role);

// Whether a role may be defined: an id, names in both languages, at least one permission; and if one of its
// permissions changes something, all belong to one authority. kInvalidArgument says what is wrong.
Result<void> check_role(const Role& role);

// Whether one account may hold these roles together. kInvalidArgument names two that exclude each other.
Result<void> check_separation(std::span<const Role* const> held);

}  // namespace tenon
