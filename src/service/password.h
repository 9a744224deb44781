// Passwords as they are kept: argon2id (RFC 9106) in PHC strings that carry their own parameters, so that
// parameters can rise later and old hashes still verify.
//
// A hash costs what its parameters say (default: 64 MiB and about a tenth of a second on one core): call from
// a bounded pool of workers, never from a thread that serves requests. Safe from any thread. Passwords are
// bytes; people's text is UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tenon {

// RFC 9106 §4 recommends 3 passes over 64 MiB where 2 GiB are too much; lanes are 1, as libsodium has it.
struct PasswordCost {
  std::uint32_t memory_kib = 64 * 1024;  // at least 8
  std::uint32_t passes = 3;              // at least 1
};

inline constexpr std::size_t kLongestPassword = 1024;  // bytes; longer ones are refused before any work

// A PHC string "$argon2id$v=19$m=65536,t=3,p=1$salt$hash" with a salt of its own (128 bits). kTooLarge: the
// password is too long; kInvalidArgument: parameters out of range; kIo: no memory.
Result<std::string> hash_password(std::string_view password, const PasswordCost& cost = {});

// Whether `password` is the one behind the PHC string; false for anything that is no argon2id PHC string.
// Costs what the string's parameters say.
[[nodiscard]] bool verify_password(std::string_view phc, std::string_view password);

// Whether the string was made with other parameters than these: hash anew at the next sign-in.
[[nodiscard]] bool needs_rehash(std::string_view phc, const PasswordCost& cost = {});

// What a wrong name must cost, so that names cannot be found out by time: verifies against a hash of the same
// cost that no password fits. Always false.
bool verify_nobody(std::string_view password, const PasswordCost& cost = {});

// A password for one use, such as an administrator's first (first_run.h): 20 letters and digits in groups of
// five, without those that look alike, 99 bits: "K7QMP-...".
std::string make_one_time_password();

}  // namespace tenon
