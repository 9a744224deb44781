// Backup coverage of break points: as a table for terminals, CSV and JSON; and what each entry of a register
// is worth.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/backup_register.h"
#include "model/dataset.h"
#include "remedy/backup_coverage.h"
#include "remedy/backup_coverage_indicators.h"
#include "report/name_language.h"
#include "report/terminal_table.h"

namespace tenon {

// References are not owned; `book` is of `dataset` and `reg`, `today` and what is counted are of `book`.
struct CoverageReport {
  const Dataset& dataset;
  const BackupRegister& reg;
  const CoverageBook& book;
  std::string source;         // of the dataset
  std::string scope;          // region code
  std::vector<Level> levels;  // of the products; empty: those of the register
  bool simulated = false;     // times to survive where they were given; else all are days held
  CoverageOnDay today;
  CoverageIndicators indicators;           // of today
  std::vector<CoverageIndicators> series;  // in time order; may be empty
};

struct CoverageTableOptions {
  std::size_t top = 20;  // rows of the list; 0: all
  NameLanguage names = NameLanguage::kBoth;
  TableStyle style;
};

// The rate, by chain, province of the buyers and lead province, over time, and the products: those not
// covered first, largest gap first within a level. Both languages. Ends in a line feed.
std::string coverage_table(const CoverageReport& report, const CoverageTableOptions& options);

// Every entry in the order of the register with what it is worth on the day and why; `top` is not used.
std::string register_check_table(const CoverageReport& report, const CoverageTableOptions& options);

enum class CoverageRows : std::uint8_t {
  kProducts,
  kEntries,  // of the products reported on
  kGroups,   // all, chains, provinces, lead provinces, on the day
  kSeries,   // the same on each day of the series
};

// Columns: docs/formats.md, Backup register. Empty: not known.
std::string coverage_csv(const CoverageReport& report, CoverageRows rows);

std::string coverage_json(const CoverageReport& report);

}  // namespace tenon
