// Words and identifiers of backup coverage; not for other reports.
#pragma once

#include <string>
#include <string_view>

#include "model/dataset.h"
#include "remedy/backup_coverage.h"
#include "report/bilingual.h"
#include "report/words.h"

namespace tenon {

std::string_view id_of(EntryUse use);         // counts, stock_only, too_late, ...
std::string_view id_of(CoverageBasis basis);  // assessed, not_used, unnamed
Words words_of(EntryUse use);
Words words_of(CoverageBasis basis);

// "日本" / "Japan"; of a group its firm.
Bilingual coverage_root_words(const Dataset& dataset, const SupplyRoot& root);
// Code of the country, id of the firm; empty if unnamed.
std::string coverage_root_id(const Dataset& dataset, const SupplyRoot& root);

// "country:JPN", "control:R-1", "city:320500", "upstream:ICIC-03": stable.
std::string coverage_exposure_id(const Dataset& dataset, const SharedExposure& exposure);
// "位于日本或由其控制" / "stands in Japan or is controlled from there"; with the part: " 60%".
Bilingual coverage_exposure_words(const Dataset& dataset, const SharedExposure& exposure);

// "2026-11-26"
std::string day_text(Day day);

}  // namespace tenon
