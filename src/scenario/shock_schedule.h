// The conditions of each day under a list of shocks, kept up to date by touching only what is hit. Internal
// to scenario/.
//
// Shocks on one target multiply. A network-damped shock mends at each target by loss(m) = loss(m-1) (1 -
// h/T), where h is 1 less the mean loss of its suppliers and customers on the day before, so its days must be
// gone through in order.
//
// Invariant: between days, every capacity and demand factor that no active shock touches is exactly 1.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "scenario/inventory_dynamics.h"
#include "scenario/shock.h"

namespace tenon {

class ShockSchedule {
 public:
  // kInvalidArgument: a target beyond the network, shares of another length or outside [0, 1], a loss outside
  // [0, 1], a recovery without days, a start below 0 or a duration below 1.
  static Result<ShockSchedule> create(const InventoryModel& model, const Shocks& shocks);

  // Conditions of `day`; valid until end_day. O(targets of active shocks).
  DayConditions begin_day(int day);
  void end_day(int day);

 private:
  ShockSchedule(const InventoryModel& model, const Shocks& shocks) : model_(&model), shocks_(&shocks) {}
  void apply(const Shock& shock, std::vector<double>& loss_now, int day);
  void mend_damped(const Shock& shock, std::vector<double>& loss_now);

  const InventoryModel* model_;
  const Shocks* shocks_;
  std::vector<double> capacity_left_;
  std::vector<double> demand_factor_;
  std::vector<std::uint64_t> limited_;
  std::vector<double> link_left_;
  std::vector<std::vector<double>> damped_;  // losses of the targets of network-damped shocks; else empty
  bool touches_capacity_ = false;
  bool touches_demand_ = false;
};

}  // namespace tenon
