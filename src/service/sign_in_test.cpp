#include "service/sign_in.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "support/account_fixture.h"

namespace tenon {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class SignIn : public WithAccounts {};

TEST_P(SignIn, AFirstPasswordServesForChangingItOnly) {
  const IssuedPassword first = issued("li.si");
  const SignedIn session = enter("LI.SI", first.one_time_password);
  ASSERT_TRUE(session.ok());
  EXPECT_EQ(session.reach, SessionReach::kOnlyChangePassword);
  Identity identity = must(identify_session(database(), session.cookie, now_));
  EXPECT_EQ(identity.reach, SessionReach::kOnlyChangePassword);

  const Caller self = by(first.account_id, session.session.id);
  const PasswordChange weak = must(change_password(desk(), first.one_time_password, "short", self));
  EXPECT_EQ(weak.refusal, SignInRefusal::kNone);
  EXPECT_FALSE(weak.faults.empty());
  const PasswordChange same =
      must(change_password(desk(), first.one_time_password, first.one_time_password, self));
  EXPECT_EQ(same.faults, std::vector{PasswordFault::kUsedBefore});
  ASSERT_TRUE(must(change_password(desk(), first.one_time_password, kPassword, self)).ok());
  identity = must(identify_session(database(), session.cookie, now_));
  EXPECT_EQ(identity.reach, SessionReach::kFull);
  EXPECT_EQ(enter("li.si", first.one_time_password).refusal, SignInRefusal::kWrong);
  EXPECT_EQ(enter("li.si", kPassword).reach, SessionReach::kFull);
}

TEST_P(SignIn, AFirstPasswordExpires) {
  const IssuedPassword first = issued("li.si");
  pass(hours(24));
  EXPECT_EQ(enter("li.si", "wrong").refusal, SignInRefusal::kWrong);
  EXPECT_EQ(enter("li.si", first.one_time_password).refusal, SignInRefusal::kPasswordExpired);
}

TEST_P(SignIn, PasswordsGrowOld) {
  person("li.si");
  pass(std::chrono::days(90));
  const SignedIn session = enter("li.si", kPassword);
  EXPECT_EQ(session.reach, SessionReach::kOnlyChangePassword);
  const Caller self = by(session.session.account_id, session.session.id);
  EXPECT_EQ(must(change_password(desk(), kPassword, kPassword, self)).faults,
            std::vector{PasswordFault::kUsedBefore});
  EXPECT_TRUE(must(change_password(desk(), kPassword, "Dovetail & Peg 88", self)).ok());
  EXPECT_EQ(must(identify_session(database(), session.cookie, now_)).reach, SessionReach::kFull);
}

TEST_P(SignIn, NobodyIsToldWhatWasWrong) {
  const std::string id = person("li.si");
  const std::string gone = person("wang.wu");
  must(disable_account(database(), gone, kAnyRevision, by("operator")));
  for (const char* name : {"li.si", "wang.wu", "nobody", "", "no name at all \x01\xff"}) {
    const SignedIn refused = enter(name, name == std::string("wang.wu") ? kPassword : "Wrong password 1");
    EXPECT_EQ(refused.refusal, SignInRefusal::kWrong) << name;
    EXPECT_TRUE(refused.cookie.empty());
  }
  EXPECT_EQ(told("\"refused\""), 5U);
  EXPECT_EQ(told("no name at all"), 0U);
  EXPECT_TRUE(enter("li.si", kPassword).ok());
}

// Of the thread, so that others on the machine do not count.
std::chrono::nanoseconds processor_time() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

TEST_P(SignIn, UnknownNamesTakeAsLongAsKnownOnes) {
  cost_ = desk().policy.cost = {8 * 1024, 3};
  const std::string id = person("li.si");
  const std::string gone = person("wang.wu");
  must(disable_account(database(), gone, kAnyRevision, by("operator")));
  const std::vector<std::string> names = {"li.si", "wang.wu", "nobody", "", "no name at all"};
  std::vector<std::chrono::nanoseconds> least(names.size(), hours(1));
  const auto differs = [&](std::chrono::nanoseconds other) {
    return std::abs((other - least[0]).count()) > least[0].count() / 3;
  };
  // What else the machine does only adds time: the least of many tries is what the work itself takes.
  for (int round = 0; round < 40; ++round) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      pass(hours(2));
      const auto before = processor_time();
      EXPECT_EQ(enter(names[i], "Wrong password 1").refusal, SignInRefusal::kWrong);
      least[i] = std::min(least[i], processor_time() - before);
    }
    if (round >= 4 && std::ranges::none_of(least, differs)) break;
  }
  for (std::size_t i = 1; i < names.size(); ++i) EXPECT_FALSE(differs(least[i])) << names[i];
}

TEST_P(SignIn, FailuresMakeWaitAndLockAcrossConnections) {
  const std::string id = person("li.si");
  Database other = must(Database::open(address_));
  SignInDesk elsewhere{other, key_, passwords_, policy_};
  EXPECT_EQ(enter("li.si", "a").refusal, SignInRefusal::kWrong);
  EXPECT_EQ(must(sign_in(elsewhere, {"LI.si", "b", "", kAddress, ""}, now_)).refusal, SignInRefusal::kWrong);
  EXPECT_EQ(enter("li.si", "c").refusal, SignInRefusal::kWrong);
  const SignedIn waiting = must(sign_in(elsewhere, {"li.si", kPassword, "", "10.9.9.9", ""}, now_));
  EXPECT_EQ(waiting.refusal, SignInRefusal::kWaiting);
  EXPECT_EQ(waiting.until, now_ + seconds(1));
  pass(seconds(1));
  EXPECT_EQ(enter("li.si", "d").refusal, SignInRefusal::kWrong);
  pass(seconds(2));
  EXPECT_EQ(enter("li.si", "e").refusal, SignInRefusal::kWrong);
  EXPECT_EQ(enter("li.si", kPassword).refusal, SignInRefusal::kLocked);
  EXPECT_EQ(must(find_account(other, id, now_)).value.lock.state, TryState::kLocked);
  // What is refused by a lock fills no audit chain.
  const std::size_t before = told("sign_in");
  for (int k = 0; k < 5; ++k) enter("li.si", "f");
  EXPECT_EQ(told("sign_in"), before);
  must(unlock_account(other, id, by("operator")));
  EXPECT_TRUE(enter("li.si", kPassword).ok());
  EXPECT_EQ(must(find_account(other, id, now_)).value.lock.state, TryState::kAllowed);
}

TEST_P(SignIn, AnAddressThatTriesManyNamesIsLocked) {
  person("li.si");
  for (int k = 0; k < 100; ++k) {
    pass(minutes(1));
    EXPECT_EQ(enter("name" + std::to_string(k), "x").refusal, SignInRefusal::kWrong);
  }
  EXPECT_EQ(enter("li.si", kPassword).refusal, SignInRefusal::kLocked);
  EXPECT_TRUE(must(sign_in(desk(), {"li.si", kPassword, "", "10.0.0.2", ""}, now_)).ok());
  pass(minutes(15));
  EXPECT_TRUE(enter("li.si", kPassword).ok());
}

TEST_P(SignIn, TriesAtOnceAreCountedAsIfOneAfterTheOther) {
  person("li.si");
  std::atomic<int> wrong{0};
  std::atomic<int> waiting{0};
  std::vector<std::thread> threads;
  for (int k = 0; k < 4; ++k) {
    threads.emplace_back([&] {
      for (int n = 0; n < 3; ++n) {
        const auto tried = sign_in(desk(), {"li.si", "x", "", kAddress, ""}, now_);
        ASSERT_TRUE(tried.ok()) << tried.error().message;
        ++(tried->refusal == SignInRefusal::kWrong ? wrong : waiting);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  // Two are free, the third makes wait.
  EXPECT_EQ(wrong.load(), 3);
  EXPECT_EQ(waiting.load(), 9);
}

TEST_P(SignIn, TwoAtOnceGetSessionsOfTheirOwn) {
  const std::string id = person("li.si");
  // Both also come with a hash that is to be made anew.
  desk().policy.cost = {128, 1};
  std::vector<std::thread> threads;
  std::vector<SignedIn> entered(2);
  for (std::size_t k = 0; k < 2; ++k)
    threads.emplace_back([&, k] { entered[k] = enter("li.si", kPassword); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(entered[0].ok());
  EXPECT_TRUE(entered[1].ok());
  EXPECT_NE(entered[0].cookie, entered[1].cookie);
  EXPECT_EQ(must(list_sessions(database(), id, now_)).size(), 2U);
  EXPECT_TRUE(enter("li.si", kPassword).ok());
}

TEST_P(SignIn, TheOldestSessionGivesWay) {
  const std::string id = person("li.si");
  std::vector<SignedIn> sessions;
  for (int k = 0; k < 4; ++k) {
    sessions.push_back(enter("li.si", kPassword));
    pass(seconds(1));
  }
  EXPECT_EQ(identify_session(database(), sessions[0].cookie, now_).error().code, ErrorCode::kNotFound);
  for (int k = 1; k < 4; ++k)
    EXPECT_TRUE(identify_session(database(), sessions[static_cast<std::size_t>(k)].cookie, now_).ok());
  const auto listed = must(list_sessions(database(), id, now_));
  ASSERT_EQ(listed.size(), 3U);
  EXPECT_EQ(listed.front().id, sessions[3].session.id);
  EXPECT_EQ(listed.front().device, "browser");

  must(revoke_session(database(), id, sessions[1].session.id, by("security")));
  EXPECT_FALSE(identify_session(database(), sessions[1].cookie, now_).ok());
  EXPECT_EQ(revoke_session(database(), id, "none", by("security")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(must(revoke_sessions(database(), id, sessions[3].session.id, by(id))), 1U);
  EXPECT_FALSE(identify_session(database(), sessions[2].cookie, now_).ok());
  must(sign_out(database(), by(id, sessions[3].session.id)));
  EXPECT_FALSE(identify_session(database(), sessions[3].cookie, now_).ok());
  EXPECT_TRUE(must(list_sessions(database(), id, now_)).empty());
}

TEST_P(SignIn, AdministratorsMayOnlyEnrolWithoutASecondFactor) {
  const std::string id = person("admin");
  grant(id, "system_administrator");
  const SignedIn session = enter("admin", kPassword);
  EXPECT_EQ(session.reach, SessionReach::kOnlyEnrol);
  EXPECT_EQ(must(identify_session(database(), session.cookie, now_)).reach, SessionReach::kOnlyEnrol);
  const std::string secret = enrol(by(id, session.session.id));
  EXPECT_EQ(must(identify_session(database(), session.cookie, now_)).reach, SessionReach::kFull);
  EXPECT_EQ(recovery_codes_.size(), 10U);
  pass(minutes(1));
  EXPECT_EQ(enter("admin", kPassword).refusal, SignInRefusal::kCodeNeeded);
  const SignedIn next = enter("admin", kPassword, code(secret));
  EXPECT_EQ(next.reach, SessionReach::kFull);
  // One session at a time, and a short one.
  EXPECT_FALSE(identify_session(database(), session.cookie, now_).ok());
  pass(minutes(15));
  EXPECT_FALSE(identify_session(database(), next.cookie, now_).ok());
}

TEST_P(SignIn, ACodeIsGoodOnce) {
  const std::string id = person("li.si");
  const SignedIn session = enter("li.si", kPassword);
  const std::string secret = enrol(by(id, session.session.id));
  // The code that enrolled is used up.
  EXPECT_EQ(enter("li.si", kPassword, code(secret)).refusal, SignInRefusal::kWrong);
  pass(seconds(30));
  const std::string now = code(secret);
  std::atomic<int> entered{0};
  std::vector<std::thread> threads;
  for (int k = 0; k < 2; ++k) {
    threads.emplace_back([&] {
      if (enter("li.si", kPassword, now).ok()) ++entered;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(entered.load(), 1);
  pass(minutes(5));
  EXPECT_TRUE(enter("li.si", kPassword, code(secret)).ok());
}

TEST_P(SignIn, RecoveryCodesAreGoodOnceAndCanBeRenewed) {
  const std::string id = person("li.si");
  const SignedIn session = enter("li.si", kPassword);
  const Caller self = by(id, session.session.id);
  EXPECT_EQ(make_new_recovery_codes(desk(), "000000", self).error().code, ErrorCode::kNotFound);
  const std::string secret = enrol(self);
  const std::vector<std::string> old = recovery_codes_;
  EXPECT_EQ(enter("li.si", kPassword, old[3]).recovery_codes_left, 9U);
  EXPECT_EQ(enter("li.si", kPassword, old[3]).refusal, SignInRefusal::kWrong);
  pass(minutes(1));
  const TotpConfirmation renewed = must(make_new_recovery_codes(desk(), code(secret), by(id)));
  ASSERT_TRUE(renewed.ok());
  EXPECT_EQ(enter("li.si", kPassword, old[4]).refusal, SignInRefusal::kWrong);
  EXPECT_TRUE(enter("li.si", kPassword, renewed.recovery_codes[4]).ok());
}

TEST_P(SignIn, AnAuthenticatorIsReplacedOnlyByWhoHasTheOldOne) {
  const std::string id = person("li.si");
  const SignedIn session = enter("li.si", kPassword);
  const Caller self = by(id, session.session.id);
  EXPECT_EQ(confirm_totp(desk(), "000000", self).error().code, ErrorCode::kNotFound);
  const std::string first = enrol(self);
  pass(minutes(1));
  EXPECT_EQ(must(start_totp(desk(), "", by(id))).refusal, SignInRefusal::kWrong);
  const TotpEnrolment begun = must(start_totp(desk(), code(first), by(id)));
  ASSERT_TRUE(begun.ok());
  const std::string second = from_base32(begun.secret).value_or("");
  // The old one holds until the new one has been shown to work.
  EXPECT_EQ(must(confirm_totp(desk(), code(first), by(id))).refusal, SignInRefusal::kWrong);
  pass(minutes(1));
  EXPECT_TRUE(enter("li.si", kPassword, code(first)).ok());
  EXPECT_TRUE(must(confirm_totp(desk(), code(second), by(id))).ok());
  pass(minutes(1));
  EXPECT_EQ(enter("li.si", kPassword, code(first)).refusal, SignInRefusal::kWrong);
  EXPECT_TRUE(enter("li.si", kPassword, code(second)).ok());
}

TEST_P(SignIn, WrongPasswordsOfASessionCountToo) {
  const std::string id = person("li.si");
  const SignedIn session = enter("li.si", kPassword);
  const Caller self = by(id, session.session.id);
  for (int k = 0; k < 3; ++k)
    EXPECT_EQ(must(change_password(desk(), "x", "Dovetail & Peg 88", self)).refusal, SignInRefusal::kWrong);
  EXPECT_EQ(must(change_password(desk(), kPassword, "Dovetail & Peg 88", self)).refusal,
            SignInRefusal::kWaiting);
  EXPECT_EQ(enter("li.si", kPassword).refusal, SignInRefusal::kWaiting);
}

TEST_P(SignIn, ChangingThePasswordEndsOtherSessions) {
  const std::string id = person("li.si");
  const SignedIn one = enter("li.si", kPassword);
  const SignedIn other = enter("li.si", kPassword);
  ASSERT_TRUE(must(change_password(desk(), kPassword, "Dovetail & Peg 88", by(id, one.session.id))).ok());
  EXPECT_TRUE(identify_session(database(), one.cookie, now_).ok());
  EXPECT_FALSE(identify_session(database(), other.cookie, now_).ok());
}

TEST_P(SignIn, AnotherSealingKeyIsSaidSoAndAResetHelps) {
  const std::string id = person("li.si");
  enrol(by(id, enter("li.si", kPassword).session.id));
  pass(minutes(1));
  const SealingKey other = SealingKey::make();
  SignInDesk lost{database(), other, passwords_, policy_};
  const SignInRequest request{"li.si", kPassword, "123456", kAddress, ""};
  const auto failed = sign_in(lost, request, now_);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().code, ErrorCode::kBadInput);
  EXPECT_NE(failed.error().message.find(key_.name()), std::string::npos);
  EXPECT_NE(failed.error().message.find(other.name()), std::string::npos);
  const IssuedPassword fresh = must(reset_account(database(), passwords_, id, {true}, by("operator"), cost_));
  const auto entered = sign_in(lost, {"li.si", fresh.one_time_password, "", kAddress, ""}, now_);
  ASSERT_TRUE(entered.ok());
  EXPECT_EQ(entered->reach, SessionReach::kOnlyChangePassword);
}

TEST_P(SignIn, TooManyAtOnceAreTurnedAway) {
  person("li.si");
  PasswordPool narrow({1, 0});
  SignInDesk busy{database(), key_, narrow, policy_};
  std::atomic<bool> started{false};
  std::atomic<bool> done{false};
  std::thread holder([&] {
    must(narrow.run([&] {
      started = true;
      while (!done) std::this_thread::yield();
    }));
  });
  while (!started) std::this_thread::yield();
  const auto refused = sign_in(busy, {"li.si", kPassword, "", kAddress, ""}, now_);
  done = true;
  holder.join();
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kBusy);
  EXPECT_TRUE(must(sign_in(busy, {"li.si", kPassword, "", kAddress, ""}, now_)).ok());
}
TENON_WITH_DATABASES(SignIn);

}  // namespace
}  // namespace tenon
