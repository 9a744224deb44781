// Divides the spare capacity of a market among customers whose regular suppliers failed.
//
// A maker can serve a new customer once it is ready for it: `ready_days` after that customer began to look.
// So a customer who has looked for longer can choose among more makers, and the sets of makers are nested.
// The division is fair: no customer gets more, relative to its normal purchases, while one that could have
// had it gets less (max-min fairness with weights). It exists and is found prefix by prefix: the customers
// that have looked for at most so long can have no more than the makers ready by then can spare; the tightest
// such bound fixes their level, and the rest is divided anew.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "scenario/water_level.h"

namespace tenon {

struct SwitchingRequest {
  double wanted = 0;       // money/day
  double weight = 0;       // money/day bought normally, > 0
  double waited_days = 0;  // since the customer began to look
  double received = 0;     // out
};

struct SpareCapacity {
  double spare = 0;       // money/day, >= 0
  double ready_days = 0;  // makers ascending
  double used = 0;        // out
};

// Memory of the division, to be used again.
struct SwitchingScratch {
  std::vector<std::uint32_t> order;
  std::vector<std::uint32_t> tier_of_request;
  std::vector<std::uint32_t> tier_begin;  // of makers
  std::vector<double> tier_supply;        // spare of all makers up to the tier
  std::vector<Claim> claims;
};

// Fills received and used; their sums agree to rounding, received <= wanted, used <= spare. Deterministic.
// O(tiers^2 requests) with tiers the different ready_days. Makers must be sorted by ready_days.
void divide_spare_capacity(std::span<SwitchingRequest> requests, std::span<SpareCapacity> makers,
                           SwitchingScratch& scratch);

}  // namespace tenon
