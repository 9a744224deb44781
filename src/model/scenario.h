// A scenario as a plain record: what breaks, when, for how long, and under which rules the economy answers.
//
// Names of firms, products, places and sectors are kept as written, with their place in the file, because
// only the network that a scenario meets can say whether they exist. Days are whole days from 0; shares and
// losses run from 0 to 1.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/dataset.h"

namespace tenon {

// A name as the file has it, and where (1-based; 0: not from a file).
struct PlacedName {
  std::string text;
  std::size_t line = 0;
  std::size_t column = 0;

  bool operator==(const PlacedName&) const = default;
};

// How the loss L of an event fades once its duration is over; m = 1, 2, ... counts the days of recovery, T is
// recovery_days. Full loss on days start .. start + duration - 1.
enum class RecoveryCurve {
  kStep,           // 0 from the first day on
  kLinear,         // L max(0, 1 - m/T)
  kFixedRate,      // max(0, L - m/T): every damage mends at the same pace
  kConvex,         // L (1 - 1/T)^m: fast at first
  kExponential,    // L exp(-m/T)
  kConcave,        // L max(0, 1 - (m/T)^2): slow at first
  kNetworkDamped,  // loss(m) = loss(m-1) (1 - h/T), h = 1 - mean loss of all suppliers and customers
};

enum class EventKind {
  kCapacity,  // plants lose capacity
  kImport,    // sources abroad deliver less
  kLink,      // less can be carried over links, whatever their ends could make and use
  kDemand,    // final demand changes: `change` is added to 1
};

// What an event hits: everything that fits all selectors given; one selector fits if any of its names does.
struct EventTarget {
  std::vector<PlacedName> firms{};         // id or name; ids of nodes in a network of links
  std::vector<PlacedName> products{};      // id or name
  std::vector<PlacedName> chains{};        // id or name
  std::vector<PlacedName> sectors{};       // of a network of links or of a table
  std::vector<PlacedName> regions{};       // city, province, country or area of the plant, code or name
  std::vector<PlacedName> countries{};     // where imports come from, code or name
  std::vector<PlacedName> suppliers{};     // of links
  std::vector<PlacedName> customers{};     // of links
  std::vector<PlacedName> from_regions{};  // of links: where the supplier stands
  std::vector<PlacedName> to_regions{};    // of links: where the customer stands

  bool operator==(const EventTarget&) const = default;
};

struct ScenarioEvent {
  PlacedName id;  // unique within the scenario
  std::string name_zh;
  std::string name_en;
  EventKind kind = EventKind::kCapacity;
  EventTarget target;
  int start_day = 0;         // >= 0, before the horizon
  int duration_days = 1;     // >= 1 days of full loss
  double loss = 1;           // (0, 1]; kDemand: unused
  double demand_change = 0;  // kDemand: -1 .. 100; 0.2 = a fifth more
  RecoveryCurve recovery = RecoveryCurve::kStep;
  double recovery_days = 0;  // > 0 unless kStep
  Provenance provenance;     // where history gives the figures; empty: an assumption
  std::string note;
  std::size_t line = 0;

  bool operator==(const ScenarioEvent&) const = default;
};

// Days of normal use that customers aim to hold, by what they hold.
struct InventoryTarget {
  PlacedName what;  // product (id or name) or sector
  double days = 0;  // >= 1

  bool operator==(const InventoryTarget&) const = default;
};

enum class RationingRule {
  kProportional,                     // everyone gets the same share of what was asked
  kFinalDemandLast,                  // firms first, then households and exports
  kLowestRatioFirst,                 // the least supplied, relative to normal, first (Inoue and Todo 2019)
  kLowestRatioFirstFinalDemandLast,  // the same among firms, then households and exports
};

// Whether a rule rations by one level relative to normal; the others serve one part of every order.
constexpr bool rations_by_level(RationingRule rule) {
  return rule == RationingRule::kLowestRatioFirst || rule == RationingRule::kLowestRatioFirstFinalDemandLast;
}
constexpr bool serves_final_demand_last(RationingRule rule) {
  return rule == RationingRule::kFinalDemandLast || rule == RationingRule::kLowestRatioFirstFinalDemandLast;
}

// What a node orders: use at a reference level r, and a part of the gap between the stock aimed at and the
// stock held. The published rules take r from output. Then a node that has stopped for want of one input
// orders nothing any more and never starts again, even when its supplier does; and a stock that follows
// output multiplies every change of output by 1 + n/tau from tier to tier: with 30 days of stock, a customer
// down to 83 % orders nothing at all.
enum class OrderRule {
  kFollowsDemand,  // r: what was asked of it yesterday, as far as its capacity goes; the normal stock is
                   // aimed at
  kTargetFollowsOutput,  // r: yesterday's output; the stock aimed at follows it (Inoue and Todo 2019)
  kTargetFixed,          // r: yesterday's output; the normal stock is aimed at
  kNeverReduce,          // as kTargetFollowsOutput, but full stocks never reduce an order
};

// Supplier switching: what regular suppliers leave undelivered is asked of other makers with spare capacity.
struct SwitchingPolicy {
  bool enabled = false;
  double default_lead_time_days = 30;         // where a maker's own is not known
  double trial_qualification_days = 90;       // on top of the lead time, for makers in trial production
  double potential_qualification_days = 360;  // for makers that are still developing
  double trigger_share =
      0.05;  // of normal purchases: a customer looks elsewhere once a day leaves more undelivered
  double largest_share = 1;  // (0, 1]: at most this part of normal use is ever bought elsewhere

  bool operator==(const SwitchingPolicy&) const = default;
};

struct ScenarioPolicy {
  RationingRule rationing = RationingRule::kProportional;
  OrderRule orders = OrderRule::kFollowsDemand;
  double order_adjustment_days = 6;  // tau: days over which a gap in stock is closed, >= 1
  SwitchingPolicy switching;

  bool operator==(const ScenarioPolicy&) const = default;
};

struct Scenario {
  std::string file;
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string description_zh;
  std::string description_en;
  int horizon_days = 365;              // days simulated, >= 1
  double default_inventory_days = 15;  // >= 1, where neither data nor the lists below say more
  std::vector<InventoryTarget> inventory_by_product;
  std::vector<InventoryTarget> inventory_by_sector;
  ScenarioPolicy policy;
  std::vector<ScenarioEvent> events;
  std::vector<Provenance> sources;

  bool operator==(const Scenario&) const = default;
};

}  // namespace tenon
