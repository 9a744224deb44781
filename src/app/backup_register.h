// tenon backup: what a register of backups is worth on a dataset (coverage, check), and the sheet to fill in
// (template).
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace tenon {

// What `coverage` and `check` share.
struct BackupRegisterOptions {
  std::string dataset;        // folder
  std::string backups;        // CSV file
  std::string on;             // day as 2026-11-26 or 2026/11/26; empty: today (SOURCE_DATE_EPOCH)
  std::string scenario;       // stocks and rules from this file; its events are not used
  std::string scope = "YRD";  // region code or name: judged from inside it
  bool simulate = false;      // times to survive by simulation; else days that buyers hold
  double horizon_days = 90;   // how long the primary source fails
  std::string format = "table";
  std::string language = "both";
  std::string out;
  unsigned threads = 0;
};

struct BackupCoverageOptions : BackupRegisterOptions {
  std::string levels = "red,orange";  // or "all"
  bool use_synthetic = false;         // break points are computed with synthetic firms, too
  std::string from;                   // first day of the series; empty: the first registration
  std::string to;                     // its last day; empty: `on`
  bool series = true;                 // how coverage moves: the first of every month
  std::string rows = "products";      // of the CSV: products, entries, groups, series
  std::optional<std::size_t> top;     // rows of the table
};

struct BackupTemplateOptions {
  std::string dataset;
  std::string chain;           // id or name: only its products and their makers can be chosen; empty: all
  bool use_synthetic = false;  // firms that are made up can be chosen
  bool lists = false;          // write the values to choose from instead of the sheet
  std::string language = "both";
  std::string out;
};

// Return the exit code. Faults of the register are printed all at once; with one nothing is computed (2).
// Stopped by Ctrl-C while times are simulated they end with 1.
int run_backup_coverage(const BackupCoverageOptions& options);
int run_backup_register_check(const BackupRegisterOptions& options);
int run_backup_template(const BackupTemplateOptions& options);

}  // namespace tenon
