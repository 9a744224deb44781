// What table, CSV and JSON of a backup plan share; not for others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/backup_plan_report.h"
#include "report/bilingual.h"

namespace tenon {

const BackupCandidate& candidate_of(const DatasetBackupPlan& result, std::uint32_t c);
std::optional<UncoveredItem> uncovered_of(const DatasetBackupPlan& result, std::uint32_t item);
std::string_view status_id(const BackupPlan& plan);
std::size_t covered(const std::vector<PlanItemView>& items, double PlanItemView::*shortage);

// The province in which a candidate's plant stands.
std::optional<RegionId> province_of(const Dataset& dataset, const BackupCandidate& candidate);

// "IC-07:F12"; firm and product.
std::string maker_id(const Dataset& dataset, const ProductMaker& maker);
Bilingual maker_name(const Dataset& dataset, const ProductMaker& maker);

// A province or maker that must be in the plan.
struct PlanNeedView {
  std::string id;  // "340000", "IC-07:F12"
  Bilingual name;
  std::size_t backups = 0;  // of the plan that meet it
};
PlanNeedView need_view(const BackupPlanReport& report, std::size_t need);

// Of all that the plan reserves, with whom most is; nullopt: it reserves nothing.
struct LargestFirm {
  FirmId firm;
  double part = 0;
};
std::optional<LargestFirm> largest_firm(const DatasetBackupPlan& result);

// "province", "lock", "firm_part", ...: stable.
std::string_view conflict_id(const DatasetBackupPlan& result, const PlanConflict& conflict);
// "单家份额 ≤ 40%" / "at most 40% with one firm".
Bilingual conflict_name(const BackupPlanReport& report, const PlanConflict& conflict);

}  // namespace tenon
