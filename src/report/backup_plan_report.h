// A backup plan as table, CSV and JSON.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "remedy/dataset_backup_plan.h"
#include "report/name_language.h"
#include "report/terminal_table.h"

namespace tenon {

// Not owned.
struct BackupPlanReport {
  const Dataset& dataset;
  const DatasetPlanOptions& options;
  const DatasetBackupPlan& result;
  std::string source;  // of the dataset
  std::string what;    // which products, as asked for: "red, orange"
};

// What an item has before and after the plan.
struct PlanItemView {
  std::uint32_t item = 0;
  double short_before = 0;  // money, when its primary source fails
  double short_after = 0;
  double cost = 0;                     // a year
  std::vector<std::uint32_t> backups;  // candidates of the input with something reserved, largest first
};
std::vector<PlanItemView> plan_items(const DatasetBackupPlan& result);

struct BackupPlanTableOptions {
  std::size_t top = 30;  // products; 0: all
  NameLanguage names = NameLanguage::kBoth;
  TableStyle style = {};
};

// Answer in one sentence, products with backups, stock and cost (largest loss avoided first), what cannot be
// covered and why, solver, bound and gap, assumptions. Ends in a line feed.
std::string backup_plan_table(const BackupPlanReport& report, const BackupPlanTableOptions& options);

// One row a backup or stock of the plan:
// product_id,name_zh,name_en,chain_id,buyer_id,buyer_zh,buyer_en (empty: all
// together),primary,gap_cny_a_year,cover_days,kind (backup, stock,
// none),firm_id,firm_zh,firm_en,region_code,tier,status,synthetic,reserved_cny_a_year,ready_days,
// stock_cny,stock_days,cost_cny_a_year,covered,uncovered_reason,short_cny.
std::string backup_plan_csv(const BackupPlanReport& report);

std::string backup_plan_json(const BackupPlanReport& report);

}  // namespace tenon
