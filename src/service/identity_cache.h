// Identities that were read a moment ago, so that a page of many requests reads the store once.
//
// An entry is good for at most a second: what another process changes counts within it. What this process
// changes counts at once if it calls forget_all() after each change of accounts, organisations, roles,
// grants, sessions or tokens; readings that began before are then not kept. Bounded: where there is no room,
// old entries go. Thread-safe; a hit takes a lock of one of 16 parts and copies a pointer, besides the SM3 of
// the cookie.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "service/identity.h"

namespace tenon {

struct IdentityCacheOptions {
  std::size_t most = 4096;  // entries, about 2 KiB each
  std::chrono::microseconds good_for = std::chrono::seconds(1);
};

class IdentityCache {
 public:
  explicit IdentityCache(const IdentityCacheOptions& options = {});
  IdentityCache(const IdentityCache&) = delete;
  IdentityCache& operator=(const IdentityCache&) = delete;

  // As identify_session() and identify_token(). Only who was found is kept, never an error.
  Result<std::shared_ptr<const Identity>> session(Database& database, std::string_view cookie, UtcTime now,
                                                  const SessionPolicies& policies = {});
  Result<std::shared_ptr<const Identity>> token(Database& database, std::string_view text, UtcTime now);

  void forget_all();

  // The pieces of the above. nullptr: not there, or no longer good.
  [[nodiscard]] std::shared_ptr<const Identity> find(const Digest256& token_hash, UtcTime now) const;
  // Call generation() before reading what is to be kept.
  [[nodiscard]] std::uint64_t generation() const { return generation_.load(); }
  void keep(std::shared_ptr<const Identity> identity, UtcTime read_at, std::uint64_t generation);
  [[nodiscard]] std::size_t size() const;

 private:
  struct Entry {
    std::shared_ptr<const Identity> identity;
    UtcTime read_at;
  };
  struct HashOfDigest {
    std::size_t operator()(const Digest256& digest) const;
  };
  struct Part {
    mutable std::mutex mutex;
    std::unordered_map<Digest256, Entry, HashOfDigest> entries;
  };
  static constexpr std::size_t kParts = 16;

  [[nodiscard]] bool is_good(const Entry& entry, UtcTime now) const;

  const IdentityCacheOptions options_;
  std::atomic<std::uint64_t> generation_{0};
  std::array<Part, kParts> parts_;
};

}  // namespace tenon
