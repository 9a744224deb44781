// What a Monte Carlo run says, for every output: figures, and the names of what they belong to.
//
// Plain data, nothing owned behind the pointers: result and hazards outlive the report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/hazard.h"
#include "report/bilingual.h"
#include "report/name_language.h"
#include "report/simulation_report.h"
#include "report/terminal_table.h"
#include "scenario/monte_carlo.h"
#include "scenario/paired_comparison.h"

namespace tenon {

// A second run on the same years, compared with the first.
struct MonteCarloComparison {
  Bilingual first_label;  // "不切换供应商", "without switching"
  Bilingual second_label;
  const MonteCarloResult* second = nullptr;  // never null
  const PairedComparison* paired = nullptr;  // never null
};

struct MonteCarloReport {
  std::string dataset;                  // name
  const HazardSet* hazards = nullptr;   // never null; contributions go by its order
  std::vector<double> events_per_year;  // one a hazard, all places together; empty: not shown
  Bilingual scope;                      // what the losses are of, where, in words
  Bilingual measure;                    // "增加值损失", "value added lost"
  std::string currency;                 // ISO 4217; empty: not known
  double normal_year = 0;               // what an undisturbed year makes, in the same measure; 0: not known
  std::int64_t generated_at = 0;        // seconds since 1970-01-01 UTC
  bool synthetic = false;               // some figures of the network are made up
  const MonteCarloResult* result = nullptr;  // never null
  std::vector<BreakdownLabels> dimensions;   // their groups in a row are those of result->groups
  std::optional<MonteCarloComparison> comparison;
  std::vector<Bilingual> assumptions;
  std::vector<Bilingual> gaps;
};

// What belongs together but does not: labels for another number of groups or hazards, missing pointers. Empty
// if the report is sound. Writers need a sound report.
std::string report_fault(const MonteCarloReport& report);

// "每年期望损失 1.34 亿元（95% 区间 1.2 亿元至 1.48 亿元）；百年一遇 ...。" and the same in English.
Bilingual monte_carlo_sentence(const MonteCarloReport& report);

// "不完整：..."; empty where the run was not stopped.
Bilingual partial_notice(const MonteCarloReport& report);

// Why the run ended, and how precise it is.
Bilingual precision_words(const MonteCarloReport& report);

// A level or confidence as people write it: "95%", "99.5%".
std::string level_figure(double share);

struct MonteCarloTableOptions {
  std::size_t top = 15;                      // rows of each breakdown; 0: all
  NameLanguage names = NameLanguage::kBoth;  // kChinese also turns headings and sentences Chinese
  TableStyle style = {};
};

// The answer in a sentence, a line where the run is partial, how precise it is, risk figures with intervals,
// the exceedance table, contributions of hazards, breakdowns, the comparison if there is one, how to read it.
// Ends in a line feed.
std::string monte_carlo_table(const MonteCarloReport& report, const MonteCarloTableOptions& options);

enum class MonteCarloCsv {
  kFigures,  // one row a figure: value, low, high
  kHazards,  // one row a hazard
  kGroups,   // one row a group of a breakdown
  kCurve,    // the exceedance curve, from the largest loss down
  kYears,    // one row a year: its loss
};

// "figures", "hazards", "groups", "curve", "years".
std::optional<MonteCarloCsv> monte_carlo_csv_kind(std::string_view word);

// RFC 4180, UTF-8, LF; `partial` is 1 where the run was stopped. Empty fields are not known.
std::string monte_carlo_csv(const MonteCarloReport& report, MonteCarloCsv kind);

// Everything but the single years, as docs/monte_carlo.schema.json has it. Ends in a line feed.
std::string monte_carlo_json(const MonteCarloReport& report);

}  // namespace tenon
