#include "service/policy_setting.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/number.h"

namespace tenon {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

// A setting of a member that `ref` names, in units of `Unit`; a plain number where it is one.
template <auto ref, class Unit>
constexpr PolicySetting of(std::string_view name, Wording wording, std::string_view unit, std::int64_t low,
                           std::int64_t high) {
  PolicySetting setting{name, wording, unit, low, high, nullptr, nullptr};
  setting.get = [](const SignInPolicy& policy) -> std::int64_t {
    auto& member = ref(const_cast<SignInPolicy&>(policy));  // NOLINT: read only
    if constexpr (std::is_arithmetic_v<Unit>) {
      return static_cast<std::int64_t>(member);
    } else {
      return std::chrono::duration_cast<Unit>(member).count();
    }
  };
  setting.set = [](SignInPolicy& policy, std::int64_t value) {
    auto& member = ref(policy);
    using Member = std::remove_reference_t<decltype(member)>;
    if constexpr (std::is_arithmetic_v<Unit>) {
      member = static_cast<Member>(value);
    } else {
      member = std::chrono::duration_cast<Member>(Unit(value));
    }
  };
  return setting;
}

using Hours = std::chrono::hours;
using Number = std::int64_t;

constexpr auto kCharacters = [](SignInPolicy & p) -> auto& {
  return p.sessions.password.minimum_characters;
};
constexpr auto kKinds = [](SignInPolicy & p) -> auto& {
  return p.sessions.password.minimum_kinds;
};
constexpr auto kHistory = [](SignInPolicy & p) -> auto& {
  return p.sessions.password.history;
};
constexpr auto kAge = [](SignInPolicy & p) -> auto& {
  return p.sessions.password.maximum_age;
};
constexpr auto kIdle = [](SignInPolicy & p) -> auto& {
  return p.sessions.people.idle;
};
constexpr auto kAbsolute = [](SignInPolicy & p) -> auto& {
  return p.sessions.people.absolute;
};
constexpr auto kMost = [](SignInPolicy & p) -> auto& {
  return p.sessions.people.most_sessions;
};
constexpr auto kAdminIdle = [](SignInPolicy & p) -> auto& {
  return p.sessions.administrators.idle;
};
constexpr auto kAdminAbsolute = [](SignInPolicy & p) -> auto& {
  return p.sessions.administrators.absolute;
};
constexpr auto kAdminMost = [](SignInPolicy & p) -> auto& {
  return p.sessions.administrators.most_sessions;
};
constexpr auto kFree = [](SignInPolicy & p) -> auto& {
  return p.account.free_failures;
};
constexpr auto kToLock = [](SignInPolicy & p) -> auto& {
  return p.account.failures_to_lock;
};
constexpr auto kLock = [](SignInPolicy & p) -> auto& {
  return p.account.lock_time;
};
constexpr auto kForget = [](SignInPolicy & p) -> auto& {
  return p.account.forget_after;
};
constexpr auto kAddressFree = [](SignInPolicy & p) -> auto& {
  return p.address.free_failures;
};
constexpr auto kAddressToLock = [](SignInPolicy & p) -> auto& {
  return p.address.failures_to_lock;
};
constexpr auto kAddressLock = [](SignInPolicy & p) -> auto& {
  return p.address.lock_time;
};

const std::array<PolicySetting, 17>& all() {
  static const std::array<PolicySetting, 17> kAll{{
      of<kCharacters, Number>("password.minimum_characters",
                              {"密码最少字符数", "fewest characters of a password"}, "characters", 8, 64),
      of<kKinds, Number>("password.minimum_kinds",
                         {"密码最少字符种类", "fewest kinds of characters of a password"}, "kinds", 3, 4),
      of<kHistory, Number>("password.history",
                           {"不得重复的历史密码数", "earlier passwords that may not come again"}, "passwords",
                           1, 24),
      of<kAge, days>("password.maximum_age_days", {"密码更换周期", "longest age of a password"}, "days", 1,
                     180),
      of<kIdle, minutes>("session.idle_minutes", {"会话闲置时限", "idle time after which a session ends"},
                         "minutes", 1, 60),
      of<kAbsolute, Hours>("session.absolute_hours", {"会话最长时间", "longest time of a session"}, "hours",
                           1, 24),
      of<kMost, Number>("session.most", {"同一账号最多会话数", "sessions of one account at a time"},
                        "sessions", 1, 20),
      of<kAdminIdle, minutes>(
          "administrator_session.idle_minutes",
          {"管理员会话闲置时限", "idle time after which a session of administrators ends"}, "minutes", 1, 30),
      of<kAdminAbsolute, Hours>("administrator_session.absolute_hours",
                                {"管理员会话最长时间", "longest time of a session of administrators"},
                                "hours", 1, 12),
      of<kAdminMost, Number>("administrator_session.most",
                             {"管理员同时会话数", "sessions of one administrator at a time"}, "sessions", 1,
                             5),
      of<kFree, Number>("lockout.free_failures",
                        {"不需等待的失败次数", "failures of an account without a wait"}, "failures", 0, 5),
      of<kToLock, Number>("lockout.failures_to_lock", {"锁定账号的失败次数", "failures that lock an account"},
                          "failures", 3, 10),
      of<kLock, minutes>("lockout.lock_minutes", {"账号锁定时间", "how long an account is locked"}, "minutes",
                         5, 1440),
      of<kForget, minutes>("lockout.forget_minutes",
                           {"失败记录清零时间", "time after which failures are forgotten"}, "minutes", 15,
                           1440),
      of<kAddressFree, Number>("address_lockout.free_failures",
                               {"同一地址不需等待的失败次数", "failures of an address without a wait"},
                               "failures", 5, 100),
      of<kAddressToLock, Number>("address_lockout.failures_to_lock",
                                 {"锁定地址的失败次数", "failures that lock an address"}, "failures", 20,
                                 1000),
      of<kAddressLock, minutes>("address_lockout.lock_minutes",
                                {"地址锁定时间", "how long an address is locked"}, "minutes", 5, 1440),
  }};
  return kAll;
}

Result<void> check_together(const SignInPolicy& policy) {
  const auto error = [](const char* text) { return Error{ErrorCode::kInvalidArgument, text}; };
  for (const SessionPolicy* session : {&policy.sessions.people, &policy.sessions.administrators}) {
    if (session->idle > session->absolute)
      return error("the idle time may not be longer than the session 闲置时限不得长于会话最长时间");
  }
  for (const LockoutPolicy* lockout : {&policy.account, &policy.address}) {
    if (lockout->free_failures >= lockout->failures_to_lock)
      return error("fewer failures must be free than lock 不需等待的失败次数须少于锁定的失败次数");
  }
  return {};
}

}  // namespace

std::span<const PolicySetting> policy_settings() {
  return all();
}

const PolicySetting* find_policy_setting(std::string_view name) {
  const auto found =
      std::find_if(all().begin(), all().end(), [&](const PolicySetting& one) { return one.name == name; });
  return found == all().end() ? nullptr : &*found;
}

SignInPolicy policy_with(const SignInPolicy& base, const Settings& settings) {
  SignInPolicy policy = base;
  for (const PolicySetting& setting : all()) {
    const auto found = settings.find(std::string(setting.name));
    if (found == settings.end()) continue;
    const auto value = parse_integer(found->second.value);
    if (value && *value >= setting.low && *value <= setting.high) setting.set(policy, *value);
  }
  return policy;
}

Result<Revised<std::string>> change_policy_setting(Database& database, const SignInPolicy& base,
                                                   const std::string& name, std::int64_t value,
                                                   std::int64_t expected, const Caller& caller) {
  const PolicySetting* setting = find_policy_setting(name);
  if (setting == nullptr) return Error{ErrorCode::kNotFound, "there is no setting '" + name + "'"};
  if (value < setting->low || value > setting->high) {
    return Error{ErrorCode::kInvalidArgument, "setting '" + name + "': found " + std::to_string(value) +
                                                  ": expected " + std::to_string(setting->low) + " to " +
                                                  std::to_string(setting->high) + " " +
                                                  std::string(setting->unit)};
  }
  auto settings = list_settings(database);
  if (!settings) return settings.error();
  SignInPolicy policy = policy_with(base, *settings);
  setting->set(policy, value);
  if (auto sound = check_together(policy); !sound) return sound.error();
  return change_setting(database, name, std::to_string(value), expected, caller);
}

}  // namespace tenon
