// Eight doubles side by side, the unit of the batched cascades. Internal to risk/.
//
// The compiler maps it to whatever registers the machine has; with TENON_LANE_KERNEL a function is compiled
// for several instruction sets and the best is chosen when the program starts. Contraction is off in the
// whole build, so all of them give the same bits.
#pragma once

#include <array>
#include <cstddef>

namespace tenon {

inline constexpr std::size_t kLanes = 8;

using Lanes = double __attribute__((vector_size(kLanes * sizeof(double)), aligned(8)));

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__)
#define TENON_LANE_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define TENON_LANE_KERNEL
#endif

inline const Lanes& lanes_at(const double* values, std::size_t row) {
  return *reinterpret_cast<const Lanes*>(values + row * kLanes);
}
inline Lanes& lanes_at(double* values, std::size_t row) {
  return *reinterpret_cast<Lanes*>(values + row * kLanes);
}

// A set of lanes.
using LaneSet = std::array<bool, kLanes>;

}  // namespace tenon
