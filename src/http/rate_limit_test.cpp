#include "http/rate_limit.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenon {
namespace {

using namespace std::chrono_literals;

const RateTime kStart{1000s};

TEST(RateLimit, BurstThenSteadily) {
  const RateLimit limit{.tokens_per_second = 2, .burst = 3};
  RateBucket bucket = full_bucket(limit, kStart);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(take_tokens(bucket, limit, kStart).allowed);
  const RateDecision refused = take_tokens(bucket, limit, kStart);
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.retry_after_seconds, 1);
  EXPECT_FALSE(take_tokens(bucket, limit, kStart + 499ms).allowed);
  EXPECT_TRUE(take_tokens(bucket, limit, kStart + 500ms).allowed);
  EXPECT_FALSE(take_tokens(bucket, limit, kStart + 500ms).allowed);
  // Never more than the burst, however long it was quiet.
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(take_tokens(bucket, limit, kStart + 24h).allowed);
  EXPECT_FALSE(take_tokens(bucket, limit, kStart + 24h).allowed);
}

TEST(RateLimit, TimeThatGoesBackChangesNothing) {
  const RateLimit limit{.tokens_per_second = 1, .burst = 1};
  RateBucket bucket = full_bucket(limit, kStart);
  EXPECT_TRUE(take_tokens(bucket, limit, kStart).allowed);
  EXPECT_FALSE(take_tokens(bucket, limit, kStart - 1h).allowed);
  EXPECT_FALSE(take_tokens(bucket, limit, kStart + 999ms).allowed);
  EXPECT_TRUE(take_tokens(bucket, limit, kStart + 1s).allowed);
}

TEST(RateLimit, CostsMoreThanOne) {
  const RateLimit limit{.tokens_per_second = 0.1, .burst = 10};
  RateBucket bucket = full_bucket(limit, kStart);
  EXPECT_TRUE(take_tokens(bucket, limit, kStart, 8).allowed);
  const RateDecision refused = take_tokens(bucket, limit, kStart, 5);
  EXPECT_FALSE(refused.allowed);
  EXPECT_DOUBLE_EQ(refused.remaining, 2);
  EXPECT_EQ(refused.retry_after_seconds, 30);
  // More than fits is as much as fits.
  EXPECT_TRUE(take_tokens(bucket, limit, kStart + 100s, 50).allowed);
}

// Whoever waits as told is let in, whatever the rates; and in no stretch of time more than burst + rate x
// time pass.
RC_GTEST_PROP(RateLimit, WaitingAsToldHelps, ()) {
  const RateLimit limit{.tokens_per_second = static_cast<double>(*rc::gen::inRange(1, 1000)) / 7,
                        .burst = *rc::gen::inRange(1, 20) + 0.0};
  RateBucket bucket = full_bucket(limit, kStart);
  RateTime now = kStart;
  double passed = 0;
  for (const int step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 2000))) {
    now += std::chrono::milliseconds(step);
    RateDecision decision = take_tokens(bucket, limit, now);
    if (!decision.allowed) {
      RC_ASSERT(decision.retry_after_seconds >= 1);
      now += std::chrono::seconds(decision.retry_after_seconds);
      decision = take_tokens(bucket, limit, now);
      RC_ASSERT(decision.allowed);
    }
    passed += 1;
    const double seconds = std::chrono::duration<double>(now - kStart).count();
    RC_ASSERT(passed <= limit.burst + limit.tokens_per_second * seconds + 1e-6);
  }
}

TEST(RateLimiter, KeysAreIndependentAndBounded) {
  RateLimiter limiter({.tokens_per_second = 1, .burst = 1}, 3);
  for (const char* key : {"a", "b", "c"}) {
    EXPECT_TRUE(limiter.take(key, kStart).allowed);
    EXPECT_FALSE(limiter.take(key, kStart).allowed);
  }
  EXPECT_FALSE(limiter.take("a", kStart).allowed);
  EXPECT_EQ(limiter.size(), 3U);
  EXPECT_TRUE(limiter.take("d", kStart).allowed);
  EXPECT_EQ(limiter.size(), 3U);
  // "b" was used longest ago and is forgotten.
  EXPECT_FALSE(limiter.take("a", kStart).allowed);
  EXPECT_FALSE(limiter.take("c", kStart).allowed);
  EXPECT_TRUE(limiter.take("b", kStart).allowed);
  for (int i = 0; i < 1000; ++i) limiter.take(std::to_string(i), kStart);
  EXPECT_EQ(limiter.size(), 3U);
}

TEST(RateLimiter, KeysOfAddresses) {
  EXPECT_EQ(rate_key("1.2.3.4"), "1.2.3.4");
  EXPECT_EQ(rate_key("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(rate_key("2001:db8:1:2::"), "2001:db8:1:2::/64");
  EXPECT_EQ(rate_key("::ffff:1.2.3.4"), "::ffff:1.2.3.4");
  EXPECT_EQ(rate_key("account 7"), "account 7");
}

}  // namespace
}  // namespace tenon
