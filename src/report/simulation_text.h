// A simulation told in words, in both languages: the answer in one sentence, the outcomes one by one, names
// and causes.
//
// Pure. `summaries` are summarise_run of every run of the report, in order.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/bilingual.h"
#include "report/simulation_causes.h"
#include "report/simulation_report.h"
#include "report/simulation_summary.h"

namespace tenon {

std::vector<RunSummary> summarise_runs(const SimulationReport& report);

// "第 23 天最严重：产出 −18.2%；偏光片第 11 天最先停产；累计损失 1.34 亿元；第 74 天恢复到 90%。" and the
// same in English, of the first run. A partial run says so first.
Bilingual simulation_sentence(const SimulationReport& report, std::span<const RunSummary> summaries);

// What the second run changes: "切换供应商：最严重 −12.1%，累计少损失 ...". Empty where there is one run.
Bilingual comparison_sentence(const SimulationReport& report, std::span<const RunSummary> summaries);

// "不完整：只算到第 40 天（共 180 天）"; empty where nothing is partial.
Bilingual partial_notice(const SimulationReport& report);

// One outcome, with its value in every run.
struct OutcomeRow {
  std::string id;  // worst, recovery_90, lost_output, ...; stable
  Bilingual what;
  std::vector<Bilingual> values;  // one a run
};
std::vector<OutcomeRow> outcome_rows(const SimulationReport& report, std::span<const RunSummary> summaries);

// "第 74 天", "始终高于 90%", "365 天内未恢复" ; `days` simulated.
Bilingual recovery_words(const RecoveryDay& recovery, int percent, int days);

// Names; the id where there is no name.
Bilingual group_name(const GroupLabel& group);
Bilingual node_name(const SimulationReport& report, std::uint32_t node);  // the label's
// "偏光片（苏州某厂）": product and maker; the name alone where the product is not known.
Bilingual node_title(const SimulationReport& report, std::uint32_t node);
Bilingual product_of_node(const SimulationReport& report, std::uint32_t node);  // else the node's name
Bilingual city_of_node(const SimulationReport& report, std::uint32_t node);     // else empty

// Why, in a few words: "缺偏光片", "自身受冲击（停供光刻胶）", "没有订单".
Bilingual cause_words(const SimulationReport& report, std::size_t run, const CauseStep& step);

// What the sums are of: "企业产出合计（范围内）", "全部节点，含境外来源".
Bilingual coverage_words(const RunSummary& summary);

// Joins with the comma of the language's lists: "、" and ", ".
Bilingual joined_names(const std::vector<Bilingual>& names);

}  // namespace tenon
