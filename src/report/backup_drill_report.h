// Drill protocols: what failed, whether the registered backups held, what each gave, and what would make a
// failing drill pass; and the pass rate of a chain. Table, CSV, JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/backup_register.h"
#include "model/dataset.h"
#include "remedy/backup_drill.h"
#include "report/bilingual.h"
#include "report/name_language.h"
#include "report/terminal_table.h"

namespace tenon {

// Plain data; what is referred to outlives the report.
struct BackupDrillReport {
  const Dataset& dataset;
  const BackupRegister& reg;
  std::span<const ResolvedBackup> backups;  // as the drills had them
  const DrillChain& result;
  const DrillOptions& options;
  std::string source;             // of the dataset
  std::string day;                // of the drill, ISO 8601
  std::int64_t generated_at = 0;  // seconds since 1970
};

struct DrillCounts {
  std::size_t drills = 0;  // run to the end
  std::size_t passed = 0;
  std::size_t untried = 0;  // of those that passed: nobody would have been short without backups
  std::size_t failed = 0;
  std::size_t bare = 0;      // of those that failed: nothing is registered for the product
  std::size_t mendable = 0;  // of those that failed: a change was found
  std::size_t skipped = 0;
  std::size_t stopped = 0;  // not run to the end

  // Of the drills run; 0 where there is none.
  [[nodiscard]] double pass_rate() const {
    return drills == 0 ? 0 : static_cast<double>(passed) / static_cast<double>(drills);
  }
};

DrillCounts drill_counts(const DrillChain& result);

std::string_view id_of(DrillChange change);  // reserve, stock, ready, ...
std::string_view id_of(BackupIdle idle);     // none, fails_together, ...
std::string_view id_of(DrillSkip skip);      // none, not_used, unnamed, nobody_else

// "预留增至 2.05 倍" / "2.05 times the reserve".
Bilingual proposal_text(const Dataset& dataset, const DrillProposal& proposal);

struct BackupDrillTableOptions {
  std::size_t protocols = 20;  // drills of which the whole protocol is printed, failed ones first; 0: all
  NameLanguage names = NameLanguage::kBoth;
  TableStyle style;
};

// The counts, one row a drill, then protocols. Ends in a line feed.
std::string backup_drill_table(const BackupDrillReport& report, const BackupDrillTableOptions& options);

// One row a product: what failed, the outcome without and with backups (columns _without, _with), what was
// saved, deliveries as "entry:money" and proposals as text in English, each separated by "; ".
std::string backup_drill_csv(const BackupDrillReport& report);

std::string backup_drill_json(const BackupDrillReport& report);

}  // namespace tenon
