#include "service/access.h"

#include <algorithm>
#include <array>
#include <vector>

namespace tenon {
namespace {

struct RefusalWords {
  std::string_view id;
  Wording wording;
};

constexpr std::array<RefusalWords, 8> kRefusals{
    {{"none", {"允许", "allowed"}},
     {"separation", {"账号兼任互斥角色，须先收回其一", "the account holds roles that exclude each other"}},
     {"token_scope", {"接口令牌不含此权限", "the API token does not carry this permission"}},
     {"no_permission", {"所任角色没有此权限", "no role of yours permits this"}},
     {"not_in_force", {"授权未生效或已到期", "your grant is not in force yet, or not any more"}},
     {"outside_organisation", {"属于其他单位", "it belongs to another organisation"}},
     {"outside_region", {"不在授权地区内", "it lies outside your region"}},
     {"classification", {"密级高于授权", "its label is above your clearance"}}}};

bool in_force(const Grant& grant, UtcTime now) {
  return now >= grant.from && (!grant.until || now < *grant.until);
}

// A respect in which an object is common holds for reading; for changing, only an open scope will do.
bool reaches(std::string_view scope, std::string_view object, bool changes, bool is_inside) {
  if (scope.empty()) return true;
  if (object.empty()) return !changes;
  return is_inside;
}

Refusal judge(const AccessRules& rules, const Grant& grant, const PermissionInfo& permission,
              const AccessObject& object, UtcTime now) {
  if (!in_force(grant, now)) return Refusal::kNotInForce;
  const Scope& scope = grant.scope;
  if (!reaches(scope.organisation_id, object.organisation_id, permission.changes,
               scope.organisation_id == object.organisation_id))
    return Refusal::kOutsideOrganisation;
  if (!reaches(scope.region_code, object.region_code, permission.changes,
               rules.regions.covers(scope.region_code, object.region_code)))
    return Refusal::kOutsideRegion;
  if (object.classification > grant.clearance) return Refusal::kClassification;
  return Refusal::kNone;
}

}  // namespace

std::string_view id_of(Refusal refusal) {
  return kRefusals[static_cast<std::size_t>(refusal)].id;
}

Wording wording_of(Refusal refusal) {
  return kRefusals[static_cast<std::size_t>(refusal)].wording;
}

AccessDecision decide(const AccessRules& rules, std::span<const Grant> grants, Permission permission,
                      const AccessObject& object, UtcTime now) {
  std::vector<const Role*> held;
  for (const Grant& grant : grants) {
    const Role* role = find_role(rules.roles, grant.role_id);
    if (role != nullptr && in_force(grant, now)) held.push_back(role);
  }
  if (!check_separation(held)) return {Refusal::kSeparation, 0};
  AccessDecision nearest;
  for (std::size_t g = 0; g < grants.size(); ++g) {
    const Role* role = find_role(rules.roles, grants[g].role_id);
    if (role == nullptr || !role->permissions.holds(permission)) continue;
    const Refusal refusal = judge(rules, grants[g], info_of(permission), object, now);
    if (refusal == Refusal::kNone) return {refusal, g};
    nearest.refusal = std::max(nearest.refusal, refusal);
  }
  return nearest;
}

AccessDecision decide_for_token(const AccessRules& rules, std::span<const Grant> grants,
                                const PermissionSet& carried, Permission permission,
                                const AccessObject& object, UtcTime now) {
  if (!carried.holds(permission) || !info_of(permission).for_tokens) return {Refusal::kTokenScope, 0};
  return decide(rules, grants, permission, object, now);
}

bool covers(const RegionCover& regions, const Scope& outer, const Scope& inner) {
  const bool organisation = outer.organisation_id.empty() || outer.organisation_id == inner.organisation_id;
  const bool region = outer.region_code.empty() ||
                      (!inner.region_code.empty() && regions.covers(outer.region_code, inner.region_code));
  return organisation && region;
}

Result<void> check_grant(const AccessRules& rules, const Grant& grant, OrganisationKind organisation_kind,
                         std::string_view organisation_id) {
  const Role* role = find_role(rules.roles, grant.role_id);
  if (role == nullptr) return Error{ErrorCode::kNotFound, "no role \"" + grant.role_id + "\""};
  const auto wrong = [&](const std::string& what) {
    return Error{ErrorCode::kInvalidArgument, "role \"" + grant.role_id + "\": " + what};
  };
  if (role->organisations.any() && !role->organisations.test(static_cast<std::size_t>(organisation_kind)))
    return wrong("people of a " + std::string(id_of(organisation_kind)) + " cannot hold it");
  const Scope& scope = grant.scope;
  switch (role->scope) {
    case ScopeRule::kWhole:
      if (scope != Scope{}) return wrong("it has no scope");
      break;
    case ScopeRule::kRegion:
      if (scope.region_code.empty()) return wrong("it needs a region");
      break;
    case ScopeRule::kOrganisation:
      if (scope.organisation_id.empty() || scope.organisation_id != organisation_id)
        return wrong("it needs the person's own organisation");
      break;
    case ScopeRule::kFree:
      break;
  }
  if (grant.until && *grant.until <= grant.from) return wrong("the grant ends before it begins");
  return {};
}

}  // namespace tenon
