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
// Infinite where the supply covers all claims, 0 where there is none.
//
// Newton's method on a concave, piecewise linear function: after one step from anywhere the level is at most
// the solution, and from there it only rises, each time because a claim turned out to be met. O(claims) a
// step; one or two steps from a good `guess` (any value; yesterday's level, say), rarely more than six from
// none (0).
double water_level(std::span<const Claim> claims, double supply, double guess = 0);

}  // namespace tenon
