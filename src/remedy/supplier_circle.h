// Who a leading firm lives on: its suppliers tier by tier, and which of them stop it when they fail.
//
// A supplier is a root of supply with one product: a controlling group at home, or a country abroad, that
// delivers it into the circle. Tier 1 delivers to the leader's lines, tier t to lines of tier t - 1; what is
// passed on to others on the way is not counted to the leader. Sources that nobody has named are listed with
// their part, for they cannot be judged.
//
// A supply is a single point of failure where, taken away, some line of the leader loses at least stops_at of
// an essential input (part_lost_upstream, at once and without stocks), and the makers that are qualified, do
// not fail along, and are ready before the stocks of the buyers are used up cannot replace enough of it for
// the rest to stay below stops_at. The loss in money is that of a closure run by the inventory dynamics, with
// supplier switching. Method and limits: docs/methods_leading_firms.md.
//
// Independent of the order of rows and of `threads`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "model/scenario.h"
#include "remedy/backup_candidates.h"
#include "remedy/backup_shortage.h"
#include "remedy/supply_roots.h"
#include "scenario/dataset_network.h"

namespace tenon {

struct CircleSupply {
  std::uint32_t tier = 1;  // the lowest in which it delivers
  SupplyRoot root;
  ProductId product;
  std::vector<std::uint32_t> nodes;   // that deliver, ascending
  std::vector<std::uint32_t> buyers;  // lines of the leader and of the circle, ascending
  double flow = 0;                    // money/day to the buyers
  double for_leader = 0;              // of it, what ends in the leader's goods within the tiers
  double part = 0;                    // of what these buyers use of the product
  bool essential = false;             // to some buyer
  double cover_days = 0;              // of the flow, held by the buyers
  std::optional<RegionId> region;     // of its largest plant
  std::optional<double> distance_km;  // from the leader's largest line, as the crow flies
  double line_stopped = 0;            // largest part that a line of the leader loses at once
  double output_stopped = 0;          // the same of all its output
  bool synthetic = false;
};

// A maker of the product that is not under the root.
struct CircleAlternative {
  FirmId firm;
  std::uint32_t node = 0;  // its line
  CapabilityStatus status = CapabilityStatus::kUnknown;
  double spare = 0;                 // money/day
  double ready_days = 0;            // as the dynamics have it
  double qualification_days = 0;    // of them
  double part_left = 1;             // when the root fails with all it makes
  std::optional<double> unit_cost;  // over the median of the product's makers
  bool synthetic = false;
};

// Why nobody stands in, the first that holds.
enum class SingleReason : std::uint8_t {
  kNoOtherMaker,   // nobody else has a line or is listed as a maker
  kNoSpareKnown,   // others make it, with no spare capacity that anybody knows of
  kFailsTogether,  // those with spare capacity fail along
  kNotQualified,   // those that are left are in trial or development
  kTooLate,        // qualified ones are ready after the stocks are used up
  kTooLittle,      // those in time cannot replace enough
};

// Of a closure: what is not made on days on which less is made than normally. More than normal on other days,
// when stocks are filled again or a rival is down, makes up for nothing.
struct CircleLoss {
  double leader = 0;              // money of output of the leader's lines together
  double network = 0;             // money of output of all lines at home together, the failed ones included
  int leader_stopped_days = 0;    // most of any of its lines
  int leader_first_hit_day = -1;  // its output below 99 % of normal; -1: never
};

struct SinglePoint {
  std::size_t supply = 0;  // position in SupplierCircle::supplies
  SingleReason reason = SingleReason::kNoOtherMaker;
  double part_in_time = 0;  // of the flow that can be replaced before stocks are used up, [0, 1]
  Shortage shortage;        // of the product at the buyers if it fails for good, over lasting_days
  std::size_t makers_without_figures = 0;       // named, of unknown capacity
  std::vector<CircleAlternative> alternatives;  // with spare capacity that stays, as BackupSearch ranks them
  // Of those that were run: of a closure of closure_days, which stocks may carry, and of failure_days.
  std::optional<CircleLoss> loss;
  std::optional<CircleLoss> long_loss;
};

struct CircleTier {
  std::uint32_t tier = 1;
  std::size_t suppliers = 0;  // roots
  std::size_t products = 0;
  double for_leader = 0;     // money/day
  double from_abroad = 0;    // of it
  double from_unnamed = 0;   // of it, sources nobody has named
  double within_300_km = 0;  // of it
};

struct SupplierCircle {
  FirmId leader;                     // controlling firm
  std::vector<std::uint32_t> lines;  // nodes, ascending
  double output = 0;                 // money/day
  std::vector<CircleTier> tiers;
  std::vector<CircleSupply> supplies;  // by tier, then what is for the leader, then by ids
  std::vector<SinglePoint>
      points;  // those run first, by long_loss, then loss of the leader; then by output stopped
  bool synthetic = false;
};

struct CircleOptions {
  std::uint32_t tiers = 2;
  double stops_at = 0.5;      // (0, 1]
  double lasting_days = 365;  // of the failure in SinglePoint::shortage
  std::size_t runs = 8;       // points whose closure is run
  int closure_days = 30;
  int failure_days = 180;  // long enough for lead times to matter
  int recovery_days = 90;  // of a run after the closure
  // Of the runs; switching is on whatever it says, by the days of the network.
  ScenarioPolicy policy;
  BackupOptions search;
  unsigned threads = 0;
};

// `leader` is any firm of the group. kInvalidArgument: options out of range. kNotFound: the scope of the
// search, or a group without a line with output. Cost: a few sweeps over the links for each supply, two
// simulations for each run.
Result<SupplierCircle> find_supplier_circle(const Dataset& dataset, const DatasetNetwork& network,
                                            FirmId leader, const CircleOptions& options = {});

// Kilometres between two regions with coordinates (of the region, else of what it lies in).
std::optional<double> distance_of(const Dataset& dataset, RegionId a, RegionId b);

}  // namespace tenon
