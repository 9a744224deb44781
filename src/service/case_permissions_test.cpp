#include "service/case_permissions.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

TEST(CasePermissionsTest, ByTheLastWord) {
  EXPECT_EQ(case_permission_of("break_point.see"), Permission::kCaseRead);
  EXPECT_EQ(case_permission_of("break_point.open"), Permission::kCaseCreate);
  EXPECT_EQ(case_permission_of("break_point.approve"), Permission::kCaseClose);
  EXPECT_EQ(case_permission_of("break_point.move"), Permission::kCaseAct);
  EXPECT_EQ(case_permission_of("see"), Permission::kCaseAct);
}

TEST(CasePermissionsTest, KnownOnesAreThemselves) {
  EXPECT_EQ(case_permission_of("approval.grant"), Permission::kApprovalGrant);
  EXPECT_EQ(case_permission_of("break_point.assign"), Permission::kBreakPointAssign);
}

}  // namespace
}  // namespace tenon
