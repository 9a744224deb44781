#include "service/role.h"

#include <gtest/gtest.h>

#include <set>

namespace tenon {
namespace {

const Role& role(std::string_view id) {
  return *find_role(built_in_roles(), id);
}

constexpr std::string_view kAdministrators[] = {"system_administrator", "security_administrator",
                                                "audit_administrator"};

TEST(Permission, IdsAreUniqueAndRead) {
  std::set<std::string_view> ids;
  for (std::size_t p = 0; p < kPermissionCount; ++p) {
    const auto permission = static_cast<Permission>(p);
    const PermissionInfo& info = info_of(permission);
    EXPECT_TRUE(ids.insert(info.id).second) << info.id;
    EXPECT_NE(info.id.find('.'), std::string_view::npos);
    EXPECT_EQ(permission_of(info.id), permission);
    EXPECT_FALSE(info.wording.zh.empty() || info.wording.en.empty()) << info.id;
    // What shows is called so; administration never goes into tokens.
    EXPECT_TRUE(info.id.find(".read") == std::string_view::npos || !info.changes) << info.id;
    EXPECT_FALSE(info.for_tokens && info.authority != Authority::kBusiness) << info.id;
  }
  EXPECT_EQ(permission_of("dataset"), std::nullopt);
  EXPECT_EQ(id_of(Permission::kDatasetRead), "dataset.read");
  EXPECT_EQ(id_of(Permission::kSetupNameAdministrators), "setup.name_administrators");
  EXPECT_EQ(id_of(Permission::kApprovalGrant), "approval.grant");
}

TEST(Role, AdministratorsShareNothing) {
  PermissionSet business;
  for (const Role& one : built_in_roles()) {
    if (!is_administrator(one) && one.id != "auditor") business = business | one.permissions;
  }
  for (const std::string_view a : kAdministrators) {
    EXPECT_TRUE(is_administrator(role(a)));
    EXPECT_EQ((role(a).permissions & business).size(), 0U) << a;
    for (const std::string_view b : kAdministrators) {
      const std::size_t shared = (role(a).permissions & role(b).permissions).size();
      EXPECT_EQ(shared, a == b ? role(a).permissions.size() : 0U) << a << " " << b;
    }
  }
  EXPECT_FALSE(is_administrator(role("bureau_director")));
  EXPECT_FALSE(is_administrator(role("auditor")));
}

TEST(Role, NobodyHoldsAnAdministrationAndAnythingElse) {
  for (const Role& a : built_in_roles()) {
    for (const Role& b : built_in_roles()) {
      const Role* const held[] = {&a, &b};
      const bool exclude = a.id != b.id && (is_administrator(a) || is_administrator(b));
      EXPECT_EQ(check_separation(held).ok(), !exclude) << a.id << " " << b.id;
    }
  }
  EXPECT_TRUE(check_separation({}).ok());
}

TEST(Role, BuiltInRolesAreSound) {
  PermissionSet all;
  for (const Role& one : built_in_roles()) {
    EXPECT_TRUE(check_role(one).ok()) << one.id;
    EXPECT_TRUE(one.built_in);
    all = all | one.permissions;
  }
  EXPECT_EQ(all.size(), kPermissionCount);  // nothing that nobody can do
  // The auditor sees and changes nothing.
  for (std::size_t p = 0; p < kPermissionCount; ++p) {
    const auto permission = static_cast<Permission>(p);
    EXPECT_FALSE(role("auditor").permissions.holds(permission) && info_of(permission).changes)
        << id_of(permission);
  }
  EXPECT_EQ((role("bureau_director").permissions & role("bureau_analyst").permissions),
            role("bureau_analyst").permissions);
}

TEST(Role, RolesOfOneAuthority) {
  Role own{"data_keeper", "数据员", "Data keeper", {Permission::kDatasetRead}, ScopeRule::kFree, {}, false};
  EXPECT_TRUE(check_role(own).ok());
  own.permissions.add(Permission::kAuditRead);
  EXPECT_TRUE(check_role(own).ok());  // only shows
  own.permissions.add(Permission::kDatasetImport);
  EXPECT_EQ(check_role(own).error().code, ErrorCode::kInvalidArgument);
  own.permissions = {Permission::kUserManage, Permission::kRoleGrant};
  EXPECT_FALSE(check_role(own).ok());
  own.permissions = {Permission::kUserManage};
  EXPECT_FALSE(check_role(own).ok());  // administration has no scope
  own.scope = ScopeRule::kWhole;
  EXPECT_TRUE(check_role(own).ok());
  own.permissions = {};
  EXPECT_FALSE(check_role(own).ok());
  own = {"x", "", "X", {Permission::kDatasetRead}, ScopeRule::kFree, {}, false};
  EXPECT_FALSE(check_role(own).ok());
}

TEST(Role, WhomToAsk) {
  const auto roles = roles_with(built_in_roles(), Permission::kExportFirmLevel);
  ASSERT_EQ(roles.size(), 2U);
  EXPECT_EQ(roles[0]->id, "bureau_analyst");
  EXPECT_EQ(roles[1]->id, "bureau_director");
  EXPECT_EQ(find_role(built_in_roles(), "nobody"), nullptr);
}

TEST(Role, OrganisationKinds) {
  for (std::size_t k = 0; k < kOrganisationKindCount; ++k) {
    const auto kind = static_cast<OrganisationKind>(k);
    EXPECT_EQ(organisation_kind_of(id_of(kind)), kind);
    EXPECT_FALSE(wording_of(kind).zh.empty());
  }
  EXPECT_EQ(organisation_kind_of("ministry"), std::nullopt);
}

}  // namespace
}  // namespace tenon
