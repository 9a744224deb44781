// Measures against break points as table, CSV and JSON.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "remedy/measures.h"
#include "report/bilingual.h"
#include "report/name_language.h"
#include "report/terminal_table.h"

namespace tenon {

// Not owned.
struct MeasuresReport {
  const Dataset& dataset;
  const MeasureOptions& options;
  std::string source;                          // of the dataset
  const std::vector<MeasureReport>& products;  // one a break point
};

struct MeasuresTableOptions {
  std::size_t top = 10;  // of the list over all break points; 0: all
  NameLanguage names = NameLanguage::kBoth;
  TableStyle style = {};
};

// Each break point: what fails, what is lost, its measures with both ranks, pairs. With several break points
// first the best measures of all. Ends in a line feed.
std::string measures_table(const MeasuresReport& report, const MeasuresTableOptions& options);

// One row a measure:
// product_id,measure,amount,possible,makers,region_code,substitutes,synthetic,supposes_capacity,
// loss_cny,avoided_cny,avoided_low_cny,avoided_high_cny,avoided_value_added_cny,score_before,score_after,level_before,
// level_after,cost_once_cny,cost_a_year_cny,annual_cost_cny,avoided_per_cost,days_to_effect,days_assumed,rank_by_cost,
// rank_by_robustness.
std::string measures_csv(const MeasuresReport& report);

std::string measures_json(const MeasuresReport& report);

// "增储 30 天" / "stockpile 30 days".
Bilingual measure_words(const Dataset& dataset, const MeasureEffect& effect);

// Who would have to act: "采购企业、备份厂商；链主牵头" / "buyers and the maker, led by ...".
Bilingual who_acts(MeasureKind kind);

// 补链 supplement, 固链 secure, 强链 strengthen: what a measure is.
RemedyClass class_of(MeasureKind kind);

}  // namespace tenon
