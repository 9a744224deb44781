// The words and identifiers of backups, in both languages. Identifiers are stable: they appear in JSON and
// CSV.
#pragma once

#include <string>
#include <string_view>

#include "model/dataset.h"
#include "remedy/backup_candidates.h"
#include "remedy/backup_plan.h"
#include "remedy/supply_roots.h"
#include "report/bilingual.h"
#include "report/words.h"

namespace tenon {

std::string_view id_of(BackupTier tier);  // same_city, province, scope, country, friendly_abroad, abroad
std::string_view id_of(SharedExposureKind kind);  // control, country, city, upstream
std::string_view id_of(ScorePart part);           // capacity, independence, maturity, time, cost
std::string_view id_of(RootKind kind);            // country, group, unnamed
std::string_view id_of(UncoveredReason reason);   // no_candidate, fails_together, ...
std::string_view id_of(CandidateKind kind);       // maker, related

Words words_of(BackupTier tier);
Words words_of(ScorePart part);
Words words_of(UncoveredReason reason);

// "日本" / "Japan", the group's name, or "未具名来源" / "sources not named".
Bilingual root_name(const Dataset& dataset, const SupplyRoot& root);

// "上游 ICIC-06 光刻胶树脂与光引发剂 36%" / "upstream ICIC-06 Resist resins 36%".
Bilingual exposure_text(const Dataset& dataset, const SharedExposure& exposure);

Bilingual maker_name(const Dataset& dataset, FirmId firm);

}  // namespace tenon
