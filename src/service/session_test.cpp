#include "service/session.h"

#include <gtest/gtest.h>

#include <set>

#include "service/encoding.h"

namespace tenon {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;

const UtcTime kStart{hours(24 * 365 * 50)};

TEST(Session, OnlyTheHashOfTheCookieIsKept) {
  const OpenedSession opened = open_session("li", true, "10.0.0.1", "Firefox", kStart);
  EXPECT_EQ(from_base64url(opened.cookie)->size(), 32U);
  EXPECT_EQ(opened.session.token_hash, hash_of_token(opened.cookie));
  EXPECT_NE(opened.session.token_hash, sm3(opened.cookie));  // tagged: no other hash of this program
  EXPECT_NE(opened.session.id, opened.cookie);
  EXPECT_EQ(opened.session.account_id, "li");
  EXPECT_TRUE(opened.session.second_factor);
  std::set<std::string> cookies;
  for (int i = 0; i < 100; ++i) cookies.insert(open_session("li", true, "", "", kStart).cookie);
  EXPECT_EQ(cookies.size(), 100U);
}

TEST(Session, IdleAndAbsoluteEnd) {
  const SessionPolicy policy;
  Session session = open_session("li", true, "", "", kStart).session;
  EXPECT_EQ(state_of(session, policy, kStart), SessionState::kLive);
  EXPECT_EQ(state_of(session, policy, kStart + minutes(30) - microseconds(1)), SessionState::kLive);
  EXPECT_EQ(state_of(session, policy, kStart + minutes(30)), SessionState::kIdleExpired);
  // In use all the time, it ends after twelve hours.
  for (UtcTime now = kStart; now < kStart + hours(12); now += minutes(29)) {
    ASSERT_EQ(state_of(session, policy, now), SessionState::kLive);
    session = used(session, now);
  }
  EXPECT_EQ(state_of(session, policy, kStart + hours(12) - microseconds(1)), SessionState::kLive);
  EXPECT_EQ(state_of(session, policy, kStart + hours(12)), SessionState::kExpired);
  const SessionPolicy administrators = administrator_session_policy();
  EXPECT_EQ(state_of(open_session("a", true, "", "", kStart).session, administrators, kStart + minutes(15)),
            SessionState::kIdleExpired);
}

TEST(Session, RevokedComesFirstAndOnce) {
  const Session session = revoked(open_session("li", true, "", "", kStart).session, kStart + minutes(1));
  EXPECT_EQ(state_of(session, {}, kStart + minutes(2)), SessionState::kRevoked);
  EXPECT_EQ(state_of(session, {}, kStart + hours(100)), SessionState::kRevoked);
  EXPECT_EQ(revoked(session, kStart + minutes(9)).revoked, kStart + minutes(1));
}

TEST(Session, ClocksThatGoBack) {
  Session session = used(open_session("li", true, "", "", kStart).session, kStart + hours(2));
  EXPECT_EQ(state_of(session, {}, kStart), SessionState::kLive);
  EXPECT_EQ(used(session, kStart).last_used, kStart + hours(2));
  session = used(session, kStart + hours(12));
  EXPECT_EQ(state_of(session, {}, kStart), SessionState::kExpired);
}

TEST(Session, UsesAreWrittenOnceAMinute) {
  const Session session = open_session("li", true, "", "", kStart).session;
  EXPECT_FALSE(is_use_worth_keeping(session, kStart + minutes(1) - microseconds(1)));
  EXPECT_TRUE(is_use_worth_keeping(session, kStart + minutes(1)));
}

TEST(Session, TheOldestMakeRoom) {
  SessionPolicy policy;
  std::vector<Session> sessions;
  for (const int minute : {5, 1, 9, 3}) {
    sessions.push_back(open_session("li", true, "", "", kStart).session);
    sessions.back().last_used = kStart + minutes(minute);
  }
  sessions[1] = revoked(sessions[1], kStart);  // takes no room
  const UtcTime now = kStart + minutes(10);
  EXPECT_EQ(sessions_to_revoke(sessions, policy, now), std::vector<std::size_t>{3});
  policy.most_sessions = 1;
  EXPECT_EQ(sessions_to_revoke(sessions, policy, now), (std::vector<std::size_t>{3, 0, 2}));
  policy.most_sessions = 4;
  EXPECT_TRUE(sessions_to_revoke(sessions, policy, now).empty());
  EXPECT_TRUE(sessions_to_revoke({}, policy, now).empty());
}

}  // namespace
}  // namespace tenon
