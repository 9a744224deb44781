// Times to survive and to recover of firms, products or nodes: as a table for terminals, CSV and JSON.
//
// Times of which nothing is known are said not to be known, never 0: "–" and "not known 不详" in the table,
// empty in CSV, null in JSON. What rests on assumptions or on made-up numbers says so with each figure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/bilingual.h"
#include "report/name_language.h"
#include "report/terminal_table.h"
#include "scenario/survival_time.h"
#include "scenario/time_to_recover.h"
#include "scenario/time_to_survive.h"
#include "scenario/time_to_survive_comparison.h"
#include "scenario/time_to_survive_simulation.h"

namespace tenon {

struct SurvivalName {
  std::string id;
  std::string name_zh;  // either may be empty
  std::string name_en;
  bool synthetic = false;
};

// What is reported on. All vectors that are not empty have one entry a subject, in one order; `nodes` names
// the nodes of the simulated network.
struct SurvivalReport {
  std::string source;    // dataset or file
  Bilingual what;        // of the subjects: {"产品", "products"}
  std::string currency;  // ISO 4217; empty if not known
  std::vector<SurvivalName> subjects;
  std::vector<SurvivalName> nodes;
  std::optional<SurvivalSimulation> simulation;
  std::optional<TimeToSurvive> program;
  std::optional<SurvivalComparison> comparison;
  std::vector<TimeToRecover> recovery;
  bool is_program_of_products = false;  // the program ran on the product graph, not on the nodes

  // The options behind the results.
  CountedDemand counted = CountedDemand::kAll;  // whose time to survive stands in the table, with its flag
  double shortfall_tolerance = 0;
  int horizon_days = 0;  // of the simulation
  double cap_days = 0;   // of the program

  std::vector<Bilingual> assumptions;  // sentences on what had to be assumed
  std::vector<SurvivalName> products;  // by ProductId and FirmId: names of the evidence; may be empty
  std::vector<SurvivalName> firms;
};

// What the simulated time to survive says; kUnknown without a simulation.
RecoveryFlag simulated_flag(const SurvivalReport& report, std::size_t subject);

// The worse of the flags of the two times to survive: recovery takes longer than the shorter of them.
RecoveryFlag survival_flag(const SurvivalReport& report, std::size_t subject);

// Subjects by flag (exceeded, possible, unknown, covered), then by time to survive (simulated, else of the
// program), then by impact, largest first; equals in their own order.
std::vector<std::size_t> survival_order(const SurvivalReport& report);

// One sentence: how many subjects, how many of them recover too late for sure or possibly, of how many the
// time to recover is not known.
Bilingual survival_sentence(const SurvivalReport& report);

// How the two times to survive agree; empty without a comparison.
Bilingual comparison_words(const SurvivalReport& report);

struct SurvivalTableOptions {
  std::size_t top = 20;                      // 0: all
  NameLanguage names = NameLanguage::kBoth;  // kChinese also turns headings and sentences Chinese
  TableStyle style = {};
};

std::string survival_table(const SurvivalReport& report, const SurvivalTableOptions& options);

// One row a subject, in their own order. Columns: docs/formats.md. Times in days with their end ("short",
// "at_least", "unlimited"); sources joined by '|'.
std::string survival_csv(const SurvivalReport& report);

std::string survival_json(const SurvivalReport& report);

// Stable identifiers of CSV and JSON.
std::string_view id_of(SurvivalKind kind);  // not_computed, short, at_least, unlimited
std::string_view id_of(RecoveryFlag flag);  // unknown, covered, possible, exceeded
std::string_view id_of(
    SurvivalGapCause cause);  // none, extra_deliveries, targeted_shares, orders_and_lags, ...
std::string_view id_of(SurvivalVerdict verdict);  // not_comparable, agree, program_longer, simulation_longer

// The node's id, its number where nodes have no names, empty for kNoNode.
std::string survival_node_id(const SurvivalReport& report, std::uint32_t node);

// "12", "≥ 365", "unlimited 无限"; "–" if not computed.
std::string days_text(const SurvivalTime& time, NameLanguage names);
// "180–365", "≥ 180", "≤ 365", "not known 不详".
std::string days_text(const DayRange& days, NameLanguage names);

}  // namespace tenon
