// Whether a person may do a thing to an object: grants (a role, where, up to which clearance) against the
// object's owner, region and label. Everything that no grant permits is refused.
//
// Pure; cost: grants x roles, a microsecond for a handful. Thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/classification.h"
#include "service/region_cover.h"
#include "service/role.h"
#include "service/utc_time.h"

namespace tenon {

// Where a grant holds. Empty: everywhere.
struct Scope {
  std::string organisation_id;  // objects of this organisation only
  std::string region_code;      // objects in this region, and in those that lie in it, only

  bool operator==(const Scope&) const = default;
};

struct Grant {
  std::string id;
  std::string account_id;
  std::string role_id;
  Scope scope;
  Classification clearance = Classification::kInternal;  // objects labelled higher stay closed
  UtcTime from;
  std::optional<UtcTime> until;  // the first moment when it does not hold any more

  bool operator==(const Grant&) const = default;
};

// Owner and region are empty where an object is common to all (a product, a chain). Common objects may be
// seen under any scope, but changed only under one that is not narrowed in that respect. What is being made
// takes owner and region from those who make it.
struct AccessObject {
  std::string organisation_id;
  std::string region_code;
  Classification classification = Classification::kInternal;
};

// What decisions are made by; both outlive the call.
struct AccessRules {
  std::span<const Role> roles;
  const RegionCover& regions;
};

// Of several grants that refuse, the reason of the one that came nearest: the last of the enum.
enum class Refusal {
  kNone,        // allowed
  kSeparation,  // the account holds roles that exclude each other; nothing is allowed until one is withdrawn
  kTokenScope,  // the API token does not carry this permission
  kNoPermission,         // no role of the account has it
  kNotInForce,           // not yet, or not any more
  kOutsideOrganisation,  // it belongs to another organisation
  kOutsideRegion,        // it lies in another region
  kClassification,       // its label is above the clearance
};

std::string_view id_of(Refusal refusal);  // "none", "separation", ...: stable
Wording wording_of(Refusal refusal);

struct AccessDecision {
  Refusal refusal = Refusal::kNoPermission;
  std::size_t grant = 0;  // if allowed: the position of the first grant that permits it

  [[nodiscard]] bool allowed() const { return refusal == Refusal::kNone; }
  bool operator==(const AccessDecision&) const = default;
};

// `grants` are all of one account. Grants of roles that do not exist permit nothing.
AccessDecision decide(const AccessRules& rules, std::span<const Grant> grants, Permission permission,
                      const AccessObject& object, UtcTime now);

// For requests with an API token: only what the token carries, and never more than the account may.
AccessDecision decide_for_token(const AccessRules& rules, std::span<const Grant> grants,
                                const PermissionSet& carried, Permission permission,
                                const AccessObject& object, UtcTime now);

// Whether `outer` holds wherever `inner` does.
[[nodiscard]] bool covers(const RegionCover& regions, const Scope& outer, const Scope& inner);

// Whether a role may be given so: the scope that the role asks for, an organisation whose people may hold it,
// a sound time. kInvalidArgument says what is wrong; kNotFound: no such role.
Result<void> check_grant(const AccessRules& rules, const Grant& grant, OrganisationKind organisation_kind,
                         std::string_view organisation_id);

}  // namespace tenon
