// What a scenario does to a network, as arrays: which nodes and links lose how much on which day.
//
// Composition: shocks on one target multiply, so two that take half each leave a quarter; demand changes
// multiply likewise. A shock hits each of its targets by `share` of its loss (a country that makes 60 % of an
// import: 0.6).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/scenario.h"

namespace tenon {

struct ShockTiming {
  int start_day = 0;
  int duration_days = 1;
  double loss = 1;  // [0, 1]; for demand the change, -1 .. 100
  RecoveryCurve recovery = RecoveryCurve::kStep;
  double recovery_days = 0;
};

// The loss on `day`, by the formulas of RecoveryCurve; kNetworkDamped is followed by the run itself and gives
// full loss here. 0 before the start.
double loss_on_day(const ShockTiming& timing, int day);

// First day from which the loss is 0 (start_day where nothing is lost at all), or -1 where it only approaches
// 0 or the run decides (kNetworkDamped).
int last_day_of_loss(const ShockTiming& timing);

enum class ShockTarget { kCapacity, kLink, kDemand };

struct Shock {
  ShockTarget kind = ShockTarget::kCapacity;
  ShockTiming timing;
  std::vector<std::uint64_t> targets;  // nodes, or positions of links for kLink; ascending, each once
  std::vector<double> share;           // empty: all 1; else [0, 1], one a target
};

using Shocks = std::vector<Shock>;

}  // namespace tenon
