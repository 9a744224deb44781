// The words and identifiers of backups, in both languages. Identifiers are stable: they appear in JSON and
// CSV.
#pragma once

#include <string_view>

#include "remedy/backup_candidates.h"
#include "remedy/backup_plan.h"
#include "remedy/supply_roots.h"
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

}  // namespace tenon
