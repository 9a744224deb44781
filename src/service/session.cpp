#include "service/session.h"

#include <algorithm>
#include <array>
#include <utility>

#include "service/encoding.h"
#include "service/secret.h"

namespace tenon {
namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kIdBytes = 12;

struct StateWords {
  std::string_view id;
  Wording wording;
};

constexpr std::array<StateWords, 4> kStates{{{"live", {"有效", "live"}},
                                             {"idle_expired", {"闲置超时", "ended after being idle"}},
                                             {"expired", {"已到期", "expired"}},
                                             {"revoked", {"已吊销", "revoked"}}}};

}  // namespace

SessionPolicy administrator_session_policy() {
  return {std::chrono::minutes(15), std::chrono::minutes(8 * 60), 1};
}

Digest256 hash_of_token(std::string_view token) {
  return Digester(DigestKind::kSm3).add("tenon token 1\n").add(token).finish();
}

OpenedSession open_session(std::string account_id, bool second_factor, std::string address,
                           std::string device, UtcTime now) {
  OpenedSession opened;
  opened.cookie = to_base64url(random_bytes(kTokenBytes));
  Session& session = opened.session;
  session.id = to_base64url(random_bytes(kIdBytes));
  session.account_id = std::move(account_id);
  session.token_hash = hash_of_token(opened.cookie);
  session.opened = now;
  session.last_used = now;
  session.second_factor = second_factor;
  session.address = std::move(address);
  session.device = std::move(device);
  return opened;
}

std::string_view id_of(SessionState state) {
  return kStates[static_cast<std::size_t>(state)].id;
}

Wording wording_of(SessionState state) {
  return kStates[static_cast<std::size_t>(state)].wording;
}

SessionState state_of(const Session& session, const SessionPolicy& policy, UtcTime now) {
  if (session.revoked) return SessionState::kRevoked;
  if (std::max(now, session.last_used) - session.opened >= policy.absolute) return SessionState::kExpired;
  if (now - session.last_used >= policy.idle) return SessionState::kIdleExpired;
  return SessionState::kLive;
}

Session used(Session session, UtcTime now) {
  session.last_used = std::max(session.last_used, now);
  return session;
}

bool is_use_worth_keeping(const Session& session, UtcTime now) {
  return now - session.last_used >= std::chrono::minutes(1);
}

Session revoked(Session session, UtcTime now) {
  if (!session.revoked) session.revoked = now;
  return session;
}

std::vector<std::size_t> sessions_to_revoke(std::span<const Session> sessions, const SessionPolicy& policy,
                                            UtcTime now) {
  std::vector<std::size_t> live;
  for (std::size_t s = 0; s < sessions.size(); ++s) {
    if (state_of(sessions[s], policy, now) == SessionState::kLive) live.push_back(s);
  }
  std::stable_sort(live.begin(), live.end(), [&](std::size_t a, std::size_t b) {
    return sessions[a].last_used < sessions[b].last_used;
  });
  const std::size_t room = std::max<std::size_t>(policy.most_sessions, 1) - 1;
  live.resize(live.size() > room ? live.size() - room : 0);
  return live;
}

}  // namespace tenon
