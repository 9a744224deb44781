// Cascades side by side: as many numbers as fill one cache line, one lane a closed firm. Internal to risk/.
//
// Lanes are stored as doubles, eight to a line, or as floats, sixteen to a line; sums are always in double.
// The compiler maps the vectors to whatever registers the machine has; a function marked TENON_LANE_KERNEL is
// compiled for several instruction sets and the best is chosen when the program starts. Contraction is off in
// the whole build, so all of them give the same bits.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>

namespace tenon {

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__)
#define TENON_LANE_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define TENON_LANE_KERNEL
#endif
#define TENON_LANE_INLINE __attribute__((always_inline)) inline

inline constexpr std::size_t kCacheLine = 64;

template <class Real>
inline constexpr std::size_t kLanesOf = kCacheLine / sizeof(Real);

// A value of every lane.
template <class Real>
using PerLane = std::array<double, kLanesOf<Real>>;
template <class Real>
using LaneSet = std::array<bool, kLanesOf<Real>>;

// Eight numbers as stored.
template <class Real>
struct StoredEight;
template <>
struct StoredEight<double> {
  using Type = double __attribute__((vector_size(64)));
};
template <>
struct StoredEight<float> {
  using Type = float __attribute__((vector_size(32)));
};

// The values of all lanes in registers, as doubles in vectors of eight.
template <class Real>
struct Sum {
  using Eight = double __attribute__((vector_size(64)));
  static constexpr std::size_t kParts = kLanesOf<Real> / 8;

  Eight part[kParts] = {};

  TENON_LANE_INLINE static Sum of(double value) {
    Sum sum;
    for (Eight& eight : sum.part) eight += value;
    return sum;
  }
  TENON_LANE_INLINE static Sum load(const Real* values, std::size_t row) {
    using Stored = typename StoredEight<Real>::Type;
    Sum sum;
    for (std::size_t p = 0; p < kParts; ++p) {
      Stored stored;
      std::memcpy(&stored, values + row * kLanesOf<Real> + 8 * p, sizeof(stored));
      sum.part[p] = __builtin_convertvector(stored, Eight);
    }
    return sum;
  }
  TENON_LANE_INLINE static Sum load(const PerLane<Real>& values) {
    Sum sum;
    std::memcpy(sum.part, values.data(), sizeof(sum.part));
    return sum;
  }

  // Rounds to the stored precision; the sum becomes what is stored.
  TENON_LANE_INLINE void store(Real* values, std::size_t row) {
    using Stored = typename StoredEight<Real>::Type;
    for (std::size_t p = 0; p < kParts; ++p) {
      const Stored stored = __builtin_convertvector(part[p], Stored);
      std::memcpy(values + row * kLanesOf<Real> + 8 * p, &stored, sizeof(stored));
      part[p] = __builtin_convertvector(stored, Eight);
    }
  }
  TENON_LANE_INLINE void store(PerLane<Real>& values) const {
    std::memcpy(values.data(), part, sizeof(part));
  }

  // this += factor * other
  TENON_LANE_INLINE void add(double factor, const Sum& other) {
    for (std::size_t p = 0; p < kParts; ++p) part[p] += factor * other.part[p];
  }
  TENON_LANE_INLINE void add(const Sum& other) {
    for (std::size_t p = 0; p < kParts; ++p) part[p] += other.part[p];
  }
  TENON_LANE_INLINE void subtract(const Sum& other) {
    for (std::size_t p = 0; p < kParts; ++p) part[p] -= other.part[p];
  }
  TENON_LANE_INLINE void multiply(const Sum& other) {
    for (std::size_t p = 0; p < kParts; ++p) part[p] *= other.part[p];
  }
  TENON_LANE_INLINE void multiply(double factor) {
    for (std::size_t p = 0; p < kParts; ++p) part[p] *= factor;
  }
  TENON_LANE_INLINE void raise_to(const Sum& other) {
    for (std::size_t p = 0; p < kParts; ++p) part[p] = other.part[p] > part[p] ? other.part[p] : part[p];
  }
  // Not-a-number becomes the limit.
  TENON_LANE_INLINE void limit_to(const Sum& limit) {
    for (std::size_t p = 0; p < kParts; ++p) part[p] = part[p] < limit.part[p] ? part[p] : limit.part[p];
  }
};

}  // namespace tenon
