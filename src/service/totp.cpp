#include "service/totp.h"

#include <algorithm>

#include "service/encoding.h"
#include "service/secret.h"

namespace tenon {
namespace {

constexpr std::string_view kRecoveryTag = "tenon recovery code 1\n";

// RFC 3986: everything but the unreserved characters as %XX.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kHex[byte >> 4U];
    encoded += kHex[byte & 0xFU];
  }
  return encoded;
}

Digest256 recovery_hash(std::string_view bytes) {
  return Digester(DigestKind::kSm3).add(kRecoveryTag).add(bytes).finish();
}

}  // namespace

std::string make_totp_secret() {
  return random_bytes(20);
}

std::string hotp_code(std::string_view secret, std::uint64_t counter, unsigned digits) {
  std::string message(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) message[7 - i] = static_cast<char>((counter >> (8 * i)) & 0xFFU);
  const Digest160 mac = hmac_sha1(secret, message);
  const std::size_t offset = mac[19] & 0xFU;
  std::uint32_t value = mac[offset] & 0x7FU;
  for (std::size_t i = 1; i < 4; ++i) value = value << 8U | mac[offset + i];
  std::string code(digits, '0');
  for (unsigned i = digits; i-- > 0; value /= 10) code[i] = static_cast<char>('0' + value % 10);
  return code;
}

std::uint64_t totp_counter(UtcTime time) {
  const std::int64_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  return static_cast<std::uint64_t>(std::max<std::int64_t>(seconds, 0) / kTotpStepSeconds);
}

std::optional<std::uint64_t> accept_totp(std::string_view secret, std::string_view code, UtcTime now,
                                         std::optional<std::uint64_t> last_accepted, unsigned window) {
  const std::uint64_t present = totp_counter(now);
  const std::uint64_t first = present - std::min<std::uint64_t>(present, window);
  std::optional<std::uint64_t> accepted;
  // All steps are tried whatever is found: the time tells nothing.
  for (std::uint64_t counter = first; counter <= present + window; ++counter) {
    const bool fits = equal_in_constant_time(hotp_code(secret, counter), code);
    if (fits && !accepted && (!last_accepted || counter > *last_accepted)) accepted = counter;
  }
  return accepted;
}

std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view secret) {
  const std::string encoded_issuer = percent_encoded(issuer);
  return "otpauth://totp/" + encoded_issuer + ":" + percent_encoded(account) +
         "?secret=" + to_base32(secret) + "&issuer=" + encoded_issuer +
         "&algorithm=SHA1&digits=" + std::to_string(kTotpDigits) +
         "&period=" + std::to_string(kTotpStepSeconds);
}

RecoveryCodes make_recovery_codes(std::size_t count) {
  RecoveryCodes made;
  for (std::size_t i = 0; i < count; ++i) {
    std::string bytes = random_bytes(10);
    std::string code = to_base32(bytes);
    for (char& c : code) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (const std::size_t at : {12U, 8U, 4U}) code.insert(at, 1, '-');
    made.codes.push_back(code);
    made.hashes.push_back(recovery_hash(bytes));
    wipe(bytes);
  }
  return made;
}

std::optional<std::size_t> find_recovery_code(std::span<const Digest256> hashes, std::string_view code) {
  const auto bytes = from_base32(code);
  if (!bytes) return std::nullopt;
  const Digest256 hash = recovery_hash(*bytes);
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    if (equal_in_constant_time(bytes_of(hashes[i]), bytes_of(hash))) found = i;
  }
  return found;
}

}  // namespace tenon
