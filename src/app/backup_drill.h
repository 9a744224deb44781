// tenon backup drill: the primary sources of products fail, one after the other, and the backup register has
// to stand in.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tenon {

struct BackupDrillCommand {
  std::string dataset;
  std::string reg;                    // file of the backup register
  std::vector<std::string> products;  // ids or names; empty: break points of `levels`
  std::string levels = "all";         // "red,orange"
  std::string chain;                  // id or name; empty: every chain
  std::string scope = "YRD";
  std::vector<std::string> friendly;  // country codes
  std::string scenario;               // stocks, rationing and orders from this file
  std::string day;                    // ISO 8601: entries that hold on it; empty: today
  int failure_days = 90;
  int horizon_days = 180;
  double tolerance = 0.01;
  bool whole_root = false;  // the source fails with all it makes
  bool propose = true;      // seek what would make failing drills pass
  double largest_reserve_factor = 10;
  int largest_stock_days = 60;
  std::size_t most_candidates = 5;
  bool real_makers_only = false;  // of those that are proposed
  std::string format = "table";   // table, csv, json
  std::string language = "both";
  std::optional<std::size_t> top;  // protocols printed; 0: all
  std::string out;
  unsigned threads = 0;
};

// Returns the exit code: 0 whether drills pass or not, 1 where they were stopped.
int run_backup_drill(const BackupDrillCommand& options);

}  // namespace tenon
