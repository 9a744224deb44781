// What the writers of drill protocols share; not for others.
#pragma once

#include <string>
#include <vector>

#include "remedy/supply_roots.h"
#include "report/backup_drill_report.h"

namespace tenon::drill_words {

// With the id.
Bilingual product_text(const Dataset& dataset, ProductId id);
// "第 15 天" / "day 15"; below 0: never.
Bilingual day_text(int day);
Bilingual skip_text(DrillSkip skip);
Bilingual idle_text(BackupIdle idle);
Bilingual result_text(const Drill& drill);
bool was_run(const Drill& drill);
Bilingual joined(const std::vector<Bilingual>& parts);
// The entry's id, or its number in the register.
std::string entry_id(const BackupDrillReport& report, const BackupDelivered& delivered);
Bilingual maker_text(const BackupDrillReport& report, const BackupDelivered& delivered);

}  // namespace tenon::drill_words
