// The policy brief on a break point, or on several of one chain: situation, evidence, what-if, backups,
// measures, who does what by when, what is not known. One content tree (document.h) for HTML, DOCX and PDF.
//
// Every figure carries its source as a footnote: facts theirs with year and grade, results of the engine the
// dataset and that its firms are made up, costs that they are assumed. The program suggests; lines for a
// person's signature are empty.
#pragma once

#include <cstdint>
#include <vector>

#include "model/dataset.h"
#include "remedy/backup_candidates.h"
#include "remedy/measures.h"
#include "report/brief_words.h"
#include "report/document.h"
#include "risk/break_points.h"

namespace tenon {

// Not owned. `answers` and `measures` are of the same products in the same order, at least one.
struct BriefInput {
  const Dataset& dataset;
  const BreakPointReport& break_points;
  const std::vector<BackupAnswer>& answers;
  const std::vector<MeasureReport>& measures;
  const MeasureOptions& options;
  std::int64_t generated_at = 0;  // seconds since 1970-01-01 UTC
  BriefWords words = {};
};

Document policy_brief(const BriefInput& input, DocumentLanguage language);

}  // namespace tenon
