// What shocks leave of each industry day by day: capital destroyed and mended, capacity lost, final demand
// changed, rebuilding ordered.
//
// Capacity lost is max(capital lost / capital, 1 - prod(1 - loss)) over the events that hit an industry:
// capital adds up (to all of it at most), losses of capacity multiply, and of the two the larger counts.
// Changes of demand multiply.
//
// Events keep to the calendar of scenario/shock.h: full loss on days start .. start + duration - 1, recovery
// from the next day on.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "scenario/multi_regional_run.h"
#include "scenario/shock.h"

namespace tenon {

enum class TableEventKind {
  kCapitalDestroyed,  // capital mends by itself, along the recovery curve
  kCapitalRebuilt,    // capital mends as far as rebuilding is ordered and delivered
  kCapacityLost,      // a share of capacity, along the recovery curve
  kDemandChanged,     // final demand, along the recovery curve
};

// Who rebuilds: part of the rebuilding demand that goes to a sector.
struct RebuildingShare {
  std::uint32_t sector = 0;
  double share = 1;  // > 0; the shares of an event sum to 1

  bool operator==(const RebuildingShare&) const = default;
};

struct TableEvent {
  TableEventKind kind = TableEventKind::kCapacityLost;
  int start_day = 0;                              // >= 0
  int duration_days = 1;                          // >= 1, days before recovery or rebuilding begins
  RecoveryCurve recovery = RecoveryCurve::kStep;  // not kNetworkDamped; kCapitalRebuilt: unused
  double recovery_days = 0;                       // > 0 unless kStep
  std::vector<std::uint32_t> industries;          // positions in the table, ascending, each once
  // One an industry. kCapitalDestroyed, kCapitalRebuilt: capital lost, in money of the table, >= 0, at most
  // the industry's. kCapacityLost: share, [0, 1]. kDemandChanged: added to 1, -1 .. 100.
  std::vector<double> amount;

  // kCapitalRebuilt only.
  std::vector<RebuildingShare> rebuilding_sectors;
  double rebuilding_days = 60;   // each day 1 / rebuilding_days of what is still broken is ordered, >= 1
  double rebuilding_factor = 1;  // money ordered for each unit of capital, > 0

  bool operator==(const TableEvent&) const = default;
};

using TableEvents = std::vector<TableEvent>;

// What is wrong with an event on this model, or nothing.
std::string fault_of(const MultiRegionalModel& model, const TableEvent& event);

enum class ImpactSplit {
  kEqual,
  kByValueAdded,  // "GDP"
};

// `impact` (money of the table, > 0) over industries: first over the regions that they are in, then over the
// industries of each region. kByValueAdded within a region takes the same part of every industry's capital.
// One value an industry. kInvalidArgument: no industries, one out of range or not ascending, an impact that
// is not above 0, a split by value added where there is none.
Result<std::vector<double>> split_impact(const MultiRegionalModel& model,
                                         std::span<const std::uint32_t> industries, double impact,
                                         ImpactSplit over_regions = ImpactSplit::kEqual,
                                         ImpactSplit over_sectors = ImpactSplit::kByValueAdded);

// Follows events through a run. Events must be faultless. Not thread-safe. Cost of a day: O(industries hit),
// for rebuilding times the makers of what rebuilds.
class TableDamage {
 public:
  TableDamage(MultiRegionalModelPtr model, const TableEvents& events);

  // What holds on `day`; valid until the next call.
  MultiRegionalConditions before_day(int day);
  // Takes in what of rebuilding came: the share delivered of everything asked for, one an industry. Call once
  // a day, after the step.
  void after_day(std::span<const double> delivered_share);

  // Capital still broken of all events, money.
  [[nodiscard]] double broken_capital() const;

 private:
  // A rebuilding event under way: row r, column k: what supplier r makes of what industry k orders.
  struct Rebuilding {
    std::size_t event = 0;
    std::vector<double> broken;            // one an industry of the event, money
    std::vector<std::uint32_t> suppliers;  // industries of the table
    std::vector<double> share;             // suppliers x industries; columns sum to 1
    bool is_under_way = false;
  };

  void add_rebuilding(std::size_t event);
  void order_rebuilding(Rebuilding& rebuilding, int day);

  MultiRegionalModelPtr model_;
  TableEvents events_;
  std::vector<Rebuilding> rebuilding_;
  int day_ = 0;
  std::vector<double> capital_lost_;
  std::vector<double> capacity_left_;
  std::vector<double> demand_factor_;
  std::vector<double> ordered_;
};

}  // namespace tenon
