#include "report/what_if_report.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/figures.h"
#include "report/json_writer.h"

namespace tenon {
namespace {

std::optional<double> before_of(const WhatIfReport& report, std::uint32_t firm) {
  if (firm >= report.before->size()) return std::nullopt;
  return (*report.before)[firm].combined;
}

// Rank of every firm by combined score, 1 the highest; equals in the order of firms.
std::vector<std::size_t> ranks(const std::vector<EsriScore>& scores) {
  std::vector<std::uint32_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return scores[a].combined > scores[b].combined; });
  std::vector<std::size_t> rank(scores.size());
  for (std::size_t k = 0; k < order.size(); ++k) rank[order[k]] = k + 1;
  return rank;
}

std::string_view word_of(ScoreOrigin origin) {
  switch (origin) {
    case ScoreOrigin::kBounded:
      return "bounded";
    case ScoreOrigin::kRecomputed:
      return "recomputed";
    case ScoreOrigin::kLeft:
      return "left";
  }
  return "bounded";
}

std::string seconds_text(double seconds) {
  return format_number(static_cast<double>(static_cast<std::int64_t>(seconds * 1000 + 0.5)) / 1000) + " s";
}

}  // namespace

std::string what_if_table(const WhatIfReport& report, std::size_t top, const TableStyle& style) {
  const std::vector<EsriScore>& after = report.after->scores;
  const std::vector<std::size_t> rank_before = ranks(*report.before);
  const std::vector<std::size_t> rank_after = ranks(after);
  std::vector<std::uint32_t> shown;
  for (std::uint32_t i = 0; i < after.size(); ++i) {
    const bool high = rank_after[i] <= top || (i < rank_before.size() && rank_before[i] <= top);
    const bool edited = std::binary_search(report.edited.begin(), report.edited.end(), i);
    if (high || edited) shown.push_back(i);
  }
  std::sort(shown.begin(), shown.end(),
            [&](std::uint32_t a, std::uint32_t b) { return rank_after[a] < rank_after[b]; });

  std::string out = report.source + " + " + report.edits + ": " + format_count(report.edit_count) +
                    " edits 项改动\n" + "computed anew 重新计算 " + format_count(report.after->recomputed) +
                    " / " + format_count(after.size()) + " firms 家企业, " +
                    seconds_text(report.update_seconds) + " (all before the edit 改动前全部计算 " +
                    seconds_text(report.baseline_seconds) +
                    "); others proven within 其余误差经证明在得分的 " +
                    percent_figure(report.after->largest_bound) + " of their score 以内\n";
  if (report.after->left > 0) {
    out += format_count(report.after->left) +
           " firms are beyond the tolerance and were left 家企业超出容差、未重新计算\n";
  }
  out += "\n";
  TerminalTable table;
  table.columns = {{"rank 名次", Align::kRight},
                   {"before 改动前", Align::kRight},
                   {"firm 企业", Align::kLeft, 40, 12},
                   {"ESRI", Align::kRight},
                   {"before 改动前", Align::kRight},
                   {"change 变化", Align::kRight},
                   {"edited 有改动"}};
  for (const std::uint32_t i : shown) {
    const auto before = before_of(report, i);
    table.rows.push_back({std::to_string(rank_after[i]), before ? std::to_string(rank_before[i]) : "new 新建",
                          report.name_of(i), percent_figure(after[i].combined),
                          before ? percent_figure(*before) : "–",
                          before ? change_figure(after[i].combined - *before) : "–",
                          std::binary_search(report.edited.begin(), report.edited.end(), i) ? "✓" : ""});
  }
  return out + render_table(table, style);
}

std::string what_if_csv(const WhatIfReport& report) {
  CsvWriter csv;
  for (const char* name : {"firm", "esri_before", "esri_after", "esri_down_before", "esri_down_after",
                           "esri_up_before", "esri_up_after", "error_bound", "origin"}) {
    csv.field(name);
  }
  csv.end_record();
  for (std::uint32_t i = 0; i < report.after->scores.size(); ++i) {
    const EsriScore& after = report.after->scores[i];
    const bool existed = i < report.before->size();
    const auto old = [&](double EsriScore::*part) {
      csv.field(existed ? format_number((*report.before)[i].*part) : std::string());
    };
    csv.field(report.name_of(i));
    old(&EsriScore::combined);
    csv.field(format_number(after.combined));
    old(&EsriScore::downstream);
    csv.field(format_number(after.downstream));
    old(&EsriScore::upstream);
    csv.field(format_number(after.upstream));
    csv.field(format_number(after.error_bound));
    csv.field(word_of(report.after->origin[i]));
    csv.end_record();
  }
  return csv.take();
}

std::string what_if_json(const WhatIfReport& report) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object();
  json.key("network").text(report.source);
  json.key("edits").text(report.edits);
  json.key("edit_count").integer(static_cast<std::int64_t>(report.edit_count));
  json.key("epsilon").number(report.epsilon);
  json.key("tolerance").number(report.tolerance);
  json.key("recomputed").integer(static_cast<std::int64_t>(report.after->recomputed));
  json.key("left").integer(static_cast<std::int64_t>(report.after->left));
  json.key("largest_bound").number(report.after->largest_bound);
  json.key("baseline_seconds").number(report.baseline_seconds);
  json.key("update_seconds").number(report.update_seconds);
  json.key("scores").begin_array();
  for (std::uint32_t i = 0; i < report.after->scores.size(); ++i) {
    const EsriScore& after = report.after->scores[i];
    json.begin_object();
    json.key("firm").text(report.name_of(i));
    json.key("esri_before").optional_number(before_of(report, i));
    json.key("esri_after").number(after.combined);
    json.key("error_bound").number(after.error_bound);
    json.key("origin").text(word_of(report.after->origin[i]));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

Bilingual edit_words(const NamedEdit& edit) {
  struct Word {
    const char* zh;
    const char* en;
  };
  constexpr Word kWords[] = {{"新增供货", "add supplier"},   {"取消供货", "remove supplier"},
                             {"调整产能", "scale capacity"}, {"调整库存", "scale stock"},
                             {"合并企业", "merge firms"},    {"新建工厂", "build plant"},
                             {"提高本地化", "localise"}};
  const Word& word = kWords[static_cast<std::size_t>(edit.kind)];
  std::string names;
  const auto add = [&](const std::string& text) {
    if (!text.empty()) names += (names.empty() ? "" : ", ") + text;
  };
  add(edit.name.text);
  add(edit.firm.text);
  add(edit.sector.text);
  add(edit.other.text);
  add(edit.other_sector.text);
  add(edit.location.text);
  if (edit.weight) add(format_number(*edit.weight));
  if (edit.share) add(percent_figure(*edit.share));
  if (edit.factor) add("× " + format_number(*edit.factor));
  Bilingual words{std::string(word.zh) + "：" + names, std::string(word.en) + ": " + names};
  if (edit.days) {
    words.zh += "，" + format_number(*edit.days) + " 天";
    words.en += ", " + format_number(*edit.days) + " days";
  }
  return words;
}

}  // namespace tenon
