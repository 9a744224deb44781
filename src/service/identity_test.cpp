#include "service/identity.h"

#include <gtest/gtest.h>

#include <thread>

#include "service/identity_cache.h"
#include "service/role_desk.h"
#include "service/token_desk.h"
#include "store/session_store.h"
#include "support/account_fixture.h"

namespace tenon {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class IdentityOf : public WithAccounts {
 protected:
  AccessDecision may(const Identity& identity, Permission permission, const AccessObject& object = {}) {
    const RegionCover regions{Dataset()};
    const std::vector<Role> roles = must(stored_roles(database()));
    const AccessDecision decision = allow(identity, {roles, regions}, permission, object, now_);
    EXPECT_EQ(allow(identity, regions, permission, object, now_), decision);
    return decision;
  }
};

TEST_P(IdentityOf, ASessionSaysWhoAndWhatAndNoSecrets) {
  const std::string id = person("li.si");
  grant(id, "bureau_analyst", {"", "310000"});
  const SignedIn session = enter("li.si", kPassword);
  const Identity identity = must(identify_session(database(), session.cookie, now_));
  EXPECT_EQ(identity.account.id, id);
  EXPECT_EQ(identity.account.name, "li.si");
  EXPECT_TRUE(identity.account.password_phc.empty());
  EXPECT_TRUE(identity.account.earlier_passwords.empty());
  EXPECT_EQ(identity.organisation->name_zh, "经信委");
  EXPECT_EQ(identity.grants.size(), 1U);
  EXPECT_FALSE(identity.is_administrator);
  EXPECT_FALSE(identity.is_token());
  EXPECT_EQ(actor_of(identity, "10.0.0.9").session_id, session.session.id);
  EXPECT_TRUE(may(identity, Permission::kDatasetRead).allowed());
  EXPECT_TRUE(may(identity, Permission::kDatasetImport, {"", "310000", {}}).allowed());
  EXPECT_EQ(may(identity, Permission::kDatasetImport, {"", "320000", {}}).refusal, Refusal::kOutsideRegion);
  EXPECT_EQ(may(identity, Permission::kUserManage).refusal, Refusal::kNoPermission);
}

TEST_P(IdentityOf, WhoMustChangeAPasswordMayDoNothing) {
  const IssuedPassword first = issued("li.si");
  grant(first.account_id, "read_only");
  const Identity identity =
      must(identify_session(database(), enter("li.si", first.one_time_password).cookie, now_));
  EXPECT_FALSE(may(identity, Permission::kDatasetRead).allowed());
}

TEST_P(IdentityOf, UnknownAndEndedSessionsAreToldInTheSameWords) {
  const std::string id = person("li.si");
  const SignedIn session = enter("li.si", kPassword);
  const std::string unknown = identify_session(database(), "x", now_).error().message;
  must(revoke_sessions(database(), id, "", by("security")));
  EXPECT_EQ(identify_session(database(), session.cookie, now_).error().message, unknown);
  EXPECT_EQ(identify_token(database(), session.cookie, now_).error().message, unknown);
  EXPECT_EQ(identify_token(database(), "tenon_x", now_).error().message, unknown);
}

TEST_P(IdentityOf, SessionsEndByIdlenessAndByTime) {
  const std::string id = person("li.si");
  SignedIn session = enter("li.si", kPassword);
  const UtcTime opened = now_;
  pass(minutes(29));
  EXPECT_TRUE(identify_session(database(), session.cookie, now_).ok());
  pass(minutes(29));  // counted from the use, which was kept
  EXPECT_TRUE(identify_session(database(), session.cookie, now_).ok());
  pass(minutes(30));
  EXPECT_FALSE(identify_session(database(), session.cookie, now_).ok());
  session = enter("li.si", kPassword);
  for (const UtcTime end = now_ + hours(12); now_ < end; pass(minutes(20)))
    EXPECT_TRUE(identify_session(database(), session.cookie, now_).ok()) << (now_ - opened).count();
  EXPECT_FALSE(identify_session(database(), session.cookie, now_).ok());
}

TEST_P(IdentityOf, UsesAreWrittenOnceAMinute) {
  const std::string id = person("li.si");
  const SignedIn session = enter("li.si", kPassword);
  const auto last_used = [&] { return must(list_sessions(database(), id, now_)).at(0).last_used; };
  const UtcTime opened = now_;
  pass(seconds(59));
  must(identify_session(database(), session.cookie, now_));
  EXPECT_EQ(last_used(), opened);
  pass(seconds(1));
  must(identify_session(database(), session.cookie, now_));
  EXPECT_EQ(last_used(), now_);
  must(identify_session(database(), session.cookie, opened));
  EXPECT_EQ(last_used(), now_);
}

TEST_P(IdentityOf, NobodyWaitsForOthersWhoWrite) {
  const std::string id = person("li.si");
  const SignedIn session = enter("li.si", kPassword);
  pass(minutes(2));
  Database other = must(Database::open(address_));
  const auto done =
      run_transaction(other, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
        touch_session(connection, to_hex(bytes_of(hash_of_token(session.cookie))), micros_of(now_));
        const auto before = std::chrono::steady_clock::now();
        EXPECT_TRUE(identify_session(database(), session.cookie, now_).ok());
        EXPECT_LT(std::chrono::steady_clock::now() - before, seconds(10));  // a writer waits up to 30
        return Error{ErrorCode::kCancelled, "undone"};
      });
  EXPECT_FALSE(done.ok());
  EXPECT_LT(must(list_sessions(database(), id, now_)).at(0).last_used, now_);
}

TEST_P(IdentityOf, ATokenPermitsWhatItCarriesAndItsOwnerMay) {
  const std::string id = person("li.si");
  grant(id, "read_only");
  const MadeApiToken made = must(make_token(
      database(), id, "nightly", {Permission::kDatasetRead, Permission::kDatasetImport}, hours(24), by(id)));
  const Identity identity = must(identify_token(database(), made.text, now_));
  EXPECT_TRUE(identity.is_token());
  EXPECT_EQ(identity.session_id, made.token.id);
  EXPECT_TRUE(may(identity, Permission::kDatasetRead).allowed());
  EXPECT_EQ(may(identity, Permission::kBackupRead).refusal, Refusal::kTokenScope);
  EXPECT_EQ(may(identity, Permission::kDatasetImport).refusal, Refusal::kNoPermission);
  pass(minutes(2));
  must(identify_token(database(), made.text, now_));
  EXPECT_EQ(must(list_tokens(database(), id)).at(0).last_used, now_);
  // Of a disabled account it permits nothing, of one that is enabled again what it did.
  must(disable_account(database(), id, kAnyRevision, by("operator")));
  EXPECT_FALSE(identify_token(database(), made.text, now_).ok());
  must(enable_account(database(), id, kAnyRevision, by("operator")));
  EXPECT_TRUE(identify_token(database(), made.text, now_).ok());
  must(revoke_token(database(), id, made.token.id, by(id)));
  must(revoke_token(database(), id, made.token.id, by(id)));
  EXPECT_FALSE(identify_token(database(), made.text, now_).ok());
  EXPECT_EQ(revoke_token(database(), id, "none", by(id)).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(told(made.token.id), 2U);
}

TEST_P(IdentityOf, TokensEndAndAreFew) {
  const std::string id = person("li.si");
  const PermissionSet carried{Permission::kDatasetRead};
  const MadeApiToken made = must(make_token(database(), id, "a", carried, hours(1), by(id)));
  pass(hours(1));
  EXPECT_FALSE(identify_token(database(), made.text, now_).ok());
  for (std::size_t k = 0; k < kMostApiTokens; ++k)
    must(make_token(database(), id, std::to_string(k), carried, hours(1), by(id)));
  EXPECT_EQ(make_token(database(), id, "b", carried, hours(1), by(id)).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(make_token(database(), id, "", carried, hours(1), by(id)).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(make_token(database(), "none", "a", carried, hours(1), by(id)).error().code,
            ErrorCode::kNotFound);
}

TEST_P(IdentityOf, TheCacheForgetsAfterASecondOrWhenToldTo) {
  const std::string id = person("li.si");
  const SignedIn session = enter("li.si", kPassword);
  IdentityCache cache;
  const auto first = must(cache.session(database(), session.cookie, now_));
  EXPECT_EQ(must(cache.session(database(), session.cookie, now_ + milliseconds(999))), first);
  // What another process changes counts within a second.
  Database other = must(Database::open(address_));
  must(revoke_sessions(other, id, "", by("security")));
  EXPECT_TRUE(cache.session(database(), session.cookie, now_ + milliseconds(999)).ok());
  EXPECT_FALSE(cache.session(database(), session.cookie, now_ + seconds(1)).ok());
  // What this process changes counts at once.
  const SignedIn next = enter("li.si", kPassword);
  must(cache.session(database(), next.cookie, now_));
  must(revoke_sessions(database(), id, "", by("security")));
  cache.forget_all();
  EXPECT_FALSE(cache.session(database(), next.cookie, now_).ok());
  EXPECT_EQ(cache.size(), 0U);
  // Nor does a clock that goes back make old readings good.
  const SignedIn last = enter("li.si", kPassword);
  must(cache.session(database(), last.cookie, now_));
  EXPECT_EQ(cache.find(hash_of_token(last.cookie), now_ - seconds(1)), nullptr);
}

TEST_P(IdentityOf, ATokenIsNoCookieForTheCacheEither) {
  const std::string id = person("li.si");
  const MadeApiToken made =
      must(make_token(database(), id, "a", {Permission::kDatasetRead}, hours(1), by(id)));
  const SignedIn session = enter("li.si", kPassword);
  IdentityCache cache;
  must(cache.token(database(), made.text, now_));
  must(cache.session(database(), session.cookie, now_));
  EXPECT_FALSE(cache.session(database(), made.text, now_).ok());
  EXPECT_FALSE(cache.token(database(), session.cookie, now_).ok());
}
TENON_WITH_DATABASES(IdentityOf);

std::shared_ptr<const Identity> somebody(std::uint8_t first, std::uint8_t second = 0) {
  Identity identity;
  identity.token_hash[0] = first;
  identity.token_hash[1] = second;
  return std::make_shared<Identity>(identity);
}

TEST(IdentityCacheTest, KeepsNothingThatWasReadBeforeAChange) {
  IdentityCache cache;
  const UtcTime now{seconds(1)};
  const std::uint64_t before = cache.generation();
  cache.forget_all();
  cache.keep(somebody(1), now, before);
  EXPECT_EQ(cache.size(), 0U);
  cache.keep(somebody(1), now, cache.generation());
  EXPECT_NE(cache.find(somebody(1)->token_hash, now), nullptr);
}

TEST(IdentityCacheTest, IsBounded) {
  IdentityCache cache({64, seconds(1)});
  const UtcTime now{seconds(1)};
  for (int k = 0; k < 65536; ++k)
    cache.keep(somebody(static_cast<std::uint8_t>(k), static_cast<std::uint8_t>(k / 256)), now, 0);
  EXPECT_LE(cache.size(), 64U);
  EXPECT_GT(cache.size(), 0U);
}

TEST(IdentityCacheTest, ThreadsFindKeepAndForget) {
  IdentityCache cache;
  const UtcTime now{seconds(1)};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int k = 0; k < 2000; ++k) {
        const auto one = somebody(static_cast<std::uint8_t>(k), 7);
        if (const auto found = cache.find(one->token_hash, now)) {
          ASSERT_EQ(found->token_hash, one->token_hash);
        }
        cache.keep(one, now, cache.generation());
        if (k % 100 == 0) cache.forget_all();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  cache.forget_all();
  EXPECT_EQ(cache.size(), 0U);
}

}  // namespace
}  // namespace tenon
