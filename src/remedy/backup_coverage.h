// Backup coverage: which break-point products a register of backups carries when their primary source fails.
//
// The primary source is the largest named root of what all lines use of a product (supply_roots.h). On day 0
// it stops for good: a gap opens. What is held covers it for the time to survive (or the days held), then
// whatever the entries of the register bring that hold on the day asked about and do not fail along. A
// product is covered if nothing is short up to the horizon (backup_shortage.h). It has a full N-1 backup if
// nothing is ever short: capacity for the whole gap, before stocks end.
//
//   gap      money/day that the primary delivers
//   cushion  gap x days to survive
//   entry    from ready_days on reserved x part_left a day, and stock_days x gap held for it from day 0;
//            part_left is what the failure leaves of its maker, 0 where they fail together
//   entry for one buyer: the same up to the part of the gap that is this buyer's; its own stock and capacity
//            serve it alone, what they leave open is asked of all the rest together
//
// A maker with several plants whose entry names none is judged by the worst of them. What fails with the
// primary counts for nothing, its stock included. A shortage below a millionth of the gap is none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "remedy/backup_candidates.h"
#include "remedy/backup_shortage.h"
#include "remedy/resolved_register.h"
#include "remedy/supply_roots.h"
#include "risk/break_points.h"
#include "scenario/dataset_network.h"

namespace tenon {

struct CoverageSubject {
  ProductId product;
  std::optional<Level> level;  // absent: asked for without a report
};

// The products of these levels, in the order of the report.
std::vector<CoverageSubject> coverage_subjects(const BreakPointReport& report, std::span<const Level> levels);

struct CoverageOptions {
  // scope, fails_together_at and cover_days count: cover_days are the times to survive, where given.
  BackupOptions search;
  double horizon_days = 90;  // > 0: how long the failure lasts
};

// Why nothing can be said of a product. It then counts as not covered.
enum class CoverageBasis : std::uint8_t {
  kAssessed,
  kNotUsed,  // nobody makes or uses it in the network
  kUnnamed,  // nobody has named any of its sources
};

// An entry against the failure of the primary source; the same on every day.
struct EntryExposure {
  std::size_t entry = 0;               // of the register
  std::vector<SharedExposure> shared;  // largest part first; of the plant that is worst off
  double part_left = 1;
  double buyer_gap = 0;  // money/day that the primary delivers to its buyer; without a buyer the whole gap
};

struct ProvinceUse {
  RegionId province;
  double part = 0;  // of all flows of the product into lines
};

struct CoverageCase {
  CoverageSubject subject;
  CoverageBasis basis = CoverageBasis::kAssessed;
  RootShare primary;
  double use = 0;  // money/day
  double gap = 0;  // money/day
  double survive_days = 0;
  bool survive_given = false;          // by CoverageOptions::search.cover_days; else days held
  std::vector<EntryExposure> entries;  // of this product, in order of the register
  std::vector<ProvinceUse> provinces;  // where lines that use it stand, by region; what stands in none of
                                       // them is missing, so that parts may sum to less than 1
};

// What does not depend on the day. `backups` are those of a register in its order.
struct CoverageBook {
  std::vector<ResolvedBackup> backups;
  std::vector<CoverageCase> cases;  // one a subject
  double horizon_days = 0;
};

// Errors of BackupSearch::create; kInvalidArgument: a horizon that is not above 0. O(links) and, for each
// root with entries against it, O(links x a few sweeps).
Result<CoverageBook> coverage_book(const Dataset& dataset, const DatasetNetwork& network,
                                   std::span<const ResolvedBackup> backups,
                                   std::span<const CoverageSubject> subjects, const CoverageOptions& options);

enum class EntryUse : std::uint8_t {
  kCounts,
  kStockOnly,    // its stock counts, its capacity comes too late
  kTooLate,      // it comes after the product has run short
  kNotYetValid,  // registered later
  kExpired,
  kFailsWithPrimary,
  kNoNeed,       // the primary delivers nothing to its buyer
  kNothing,      // neither capacity nor stock
  kNotAssessed,  // nothing is known of the primary source
};
inline constexpr std::size_t kEntryUseCount = 9;

struct EntryOnDay {
  std::size_t entry = 0;
  EntryUse use = EntryUse::kCounts;
  double per_day = 0;  // money/day that the failure leaves of it; 0 where it does not count. Late ones too:
                       // they end a shortage that they cannot prevent
  double stock = 0;    // money
};

struct CoverageOnProduct {
  bool covered = false;
  bool lasting = false;         // covered and never short after the horizon either: a full N-1 backup
  bool by_stock_alone = false;  // covered by what is held anyway, without any entry
  Shortage shortage;            // amount 0 where nothing is known of the primary source
  std::vector<EntryOnDay> entries;
};

struct CoverageOnDay {
  Day day{};
  std::vector<CoverageOnProduct> products;  // one a case
};

// O(entries log entries).
CoverageOnDay coverage_on(const CoverageBook& book, Day day);

// What a buyer's own stock and capacity deliver to it of what it needs a day: rises and, where its stock
// ends, falls of that rate (per_day below 0). The sum is never above `need`. Surplus is kept for later.
std::vector<BackupDelivery> own_deliveries(double need, double stock,
                                           std::span<const BackupDelivery> capacity, double horizon_days);

}  // namespace tenon
