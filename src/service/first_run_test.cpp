#include "service/first_run.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

constexpr PasswordCost kCheap{8, 1};
const UtcTime kNow{std::chrono::days(20000)};

TEST(FirstRun, MakesOneAccountWithAPasswordForOneUse) {
  const FirstRun first = *start_first_run(0, "li", kNow, kCheap);
  EXPECT_EQ(first.account.name, "li");
  EXPECT_TRUE(first.account.must_change_password);
  EXPECT_EQ(first.account.password_valid_until, kNow + std::chrono::hours(24));
  EXPECT_TRUE(verify_password(first.account.password_phc, first.one_time_password));
  EXPECT_EQ(first.grant.account_id, first.account.id);
  EXPECT_NE(start_first_run(0, "li", kNow, kCheap)->one_time_password, first.one_time_password);
}

TEST(FirstRun, OnlyOnceAndOnlyWithAName) {
  EXPECT_EQ(start_first_run(1, "li", kNow, kCheap).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(start_first_run(0, "", kNow, kCheap).error().code, ErrorCode::kInvalidArgument);
}

TEST(FirstRun, TheAccountNamesAdministratorsAndDoesNothingElse) {
  const DatasetBuilder world;
  const RegionCover regions(world.data);
  const AccessRules rules{built_in_roles(), regions};
  const std::vector<Grant> grants{start_first_run(0, "li", kNow, kCheap)->grant};
  for (std::size_t p = 0; p < kPermissionCount; ++p) {
    const auto permission = static_cast<Permission>(p);
    const bool allowed = decide(rules, grants, permission, {}, kNow).allowed();
    EXPECT_EQ(allowed, permission == Permission::kSetupNameAdministrators) << id_of(permission);
  }
  EXPECT_FALSE(
      decide(rules, grants, Permission::kSetupNameAdministrators, {}, kNow + kFirstRunLife).allowed());
}

TEST(FirstRun, IsOverWithFourPeople) {
  std::vector<Grant> grants;
  const auto add = [&](const char* account, const char* role) {
    grants.push_back({"g", account, role, {}, Classification::kInternal, kNow, std::nullopt});
  };
  EXPECT_FALSE(is_set_up(grants, kNow));
  add("a", "system_administrator");
  add("b", "security_administrator");
  add("d", "audit_administrator");
  EXPECT_FALSE(is_set_up(grants, kNow));
  add("b", "security_administrator");  // the same person again
  EXPECT_FALSE(is_set_up(grants, kNow));
  add("c", "security_administrator");
  EXPECT_TRUE(is_set_up(grants, kNow));
  EXPECT_FALSE(is_set_up(grants, kNow - std::chrono::seconds(1)));
  add("a", "audit_administrator");  // one person in two offices
  EXPECT_FALSE(is_set_up(grants, kNow));
  grants.back().until = kNow;
  EXPECT_TRUE(is_set_up(grants, kNow));
}

}  // namespace
}  // namespace tenon
