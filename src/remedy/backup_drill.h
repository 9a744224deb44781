// Drills: the primary source of a product fails, and what the backup register holds has to stand in for it.
//
// The failure runs through the inventory dynamics twice, without any backup and with the registered ones at
// their days (backup_network.h). Direct users are the lines that buy the product from whom it may be; where
// no line does, the shop that sells it to final demand. On a day a direct user is *short* where its stock of
// the product holds it below 1 - tolerance of its normal output, and it is asked for more than it makes. A
// drill passes where no direct user is short on any simulated day. Method: docs/methods_backup_drill.md.
//
// A drill that fails is run again with changes, until the smallest that makes it pass is found: more
// reserved, more stock, ready sooner, other makers. What is proposed has been run.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "model/dataset.h"
#include "model/scenario.h"
#include "remedy/backup_candidates.h"
#include "remedy/backup_network.h"
#include "remedy/backup_shortage.h"
#include "remedy/resolved_register.h"
#include "scenario/dataset_network.h"

namespace tenon {

// How far a change may go.
struct DrillLimits {
  double reserve_factor = 10;  // of what is reserved, >= 1
  int stock_days = 60;         // of what the primary delivers, more than buyers hold now, >= 0
  std::size_t candidates = 5;  // makers that may be added, in the order of BackupSearch
  bool use_synthetic = true;   // makers that are made up may be proposed
};

struct DrillOptions {
  Day day{};                // entries count that hold on it
  int failure_days = 90;    // of full loss, then all of it is back at once; >= 1
  int horizon_days = 180;   // simulated, >= 1
  bool whole_root = false;  // the root fails with all it makes, not with this product alone
  double tolerance = 0.01;  // [0, 1)
  ScenarioPolicy policy;    // switching is always on; of its rules the trigger and the largest share are used
  bool propose = true;
  DrillLimits limits;
  unsigned threads = 0;                     // over drills; one drill runs on one
  Progress progress{};                      // in drills
  const std::atomic<bool>* stop = nullptr;  // set from outside: return what there is, marked partial

  // A failure that is known is acted on at once; and makers that cannot serve all their customers serve them
  // by what these buy in normal times, so that ordering for stock takes nothing from anybody.
  DrillOptions() {
    policy.switching.trigger_share = 0.001;
    policy.rationing = RationingRule::kLowestRatioFirst;
  }
};

enum class DrillSkip : std::uint8_t {
  kNone,
  kNotUsed,     // nobody makes or buys it in the network
  kUnnamed,     // nobody has named any of its sources: there is nothing to fail
  kNobodyElse,  // whoever uses it fails along, or the primary delivers to nobody
};

// What came of one run.
struct DrillOutcome {
  int first_short_day = -1;      // -1: never
  std::size_t users_short = 0;   // direct users short on some day
  double largest_shortfall = 0;  // part of the output of all direct users that is missing for want of the
                                 // product
  int worst_day = -1;
  double missing = 0;      // money of the product that users would have used and did not have
  double lost_output = 0;  // money, of lines at home but makers of what fails; normal less actual, summed
  double lost_value_added = 0;   // of the same
  double lost_final_demand = 0;  // money, of all goods
  int first_final_day = -1;      // final demand of all goods below 1 - tolerance of normal; -1: never
};

enum class BackupIdle : std::uint8_t {
  kNone,           // it delivered, or its stock was touched
  kFailsTogether,  // its maker fails with the root
  kBuyerNotHit,    // its buyer buys nothing from what fails
  kEmpty,          // nothing is registered
  kTooLate,        // the source was back before it was ready: at best it refilled stocks
  kNoInputs,       // its line had no inputs for more
  kNotNeeded,      // nobody asked it for anything
};

struct BackupDelivered {
  std::size_t backup = 0;  // position in `backups`
  double reserved = 0;     // money/day that counts
  double part_left = 1;    // of what is registered, when the root fails
  double delivered = 0;    // money over all days, beyond the line's normal output
  int first_day = -1;
  double stock = 0;         // money held on top of what buyers hold anyway
  double stock_needed = 0;  // of it, where ordinary stock was used up
  int stock_first_day = -1;
  BackupIdle idle = BackupIdle::kNone;
};

enum class DrillChange : std::uint8_t {
  kReserve,            // reserve_factor times what is reserved now
  kStock,              // stock_days more held by every buyer
  kReady,              // every entry ready within ready_days
  kReserveAndStock,    // both
  kCandidate,          // other makers, `added`
  kCandidateAndStock,  // both
};

struct AddedBackup {
  FirmId maker;
  std::optional<RegionId> region;
  std::optional<std::uint32_t> node;
  double per_day = 0;  // money/day reserved
  double ready_days = 0;
  bool synthetic = false;
};

// A change with which the drill passes: it was run.
struct DrillProposal {
  DrillChange change = DrillChange::kReserve;
  double reserve_factor = 1;
  int stock_days = 0;
  std::optional<int> ready_days;
  std::vector<AddedBackup> added;
  bool beyond_known_spare = false;  // more is reserved with a line than the dataset knows it can spare
  DrillOutcome outcome;
  // The next smaller step of what was sought last, which fails; absent where there is none.
  std::optional<int> smaller_short_day;
};

struct Drill {
  ProductId product;
  DrillSkip skip = DrillSkip::kNone;
  RootShare primary;          // what failed
  double use = 0;             // money/day of the product
  std::size_t users = 0;      // direct users
  bool counts_final = false;  // no line uses it: final demand is the user
  bool passes = false;        // with the registered backups
  DrillOutcome without;
  DrillOutcome with;
  std::vector<BackupDelivered> delivered;  // entries of products that fail, in order
  Shortage predicted;                      // by stocks, rates and days alone, with the two days of the engine
  bool sought = false;                     // changes were tried
  std::vector<DrillProposal> proposals;    // smallest interference first: as DrillChange
  bool is_partial = false;                 // stopped: not all of it was run

  // Money that the registered backups save.
  [[nodiscard]] double output_saved() const { return without.lost_output - with.lost_output; }
  [[nodiscard]] double value_added_saved() const { return without.lost_value_added - with.lost_value_added; }
  [[nodiscard]] double final_demand_saved() const {
    return without.lost_final_demand - with.lost_final_demand;
  }
};

// Not owned.
struct DrillInput {
  const Dataset* dataset = nullptr;
  const DatasetNetwork* network = nullptr;
  const BackupSearch* search = nullptr;
  std::span<const ResolvedBackup> backups{};  // all: those that hold on the day are chosen
};

// kInvalidArgument: options out of range. Two runs of the dynamics, and about forty more where changes are
// sought, most of which end on the first day short. Deterministic.
Result<Drill> run_drill(const DrillInput& input, ProductId product, const DrillOptions& options);

struct DrillChain {
  std::vector<Drill> drills;  // one a product, in order
  bool is_partial = false;
};

// One drill after the other, shared out among threads: the same result for any number of them.
Result<DrillChain> drill_products(const DrillInput& input, std::span<const ProductId> products,
                                  const DrillOptions& options);

// Products of a chain, in dataset order.
std::vector<ProductId> products_of_chain(const Dataset& dataset, ChainId chain);

// Days that the dynamics add to those of an entry: the failure is noticed on the day after it, and what is
// made arrives on the next.
inline constexpr double kDrillLagDays = 2;

}  // namespace tenon
