// Rules of signing in over the API: who reads and changes them, and that they hold from then on.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <thread>

#include "service/audit_log.h"
#include "support/api_things.h"

namespace tenon {
namespace {

namespace json = boost::json;

constexpr const char* kIdle = "/api/v1/settings/session.idle_minutes";

class SettingsOverTheApi : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    address_ = new_address(GetParam());
    world_ = std::make_unique<ApiWorld>(must(Database::open(address_)));
    cast_ = std::make_unique<ApiCast>(*world_);
  }
  HttpResponse set(const std::string& target, int value, const std::string& seen) {
    return world_->ask(security(), "PUT", target, R"({"value":)" + std::to_string(value) + "}",
                       {{"if-match", seen}});
  }
  int status_of_me(ApiWorld& world, const ApiClient& client) {
    return world.ask(client, "GET", "/api/v1/me").status;
  }
  const ApiClient& security() { return cast_->client("security_administrator", kOwnRegion); }
  const ApiClient& analyst() { return cast_->client("bureau_analyst", kOwnRegion); }
  std::size_t told(const std::string& text) {
    std::size_t count = 0;
    must(visit_audit_rows(world_->database(), 1, [&](const AuditRow& row) {
      if (row.line.find(text) != std::string::npos) ++count;
      return true;
    }));
    return count;
  }

  std::string address_;
  std::unique_ptr<ApiWorld> world_;
  std::unique_ptr<ApiCast> cast_;
};

TEST_P(SettingsOverTheApi, AShorterIdleTimeEndsAnIdleSession) {
  world_->pass(std::chrono::minutes(6));
  EXPECT_EQ(status_of_me(*world_, analyst()), 200);
  const HttpResponse changed = set(kIdle, 5, "\"r0\"");
  ASSERT_EQ(changed.status, 200) << ApiWorld::text(changed);
  EXPECT_EQ(json::parse(ApiWorld::text(changed)).at("value"), 5);
  world_->pass(std::chrono::minutes(4));
  EXPECT_EQ(status_of_me(*world_, analyst()), 200);
  world_->pass(std::chrono::minutes(6));
  EXPECT_EQ(status_of_me(*world_, analyst()), 401);
  EXPECT_EQ(told("setting.change"), 1U);
  EXPECT_EQ(told(R"(\"after\":\"5\")"), 1U);
}

TEST_P(SettingsOverTheApi, AnotherServerHeedsItWithinASecond) {
  ApiWorld other(must(Database::open(address_)));
  EXPECT_EQ(status_of_me(other, analyst()), 200);
  ASSERT_EQ(set(kIdle, 5, "\"r0\"").status, 200);
  // The clock of the test stands; rules are read again by that of the machine.
  std::this_thread::sleep_for(std::chrono::seconds(1));
  other.pass(std::chrono::minutes(6));
  EXPECT_EQ(status_of_me(other, analyst()), 401);
}

TEST_P(SettingsOverTheApi, BoundsAndWhatWasSeenAreChecked) {
  const json::value before = json::parse(ApiWorld::text(world_->ask(security(), "GET", "/api/v1/settings")));
  ASSERT_EQ(before.at("items").as_array().size(), 17U);
  for (const json::value& one : before.at("items").as_array()) {
    EXPECT_EQ(one.at("value"), one.at("default"));
    EXPECT_EQ(one.at("revision"), 0);
    EXPECT_LE(one.at("low").as_int64(), one.at("value").as_int64()) << one.at("name");
    EXPECT_GE(one.at("high").as_int64(), one.at("value").as_int64()) << one.at("name");
    const std::string target = "/api/v1/settings/" + std::string(one.at("name").as_string());
    EXPECT_EQ(set(target, static_cast<int>(one.at("high").as_int64()) + 1, "\"r0\"").status, 422) << target;
    if (one.at("low").as_int64() > 0) {
      EXPECT_EQ(set(target, static_cast<int>(one.at("low").as_int64()) - 1, "\"r0\"").status, 422) << target;
    }
  }
  EXPECT_EQ(set("/api/v1/settings/nothing", 5, "\"r0\"").status, 404);
  EXPECT_EQ(set(kIdle, 10, "\"r3\"").status, 412);
  EXPECT_EQ(world_->ask(security(), "PUT", kIdle, R"({"value":10})").status, 428);
  ASSERT_EQ(set(kIdle, 10, "\"r0\"").status, 200);
  EXPECT_EQ(set(kIdle, 20, "\"r0\"").status, 412);
  // As many failures free as lock: in contradiction.
  ASSERT_EQ(set("/api/v1/settings/lockout.failures_to_lock", 3, "\"r0\"").status, 200);
  EXPECT_EQ(set("/api/v1/settings/lockout.free_failures", 3, "\"r0\"").status, 422);
  EXPECT_EQ(told("setting.change"), 2U);
}

TEST_P(SettingsOverTheApi, SecurityAdministratorsChangeAndAuditorsRead) {
  for (const char* role : {"system_administrator", "audit_administrator", "bureau_analyst"}) {
    EXPECT_EQ(
        world_
            ->ask(cast_->client(role, kOwnRegion), "PUT", kIdle, R"({"value":10})", {{"if-match", "\"r0\""}})
            .status,
        403)
        << role;
  }
  EXPECT_EQ(world_->ask(cast_->client("audit_administrator", kOwnRegion), "GET", kIdle).status, 200);
  EXPECT_EQ(world_->ask(analyst(), "GET", "/api/v1/settings").status, 403);
}

TEST_P(SettingsOverTheApi, PasswordsAndLocksFollow) {
  ASSERT_EQ(set("/api/v1/settings/lockout.failures_to_lock", 4, "\"r0\"").status, 200);
  ASSERT_EQ(set("/api/v1/settings/password.minimum_characters", 20, "\"r0\"").status, 200);
  SignInDesk desk = world_->server().services().sign_in();
  EXPECT_EQ(desk.policy.account.failures_to_lock, 4U);
  EXPECT_EQ(desk.policy.sessions.password.minimum_characters, 20U);
  SignedIn last;
  for (int k = 0; k < 4; ++k) {
    world_->pass(std::chrono::seconds(30));
    last = must(sign_in(desk, {"nobody", "wrong", "", "10.0.0.9", "test"}, world_->now()));
    EXPECT_EQ(last.refusal, SignInRefusal::kWrong);
  }
  world_->pass(std::chrono::seconds(70));  // longer than any wait, shorter than the lock
  last = must(sign_in(desk, {"nobody", "wrong", "", "10.0.0.9", "test"}, world_->now()));
  EXPECT_EQ(last.refusal, SignInRefusal::kLocked);
}
TENON_WITH_DATABASES(SettingsOverTheApi);

// What stands in the store and is nonsense leaves the defaults as they are.
TEST(PolicySettings, NonsenseIsNotHeeded) {
  const SignInPolicy base;
  const SignInPolicy policy = policy_with(base, {{"session.idle_minutes", {"-5", 1}},
                                                 {"session.most", {"many", 1}},
                                                 {"unknown", {"1", 1}},
                                                 {"password.history", {"7", 2}}});
  EXPECT_EQ(policy.sessions.people.idle, base.sessions.people.idle);
  EXPECT_EQ(policy.sessions.people.most_sessions, base.sessions.people.most_sessions);
  EXPECT_EQ(policy.sessions.password.history, 7U);
}

}  // namespace
}  // namespace tenon
