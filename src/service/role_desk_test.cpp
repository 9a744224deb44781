#include "service/role_desk.h"

#include <gtest/gtest.h>

#include "support/account_fixture.h"

namespace tenon {
namespace {

using std::chrono::hours;

class RoleDesk : public WithAccounts {
 protected:
  void SetUp() override {
    WithAccounts::SetUp();
    if (IsSkipped()) return;
    system_ = appointed("sys", "system_administrator");
    first_ = appointed("sec1", "security_administrator");
    second_ = appointed("sec2", "security_administrator");
    auditor_ = appointed("aud", "audit_administrator");
    analyst_ = issued("analyst").account_id;
  }
  std::string appointed(const std::string& name, const std::string& role) {
    const std::string id = issued(name).account_id;
    grant(id, role);
    return id;
  }
  [[nodiscard]] RoleChange granting(const std::string& account, const std::string& role,
                                    const Scope& scope = {}) const {
    return RoleGranting{{"", account, role, scope, Classification::kInternal, now_, {}}};
  }
  static Role role(const std::string& id, const PermissionSet& permissions,
                   ScopeRule scope = ScopeRule::kFree) {
    return {id, "角色", "Role", permissions, scope, {}, false};
  }
  Result<ApprovalFile> ask(const RoleChange& change) {
    return ask_role_change(database(), regions_, change, "needed", by(first_));
  }
  // Asked for by the first, approved by the second, carried out by the first.
  Result<RoleChange> through(const Result<ApprovalFile>& asked) {
    if (!asked) return asked.error();
    const std::string& id = asked->request.id;
    must(decide_on_approval(database(), regions_, id, true, "", by(second_)));
    return carry_out_role_change(database(), regions_, id, by(first_));
  }

  RegionCover regions_{Dataset()};
  std::string system_;
  std::string first_;
  std::string second_;
  std::string auditor_;
  std::string analyst_;
};

TEST_P(RoleDesk, ARoleIsGrantedByTwoPeople) {
  const ApprovalFile asked = must(ask(granting(analyst_, "bureau_analyst", {"", "310000"})));
  const std::string& id = asked.request.id;
  EXPECT_TRUE(must(list_grants(database(), analyst_)).empty());
  EXPECT_EQ(carry_out_role_change(database(), regions_, id, by(first_)).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(must(list_approvals_to_decide(database(), regions_, second_, now_)).size(), 1U);
  for (const std::string& other : {first_, system_, auditor_, analyst_})
    EXPECT_TRUE(must(list_approvals_to_decide(database(), regions_, other, now_)).empty());
  for (const std::string& other : {first_, system_, analyst_}) {
    EXPECT_EQ(decide_on_approval(database(), regions_, id, true, "", by(other)).error().code,
              ErrorCode::kInvalidArgument);
  }
  EXPECT_EQ(must(find_approval(database(), id)).content, asked.content);
  must(decide_on_approval(database(), regions_, id, true, "fine", by(second_)));
  EXPECT_TRUE(must(list_approvals_to_decide(database(), regions_, second_, now_)).empty());
  EXPECT_FALSE(carry_out_role_change(database(), regions_, id, by(second_)).ok());
  must(carry_out_role_change(database(), regions_, id, by(first_)));
  const auto grants = must(list_grants(database(), analyst_));
  ASSERT_EQ(grants.size(), 1U);
  EXPECT_EQ(grants[0].scope.region_code, "310000");
  // Once.
  EXPECT_FALSE(carry_out_role_change(database(), regions_, id, by(first_)).ok());
  EXPECT_EQ(must(list_grants(database(), analyst_)).size(), 1U);
  EXPECT_EQ(must(list_own_approvals(database(), first_)).at(0).request.used, now_);
  EXPECT_EQ(told("\"role.grant\""), 1U);
}

TEST_P(RoleDesk, AGrantIsWithdrawnByTwoPeople) {
  const std::string grant_id = grant(analyst_, "read_only");
  const auto asked = ask_withdrawal(database(), regions_, grant_id, "left", by(first_));
  must(through(asked));
  EXPECT_TRUE(must(list_grants(database(), analyst_)).empty());
  EXPECT_EQ(ask_withdrawal(database(), regions_, grant_id, "again", by(first_)).error().code,
            ErrorCode::kNotFound);
}

TEST_P(RoleDesk, WhoMayNotAskIsToldSo) {
  const RoleChange change = granting(analyst_, "read_only");
  EXPECT_EQ(ask_role_change(database(), regions_, change, "x", by(system_)).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(ask_role_change(database(), regions_, change, "", by(first_)).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(told("\"refused\""), 2U);
  EXPECT_TRUE(must(list_own_approvals(database(), system_)).empty());
}

TEST_P(RoleDesk, GrantsMustSuitThePersonAndTheOthers) {
  EXPECT_EQ(ask(granting(analyst_, "none")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ask(granting("none", "read_only")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ask(granting(analyst_, "bureau_analyst")).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(ask(granting(analyst_, "firm_user", {"bureau-31", ""})).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(ask(granting(analyst_, "setup_administrator")).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(ask(granting(system_, "read_only")).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(ask(granting(system_, "audit_administrator")).error().code, ErrorCode::kInvalidArgument);
  must(disable_account(database(), analyst_, kAnyRevision, by(system_)));
  EXPECT_EQ(ask(granting(analyst_, "read_only")).error().code, ErrorCode::kInvalidArgument);
}

TEST_P(RoleDesk, WhatHoldsWhenAskedMustHoldWhenDone) {
  // Both are sound alone; together they exclude each other.
  const auto business = ask(granting(analyst_, "read_only"));
  const auto administration = ask(granting(analyst_, "system_administrator"));
  must(through(business));
  EXPECT_EQ(through(administration).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(must(list_grants(database(), analyst_)).size(), 1U);
  // What was not done is not used up, nor told as done.
  EXPECT_FALSE(must(find_approval(database(), administration->request.id)).request.used.has_value());
  EXPECT_EQ(told("\"role.grant\""), 1U);
}

TEST_P(RoleDesk, TheAdministratorsStayComplete) {
  const auto asked = ask_withdrawal(database(), regions_, system_ + "/system_administrator", "x", by(first_));
  EXPECT_EQ(through(asked).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(must(list_grants(database(), system_)).size(), 1U);
}

TEST_P(RoleDesk, RolesAreDefinedByTwoPeople) {
  const PermissionSet reading{Permission::kDatasetRead};
  must(through(ask(RoleDefinition{role("viewer", reading), 0})));
  const auto roles = must(list_roles(database()));
  EXPECT_EQ(roles.size(), built_in_roles().size() + 1);
  EXPECT_EQ(roles.back(), (Revised<Role>{role("viewer", reading), 1}));
  EXPECT_EQ(ask(RoleDefinition{role("viewer", reading), 0}).error().code, ErrorCode::kConflict);
  // Of two changes of one revision the second is refused.
  const auto wider = ask(RoleDefinition{role("viewer", {Permission::kBriefRead}), 1});
  const auto other = ask(RoleDefinition{role("viewer", {Permission::kAlertRead}), 1});
  must(through(wider));
  EXPECT_EQ(through(other).error().code, ErrorCode::kConflict);
  EXPECT_TRUE(find_role(must(stored_roles(database())), "viewer")->permissions.holds(Permission::kBriefRead));
  must(through(ask(granting(analyst_, "viewer"))));
}

TEST_P(RoleDesk, RolesMustBeSoundAndSuitTheirHolders) {
  EXPECT_FALSE(ask(RoleDefinition{role("read_only", {Permission::kDatasetRead}), 0}).ok());
  EXPECT_FALSE(ask(RoleDefinition{role("Bad Id", {Permission::kDatasetRead}), 0}).ok());
  EXPECT_FALSE(ask(RoleDefinition{role("empty", {}), 0}).ok());
  EXPECT_FALSE(
      ask(RoleDefinition{role("mixed", {Permission::kDatasetImport, Permission::kUserManage}), 0}).ok());
  EXPECT_FALSE(
      ask(RoleDefinition{role("setup", {Permission::kSetupNameAdministrators}, ScopeRule::kWhole), 0}).ok());
  must(through(ask(RoleDefinition{role("viewer", {Permission::kDatasetRead}), 0})));
  must(through(ask(granting(analyst_, "viewer"))));
  must(through(ask(granting(analyst_, "read_only"))));
  // As an administrator's role it would exclude the other one that is held.
  EXPECT_EQ(ask(RoleDefinition{role("viewer", {Permission::kUserManage}, ScopeRule::kWhole), 1}).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(
      ask(RoleDefinition{role("viewer", {Permission::kDatasetRead}, ScopeRule::kRegion), 1}).error().code,
      ErrorCode::kInvalidArgument);
}

TEST_P(RoleDesk, RequestsEndAndAreWithdrawn) {
  const ApprovalFile late = must(ask(granting(analyst_, "read_only")));
  pass(hours(72));
  EXPECT_FALSE(decide_on_approval(database(), regions_, late.request.id, true, "", by(second_)).ok());
  EXPECT_TRUE(must(list_approvals_to_decide(database(), regions_, second_, now_)).empty());
  const ApprovalFile asked = must(ask(granting(analyst_, "read_only")));
  EXPECT_FALSE(withdraw_own_approval(database(), asked.request.id, by(second_)).ok());
  must(withdraw_own_approval(database(), asked.request.id, by(first_)));
  EXPECT_FALSE(decide_on_approval(database(), regions_, asked.request.id, true, "", by(second_)).ok());
  const ApprovalFile refused = must(ask(granting(analyst_, "read_only")));
  EXPECT_FALSE(decide_on_approval(database(), regions_, refused.request.id, false, "", by(second_)).ok());
  must(decide_on_approval(database(), regions_, refused.request.id, false, "no", by(second_)));
  EXPECT_FALSE(carry_out_role_change(database(), regions_, refused.request.id, by(first_)).ok());
  EXPECT_EQ(find_approval(database(), "none").error().code, ErrorCode::kNotFound);
}

TEST_P(RoleDesk, AnApproverWhoIsNoneAnyMoreCannotDecide) {
  const ApprovalFile asked = must(ask(granting(analyst_, "read_only")));
  write([&](Connection& connection) { remove_grant(connection, second_ + "/security_administrator"); });
  EXPECT_FALSE(decide_on_approval(database(), regions_, asked.request.id, true, "", by(second_)).ok());
}

TEST_P(RoleDesk, AnApprovalIsUsedWithTheActOrNotAtAll) {
  const std::string director = issued("director").account_id;
  const std::string other = issued("director2").account_id;
  grant(director, "bureau_director", {"", "310000"});
  grant(other, "bureau_director", {"", "310000"});
  ApprovalQuestion question;
  question.action = FourEyesAction::kExportFirmLevel;
  question.object = {"", "310000", Classification::kRestricted};
  question.object_kind = "dataset";
  question.object_id = "delta@2";
  question.content = "{\"columns\":\"all\"}";
  question.reason = "yearly report";
  const ApprovalFile asked = must(ask_for_approval(database(), regions_, question, by(director)));
  must(decide_on_approval(database(), regions_, asked.request.id, true, "", by(other)));
  const ApprovedAct act{asked.request.id, question.action, "dataset", "delta@2", question.content};
  const auto run = [&](ApprovedAct one, bool fails) {
    return run_transaction(database(), TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
      if (auto used = approval_step(one, by(director))(connection); !used) return used;
      if (fails) return Error{ErrorCode::kIo, "the act fails"};
      return {};
    });
  };
  ApprovedAct another = act;
  another.content = "{\"columns\":\"more\"}";
  EXPECT_EQ(run(another, false).error().code, ErrorCode::kInvalidArgument);
  another = act;
  another.object_id = "delta@3";
  EXPECT_EQ(run(another, false).error().code, ErrorCode::kInvalidArgument);
  another = act;
  another.action = FourEyesAction::kGrantRole;
  EXPECT_EQ(run(another, false).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(run(act, true).error().code, ErrorCode::kIo);
  EXPECT_TRUE(run(act, false).ok());
  EXPECT_FALSE(run(act, false).ok());
}
TENON_WITH_DATABASES(RoleDesk);

TEST(RoleChangeCodec, ReadsWhatItWritesAndNothingElse) {
  Grant grant{"g", "a", "r\"\n", {"o", "310000"}, Classification::kRestricted, UtcTime(hours(5)), {}};
  const std::vector<RoleChange> changes = {
      RoleDefinition{
          {"x", "甲", "X", {Permission::kDatasetRead, Permission::kBriefRead}, ScopeRule::kRegion, 5, false},
          3},
      RoleGranting{grant}, RoleWithdrawal{grant}, [&] {
        Grant ending = grant;
        ending.until = UtcTime(hours(9));
        return RoleGranting{ending};
      }()};
  for (const RoleChange& change : changes) {
    const std::string line = write_role_change(change);
    const auto read = read_role_change(line);
    ASSERT_TRUE(read.ok()) << line << read.error().message;
    EXPECT_EQ(*read, change);
    for (std::size_t k = 0; k < line.size(); ++k) {
      EXPECT_FALSE(read_role_change(line.substr(0, k)).ok());
      std::string other = line;
      other[k] = other[k] == '"' ? '\'' : '"';
      const auto changed = read_role_change(other);
      EXPECT_TRUE(!changed || *changed != change);
    }
    EXPECT_FALSE(read_role_change(line + " ").ok());
  }
}

}  // namespace
}  // namespace tenon
