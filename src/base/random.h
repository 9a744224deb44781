// Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, SC11).
//
// A draw is a pure function of (seed, stream, index): no state, any shard or thread regenerates the same
// numbers in any order. Convention: `stream` names what is drawn for whom, `index` counts the draws within
// it.
#pragma once

#include <array>
#include <cstdint>

namespace tenon {

class Philox {
 public:
  explicit Philox(std::uint64_t seed) : seed_(seed) {}

  // 128 random bits as four words.
  [[nodiscard]] std::array<std::uint32_t, 4> block(std::uint64_t stream, std::uint64_t index) const;

  [[nodiscard]] std::uint64_t bits(std::uint64_t stream, std::uint64_t index) const;

  // Uniform on [0, 1), 53 bits.
  [[nodiscard]] double uniform(std::uint64_t stream, std::uint64_t index) const;

  // Uniform on {0, ..., n-1}, n > 0; bias below n / 2^64.
  [[nodiscard]] std::uint64_t below(std::uint64_t n, std::uint64_t stream, std::uint64_t index) const;

  // Standard normal (Box-Muller, one value a draw).
  [[nodiscard]] double normal(std::uint64_t stream, std::uint64_t index) const;

 private:
  std::uint64_t seed_;
};

}  // namespace tenon
