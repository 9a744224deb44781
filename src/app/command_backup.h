// tenon backup: who could stand in, and which backups to set up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "remedy/dataset_backup_plan.h"
#include "service/plan_rules.h"

namespace tenon {

struct BackupCandidatesCommand {
  std::string dataset;
  std::vector<std::string> products;  // ids or names; empty: break points of `levels`
  std::string buyer;                  // firm, id or name; empty: all buyers
  std::string levels = "red";
  std::string scope = "YRD";
  std::vector<std::string> friendly;  // country codes
  std::string scenario;               // stocks and policy from this file
  std::string format = "table";
  std::string language = "both";
  std::optional<std::size_t> top;
  std::string out;
  unsigned threads = 0;
};

struct BackupPlanCommand {
  std::string dataset;
  std::vector<std::string> products;
  std::string levels = "red,orange";  // or "all"
  std::string chain;
  std::string scope = "YRD";
  std::vector<std::string> friendly;
  std::string scenario;
  std::string goal = "cover";    // cover, loss
  std::optional<double> budget;  // CNY a year
  double risk_weight = 0.5;
  double tail_level = 0.95;
  double largest_stock_days = 60;
  std::size_t buyers = 0;  // largest of each product, apart; 0: all together
  BackupCosts costs;
  FailureRates failures;
  double largest_place_part = 1;
  double local_part = 0;
  std::uint32_t least_backups = 0;
  double largest_firm_part = 1;
  PlanRuleWords rules;
  bool real_makers_only = false;
  std::string solver = "cbc";
  double gap = 0.01;
  double time_limit_seconds = 60;
  std::string reg;  // write the plan as a register to this file, .csv or .xlsx
  std::string format = "table";
  std::string language = "both";
  std::optional<std::size_t> top;
  std::string out;
  unsigned threads = 0;
};

// Return the exit code.
int run_backup_candidates(const BackupCandidatesCommand& options);
int run_backup_plan(const BackupPlanCommand& options);

}  // namespace tenon
