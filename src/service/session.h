// Sessions of people who signed in, and what their browsers hold: an opaque random cookie, of which only the
// hash is kept. Whoever reads the store cannot sign in with it, and a session ends at once when it is
// revoked.
//
// Pure: the store keeps sessions, the caller knows the time. A clock that goes back ends no session and
// extends none beyond its limits counted from the latest time seen.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/digest.h"
#include "service/utc_time.h"
#include "service/wording.h"

namespace tenon {

// GB/T 22239-2019 §8.1.4.1 b asks for an end on idleness; assessors accept 30 minutes, 15 for administrators.
struct SessionPolicy {
  std::chrono::minutes idle{30};
  std::chrono::minutes absolute{12 * 60};
  std::size_t most_sessions = 3;  // of one account at a time
};

SessionPolicy administrator_session_policy();  // 15 minutes, 8 hours, 1 session

struct Session {
  std::string id;  // for lists and the audit chain; not secret
  std::string account_id;
  Digest256 token_hash{};  // hash_of_token() of the cookie
  UtcTime opened;
  UtcTime last_used;
  std::optional<UtcTime> revoked;
  bool second_factor = false;  // whether both factors were given
  std::string address;         // where it was opened from
  std::string device;          // what the browser calls itself, for the list that its owner sees

  bool operator==(const Session&) const = default;
};

struct OpenedSession {
  Session session;
  std::string cookie;  // 256 random bits, base64url; sent once, with HttpOnly, Secure, SameSite=Strict
};

OpenedSession open_session(std::string account_id, bool second_factor, std::string address,
                           std::string device, UtcTime now);

// SM3 of a cookie or API token; 256 random bits need neither salt nor cost. Look sessions up by it.
Digest256 hash_of_token(std::string_view token);

enum class SessionState { kLive, kIdleExpired, kExpired, kRevoked };

std::string_view id_of(SessionState state);  // "live", "idle_expired", "expired", "revoked"
Wording wording_of(SessionState state);

// Of several, the last of the enum.
SessionState state_of(const Session& session, const SessionPolicy& policy, UtcTime now);

// A live session that was used now.
Session used(Session session, UtcTime now);
// Whether it is worth writing: the last use on record is a minute old.
[[nodiscard]] bool is_use_worth_keeping(const Session& session, UtcTime now);

// Already revoked sessions keep their time.
Session revoked(Session session, UtcTime now);

// Positions of the live sessions of one account that must be revoked before one more is opened: those used
// longest ago. All sessions given are taken to be of that account.
std::vector<std::size_t> sessions_to_revoke(std::span<const Session> sessions, const SessionPolicy& policy,
                                            UtcTime now);

}  // namespace tenon
