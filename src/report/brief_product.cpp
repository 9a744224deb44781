#include "report/brief_product.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/number.h"
#include "report/analysis.h"
#include "report/backup_words.h"
#include "report/figures.h"
#include "report/measures_report.h"
#include "report/names.h"
#include "report/words.h"

namespace tenon {
namespace {

constexpr std::size_t kEvidenceRows = 12;
constexpr std::size_t kCandidateRows = 6;
constexpr std::size_t kLostNamed = 4;
constexpr int kChartStep = 2;  // days between points of a curve

void situation(BriefWriter& w, const MeasureReport& report) {
  const BreakPoint* point = w.point_of(report.product);
  const Product& product = w.in.dataset.product(report.product);
  const Chain& chain = w.in.dataset.chain(product.chain);
  DocumentText text = {plain_run(w.say(
      product.name_zh + "属" + chain.name_zh + "产业链" + std::string(words_of(product.segment).zh) +
          "产品。",
      product_name(w.in.dataset, report.product).en + " is an " + std::string(words_of(product.segment).en) +
          " product of the " + (chain.name_en.empty() ? chain.name_zh : chain.name_en) + " chain. "))};
  if (point != nullptr && point->score) {
    text.push_back(plain_run(w.say("断链风险等级为", "As a break point it is rated ")));
    text.push_back(badge_run(point->level));
    text.push_back(
        plain_run(w.say("，综合得分 " + w.interval(*point->score), ", score " + w.interval(*point->score))));
    text.push_back(note_run(w.score_note));
    if (!point->lost_end_products.empty()) {
      std::string names;
      const std::size_t named = std::min(kLostNamed, point->lost_end_products.size());
      for (std::size_t i = 0; i < named; ++i)
        names += (i == 0 ? "" : w.say("、", ", ")) + w.product_name(point->lost_end_products[i]);
      if (named < point->lost_end_products.size())
        names += w.say(" 等 ", " and others, ") + std::to_string(point->lost_end_products.size()) +
                 w.say(" 种", " in all");
      text.push_back(plain_run(w.say("；一旦断供，受影响的终端产品有" + names + "。",
                                     "; end products that would be lost: " + names + ".")));
    } else {
      text.push_back(plain_run(w.say("。", ".")));
    }
  }
  w.paragraph(std::move(text));
  DocumentKeyFigures strip;
  strip.figures.push_back({w.say("主供来源占比", "Primary source"),
                           percent_figure(report.primary.part),
                           w.say(root_name(w.in.dataset, report.primary.root)),
                           {w.run_note}});
  if (report.dependence.high > 0) {
    strip.figures.push_back(
        {w.say("全国对外依赖度", "Dependence on abroad"),
         percent_figure(report.dependence.value),
         percent_figure(report.dependence.low) + "–" + percent_figure(report.dependence.high),
         {w.score_note}});
  }
  strip.figures.push_back({w.say("断供 " + w.days(w.in.options.failure_days) + "的需求缺口",
                                 "Unserved in " + w.days(w.in.options.failure_days)),
                           w.money(report.loss.value),
                           "",
                           {w.run_note}});
  w.document.blocks.emplace_back(std::move(strip));
}

void evidence(BriefWriter& w, const MeasureReport& report) {
  const BreakPoint* point = w.point_of(report.product);
  if (point == nullptr) return;
  std::vector<const Evidence*> lines;
  for (const Evidence& line : point->evidence) {
    if (is_published(line) && (line.value || line.low || line.high)) lines.push_back(&line);
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Evidence* a, const Evidence* b) {
    return std::pair(!a->computed_with, -a->provenance.year.value_or(0)) <
           std::pair(!b->computed_with, -b->provenance.year.value_or(0));
  });
  if (lines.empty()) {
    w.paragraph(w.cell(w.say("没有公开的量化证据。", "There is no published figure.")));
    return;
  }
  DocumentTable table;
  table.caption = w.cell(w.say("公开证据", "Published evidence"));
  table.columns = {{DocumentAlign::kLeft, 2.2},
                   {DocumentAlign::kRight, 1},
                   {DocumentAlign::kLeft, 2},
                   {DocumentAlign::kRight, 0.7},
                   {DocumentAlign::kLeft, 0.8}};
  table.header = {{w.cell(w.say("指标", "Figure")), w.cell(w.say("数值", "Value")),
                   w.cell(w.say("口径", "Of what, where")), w.cell(w.say("年份", "Year")),
                   w.cell(w.say("用于评分", "In the score"))}};
  for (std::size_t i = 0; i < std::min(kEvidenceRows, lines.size()); ++i) {
    const Evidence& line = *lines[i];
    const ValueText value = evidence_value(line);
    table.rows.push_back({w.cell(w.say(line.label_zh, line.label_en)),
                          w.cell(w.say(value.zh, value.en), w.note_of(line.provenance, line.synthetic)),
                          w.cell(line.scope),
                          w.cell(line.provenance.year ? std::to_string(*line.provenance.year) : "—"),
                          w.cell(line.computed_with ? w.say("是", "yes") : w.say("仅列示", "shown"))});
  }
  w.document.blocks.emplace_back(std::move(table));
}

void what_if(BriefWriter& w, const MeasureReport& report) {
  const std::string root = w.say(root_name(w.in.dataset, report.primary.root));
  const auto worst = std::min_element(report.served.begin(), report.served.end());
  int first_day = -1;
  for (std::size_t day = 0; day < report.served.size() && first_day < 0; ++day) {
    if (report.served[day] < 0.9999F) first_day = static_cast<int>(day);
  }
  DocumentText text = {plain_run(
      w.say("若" + root + "的供应中断 " + w.days(w.in.options.failure_days) + "，库存和其他来源先行顶替；",
            "If supply from " + root + " fails for " + w.days(w.in.options.failure_days) +
                ", stocks and other sources stand in at first; "))};
  if (first_day < 0) {
    text.push_back(plain_run(
        w.say("推演期内终端需求未出现可见缺口。", "final demand shows no visible gap over the run.")));
  } else {
    const auto worst_day = static_cast<int>(worst - report.served.begin());
    text.push_back(plain_run(
        w.say("第 " + std::to_string(first_day) + " 天起终端需求出现缺口，第 " + std::to_string(worst_day) +
                  " 天最大，推演期内累计 " + w.range(report.loss) + "。",
              "from day " + std::to_string(first_day) + " on final demand goes unserved, most on day " +
                  std::to_string(worst_day) + ", in all " + w.range(report.loss) + " over the run.")));
  }
  text.push_back(note_run(w.run_note));
  w.paragraph(std::move(text));
  if (first_day < 0) return;
  DocumentChart chart;
  chart.caption = w.cell(w.say("终端需求缺口逐日变化", "Unserved final demand by day"), w.run_note);
  chart.chart.kind = ChartKind::kLine;
  chart.chart.category_title = w.say("天", "day");
  chart.chart.value_title = w.say("缺口，占正常的 %", "unserved, % of normal");
  chart.chart.value_from = 0;
  const auto curve = [&](const std::string& name, const std::vector<float>& served) {
    ChartSeries series{name, {}};
    for (std::size_t day = 0; day < served.size(); day += kChartStep)
      series.points.push_back(
          {100 * std::max(0.0, 1 - static_cast<double>(served[day])), static_cast<double>(day)});
    chart.chart.series.push_back(std::move(series));
  };
  curve(w.say("不采取措施", "without measures"), report.served);
  if (const MeasureEffect* best = w.best_of(report); best != nullptr && !best->served.empty())
    curve(w.say(measure_words(w.in.dataset, *best)), best->served);
  w.document.blocks.emplace_back(std::move(chart));
}

void backups(BriefWriter& w, const BackupAnswer& answer) {
  std::size_t independent = 0;
  std::size_t without_figure = 0;
  for (const BackupCandidate& candidate : answer.candidates) {
    if (candidate.kind != CandidateKind::kMaker || candidate.fails_with_primary) continue;
    ++independent;
    if (!candidate.spare) ++without_figure;
  }
  w.paragraph(
      {plain_run(w.say("不随主供同时失效的厂商有 " + std::to_string(independent) + " 家（条），其中 " +
                           std::to_string(without_figure) + " 家产能不详；采购方库存约可支撑 " +
                           w.days(answer.cover.middle()) + "。",
                       std::to_string(independent) +
                           " makers would not fail along with the primary source, the capacity of " +
                           std::to_string(without_figure) + " of them is not known; buyers hold about " +
                           w.days(answer.cover.middle()) + ".")),
       note_run(w.run_note)});
  if (answer.candidates.empty()) return;
  DocumentTable table;
  table.caption = w.cell(w.say("备份候选厂商", "Candidates"));
  table.columns = {{DocumentAlign::kLeft, 2.4}, {DocumentAlign::kLeft, 1},    {DocumentAlign::kLeft, 1},
                   {DocumentAlign::kRight, 1},  {DocumentAlign::kRight, 0.9}, {DocumentAlign::kLeft, 2}};
  table.header = {{w.cell(w.say("厂商", "Maker")), w.cell(w.say("所在地", "Place")),
                   w.cell(w.say("状态", "Status")), w.cell(w.say("年余力", "Spare a year")),
                   w.cell(w.say("交付天数", "Ready, days")), w.cell(w.say("共同风险", "Shared exposure"))}};
  std::size_t shown = 0;
  for (const BackupCandidate& candidate : answer.candidates) {
    if (shown == kCandidateRows) break;
    if (candidate.kind != CandidateKind::kMaker) continue;
    ++shown;
    std::string shared;
    for (const SharedExposure& exposure : candidate.shared)
      shared += (shared.empty() ? "" : w.say("；", "; ")) + w.say(exposure_text(w.in.dataset, exposure));
    if (candidate.fails_with_primary) shared = w.say("与主供同时失效：", "fails along: ") + shared;
    const Words status = words_of(candidate.status);
    table.rows.push_back(
        {w.cell(w.say(firm_name(w.in.dataset, candidate.firm)),
                w.note_of(candidate.provenance, candidate.synthetic)),
         w.cell(candidate.region ? w.say(region_name_zh(w.in.dataset.region(*candidate.region)),
                                         region_name_en(w.in.dataset.region(*candidate.region)))
                                 : "—"),
         w.cell(w.say(status)),
         w.cell(candidate.spare ? w.money(*candidate.spare * kDaysAYear) : w.say("不详", "not known")),
         w.cell(format_fixed(candidate.ready_days(), 0) +
                (candidate.lead.is_assumption || candidate.qualification.is_assumption ? "~" : "")),
         w.cell(shared.empty() ? w.say("无", "none known") : shared)});
  }
  table.notes = {w.cell(w.say("~ 为假设的交付和认证时间。", "~ lead and qualification times are assumed."))};
  w.document.blocks.emplace_back(std::move(table));
}

void measures(BriefWriter& w, const MeasureReport& report) {
  std::vector<const MeasureEffect*> useful;
  std::string idle;
  for (const MeasureEffect& effect : report.effects) {
    if (effect.rank_by_cost > 0) {
      useful.push_back(&effect);
    } else {
      idle += (idle.empty() ? "" : w.say("、", ", ")) + w.say(measure_words(w.in.dataset, effect));
    }
  }
  if (useful.empty()) {
    w.paragraph(
        w.cell(w.say("所列措施在推演中均未减少损失。", "None of the measures reduces the loss in the run.")));
    return;
  }
  DocumentTable table;
  table.caption = w.cell(w.say("措施及推演效果", "Measures and their effect in the run"));
  table.columns = {{DocumentAlign::kLeft, 2.4},  {DocumentAlign::kLeft, 0.8},  {DocumentAlign::kLeft, 2},
                   {DocumentAlign::kRight, 1.1}, {DocumentAlign::kRight, 0.8}, {DocumentAlign::kRight, 0.9}};
  table.header = {{w.cell(w.say("措施", "Measure")), w.cell(w.say("类别", "Class")),
                   w.cell(w.say("少损失", "Loss avoided")), w.cell(w.say("年费用", "Cost a year")),
                   w.cell(w.say("见效天数", "Days")), w.cell(w.say("稳健次序", "Robust rank"))}};
  DocumentChart chart;
  chart.caption =
      w.cell(w.say("措施少损失的终端需求及其区间", "Final demand saved by each measure, with its interval"),
             w.run_note);
  chart.chart.kind = ChartKind::kInterval;
  chart.chart.horizontal = true;
  double largest = 0;
  for (const MeasureEffect* effect : useful) largest = std::max(largest, effect->avoided.high);
  const auto [scale, unit] = w.money_axis(largest);
  chart.chart.value_title = unit;
  chart.chart.series.push_back({w.say("少损失", "saved"), {}});
  bool supposes = false;
  for (const MeasureEffect* effect : useful) {
    const std::string name = w.say(measure_words(w.in.dataset, *effect));
    supposes = supposes || effect->supposes_capacity;
    table.rows.push_back(
        {w.cell(name + (effect->supposes_capacity ? " †" : "")),
         w.cell(w.say(words_of(class_of(effect->kind)))), w.cell(w.range(effect->avoided), w.run_note),
         w.cell(w.money(effect->annual_cost), w.cost_note),
         w.cell(format_fixed(effect->days_to_effect, 0) + (effect->days_assumed ? "~" : "")),
         w.cell(effect->rank_by_robustness > 0 ? std::to_string(effect->rank_by_robustness) : "—")});
    chart.chart.categories.push_back(name);
    chart.chart.series[0].points.push_back(
        {effect->avoided.value / scale, 0, effect->avoided.low / scale, effect->avoided.high / scale});
  }
  if (supposes)
    table.notes.push_back(
        w.cell(w.say("† 假定其他来源有能力接手，须逐家核实。",
                     "† supposes that the other sources can deliver, to be checked one by one.")));
  w.document.blocks.emplace_back(std::move(table));
  w.document.blocks.emplace_back(std::move(chart));
  if (!report.pairs.empty()) {
    const MeasurePair& pair = report.pairs.front();
    const std::string both = w.say(measure_words(w.in.dataset, report.effects[pair.first])) +
                             w.say("与", " and ") +
                             w.say(measure_words(w.in.dataset, report.effects[pair.second]));
    const std::string lap = w.money(std::fabs(pair.interaction));
    w.paragraph({plain_run(w.say(both + "合用，少损失 " + w.money(pair.avoided) + "，比两者单独效果之和" +
                                     (pair.interaction < 0 ? "少 " : "多 ") + lap + "，效果不能相加。",
                                 both + " together avoid " + w.money(pair.avoided) + ", " + lap +
                                     (pair.interaction < 0 ? " less" : " more") +
                                     " than the sum of both: effects do not add up.")),
                 note_run(w.run_note)});
  }
  if (!idle.empty())
    w.paragraph(
        w.cell(w.say("推演中未见效或无从做起的措施：" + idle + "。",
                     "Measures without effect in the run, or that nobody could carry out: " + idle + ".")));
}

}  // namespace

void write_product_part(BriefWriter& w, std::size_t k) {
  const MeasureReport& report = w.in.measures[k];
  const bool one = w.in.measures.size() == 1;
  if (!one) w.heading(1, w.product_name(report.product));
  const int level = one ? 1 : 2;
  w.heading(level, w.say("基本情况", "Situation"));
  situation(w, report);
  if (one) {
    w.heading(level, w.say("主要证据", "Evidence"));
    evidence(w, report);
  }
  w.heading(level, w.say("断供推演", "What a failure would do"));
  what_if(w, report);
  w.heading(level, w.say("备份厂商", "Who could stand in"));
  backups(w, w.in.answers[k]);
  w.heading(level, w.say("措施建议", "Measures"));
  measures(w, report);
}

}  // namespace tenon
