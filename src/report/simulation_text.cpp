#include "report/simulation_text.h"

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "report/figures.h"
#include "report/scenario_text.h"

namespace tenon {
namespace {

std::string day_zh(int day) {
  return "第 " + std::to_string(day) + " 天";
}
std::string day_en(int day) {
  return "day " + std::to_string(day);
}

Bilingual count_of(const HitCount& count, const char* unit_zh) {
  const std::string hit = format_count(count.hit);
  const std::string total = format_count(count.total);
  const std::string stopped = format_count(count.stopped);
  return {hit + " / " + total + " " + unit_zh + "，停产 " + stopped,
          hit + " of " + total + ", " + stopped + " stopped"};
}

// What stopped first: products as a whole, else single nodes.
void add_first_stop(const SimulationReport& report, const RunSummary& summary, Bilingual& sentence) {
  constexpr std::size_t kNamed = 3;
  std::vector<Bilingual> names;
  int day = -1;
  const auto product = find_dimension(report, dimension::kProduct);
  if (product && !summary.product_stops.empty()) {
    day = summary.product_stops.front().day;
    for (const Stop& stop : summary.product_stops) {
      if (stop.day == day) names.push_back(group_name(report.dimensions[*product].groups[stop.position]));
    }
  } else if (!summary.node_stops.empty()) {
    day = summary.node_stops.front().day;
    for (const Stop& stop : summary.node_stops) {
      if (stop.day == day) names.push_back(node_title(report, stop.position));
    }
  }
  if (names.empty()) {
    sentence.zh += "；没有一处完全停产";
    sentence.en += "; nothing stops altogether";
    if (product && summary.deepest_product != kNoPosition) {
      const Bilingual name = group_name(report.dimensions[*product].groups[summary.deepest_product]);
      const std::string level = percent_figure(summary.deepest_level);
      sentence.zh += "，减产最深的" + name.zh + "最低剩 " + level;
      sentence.en += ", deepest is " + name.en + " with " + level + " left";
    }
    return;
  }
  const std::size_t more = names.size() > kNamed ? names.size() - kNamed : 0;
  names.resize(std::min(names.size(), kNamed));
  const Bilingual list = joined_names(names);
  sentence.zh += "；" + list.zh + (more > 0 ? "等 " + std::to_string(more + kNamed) + " 个" : "") + " " +
                 day_zh(day) + "最先停产";
  sentence.en += "; first to stop: " + list.en + (more > 0 ? " and " + std::to_string(more) + " more" : "") +
                 " (" + day_en(day) + ")";
}

void add_recovery(const RunSummary& summary, int days, Bilingual& sentence) {
  const bool deep = summary.to_90.state != RecoveryDay::State::kNeverBelow;
  const RecoveryDay& recovery = deep ? summary.to_90 : summary.to_99;
  const std::string level = deep ? "90%" : "99%";
  switch (recovery.state) {
    case RecoveryDay::State::kNeverBelow:
      sentence.zh += "；产出始终不低于正常的 99%";
      sentence.en += "; output never falls below 99% of normal";
      break;
    case RecoveryDay::State::kReached:
      sentence.zh += "；" + day_zh(recovery.day) + "恢复到 " + level;
      sentence.en += "; back to " + level + " on " + day_en(recovery.day);
      break;
    case RecoveryDay::State::kNotReached:
      sentence.zh += "；" + std::to_string(days) + " 天内未恢复到 " + level;
      sentence.en += "; not back to " + level + " within " + std::to_string(days) + " days";
      break;
  }
}

OutcomeRow row(std::string id, Bilingual what) {
  OutcomeRow result;
  result.id = std::move(id);
  result.what = std::move(what);
  return result;
}

template <class Value>
OutcomeRow row_of(std::span<const RunSummary> summaries, std::string id, Bilingual what, Value value) {
  OutcomeRow result = row(std::move(id), std::move(what));
  for (std::size_t run = 0; run < summaries.size(); ++run) result.values.push_back(value(run));
  return result;
}

Bilingual or_id(const std::string& zh, const std::string& en, const std::string& id) {
  const std::string& first = zh.empty() ? en : zh;
  const std::string& second = en.empty() ? zh : en;
  return {first.empty() ? id : first, second.empty() ? id : second};
}

}  // namespace

std::vector<RunSummary> summarise_runs(const SimulationReport& report) {
  std::vector<RunSummary> summaries;
  for (std::size_t run = 0; run < report.runs.size(); ++run) summaries.push_back(summarise_run(report, run));
  return summaries;
}

Bilingual partial_notice(const SimulationReport& report) {
  Bilingual text;
  for (std::size_t run = 0; run < report.runs.size(); ++run) {
    const Simulation& simulation = *report.runs[run].simulation;
    if (!simulation.is_partial) continue;
    const std::string horizon = std::to_string(report.runs[run].scenario->horizon_days);
    const std::string days = std::to_string(simulation.days);
    const std::string letter = report.runs.size() > 1 ? std::string(run_letter(run)) + " " : std::string();
    text.zh +=
        (text.zh.empty() ? "不完整：" : "；") + letter + "只算了 " + days + " 天（共 " + horizon + " 天）";
    text.en += (text.en.empty() ? "Partial: " : "; ") + letter + "only " + days + " of " + horizon +
               " days computed";
  }
  if (!report.draws) return text;
  for (const DrawnRuns& runs : report.draws->runs) {
    if (!runs.is_partial) continue;
    const std::string done = std::to_string(runs.draws);
    const std::string wanted = std::to_string(report.draws->wanted);
    text.zh += (text.zh.empty() ? "不完整：" : "；") + std::string("随机重复只完成 ") + done + " 次（共 " +
               wanted + " 次）";
    text.en += (text.en.empty() ? "Partial: " : "; ") + std::string("only ") + done + " of " + wanted +
               " draws done";
  }
  return text;
}

Bilingual simulation_sentence(const SimulationReport& report, std::span<const RunSummary> summaries) {
  const RunSummary& summary = summaries.front();
  const int days = report.runs.front().simulation->days;
  Bilingual sentence = partial_notice(report);
  if (!sentence.zh.empty()) {
    sentence.zh += "。";
    sentence.en += ". ";
  }
  if (summary.worst_day < 0) {
    sentence.zh += std::to_string(days) + " 天内产出没有损失。";
    sentence.en += "No output is lost within " + std::to_string(days) + " days.";
    return sentence;
  }
  const Bilingual money = money_figure(summary.lost_output, report.currency);
  sentence.zh += day_zh(summary.worst_day) + "最严重：产出 " + change_figure(-summary.worst_loss);
  sentence.en += "Worst on " + day_en(summary.worst_day) + ": output " + change_figure(-summary.worst_loss);
  add_first_stop(report, summary, sentence);
  sentence.zh += "；累计损失产出 " + money.zh;
  sentence.en += "; " + money.en + " of output lost in all";
  add_recovery(summary, days, sentence);
  sentence.zh += "。";
  sentence.en += ".";
  return sentence;
}

Bilingual comparison_sentence(const SimulationReport& report, std::span<const RunSummary> summaries) {
  if (summaries.size() < 2) return {};
  const RunSummary& first = summaries[0];
  const RunSummary& second = summaries[1];
  const Bilingual& label = report.runs[1].label;
  Bilingual sentence;
  sentence.zh = (label.zh.empty() ? "B" : label.zh) + "：最严重 " + change_figure(-second.worst_loss);
  sentence.en = (label.en.empty() ? "B" : label.en) + ": at worst " + change_figure(-second.worst_loss);
  if (second.worst_day >= 0) {
    sentence.zh += "（" + day_zh(second.worst_day) + "）";
    sentence.en += " (" + day_en(second.worst_day) + ")";
  }
  const double saved = first.lost_output - second.lost_output;
  const Bilingual money = money_figure(std::fabs(saved), report.currency);
  const std::string part =
      first.lost_output > 0 ? percent_figure(std::fabs(saved) / first.lost_output) : std::string();
  sentence.zh += std::string("，累计") + (saved >= 0 ? "少" : "多") + "损失 " + money.zh +
                 (part.empty() ? "" : "（" + part + "）");
  sentence.en +=
      ", " + money.en + (saved >= 0 ? " less" : " more") + " lost" + (part.empty() ? "" : " (" + part + ")");
  if (first.to_90.state == RecoveryDay::State::kReached &&
      second.to_90.state == RecoveryDay::State::kReached && first.to_90.day != second.to_90.day) {
    const int earlier = first.to_90.day - second.to_90.day;
    const std::string by = std::to_string(std::abs(earlier));
    sentence.zh += std::string("，恢复到 90% ") + (earlier > 0 ? "提前 " : "推迟 ") + by + " 天";
    sentence.en += ", back to 90% " + by + (earlier > 0 ? " days earlier" : " days later");
  }
  sentence.zh += "。";
  sentence.en += ".";
  return sentence;
}

Bilingual recovery_words(const RecoveryDay& recovery, int percent, int days) {
  const std::string level = std::to_string(percent) + "%";
  switch (recovery.state) {
    case RecoveryDay::State::kNeverBelow:
      return {"始终不低于 " + level, "never below " + level};
    case RecoveryDay::State::kReached:
      return {day_zh(recovery.day), day_en(recovery.day)};
    case RecoveryDay::State::kNotReached:
      return {std::to_string(days) + " 天内未恢复", "not within " + std::to_string(days) + " days"};
  }
  return {};
}

std::vector<OutcomeRow> outcome_rows(const SimulationReport& report, std::span<const RunSummary> summaries) {
  std::vector<OutcomeRow> rows;
  const auto add = [&](const char* id, Bilingual what, auto value) {
    rows.push_back(row_of(summaries, id, std::move(what), value));
  };
  const auto days = [&](std::size_t run) { return report.runs[run].simulation->days; };
  add("worst", {"损失最大的一天", "Worst day"}, [&](std::size_t run) {
    const RunSummary& summary = summaries[run];
    if (summary.worst_day < 0) return Bilingual{"没有损失", "no loss"};
    const std::string change = change_figure(-summary.worst_loss);
    return Bilingual{day_zh(summary.worst_day) + "，产出 " + change,
                     day_en(summary.worst_day) + ", output " + change};
  });
  add("recovery_90", {"恢复到 90%", "Back to 90%"},
      [&](std::size_t run) { return recovery_words(summaries[run].to_90, 90, days(run)); });
  add("recovery_99", {"恢复到 99%", "Back to 99%"},
      [&](std::size_t run) { return recovery_words(summaries[run].to_99, 99, days(run)); });
  add("lost_output", {"累计损失产出", "Output lost in all"}, [&](std::size_t run) {
    const Bilingual money = money_figure(summaries[run].lost_output, report.currency);
    const std::string share = percent_figure(summaries[run].lost_output_share);
    return Bilingual{money.zh + "，占同期正常 " + share, money.en + ", " + share + " of normal"};
  });
  add("lost_value_added", {"累计损失增加值", "Value added lost"},
      [&](std::size_t run) { return money_figure(summaries[run].lost_value_added, report.currency); });
  add("lost_final_consumption", {"最终需求少得", "Final demand left unserved"},
      [&](std::size_t run) { return money_figure(summaries[run].lost_final_consumption, report.currency); });
  const bool switched = std::any_of(summaries.begin(), summaries.end(),
                                    [](const RunSummary& summary) { return summary.switched > 0; });
  if (switched) {
    add("switched", {"改向其他供应商采购", "Bought from other suppliers"},
        [&](std::size_t run) { return money_figure(summaries[run].switched, report.currency); });
  }
  if (find_dimension(report, dimension::kProduct)) {
    add("products_hit", {"波及产品", "Products hit"},
        [&](std::size_t run) { return count_of(summaries[run].products, "个"); });
  }
  if (find_dimension(report, dimension::kCity)) {
    add("cities_hit", {"波及城市", "Cities hit"},
        [&](std::size_t run) { return count_of(summaries[run].cities, "个"); });
  }
  add("firms_hit", {"波及企业", "Firms hit"},
      [&](std::size_t run) { return count_of(summaries[run].firms, "家"); });
  return rows;
}

Bilingual group_name(const GroupLabel& group) {
  return or_id(group.name_zh, group.name_en, group.id);
}

Bilingual node_name(const SimulationReport& report, std::uint32_t node) {
  const NodeLabel& label = report.nodes[node];
  return or_id(label.name_zh, label.name_en, label.id);
}

Bilingual product_of_node(const SimulationReport& report, std::uint32_t node) {
  const std::uint32_t product = report.nodes[node].product;
  const auto at = find_dimension(report, dimension::kProduct);
  if (product == kNoPosition || !at) return node_name(report, node);
  return group_name(report.dimensions[*at].groups[product]);
}

Bilingual node_title(const SimulationReport& report, std::uint32_t node) {
  const Bilingual maker = node_name(report, node);
  if (report.nodes[node].product == kNoPosition) return maker;
  const Bilingual product = product_of_node(report, node);
  return {product.zh + "（" + maker.zh + "）", product.en + " (" + maker.en + ")"};
}

Bilingual city_of_node(const SimulationReport& report, std::uint32_t node) {
  if (report.nodes[node].is_outside) return {"范围之外", "outside"};
  const std::uint32_t city = report.nodes[node].city;
  const auto at = find_dimension(report, dimension::kCity);
  if (city == kNoPosition || !at) return {};
  return group_name(report.dimensions[*at].groups[city]);
}

Bilingual cause_words(const SimulationReport& report, std::size_t run, const CauseStep& step) {
  if (step.event) {
    const Bilingual name = event_name(report.runs[run].scenario->events[*step.event]);
    const Words words = words_of(step.cause);
    return {std::string(words.zh) + "（" + name.zh + "）", std::string(words.en) + " (" + name.en + ")"};
  }
  if (step.cause == StopCause::kInput) {
    std::vector<Bilingual> names;
    const auto at = find_dimension(report, dimension::kProduct);
    if (at) {
      for (const std::uint32_t product : step.inputs) {
        names.push_back(group_name(report.dimensions[*at].groups[product]));
      }
    }
    if (names.empty() && step.next != kNoPosition) names.push_back(node_name(report, step.next));
    if (!names.empty()) {
      const Bilingual list = joined_names(names);
      return {"缺" + list.zh, "lacks " + list.en};
    }
  }
  const Words words = words_of(step.cause);
  return {std::string(words.zh), std::string(words.en)};
}

Bilingual coverage_words(const RunSummary& summary) {
  if (summary.inside) return {"范围内全部产出", "all output inside the scope"};
  return {"网络内全部产出", "all output of the network"};
}

Bilingual joined_names(const std::vector<Bilingual>& names) {
  Bilingual text;
  for (const Bilingual& name : names) {
    text.zh += (text.zh.empty() ? "" : "、") + name.zh;
    text.en += (text.en.empty() ? "" : ", ") + name.en;
  }
  return text;
}

}  // namespace tenon
