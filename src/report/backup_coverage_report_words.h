// Words and identifiers of backup coverage; not for other reports.
#pragma once

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

}  // namespace tenon
