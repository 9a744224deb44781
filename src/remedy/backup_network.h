// The supply network of a drill: some nodes are going to fail, and only what the backup register has reserved
// may be turned to. Rules and reasons: docs/methods_backup_drill.md.
//
// For every product that fails:
// - Failed nodes make for a market of their own, so that customers ask elsewhere for what these delivered and
//   for no more. Makers in that market are the registered ones alone.
// - Spare capacity that nobody registered does not count: other makers of the product make what they make in
//   normal times, registered ones that and what is reserved with them.
// - An entry whose maker has a line is a node beside the line with a part of its business and inputs, so that
//   what is reserved draws on inputs as the line does and the line's customers have no claim on it. Entries
//   of one line add up day by day, each from the day on which it is ready. An entry without a line, or with a
//   line that has no normal output, is a node without inputs, of which the part is there that BackupSearch
//   says is left when the root fails. What fails with the root gives nothing.
// - An entry for one buyer serves that buyer alone: what the failed nodes sell to it is split off into a
//   market of its own. What is reserved for all is then cut in fixed parts, by what each market loses.
// - Final demand does not turn to anybody else, as in all of the dynamics; but where no line uses the
// product,
//   what it takes from the failed nodes goes through a shop that holds a day's sales and may turn to backups.
// - Stock that is registered is held on top by the buyers, in days of what the failed nodes deliver to them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "remedy/backup_candidates.h"
#include "remedy/resolved_register.h"
#include "scenario/dataset_network.h"
#include "scenario/inventory_dynamics.h"
#include "scenario/supply_network.h"

namespace tenon {

struct BackupNetworkInput {
  const Dataset* dataset = nullptr;
  const DatasetNetwork* network = nullptr;
  const BackupSearch* search = nullptr;
  const RootFailure* failure = nullptr;    // of the root that the failed nodes belong to
  std::span<const std::uint8_t> failed{};  // one a node: 1 is going to fail
};

enum class BackupStanding : std::uint8_t {
  kCounts,
  kOtherProduct,   // nothing of its product fails
  kEmpty,          // neither capacity nor stock is registered
  kFailsTogether,  // its maker fails with the root
  kBuyerNotHit,    // its buyer buys nothing from what fails
};

struct ReservePiece {
  std::size_t backup = 0;  // position in the span
  std::uint32_t node = 0;
  double per_day = 0;     // money/day, > 0
  double ready_days = 0;  // from the call
};

struct StockPiece {
  std::size_t backup = 0;
  std::uint64_t group = 0;
  double amount = 0;  // money, > 0
};

struct BackupNetwork {
  SupplyNetwork network;                 // nodes of the dataset's network first, under the same numbers
  SwitchingMakers switching;             // below 0 for all that are not registered
  std::vector<double> normal;            // money/day, one a node
  std::vector<ProductId> product;        // one a node
  std::vector<std::uint32_t> failed;     // ascending, with what was split off
  std::vector<std::uint32_t> shops;      // sell to final demand what failed nodes sold
  std::vector<ReservePiece> reserves;    // by node
  std::vector<StockPiece> stocks;        // by group
  std::vector<BackupStanding> standing;  // one a backup
  std::vector<double> part_left;         // one a backup: of what is reserved
  std::vector<std::uint8_t> of_failing;  // one a product: some of its nodes fail
};

// What holds on the day in question must have been chosen by the caller. Deterministic. O(links log links of
// a customer + backups x links of a product). kInvalidArgument: `failed` of another length.
Result<BackupNetwork> apply_backups(const BackupNetworkInput& input, std::span<const ResolvedBackup> backups);

// Capacity of the makers on a day of a failure that begins on day 0, as the part of full load that is ready:
// one a node; 1 where nothing is reserved. The failure is noticed on day 1, so an entry counts from day
// 1 + ready_days on. Overwrites entries of makers only.
void set_ready_capacity(const BackupNetwork& network, int day, std::span<double> capacity_left);

// First day on which the piece may deliver.
int first_day_of(const ReservePiece& piece);

}  // namespace tenon
