// Who could stand in, as table, CSV and JSON.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "remedy/backup_candidates.h"
#include "report/name_language.h"
#include "report/terminal_table.h"

namespace tenon {

// Not owned.
struct BackupCandidatesReport {
  const Dataset& dataset;
  const BackupOptions& options;
  std::string source;                        // of the dataset
  const std::vector<BackupAnswer>& answers;  // each one a section
};

struct BackupCandidatesTableOptions {
  std::size_t top = 10;  // candidates of each answer; 0: all
  NameLanguage names = NameLanguage::kBoth;
  TableStyle style = {};
};

// The question with its primary source, then the candidates with the parts of their scores, then how to read
// them. Ends in a line feed.
std::string backup_candidates_table(const BackupCandidatesReport& report,
                                    const BackupCandidatesTableOptions& options);

// One row a candidate:
// product_id,buyer_id,rank,firm_id,name_zh,name_en,kind,tier,region_code,status,synthetic,
// spare_cny_a_year,lead_days_low,lead_days_high,qualification_days_low,qualification_days_high,days_assumed,unit_cost,
// trl_scale,trl,relatedness,input_coverage,related_product,fails_with_primary,shared,score,score_low,score_high,
// the five parts, source,year,grade. Empty: not known.
std::string backup_candidates_csv(const BackupCandidatesReport& report);

std::string backup_candidates_json(const BackupCandidatesReport& report);

}  // namespace tenon
