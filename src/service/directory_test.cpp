#include "service/directory.h"

#include <gtest/gtest.h>

#include "service/role_desk.h"
#include "service/setting.h"
#include "support/account_fixture.h"

namespace tenon {
namespace {

class Directory : public WithAccounts {
 protected:
  // One system, two security and one audit administrator; their ids.
  std::vector<std::string> administrators() {
    std::vector<std::string> ids;
    for (const auto& [name, role] : {std::pair("sys", "system_administrator"),
                                     {"sec1", "security_administrator"},
                                     {"sec2", "security_administrator"},
                                     {"aud", "audit_administrator"}}) {
      ids.push_back(issued(name).account_id);
      grant(ids.back(), role);
    }
    return ids;
  }
};

TEST_P(Directory, OrganisationsAreMadeAndChangedByWhoSawThem) {
  const Organisation firm{"firm-1", OrganisationKind::kFirm, "甲公司", "Firm", "310000", "F1"};
  EXPECT_EQ(must(make_organisation(database(), firm, by("sys"))).revision, 1);
  EXPECT_EQ(make_organisation(database(), firm, by("sys")).error().code, ErrorCode::kConflict);
  Organisation renamed = firm;
  renamed.name_zh = "乙公司";
  EXPECT_EQ(change_organisation(database(), renamed, 2, by("sys")).error().code, ErrorCode::kConflict);
  EXPECT_EQ(must(change_organisation(database(), renamed, 1, by("sys"))).revision, 2);
  EXPECT_EQ(must(find_organisation(database(), "firm-1")), (Revised<Organisation>{renamed, 2}));
  renamed.kind = OrganisationKind::kMarket;
  EXPECT_EQ(change_organisation(database(), renamed, 2, by("sys")).error().code, ErrorCode::kInvalidArgument);
  renamed.id = "none";
  EXPECT_EQ(change_organisation(database(), renamed, 2, by("sys")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(find_organisation(database(), "x\x01").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(must(list_organisations(database())).size(), 3U);
  EXPECT_EQ(told("firm-1"), 2U);
}

TEST_P(Directory, WhatAnOrganisationMustBeLike) {
  const Organisation good{"o-1.x_y", OrganisationKind::kBureau, "局", "Bureau", "310000", ""};
  EXPECT_TRUE(check_organisation(good).ok());
  const auto bad = [&](auto change) {
    Organisation one = good;
    change(one);
    return !make_organisation(database(), one, by("sys")).ok();
  };
  EXPECT_TRUE(bad([](Organisation& one) { one.id = ""; }));
  EXPECT_TRUE(bad([](Organisation& one) { one.id = "Upper"; }));
  EXPECT_TRUE(bad([](Organisation& one) { one.id = std::string(65, 'a'); }));
  EXPECT_TRUE(bad([](Organisation& one) { one.name_zh = " "; }));
  EXPECT_TRUE(bad([](Organisation& one) { one.name_en = ""; }));
  EXPECT_TRUE(bad([](Organisation& one) { one.name_en = "a\nb"; }));
  EXPECT_TRUE(bad([](Organisation& one) { one.name_en = "\xff"; }));
  EXPECT_TRUE(bad([](Organisation& one) { one.region_code = ""; }));
  EXPECT_TRUE(bad([](Organisation& one) { one.kind = OrganisationKind::kFirm; }));
}

TEST(AccountName, LooksLikeNoOtherOne) {
  for (const char* good : {"li.si", "Li-Si_1@x", "李四", "王五2"})
    EXPECT_TRUE(check_account_name(good).ok()) << good;
  for (const std::string& bad :
       {std::string(), std::string("a"), std::string("li si"), std::string("lі.si"), std::string("李"),
        std::string("李四 "), std::string("李四\xe6"), std::string(65, 'a'), std::string("a\0b", 3),
        std::string("ＬＩ"), std::string("あい")}) {
    EXPECT_FALSE(check_account_name(bad).ok()) << bad;
  }
}

TEST_P(Directory, AccountsHaveNamesOfTheirOwn) {
  const IssuedPassword first = issued("Li.Si");
  EXPECT_EQ(make_account(database(), passwords_, {"lI.sI", "某人", "centre"}, by("sys"), cost_).error().code,
            ErrorCode::kConflict);
  EXPECT_EQ(make_account(database(), passwords_, {"wang", "某人", "none"}, by("sys"), cost_).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(make_account(database(), passwords_, {"wang", "", "centre"}, by("sys"), cost_).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(make_account(database(), passwords_, {"w", "某人", "centre"}, by("sys"), cost_).error().code,
            ErrorCode::kInvalidArgument);
  const auto found = must(find_account_by_name(database(), "li.si", now_));
  EXPECT_EQ(found.value.account.id, first.account_id);
  EXPECT_TRUE(found.value.account.password_phc.empty());
  EXPECT_TRUE(found.value.account.must_change_password);
  EXPECT_EQ(found.revision, 1);
  EXPECT_EQ(must(list_accounts(database(), now_)).size(), 1U);
  // Its name is free again once it has another.
  const auto renamed = must(change_account(database(), first.account_id, {"zhao", {}, {}}, 1, by("sys")));
  EXPECT_EQ(renamed.value.account.name, "zhao");
  EXPECT_EQ(renamed.revision, 2);
  EXPECT_EQ(change_account(database(), first.account_id, {"qian", {}, {}}, 1, by("sys")).error().code,
            ErrorCode::kConflict);
  issued("li.si");
  EXPECT_EQ(change_account(database(), first.account_id, {"LI.SI", {}, {}}, 2, by("sys")).error().code,
            ErrorCode::kConflict);
  EXPECT_EQ(must(list_accounts(database(), now_)).size(), 2U);
}

TEST_P(Directory, SigningInDoesNotChangeTheRevisionThatAdministratorsSee) {
  const std::string id = person("li.si");
  const auto before = must(find_account(database(), id, now_));
  enrol(by(id, enter("li.si", kPassword).session.id));
  const auto after = must(find_account(database(), id, now_));
  EXPECT_EQ(after.revision, before.revision);
  EXPECT_TRUE(after.value.has_second_factor);
  EXPECT_EQ(after.value.recovery_codes_left, 10U);
}

TEST_P(Directory, ARenamedAccountKeepsItsFailures) {
  const std::string id = person("li.si");
  for (int k = 0; k < 3; ++k) enter("li.si", "x");
  must(change_account(database(), id, {"zhao", {}, {}}, kAnyRevision, by("sys")));
  EXPECT_EQ(enter("zhao", kPassword).refusal, SignInRefusal::kWaiting);
}

TEST_P(Directory, AnotherOrganisationMustSuitTheGrants) {
  const std::string id = person("li.si");
  grant(id, "bureau_analyst", {"", "310000"});
  EXPECT_EQ(change_account(database(), id, {{}, {}, "centre"}, kAnyRevision, by("sys")).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(must(find_account(database(), id, now_)).value.account.organisation_id, "bureau-31");
  const std::string other = person("wang");
  EXPECT_EQ(must(change_account(database(), other, {{}, "王五", "centre"}, kAnyRevision, by("sys")))
                .value.account.organisation_id,
            "centre");
  EXPECT_EQ(must(list_accounts(database(), now_, {"centre", {}})).size(), 1U);
}

TEST_P(Directory, DisablingEndsSessionsAndCanBeTakenBack) {
  const std::string id = person("li.si");
  const SignedIn session = enter("li.si", kPassword);
  EXPECT_EQ(disable_account(database(), id, kAnyRevision, by(id)).error().code, ErrorCode::kInvalidArgument);
  const auto disabled = must(disable_account(database(), id, 1, by("sys")));
  EXPECT_EQ(disabled.value.account.disabled, now_);
  EXPECT_FALSE(identify_session(database(), session.cookie, now_).ok());
  EXPECT_EQ(enter("li.si", kPassword).refusal, SignInRefusal::kWrong);
  EXPECT_EQ(must(list_accounts(database(), now_, {{}, true})).size(), 1U);
  EXPECT_EQ(enable_account(database(), id, 1, by("sys")).error().code, ErrorCode::kConflict);
  must(enable_account(database(), id, disabled.revision, by("sys")));
  // What was ended stays so.
  EXPECT_FALSE(identify_session(database(), session.cookie, now_).ok());
  EXPECT_TRUE(enter("li.si", kPassword).ok());
}

TEST_P(Directory, TheAdministratorsStayComplete) {
  const std::vector<std::string> ids = administrators();
  for (const std::string& id : ids) {
    EXPECT_EQ(disable_account(database(), id, kAnyRevision, by("x")).error().code,
              ErrorCode::kInvalidArgument);
  }
  EXPECT_TRUE(must(list_accounts(database(), now_, {{}, true})).empty());
  const std::string third = issued("sec3").account_id;
  grant(third, "security_administrator");
  EXPECT_TRUE(disable_account(database(), ids[1], kAnyRevision, by("x")).ok());
}

TEST_P(Directory, AResetGivesANewPasswordAndEndsWhatWas) {
  const std::string id = person("li.si");
  const std::string secret = enrol(by(id, enter("li.si", kPassword).session.id));
  pass(std::chrono::minutes(1));
  const SignedIn session = enter("li.si", kPassword, code(secret));
  for (int k = 0; k < 3; ++k) enter("li.si", "x");
  const IssuedPassword kept = must(reset_account(database(), passwords_, id, {}, by("sys"), cost_));
  EXPECT_FALSE(identify_session(database(), session.cookie, now_).ok());
  EXPECT_EQ(enter("li.si", kPassword, code(secret)).refusal, SignInRefusal::kWrong);
  EXPECT_EQ(enter("li.si", kept.one_time_password).refusal, SignInRefusal::kCodeNeeded);
  pass(std::chrono::minutes(1));
  const SignedIn again = enter("li.si", kept.one_time_password, code(secret));
  EXPECT_EQ(again.reach, SessionReach::kOnlyChangePassword);
  // The password from before the reset is one of the earlier ones.
  const Caller self = by(id, again.session.id);
  EXPECT_EQ(must(change_password(desk(), kept.one_time_password, kPassword, self)).faults,
            std::vector{PasswordFault::kUsedBefore});
  const IssuedPassword bare = must(reset_account(database(), passwords_, id, {true}, by("sys"), cost_));
  EXPECT_TRUE(enter("li.si", bare.one_time_password).ok());
  EXPECT_FALSE(must(find_account(database(), id, now_)).value.has_second_factor);
  EXPECT_EQ(reset_account(database(), passwords_, "none", {}, by("sys"), cost_).error().code,
            ErrorCode::kNotFound);
}

TEST_P(Directory, ASecondFactorCanBeTakenAwayAlone) {
  const std::string id = person("li.si");
  const SignedIn session = enter("li.si", kPassword);
  enrol(by(id, session.session.id));
  must(reset_second_factor(database(), id, by("sys")));
  EXPECT_FALSE(identify_session(database(), session.cookie, now_).ok());
  EXPECT_TRUE(enter("li.si", kPassword).ok());
}

TEST_P(Directory, SettingsAreChangedByWhoSawThem) {
  EXPECT_EQ(must(find_setting(database(), "session.idle")), std::nullopt);
  EXPECT_EQ(must(change_setting(database(), "session.idle", "30", 0, by("sys"))).revision, 1);
  EXPECT_EQ(change_setting(database(), "session.idle", "15", 0, by("sys")).error().code,
            ErrorCode::kConflict);
  EXPECT_EQ(must(change_setting(database(), "session.idle", "15", 1, by("sys"))).revision, 2);
  EXPECT_EQ(must(change_setting(database(), "session.idle", "10", kAnyRevision, by("sys"))).revision, 3);
  EXPECT_EQ(must(list_settings(database())).at("session.idle").value, "10");
  EXPECT_EQ(change_setting(database(), "Bad name", "", 0, by("sys")).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(change_setting(database(), "a", "\xff", 0, by("sys")).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(change_setting(database(), "a", std::string(kLongestSetting + 1, 'x'), 0, by("sys")).error().code,
            ErrorCode::kTooLarge);
  EXPECT_EQ(told("setting.change"), 3U);
}
TENON_WITH_DATABASES(Directory);

}  // namespace
}  // namespace tenon
