#include "service/identity_cache.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace tenon {

IdentityCache::IdentityCache(const IdentityCacheOptions& options) : options_(options) {}

std::size_t IdentityCache::HashOfDigest::operator()(const Digest256& digest) const {
  // Bits of a digest are as good as any; the first byte chooses the part.
  std::size_t hash = 0;
  std::memcpy(&hash, digest.data() + 1, sizeof hash);
  return hash;
}

bool IdentityCache::is_good(const Entry& entry, UtcTime now) const {
  return now >= entry.read_at && now - entry.read_at < options_.good_for;
}

std::shared_ptr<const Identity> IdentityCache::find(const Digest256& token_hash, UtcTime now) const {
  const Part& part = parts_[token_hash[0] % kParts];
  const std::lock_guard lock(part.mutex);
  const auto found = part.entries.find(token_hash);
  if (found == part.entries.end() || !is_good(found->second, now)) return nullptr;
  return found->second.identity;
}

void IdentityCache::keep(std::shared_ptr<const Identity> identity, UtcTime read_at,
                         std::uint64_t generation) {
  const Digest256 hash = identity->token_hash;
  Part& part = parts_[hash[0] % kParts];
  const std::size_t room = std::max<std::size_t>(options_.most / kParts, 1);
  const std::lock_guard lock(part.mutex);
  // Looked at under the lock: forget_all() raises it first, then empties the parts.
  if (generation != generation_.load()) return;
  if (part.entries.size() >= room && !part.entries.contains(hash)) {
    std::erase_if(part.entries, [&](const auto& entry) { return !is_good(entry.second, read_at); });
    if (part.entries.size() >= room) part.entries.clear();
  }
  part.entries.insert_or_assign(hash, Entry{std::move(identity), read_at});
}

void IdentityCache::forget_all() {
  generation_.fetch_add(1);
  for (Part& part : parts_) {
    const std::lock_guard lock(part.mutex);
    part.entries.clear();
  }
}

std::size_t IdentityCache::size() const {
  std::size_t size = 0;
  for (const Part& part : parts_) {
    const std::lock_guard lock(part.mutex);
    size += part.entries.size();
  }
  return size;
}

Result<std::shared_ptr<const Identity>> IdentityCache::session(Database& database, std::string_view cookie,
                                                               UtcTime now, const SessionPolicies& policies) {
  if (auto known = find(hash_of_token(cookie), now); known && !known->is_token()) return known;
  const std::uint64_t before = generation();
  auto identity = identify_session(database, cookie, now, policies);
  if (!identity) return identity.error();
  std::shared_ptr<const Identity> found = std::make_shared<Identity>(std::move(*identity));
  keep(found, now, before);
  return found;
}

Result<std::shared_ptr<const Identity>> IdentityCache::token(Database& database, std::string_view text,
                                                             UtcTime now) {
  if (auto known = find(hash_of_token(text), now); known && known->is_token()) return known;
  const std::uint64_t before = generation();
  auto identity = identify_token(database, text, now);
  if (!identity) return identity.error();
  std::shared_ptr<const Identity> found = std::make_shared<Identity>(std::move(*identity));
  keep(found, now, before);
  return found;
}

}  // namespace tenon
