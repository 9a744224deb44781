// What is short when a source fails and backups come in one after the other, from stocks, rates and days
// alone.
//
// A gap G opens on day 0 and stays; a cushion C covers it at first; backup i delivers r_i a day from day a_i
// on. Up to day t, S(t) = C + sum r_i max(0, t - a_i) - G t is left over. Rates only ever rise, so S is
// convex between backups that came and those that have yet to come: it is lowest on one of the days a_i or on
// the last day, and what customers go without in all, if what is not served is lost, is max(0, -min S).
#pragma once

#include <optional>
#include <span>

namespace tenon {

struct BackupDelivery {
  double per_day = 0;    // money/day, >= 0
  double ready_day = 0;  // >= 0
};

struct Shortage {
  double amount = 0;                // money up to the horizon
  std::optional<double> first_day;  // the cushion is gone and not enough comes in; absent: never
};

// O(n log n) for n deliveries. Deterministic; order does not matter.
Shortage shortage_of(double gap, double cushion, std::span<const BackupDelivery> deliveries,
                     double horizon_days);

}  // namespace tenon
