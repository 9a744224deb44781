#include "service/password.h"

#include <sodium.h>

#include <cstdio>
#include <cstdlib>

#include "service/secret.h"

namespace tenon {
namespace {

constexpr std::string_view kPrefix = "$argon2id$";

// Once for the process; libsodium makes it safe from any thread.
void start_sodium() {
  static const int state = sodium_init();
  if (state >= 0) return;
  std::fprintf(stderr, "tenon: libsodium does not start\n");
  std::abort();
}

// libsodium reads exactly crypto_pwhash_STRBYTES where it verifies.
struct PhcBuffer {
  char text[crypto_pwhash_STRBYTES] = {};
};

bool fits(std::string_view phc) {
  return phc.starts_with(kPrefix) && phc.size() < crypto_pwhash_STRBYTES &&
         phc.find('\0') == std::string_view::npos;
}

PhcBuffer buffer_of(std::string_view phc) {
  PhcBuffer buffer;
  phc.copy(buffer.text, phc.size());
  return buffer;
}

}  // namespace

Result<std::string> hash_password(std::string_view password, const PasswordCost& cost) {
  start_sodium();
  if (password.size() > kLongestPassword)
    return Error{ErrorCode::kTooLarge, "a password may have " + std::to_string(kLongestPassword) + " bytes"};
  if (cost.memory_kib < 8 || cost.passes < 1)
    return Error{ErrorCode::kInvalidArgument, "argon2id needs at least 8 KiB and one pass"};
  PhcBuffer phc;
  if (crypto_pwhash_str_alg(phc.text, password.data(), password.size(), cost.passes,
                            std::size_t{cost.memory_kib} * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return Error{ErrorCode::kIo, "no memory to hash a password: argon2id asked for " +
                                     std::to_string(cost.memory_kib) + " KiB"};
  return std::string(phc.text);
}

bool verify_password(std::string_view phc, std::string_view password) {
  start_sodium();
  if (!fits(phc) || password.size() > kLongestPassword) return false;
  return crypto_pwhash_str_verify(buffer_of(phc).text, password.data(), password.size()) == 0;
}

bool needs_rehash(std::string_view phc, const PasswordCost& cost) {
  start_sodium();
  if (!fits(phc)) return true;
  return crypto_pwhash_str_needs_rehash(buffer_of(phc).text, cost.passes,
                                        std::size_t{cost.memory_kib} * 1024) != 0;
}

bool verify_nobody(std::string_view password, const PasswordCost& cost) {
  if (password.size() > kLongestPassword) return false;
  // Making a hash costs what verifying one does.
  (void)hash_password(password, cost).ok();
  return false;
}

std::string make_one_time_password() {
  constexpr std::string_view kAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ2345679";  // no 0 O, 1 I, 8 (B)
  std::string letters = random_text(20, kAlphabet);
  std::string password;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i > 0 && i % 5 == 0) password += '-';
    password += letters[i];
  }
  wipe(letters);
  return password;
}

}  // namespace tenon
