// Shares a short supply so that those who got the least, relative to normal, are served first.
#pragma once

#include <span>

namespace tenon {

// One who asks: `wanted` of what is shared, and `weight`, what it takes to lift its level by 1 (its normal
// use).
struct Claim {
  double wanted = 0;  // >= 0
  double weight = 0;  // > 0; claims of weight 0 get nothing
};

// The level L that solves sum_c min(wanted_c, L weight_c) = supply: each gets min(wanted, L weight), and
// nobody who is not fully served has a lower level than anybody else (max-min fairness with weights).
// Infinite where the supply covers all claims, 0 where there is none. `claims` is permuted.
//
// Expected O(claims): claims below the level that all others would reach are set aside until none is left;
// each round of this raises the level. Worst case O(claims^2), never seen beyond a dozen rounds.
double water_level(std::span<Claim> claims, double supply);

}  // namespace tenon
