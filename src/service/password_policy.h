// What a new password must be like.
//
// GB/T 22239-2019 §8.1.4.1 a) asks for complexity and regular change without giving figures. The defaults are
// those that assessors of level 3 accept: at least 8 characters (we ask for 12), 3 of the 4 kinds (lower
// case, upper case, digits, everything else), a change within 90 days. On top of them: not the person's name,
// not made of words and digits that are guessed first, not one of the last five.
//
// Pure and thread-safe; microseconds, but for the history (one argon2id verification each).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/utc_time.h"
#include "service/wording.h"

namespace tenon {

struct PasswordPolicy {
  std::size_t minimum_characters = 12;  // Unicode characters
  std::size_t minimum_kinds = 3;        // of 4: a-z, A-Z, 0-9, everything else (Chinese characters too)
  std::size_t history = 5;              // as many earlier passwords may not come again
  std::chrono::days maximum_age{90};    // 0: no regular change
};

enum class PasswordFault {
  kNotText,      // not UTF-8, or control characters
  kTooShort,     // fewer than minimum_characters
  kTooLong,      // more than kLongestPassword bytes (password.h)
  kTooFewKinds,  // fewer than minimum_kinds
  kHoldsName,   // holds a name, in either letter case (names of 3 letters, or 2 Chinese characters, and more)
  kCommon,      // without common passwords, years and runs of one character fewer than 6 characters are left
  kUsedBefore,  // one of the last `history`; looked at only where nothing else is wrong
};

std::string_view id_of(PasswordFault fault);  // "too_short", ...: stable
Wording wording_of(PasswordFault fault);

// All that is wrong with it, in the order of the enum; empty: it may be used. `names`: sign-in name, people's
// and organisation's names. `earlier`: PHC strings, the newest first.
std::vector<PasswordFault> check_password(std::string_view password, std::span<const std::string> names,
                                          std::span<const std::string> earlier,
                                          const PasswordPolicy& policy = {});

// Whether a password set then must be changed now.
[[nodiscard]] bool is_password_outdated(UtcTime set_at, UtcTime now, const PasswordPolicy& policy = {});

}  // namespace tenon
