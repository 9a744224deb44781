// Labels of how widely a thing may be known (GB/T 22239-2019 §8.1.4.2 asks for labels on subjects and objects
// that matter; the Data Security Law, article 21, for classes of data). A label on an object says what
// clearance a person needs; a clearance is given with a grant (access.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "service/wording.h"

namespace tenon {

// In rising order. The numbers are part of the audit chain's encoding: never renumber.
enum class Classification : std::uint8_t {
  kPublic = 0,      // may be shown to anybody; nothing is unless somebody decides so
  kInternal = 1,    // product-level facts, break points: all organisations that take part
  kRestricted = 2,  // firm-level supplies, sealed bids, reserves
  kWorkSecret = 3,  // 工作秘密: what a bureau keeps for itself
};
inline constexpr int kClassificationCount = 4;

// "public", "internal", "restricted", "work_secret": stable.
std::string_view id_of(Classification classification);
std::optional<Classification> classification_of(std::string_view id);

Wording wording_of(Classification classification);

}  // namespace tenon
