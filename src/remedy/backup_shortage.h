// What is short when a source fails and backups come in one after the other, from stocks, rates and days
// alone.
//
// A gap G opens on day 0 and stays; a cushion C covers it at first; from day a_i on r_i more a day comes in,
// or less where something ends. Up to day t, S(t) = C + sum r_i max(0, t - a_i) - G t is left over: straight
// between the days a_i, so lowest on one of them or on the last day. What customers go without in all, if
// what is not served is lost, is max(0, -min S).
#pragma once

#include <optional>
#include <span>

namespace tenon {

struct BackupDelivery {
  double per_day = 0;    // money/day; below 0: so much less
  double ready_day = 0;  // >= 0
};

struct Shortage {
  double amount = 0;                // money up to the horizon
  std::optional<double> first_day;  // the cushion is gone and not enough comes in; absent: never
};

// `gap` in money/day, `cushion` in money, both >= 0 and finite; what comes in from day `horizon_days` on does
// not count. O(n log n) for n deliveries. Deterministic; order does not matter.
Shortage shortage_of(double gap, double cushion, std::span<const BackupDelivery> deliveries,
                     double horizon_days);

}  // namespace tenon
