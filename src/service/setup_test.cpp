#include "service/setup.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "service/encoding.h"
#include "service/role_desk.h"
#include "service/token_desk.h"
#include "store/store_copy.h"
#include "support/account_fixture.h"

namespace tenon {
namespace {

class Setup : public WithAccounts {
 protected:
  static std::vector<NamedAdministrator> four() {
    return {{"sys", "系统", "system_administrator"},
            {"sec1", "安全一", "security_administrator"},
            {"sec2", "安全二", "security_administrator"},
            {"aud", "审计", "audit_administrator"}};
  }
  Result<IssuedPassword> begin(const std::string& name = "first") {
    return begin_first_run(database(), passwords_, name, by("operator"), cost_);
  }
  Result<std::vector<IssuedPassword>> appoint(const std::vector<NamedAdministrator>& people) {
    const Organisation office{"office", OrganisationKind::kBureau, "办公室", "Office", "330000", ""};
    return name_administrators(database(), passwords_, office, people, by("first"), cost_);
  }
  SetupState state() { return must(setup_state(database(), now_)); }
};

TEST_P(Setup, FromNoAccountsToFourAdministrators) {
  EXPECT_EQ(state(), SetupState::kNoAccounts);
  EXPECT_EQ(begin("no name!").error().code, ErrorCode::kInvalidArgument);
  const IssuedPassword first = must(begin());
  EXPECT_EQ(state(), SetupState::kNaming);
  EXPECT_EQ(begin("another").error().code, ErrorCode::kInvalidArgument);
  const SignedIn session = enter("first", first.one_time_password);
  EXPECT_EQ(session.reach, SessionReach::kOnlyChangePassword);
  const Caller self = by(first.account_id, session.session.id);
  ASSERT_TRUE(must(change_password(desk(), first.one_time_password, kPassword, self)).ok());
  EXPECT_EQ(must(identify_session(database(), session.cookie, now_)).reach, SessionReach::kOnlyEnrol);
  enrol(self);
  const Identity identity = must(identify_session(database(), session.cookie, now_));
  const RegionCover regions{Dataset()};
  const AccessRules rules{built_in_roles(), regions};
  EXPECT_TRUE(allow(identity, rules, Permission::kSetupNameAdministrators, {}, now_).allowed());
  EXPECT_FALSE(allow(identity, rules, Permission::kUserManage, {}, now_).allowed());

  const auto issued = must(appoint(four()));
  EXPECT_EQ(state(), SetupState::kDone);
  EXPECT_FALSE(identify_session(database(), session.cookie, now_).ok());
  ASSERT_EQ(issued.size(), 4U);
  for (const IssuedPassword& one : issued)
    EXPECT_EQ(enter(one.name, one.one_time_password).reach, SessionReach::kOnlyChangePassword);
  EXPECT_EQ(must(list_grants(database(), issued[1].account_id)).at(0).role_id, "security_administrator");
  EXPECT_EQ(appoint(four()).error().code, ErrorCode::kInvalidArgument);
  // Enabled again, the first account can do nothing.
  must(enable_account(database(), first.account_id, kAnyRevision, by("sys")));
  EXPECT_EQ(state(), SetupState::kDone);
  EXPECT_TRUE(must(list_grants(database(), first.account_id)).empty());
}

TEST_P(Setup, AnIncompleteNamingLeavesNothingBehind) {
  must(begin());
  auto people = four();
  people.pop_back();
  EXPECT_EQ(appoint(people).error().code, ErrorCode::kInvalidArgument);
  people = four();
  people[3].role_id = "read_only";
  EXPECT_EQ(appoint(people).error().code, ErrorCode::kInvalidArgument);
  people = four();
  people[3].name = "SYS";  // taken by the first of them
  EXPECT_EQ(appoint(people).error().code, ErrorCode::kConflict);
  EXPECT_EQ(must(list_accounts(database(), now_)).size(), 1U);
  EXPECT_EQ(find_organisation(database(), "office").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(told("setup.name_administrators"), 0U);
  EXPECT_EQ(state(), SetupState::kNaming);
  EXPECT_TRUE(appoint(four()).ok());
}

TEST_P(Setup, AResetGivesTheFirstRunItsTimeAgain) {
  const IssuedPassword first = must(begin());
  pass(std::chrono::days(8));
  EXPECT_EQ(state(), SetupState::kNaming);
  EXPECT_EQ(appoint(four()).error().code, ErrorCode::kInvalidArgument);
  must(reset_account(database(), passwords_, first.account_id, {true}, by("operator"), cost_));
  EXPECT_TRUE(appoint(four()).ok());
}

TEST_P(Setup, OfTwoFirstRunsAtOnceOneIsRefused) {
  std::vector<std::thread> threads;
  std::array<bool, 2> begun{};
  for (std::size_t k = 0; k < 2; ++k)
    threads.emplace_back([&, k] { begun[k] = begin("first" + std::to_string(k)).ok(); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_NE(begun[0], begun[1]);
  EXPECT_EQ(must(list_accounts(database(), now_)).size(), 1U);
}

std::string bytes_of_file(const std::filesystem::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

TEST_P(Setup, NoSecretStandsInTheStoreOrTheAuditChain) {
  const IssuedPassword first = issued("li.si");
  const SignedIn session = enter("li.si", first.one_time_password);
  const Caller self = by(first.account_id, session.session.id);
  ASSERT_TRUE(must(change_password(desk(), first.one_time_password, kPassword, self)).ok());
  const std::string secret = enrol(self);
  pass(std::chrono::minutes(1));
  // People type passwords where names and codes belong.
  enter("Typed.As.Name-77", "Typed as password 88");
  enter("li.si", kPassword, "typed as code 99");
  const SignedIn again = enter("li.si", kPassword, recovery_codes_[0]);
  ASSERT_TRUE(again.ok());
  const TotpEnrolment pending =
      must(start_totp(desk(), code(secret), by(first.account_id, again.session.id)));
  const MadeApiToken token = must(make_token(database(), first.account_id, "nightly",
                                             {Permission::kDatasetRead}, std::chrono::hours(1), self));
  const auto identity = must(identify_token(database(), token.text, now_));

  std::vector<std::string> secrets{first.one_time_password,
                                   kPassword,
                                   session.cookie,
                                   again.cookie,
                                   token.text,
                                   token.text.substr(kApiTokenPrefix.size()),
                                   secret,
                                   to_base32(secret),
                                   to_hex(secret),
                                   to_base64(secret),
                                   pending.secret,
                                   from_base32(pending.secret).value_or(""),
                                   "Typed.As.Name-77",
                                   "typed.as.name-77",
                                   "Typed as password 88",
                                   "typed as code 99"};
  secrets.insert(secrets.end(), recovery_codes_.begin(), recovery_codes_.end());
  // Of either database, all that it holds as one SQLite file, text as it is.
  const std::string copy = folder() + "/copy.db";
  must(back_up(database(), copy));
  std::vector<std::string> stores{bytes_of_file(copy)};
  if (GetParam() == DatabaseKind::kSqlite)
    stores.push_back(bytes_of_file(address_) + bytes_of_file(address_ + "-wal"));
  for (const std::string& bytes : stores) {
    ASSERT_NE(bytes.find("li.si"), std::string::npos);  // what is there is found
    for (const std::string& one : secrets) EXPECT_EQ(bytes.find(one), std::string::npos) << one;
  }
}

TEST_P(Setup, AKilledProgramLeavesNoHalfAccount) {
  database_.reset();
  constexpr int kRounds = 8;
  for (int round = 0; round < kRounds; ++round) {
    int done[2];  // a byte for each account
    ASSERT_EQ(::pipe(done), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      auto own = Database::open(address_);
      for (int k = 0; own && k < 1000; ++k) {
        const std::string name = "p" + std::to_string(round) + "x" + std::to_string(k);
        if (!make_account(*own, passwords_, {name, "某人", "centre"}, by("operator"), cost_)) break;
        if (::write(done[1], "a", 1) != 1) break;
      }
      ::_exit(0);
    }
    ASSERT_GT(child, 0);
    ::close(done[1]);
    char first = 0;
    ASSERT_EQ(::read(done[0], &first, 1), 1);
    std::this_thread::sleep_for(std::chrono::milliseconds(17 * round));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(done[0]);
  }
  database_.emplace(must(Database::open(address_)));
  const auto accounts = must(list_accounts(database(), now_));
  EXPECT_GT(accounts.size(), 0U);
  EXPECT_EQ(told("\"user.manage\""), accounts.size());
  for (const auto& one : accounts) EXPECT_EQ(told("\"" + one.value.account.id + "\""), 1U);
  const AuditVerification verified = must(verify_audit(database()));
  EXPECT_FALSE(verified.fault.has_value());
}
TENON_WITH_DATABASES(Setup);

}  // namespace
}  // namespace tenon
