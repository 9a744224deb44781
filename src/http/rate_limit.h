// How often somebody may ask: a bucket of tokens for each key, filled steadily. Time is given by the caller,
// in any order of magnitude; a time before the last one counts as the last one.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tenon {

using RateTime = std::chrono::steady_clock::time_point;

struct RateLimit {
  double tokens_per_second = 10;  // > 0
  double burst = 20;              // the most that a bucket holds, >= 1
};

struct RateBucket {
  double tokens = 0;
  RateTime time{};
};

struct RateDecision {
  bool allowed = false;
  double remaining = 0;         // tokens
  int retry_after_seconds = 0;  // if refused: when it would be allowed, at least 1
};

RateBucket full_bucket(const RateLimit& limit, RateTime now);

// Takes `tokens` (of at most `burst`) or nothing.
RateDecision take_tokens(RateBucket& bucket, const RateLimit& limit, RateTime now, double tokens = 1);

// A bucket for each of the `keys` used last; a key that was forgotten starts with a full one. About 150 bytes
// a key and the key. Thread-safe; O(1).
class RateLimiter {
 public:
  explicit RateLimiter(RateLimit limit, std::size_t keys = 65'536);

  RateDecision take(std::string_view key, RateTime now, double tokens = 1);
  [[nodiscard]] std::size_t size() const;

 private:
  struct Entry {
    std::string key;
    RateBucket bucket;
  };

  RateLimit limit_;
  std::size_t keys_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // used last first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> places_;
};

// The key under which an address is counted: itself; of IPv6 its block of 64 bits, which one customer has.
std::string rate_key(std::string_view address);

}  // namespace tenon
