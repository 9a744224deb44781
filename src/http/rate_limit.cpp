#include "http/rate_limit.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace tenon {

RateBucket full_bucket(const RateLimit& limit, RateTime now) {
  return {.tokens = limit.burst, .time = now};
}

RateDecision take_tokens(RateBucket& bucket, const RateLimit& limit, RateTime now, double tokens) {
  if (now > bucket.time) {
    const double seconds = std::chrono::duration<double>(now - bucket.time).count();
    bucket.tokens = std::min(limit.burst, bucket.tokens + seconds * limit.tokens_per_second);
    bucket.time = now;
  }
  const double wanted = std::min(tokens, limit.burst);
  // What a client was told to wait for must be there then, whatever the rounding.
  constexpr double kRounding = 1e-9;
  RateDecision decision;
  decision.allowed = bucket.tokens + kRounding >= wanted;
  if (decision.allowed) {
    bucket.tokens = std::max(0.0, bucket.tokens - wanted);
  } else {
    const double seconds = (wanted - bucket.tokens) / limit.tokens_per_second;
    decision.retry_after_seconds = static_cast<int>(std::clamp(std::ceil(seconds), 1.0, 86'400.0));
  }
  decision.remaining = bucket.tokens;
  return decision;
}

RateLimiter::RateLimiter(RateLimit limit, std::size_t keys)
    : limit_(limit), keys_(std::max<std::size_t>(keys, 1)) {}

RateDecision RateLimiter::take(std::string_view key, RateTime now, double tokens) {
  const std::lock_guard lock(mutex_);
  if (const auto place = places_.find(key); place != places_.end()) {
    entries_.splice(entries_.begin(), entries_, place->second);
  } else {
    if (places_.size() >= keys_) {
      places_.erase(entries_.back().key);
      entries_.pop_back();
    }
    entries_.push_front({.key = std::string(key), .bucket = full_bucket(limit_, now)});
    places_.emplace(entries_.front().key, entries_.begin());
  }
  return take_tokens(entries_.front().bucket, limit_, now, tokens);
}

std::size_t RateLimiter::size() const {
  const std::lock_guard lock(mutex_);
  return places_.size();
}

std::string rate_key(std::string_view address) {
  in6_addr parsed{};
  if (inet_pton(AF_INET6, std::string(address).c_str(), &parsed) != 1) return std::string(address);
  if (IN6_IS_ADDR_V4MAPPED(&parsed)) return std::string(address);
  std::fill(parsed.s6_addr + 8, parsed.s6_addr + 16, std::uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, &parsed, text.data(), text.size());
  return std::string(text.data()) + "/64";
}

}  // namespace tenon
