#include "service/approval.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;

const UtcTime kNow{hours(24 * 365 * 50)};

class Approval : public testing::Test {
 protected:
  static std::vector<Grant> grants(const char* role, Scope scope,
                                   Classification clearance = Classification::kRestricted) {
    return {{"g", "account", role, std::move(scope), clearance, UtcTime{}, std::nullopt}};
  }
  static ApprovalQuestion question(FourEyesAction action) {
    ApprovalQuestion one;
    one.id = "q1";
    one.action = action;
    one.asker = "li";
    one.object = {"", "320500", Classification::kRestricted};
    one.object_kind = "supply";
    one.content = "rows 1-9 of v14";
    one.reason = "for the ministry";
    return one;
  }
  ApprovalRequest export_request() const {
    return *ask_approval(rules, question(FourEyesAction::kExportFirmLevel),
                         grants("bureau_analyst", {"", "320000"}), kNow);
  }
  ApproverRefusal ask(const ApprovalRequest& request, const char* who, const std::vector<Grant>& held,
                      UtcTime now = kNow) const {
    return may_decide(rules, request, who, held, now);
  }

  DatasetBuilder world;
  RegionCover regions{world.data};
  AccessRules rules{built_in_roles(), regions};
  std::vector<Grant> director = grants("bureau_director", {"", "320000"});
};

TEST_F(Approval, FromQuestionToUse) {
  const ApprovalRequest asked = export_request();
  EXPECT_EQ(state_of(asked, kNow), ApprovalState::kOpen);
  EXPECT_EQ(asked.asker_scope, (Scope{"", "320000"}));
  EXPECT_FALSE(use_approval(asked, "li", "rows 1-9 of v14", kNow).ok());
  const ApprovalRequest approved =
      *decide_approval(rules, asked, true, "wang", director, "", kNow + hours(1));
  EXPECT_EQ(state_of(approved, kNow + hours(1)), ApprovalState::kApproved);
  EXPECT_EQ(approved.decided_by, "wang");
  EXPECT_FALSE(use_approval(approved, "li", "rows 1-10 of v14", kNow + hours(2)).ok());
  EXPECT_FALSE(use_approval(approved, "wang", "rows 1-9 of v14", kNow + hours(2)).ok());
  const ApprovalRequest used = *use_approval(approved, "li", "rows 1-9 of v14", kNow + hours(2));
  EXPECT_EQ(state_of(used, kNow + hours(90)), ApprovalState::kUsed);
  EXPECT_FALSE(use_approval(used, "li", "rows 1-9 of v14", kNow + hours(2)).ok());
}

TEST_F(Approval, NeverByTheAsker) {
  const ApprovalRequest request =
      *ask_approval(rules, question(FourEyesAction::kExportFirmLevel), director, kNow);
  EXPECT_EQ(ask(request, "li", director), ApproverRefusal::kOwnRequest);
  EXPECT_FALSE(decide_approval(rules, request, true, "li", director, "", kNow).ok());
  EXPECT_EQ(ask(request, "wang", director), ApproverRefusal::kNone);
}

TEST_F(Approval, NeverByALowerScope) {
  const ApprovalRequest request = export_request();  // asked for all of Jiangsu, about Suzhou
  EXPECT_EQ(ask(request, "wang", grants("bureau_director", {"", "320500"})), ApproverRefusal::kLowerScope);
  EXPECT_EQ(ask(request, "wang", grants("bureau_director", {"", "CHN"})), ApproverRefusal::kNone);
  EXPECT_EQ(ask(request, "wang", grants("bureau_director", {"", "330000"})), ApproverRefusal::kNoPermission);
  EXPECT_EQ(ask(request, "wang", grants("bureau_analyst", {"", "320000"})), ApproverRefusal::kNoPermission);
  EXPECT_EQ(ask(request, "wang", grants("bureau_director", {"", "320000"}, Classification::kInternal)),
            ApproverRefusal::kNoPermission);
  const ApprovalRequest higher =
      *ask_approval(rules, question(FourEyesAction::kExportFirmLevel),
                    grants("bureau_analyst", {"", "320000"}, Classification::kWorkSecret), kNow);
  EXPECT_EQ(ask(higher, "wang", director), ApproverRefusal::kLowerScope);
  // A wide grant without clearance and a narrow one with it do not add up.
  std::vector<Grant> two = grants("bureau_director", {"", "320500"}, Classification::kWorkSecret);
  two.push_back(director[0]);
  EXPECT_EQ(ask(higher, "wang", two), ApproverRefusal::kLowerScope);
}

TEST_F(Approval, RequestsAndApprovalsExpire) {
  const ApprovalRequest request = export_request();
  EXPECT_EQ(ask(request, "wang", director, kNow + hours(72) - microseconds(1)), ApproverRefusal::kNone);
  EXPECT_EQ(ask(request, "wang", director, kNow + hours(72)), ApproverRefusal::kNotOpen);
  EXPECT_EQ(state_of(request, kNow + hours(72)), ApprovalState::kExpired);
  const ApprovalRequest approved =
      *decide_approval(rules, request, true, "wang", director, "", kNow + hours(71));
  EXPECT_TRUE(use_approval(approved, "li", "rows 1-9 of v14", kNow + hours(95) - microseconds(1)).ok());
  EXPECT_EQ(state_of(approved, kNow + hours(95)), ApprovalState::kExpired);
  EXPECT_FALSE(use_approval(approved, "li", "rows 1-9 of v14", kNow + hours(95)).ok());
}

TEST_F(Approval, DecidedOnce) {
  const ApprovalRequest request = export_request();
  EXPECT_FALSE(decide_approval(rules, request, false, "wang", director, "", kNow).ok());  // says why
  const ApprovalRequest refused = *decide_approval(rules, request, false, "wang", director, "no need", kNow);
  EXPECT_EQ(state_of(refused, kNow), ApprovalState::kRefused);
  EXPECT_EQ(ask(refused, "zhao", director), ApproverRefusal::kNotOpen);
  EXPECT_FALSE(use_approval(refused, "li", "rows 1-9 of v14", kNow).ok());
  EXPECT_FALSE(withdraw_approval(refused, "li", kNow).ok());
  EXPECT_FALSE(withdraw_approval(request, "wang", kNow).ok());
  const ApprovalRequest withdrawn = *withdraw_approval(request, "li", kNow);
  EXPECT_EQ(state_of(withdrawn, kNow), ApprovalState::kWithdrawn);
  EXPECT_EQ(ask(withdrawn, "wang", director), ApproverRefusal::kNotOpen);
}

TEST_F(Approval, OnlyWhoMayDoItAsks) {
  ApprovalQuestion one = question(FourEyesAction::kExportFirmLevel);
  EXPECT_FALSE(ask_approval(rules, one, grants("bureau_analyst", {"", "330000"}), kNow).ok());
  EXPECT_FALSE(ask_approval(rules, one, grants("centre_analyst", {}), kNow).ok());
  one.reason.clear();
  EXPECT_FALSE(ask_approval(rules, one, grants("bureau_analyst", {"", "320000"}), kNow).ok());
}

// For every act there is a built-in role that may ask and one that may approve, and two people of it will do.
TEST_F(Approval, EveryActCanBeAskedForAndApproved) {
  const auto security = grants("security_administrator", {});
  const auto market = grants("market_operator", {"m", ""});
  std::set<std::string_view> ids;
  for (std::size_t a = 0; a < kFourEyesActionCount; ++a) {
    const auto action = static_cast<FourEyesAction>(a);
    const FourEyesRule& rule = rule_of(action);
    EXPECT_TRUE(ids.insert(rule.id).second);
    EXPECT_EQ(four_eyes_action_of(rule.id), action);
    EXPECT_FALSE(rule.wording.zh.empty() || rule.wording.en.empty());
    const bool of_roles = info_of(rule.ask).authority == Authority::kSecurity;
    const bool of_auctions = rule.id == "open_sealed_bids" || rule.id == "change_reserve";
    const auto& held = of_roles ? security : of_auctions ? market : director;
    ApprovalQuestion one = question(action);
    if (of_auctions) one.object.organisation_id = "m";
    const auto request = ask_approval(rules, one, held, kNow);
    ASSERT_TRUE(request.ok()) << rule.id;
    EXPECT_EQ(ask(*request, "wang", held), ApproverRefusal::kNone) << rule.id;
    // Administrators of systems and audits approve nothing.
    EXPECT_EQ(ask(*request, "wang", grants("system_administrator", {})), ApproverRefusal::kNoPermission);
    EXPECT_EQ(ask(*request, "wang", grants("audit_administrator", {})), ApproverRefusal::kNoPermission);
  }
  EXPECT_EQ(four_eyes_action_of("anything"), std::nullopt);
}

}  // namespace
}  // namespace tenon
