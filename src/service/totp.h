// One-time codes of an authenticator as the second factor: TOTP of RFC 6238 over HOTP of RFC 4226, with
// HMAC-SHA-1, 30 seconds and 6 digits, which is what authenticators in use can do.
//
// Pure and thread-safe; microseconds. Six digits can be tried: every wrong code counts as a failure
// (lockout.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/digest.h"
#include "service/utc_time.h"

namespace tenon {

inline constexpr std::int64_t kTotpStepSeconds = 30;
inline constexpr unsigned kTotpDigits = 6;

// 160 random bits (RFC 4226 §4, R6). Kept encrypted, shown once: to_base32() is what people type.
std::string make_totp_secret();

// The code of a counter, `digits` decimal digits (6 to 8), zeros in front kept (RFC 4226 §5.3).
std::string hotp_code(std::string_view secret, std::uint64_t counter, unsigned digits = kTotpDigits);

// The counter of a time: steps of 30 s since 1970. Times before 1970 count as step 0.
std::uint64_t totp_counter(UtcTime time);

// The counter that `code` belongs to, within `window` steps of now (1: clocks may differ by half a minute and
// people are slow, RFC 6238 §5.2); nullopt if none, or if it is not above `last_accepted`. Keep what is
// returned as the next `last_accepted`: a code is good once, and earlier ones are not good after it.
std::optional<std::uint64_t> accept_totp(std::string_view secret, std::string_view code, UtcTime now,
                                         std::optional<std::uint64_t> last_accepted, unsigned window = 1);

// What authenticators read from a picture code: otpauth://totp/ISSUER:ACCOUNT?secret=...&issuer=ISSUER...
std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view secret);

// For when the authenticator is lost: codes of 80 bits, each good once. Only hashes are kept; plain SM3 will
// do, since nobody can try 2^80 codes.
struct RecoveryCodes {
  std::vector<std::string> codes;  // to be shown once: "abcd-efgh-ijkl-mnop"
  std::vector<Digest256> hashes;   // to be kept
};

RecoveryCodes make_recovery_codes(std::size_t count = 10);

// The position of the hash that `code` belongs to (letter case, spaces and hyphens do not matter); the caller
// removes it. nullopt: none.
std::optional<std::size_t> find_recovery_code(std::span<const Digest256> hashes, std::string_view code);

}  // namespace tenon
