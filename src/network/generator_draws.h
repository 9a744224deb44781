// What the generator draws: one Philox stream for each kind of draw and entity. Internal to the generator;
// the numbers are part of "same seed, same bytes": never renumber.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace tenon {

enum class Draw : std::uint64_t {
  kSectorShare = 1,
  kFirmSize = 2,
  kFirmSector = 3,
  kHouseholdOnly = 4,
  kSectorUse = 5,
  kInputKey = 6,
  kInputCount = 7,
  kCoefficient = 8,
  kClass = 9,
  kSupplierCount = 10,
  kSupplierRounding = 11,
  kReciprocalCount = 12,
  kPlannedCustomer = 13,
  kSupplier = 14,
  kSupplierKey = 15,
  kPurchases = 16,
  kLinkWeight = 17,
  kSectorFinalDemand = 18,
  kFirmFinalDemand = 19,
};

constexpr std::uint64_t stream_of(Draw draw, std::uint64_t entity) {
  return (static_cast<std::uint64_t>(draw) << 32U) | entity;
}

// Position of the first running sum beyond `point`; the last one where rounding leaves none. count > 0.
inline std::size_t pick(const double* cumulative, std::size_t count, double point) {
  const auto position =
      static_cast<std::size_t>(std::upper_bound(cumulative, cumulative + count, point) - cumulative);
  return std::min(position, count - 1);
}

}  // namespace tenon
