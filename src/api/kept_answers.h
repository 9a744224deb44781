// Answers that may be given again to the same caller for a moment.
//
// An answer is good while the server has written nothing since its reading began, and for a second. After it
// the first who asks makes it anew, while the others get the old one for a second more: what another process
// writes shows within two seconds, and a crowd does not ask the database at once. Bounded by bytes.
// Thread-safe; a hit takes the lock of one of 16 parts and copies a response, whose body is shared.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "http/message.h"

namespace tenon {

struct KeptAnswersOptions {
  std::size_t most_bytes = std::size_t{64} << 20U;
  std::size_t most_bytes_of_one = std::size_t{1} << 20U;
  std::chrono::steady_clock::duration good_for = std::chrono::seconds(1);
};

class KeptAnswers {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit KeptAnswers(const KeptAnswersOptions& options = {}) : options_(options) {}

  [[nodiscard]] std::optional<HttpResponse> find(const std::string& key, Time now);
  // Call generation() before reading what the answer is made of.
  [[nodiscard]] std::uint64_t generation() const { return generation_.load(); }
  void keep(const std::string& key, const HttpResponse& answer, Time read_at, std::uint64_t generation);

  // Something was written: call after the write is done and before it is answered.
  void forget_all() { ++generation_; }

 private:
  struct Entry {
    HttpResponse answer;
    Time read_at;
    std::uint64_t generation = 0;
    bool is_being_renewed = false;
  };
  struct Part {
    mutable std::mutex mutex;
    std::unordered_map<std::string, Entry> entries;
    std::size_t bytes = 0;
  };
  static constexpr std::size_t kParts = 16;

  [[nodiscard]] bool is_good(const Entry& entry, Time now) const;
  Part& part_of(const std::string& key) { return parts_[std::hash<std::string>{}(key) % kParts]; }

  const KeptAnswersOptions options_;
  std::atomic<std::uint64_t> generation_{0};
  std::array<Part, kParts> parts_;
};

}  // namespace tenon
