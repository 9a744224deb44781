#include "service/access.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

using std::chrono::hours;

const UtcTime kNow{hours(24 * 365 * 50)};

class Access : public testing::Test {
 protected:
  AccessDecision ask(const std::vector<Grant>& grants, Permission permission,
                     const AccessObject& object) const {
    return decide(rules, grants, permission, object, kNow);
  }
  static Grant grant(std::string role, Scope scope) {
    return {"g", "li", std::move(role), std::move(scope), Classification::kInternal, kNow, std::nullopt};
  }

  DatasetBuilder world;
  RegionCover regions{world.data};
  AccessRules rules{built_in_roles(), regions};
};

TEST_F(Access, NoGrantsPermitNothing) {
  EXPECT_EQ(ask({}, Permission::kDatasetRead, {}).refusal, Refusal::kNoPermission);
  EXPECT_EQ(ask({grant("no_such_role", {})}, Permission::kDatasetRead, {}).refusal, Refusal::kNoPermission);
}

TEST_F(Access, RegionsCoverWhatLiesInThem) {
  EXPECT_TRUE(regions.covers("320000", "320500"));
  EXPECT_TRUE(regions.covers("CHN", "320500"));
  EXPECT_FALSE(regions.covers("320500", "320000"));
  EXPECT_FALSE(regions.covers("330000", "320500"));
  EXPECT_TRUE(regions.covers("999999", "999999"));
  EXPECT_FALSE(regions.covers("999999", "320500"));
  EXPECT_FALSE(regions.covers("CHN", "999999"));
  EXPECT_FALSE(regions.covers("", "320500"));
}

TEST_F(Access, TheReasonIsThatOfTheNearestGrant) {
  const std::vector<Grant> grants{grant("bureau_analyst", {"", "330000"}),
                                  grant("firm_user", {"firm-1", ""})};
  const AccessObject suzhou{"firm-2", "320500", Classification::kInternal};
  EXPECT_EQ(ask(grants, Permission::kCaseAct, suzhou).refusal, Refusal::kOutsideRegion);
  EXPECT_EQ(ask(grants, Permission::kMarketList, suzhou).refusal, Refusal::kOutsideOrganisation);
  EXPECT_EQ(ask(grants, Permission::kUserManage, suzhou).refusal, Refusal::kNoPermission);
  const AccessObject secret{"firm-2", "330000", Classification::kWorkSecret};
  EXPECT_EQ(ask(grants, Permission::kCaseAct, secret).refusal, Refusal::kClassification);
  EXPECT_EQ(ask(grants, Permission::kCaseAct, {"firm-1", "320500", Classification::kPublic}),
            (AccessDecision{Refusal::kNone, 1}));
  EXPECT_EQ(ask(grants, Permission::kCaseAct, {"firm-1", "330000", Classification::kPublic}),
            (AccessDecision{Refusal::kNone, 0}));
}

TEST_F(Access, GrantsHaveATime) {
  Grant one = grant("bureau_analyst", {"", "320000"});
  const AccessObject object{"", "320000", Classification::kInternal};
  one.until = kNow + std::chrono::microseconds(1);
  EXPECT_TRUE(ask({one}, Permission::kCaseAct, object).allowed());
  one.until = kNow;
  EXPECT_EQ(ask({one}, Permission::kCaseAct, object).refusal, Refusal::kNotInForce);
  one = grant("bureau_analyst", {"", "320000"});
  one.from = kNow + std::chrono::microseconds(1);
  EXPECT_EQ(ask({one}, Permission::kCaseAct, object).refusal, Refusal::kNotInForce);
}

TEST_F(Access, AccountsThatMixAdministrationsMayDoNothing) {
  std::vector<Grant> grants{grant("system_administrator", {}), grant("audit_administrator", {})};
  EXPECT_EQ(ask(grants, Permission::kUserManage, {}).refusal, Refusal::kSeparation);
  EXPECT_EQ(ask(grants, Permission::kDatasetRead, {}).refusal, Refusal::kSeparation);
  grants[1].until = kNow;  // withdrawn
  EXPECT_TRUE(ask(grants, Permission::kUserManage, {}).allowed());
}

TEST_F(Access, TokensCarryLessThanTheirOwner) {
  const std::vector<Grant> grants{grant("bureau_director", {"", "320000"})};
  const AccessObject object{"", "320000", Classification::kInternal};
  const auto with = [&](const PermissionSet& carried, Permission permission) {
    return decide_for_token(rules, grants, carried, permission, object, kNow).refusal;
  };
  EXPECT_EQ(with({Permission::kCaseAct}, Permission::kCaseAct), Refusal::kNone);
  EXPECT_EQ(with({Permission::kCaseAct}, Permission::kCaseCreate), Refusal::kTokenScope);
  EXPECT_EQ(with({Permission::kAuctionRead, Permission::kMarketList}, Permission::kMarketList),
            Refusal::kNoPermission);
  EXPECT_EQ(with({Permission::kApprovalGrant}, Permission::kApprovalGrant), Refusal::kTokenScope);
}

TEST_F(Access, ScopesCoverScopes) {
  const Scope everywhere;
  const Scope jiangsu{"", "320000"};
  const Scope suzhou{"", "320500"};
  const Scope firm{"firm-1", ""};
  const Scope firm_in_suzhou{"firm-1", "320500"};
  EXPECT_TRUE(covers(regions, everywhere, jiangsu));
  EXPECT_FALSE(covers(regions, jiangsu, everywhere));
  EXPECT_TRUE(covers(regions, jiangsu, suzhou));
  EXPECT_FALSE(covers(regions, suzhou, jiangsu));
  EXPECT_TRUE(covers(regions, jiangsu, firm_in_suzhou));
  EXPECT_FALSE(covers(regions, jiangsu, firm));
  EXPECT_TRUE(covers(regions, firm, firm_in_suzhou));
  EXPECT_FALSE(covers(regions, firm_in_suzhou, firm));
  EXPECT_FALSE(covers(regions, firm, everywhere));
}

TEST_F(Access, GrantsMustFitTheRole) {
  const auto check = [&](std::string role, Scope scope, OrganisationKind kind) {
    return check_grant(rules, grant(std::move(role), std::move(scope)), kind, "own").ok();
  };
  EXPECT_TRUE(check("bureau_analyst", {"", "320000"}, OrganisationKind::kBureau));
  EXPECT_FALSE(check("bureau_analyst", {}, OrganisationKind::kBureau));
  EXPECT_FALSE(check("bureau_analyst", {"", "320000"}, OrganisationKind::kFirm));
  EXPECT_TRUE(check("firm_user", {"own", ""}, OrganisationKind::kFirm));
  EXPECT_FALSE(check("firm_user", {"other", ""}, OrganisationKind::kFirm));
  EXPECT_FALSE(check("firm_user", {}, OrganisationKind::kFirm));
  EXPECT_TRUE(check("audit_administrator", {}, OrganisationKind::kCentre));
  EXPECT_FALSE(check("audit_administrator", {"", "320000"}, OrganisationKind::kCentre));
  EXPECT_FALSE(check("audit_administrator", {}, OrganisationKind::kFirm));
  EXPECT_TRUE(check("read_only", {}, OrganisationKind::kInstitute));
  Grant wrong = grant("read_only", {});
  wrong.until = wrong.from;
  EXPECT_EQ(check_grant(rules, wrong, OrganisationKind::kFirm, "own").error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(check_grant(rules, grant("nobody", {}), OrganisationKind::kFirm, "own").error().code,
            ErrorCode::kNotFound);
}

TEST_F(Access, RefusalsHaveWords) {
  for (int r = 0; r < 8; ++r) {
    EXPECT_FALSE(id_of(static_cast<Refusal>(r)).empty());
    EXPECT_FALSE(wording_of(static_cast<Refusal>(r)).zh.empty());
    EXPECT_FALSE(wording_of(static_cast<Refusal>(r)).en.empty());
  }
  for (int c = 0; c < kClassificationCount; ++c) {
    const auto label = static_cast<Classification>(c);
    EXPECT_EQ(classification_of(id_of(label)), label);
    EXPECT_FALSE(wording_of(label).zh.empty());
  }
  EXPECT_EQ(classification_of("secret"), std::nullopt);
}

}  // namespace
}  // namespace tenon
