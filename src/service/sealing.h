// Secrets that must be read again (keys of authenticators) are kept sealed: encrypted and authenticated with
// a key that stands in a file outside the database, so that a copy of the database alone gives none away.
//
// XChaCha20-Poly1305 (libsodium) with 192 random bits of nonce; what a secret belongs to is authenticated
// with it, so that nothing sealed for one account opens for another. A sealed text names its key by 64 bits
// of a digest: the wrong key is told from a damaged text. Microseconds; const members from any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "store/database.h"

namespace tenon {

class SealingKey {
 public:
  // 256 random bits that stand nowhere else yet.
  static SealingKey make();
  // A file of one line: 32 bytes in base64, as `openssl rand -base64 32` writes it. kNotFound: no such file;
  // kBadInput: it holds something else, or everybody on the machine can read it.
  static Result<SealingKey> read(const std::string& path);
  // Reads the file of key_file_of(). Where it is missing and nothing in the database is sealed yet, makes it
  // (readable by its owner only); kNotFound, with what to do, where something is sealed.
  static Result<SealingKey> of_database(Database& database);

  // Base64 with the name of the key in front: "k1.0123456789abcdef.…".
  [[nodiscard]] std::string seal(std::string_view secret, std::string_view bound_to) const;
  // kBadInput: sealed with another key (both are named, and what to do), damaged, or bound to something else.
  [[nodiscard]] Result<std::string> open(std::string_view sealed, std::string_view bound_to) const;

  // Not secret.
  [[nodiscard]] const std::string& name() const { return name_; }

  SealingKey(const SealingKey&) = default;
  SealingKey(SealingKey&&) = default;
  SealingKey& operator=(const SealingKey&) = delete;
  SealingKey& operator=(SealingKey&&) = delete;
  ~SealingKey();

 private:
  explicit SealingKey(std::string key);

  std::string key_;
  std::string name_;
};

// $TENON_KEY_FILE, else the SQLite file with ".key" added. kInvalidArgument: PostgreSQL without the variable.
Result<std::string> key_file_of(const Database& database);

}  // namespace tenon
