// The settings that rules of signing in are made of: what they are called, what they may be, and the policies
// that follow from them. Kept as texts (setting.h); what was never set has its default.
//
// Bounds are those that a system of level 3 is still accepted with (docs/security.md). What stands in the
// store and is no number within them counts as not set. Pure but for change_policy_setting().
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/setting.h"
#include "service/sign_in.h"
#include "service/wording.h"

namespace tenon {

struct PolicySetting {
  std::string_view name;  // "session.idle_minutes"
  Wording wording;
  std::string_view unit;  // "characters", "minutes", …
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::int64_t (*get)(const SignInPolicy&) = nullptr;
  void (*set)(SignInPolicy&, std::int64_t) = nullptr;
};

std::span<const PolicySetting> policy_settings();
// nullptr: no such setting.
const PolicySetting* find_policy_setting(std::string_view name);

using Settings = std::map<std::string, Revised<std::string>>;

// `base`: the defaults, and what no setting is about.
SignInPolicy policy_with(const SignInPolicy& base, const Settings& settings);

// kNotFound: no such setting. kInvalidArgument: out of its bounds, or in contradiction to another one (longer
// idle than the session may last, more free failures than lock). Errors of change_setting().
Result<Revised<std::string>> change_policy_setting(Database& database, const SignInPolicy& base,
                                                   const std::string& name, std::int64_t value,
                                                   std::int64_t expected, const Caller& caller);

}  // namespace tenon
