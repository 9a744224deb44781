#include "report/brief.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/number.h"
#include "base/text.h"
#include "report/brief_product.h"
#include "report/brief_writer.h"
#include "report/figures.h"
#include "report/measures_report.h"
#include "report/names.h"
#include "report/timestamp.h"

namespace tenon {
namespace {

constexpr std::size_t kDuties = 4;
constexpr std::size_t kGapsListed = 12;
constexpr std::size_t kOverviewBars = 12;

std::string date_text(const BriefWriter& w) {
  const std::string iso = format_utc(w.in.generated_at);
  if (!w.chinese) return iso.substr(0, 10);
  const auto part = [&](std::size_t from, std::size_t count) {
    std::string text = iso.substr(from, count);
    return text.front() == '0' ? text.substr(1) : text;
  };
  return iso.substr(0, 4) + "年" + part(5, 2) + "月" + part(8, 2) + "日";
}

void head(BriefWriter& w) {
  const Dataset& dataset = w.in.dataset;
  const ProductId first = w.in.measures.front().product;
  const Chain& chain = dataset.chain(dataset.product(first).chain);
  const std::string chain_name = w.say(chain.name_zh, chain.name_en.empty() ? chain.name_zh : chain.name_en);
  const bool one = w.in.measures.size() == 1;
  const bool one_chain = std::all_of(w.in.measures.begin(), w.in.measures.end(), [&](const MeasureReport& r) {
    return dataset.product(r.product).chain == dataset.product(first).chain;
  });
  w.document.title =
      one         ? w.say("关于" + w.product_name(first) + "断链风险及处置建议的报告",
                          w.product_name(first) + ": where the chain can break, and what could be done")
      : one_chain ? w.say("关于" + chain_name + "产业链断链风险及处置建议的报告",
                          chain_name + ": where the chain can break, and what could be done")
                  : w.say("关于重点产品断链风险及处置建议的报告",
                          "Products where chains can break, and what could be done");
  w.document.subtitle = one ? w.say("——" + chain_name + "产业链", chain_name + " chain") : std::string();
  w.document.issuer = w.say("产业链韧性研究", "Resilience of industrial chains");
  w.document.classification = w.say("内部", "Internal");
  w.document.date = date_text(w);
  w.document.created = w.in.generated_at;
  w.document.status = w.say("征求意见稿", "Draft for comment");
  w.document.signers = {
      {w.say("拟稿", "Drafted by")}, {w.say("审核", "Checked by")}, {w.say("签发", "Signed by")}};
}

// A footnote at the beginning of `text`, as its position in the list of sources, and how long it is written.
struct Mark {
  std::size_t source = 0;
  std::size_t bytes = 0;
};
std::optional<Mark> mark_at(std::string_view text, std::size_t sources) {
  if (!text.starts_with("[^")) return std::nullopt;
  const std::size_t end = text.find(']');
  if (end == std::string_view::npos) return std::nullopt;
  const auto number = parse_integer(text.substr(2, end - 2));
  if (!number || *number < 1 || static_cast<std::size_t>(*number) > sources) return std::nullopt;
  return Mark{static_cast<std::size_t>(*number) - 1, end + 1};
}

DocumentText with_notes(BriefWriter& w, std::string_view text, const std::vector<std::string>& sources) {
  DocumentText runs;
  std::string plain;
  while (!text.empty()) {
    const auto mark = mark_at(text, sources.size());
    if (!mark) {
      plain += text.front();
      text.remove_prefix(1);
      continue;
    }
    if (!plain.empty()) runs.push_back(plain_run(std::move(plain)));
    plain.clear();
    DocumentNote note;
    note.text = sources[mark->source];
    runs.push_back(note_run(w.note(std::move(note))));
    text.remove_prefix(mark->bytes);
  }
  if (!plain.empty()) runs.push_back(plain_run(std::move(plain)));
  return runs;
}

// What a person wrote stands before what the program found.
void write_words(BriefWriter& w, const BriefWords& words) {
  const auto part = [&](std::string title, std::string_view text) {
    if (trim(text).empty()) return;
    w.heading(1, std::move(title));
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      if (const std::string_view line = trim(text.substr(0, end)); !line.empty()) {
        w.paragraph(with_notes(w, line, words.sources));
      }
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  };
  part(w.say("结论", "Conclusion"), words.conclusion);
  part(w.say("判断依据", "Basis"), words.basis);
  part(w.say("影响", "Impact"), words.impact);
  part(w.say("措施与分工", "Measures and duties"), words.actions);
  part(w.say("不确定性与缺口", "Uncertainty and gaps"), words.uncertainty);
}

void overview(BriefWriter& w) {
  w.heading(1, w.say("总体情况", "Overview"));
  double loss = 0;
  for (const MeasureReport& report : w.in.measures) loss += report.loss.value;
  w.paragraph(
      {plain_run(w.say(
           "本报告涉及 " + std::to_string(w.in.measures.size()) +
               " 个断链风险点。下表给出各点主供来源断供后的终端需求缺口和性价比最高的措施；各点缺口不能简单"
               "相加。",
           "This brief covers " + std::to_string(w.in.measures.size()) +
               " break points. The table gives, for each, the final demand that goes unserved when its "
               "primary source fails, and the measure that avoids most for its cost; the amounts do not "
               "simply add up.")),
       note_run(w.run_note)});
  DocumentTable table;
  table.caption = w.cell(w.say("断链风险点一览", "Break points at a glance"));
  table.columns = {{DocumentAlign::kLeft, 2.2},
                   {DocumentAlign::kLeft, 0.9},
                   {DocumentAlign::kLeft, 1.4},
                   {DocumentAlign::kRight, 1.1},
                   {DocumentAlign::kLeft, 2.4}};
  table.header = {{w.cell(w.say("产品", "Product")), w.cell(w.say("等级", "Level")),
                   w.cell(w.say("主供来源", "Primary source")), w.cell(w.say("需求缺口", "Unserved demand")),
                   w.cell(w.say("首选措施", "First measure"))}};
  for (const MeasureReport& report : w.in.measures) {
    const BreakPoint* point = w.point_of(report.product);
    const MeasureEffect* best = w.best_of(report);
    table.rows.push_back(
        {w.cell(w.product_name(report.product)),
         {badge_run(point != nullptr ? point->level : Level::kUnknown)},
         w.cell(w.say(root_name(w.in.dataset, report.primary.root)) + " " +
                percent_figure(report.primary.part)),
         w.cell(w.money(report.loss.value)),
         w.cell(best != nullptr ? w.say(measure_words(w.in.dataset, *best)) : w.say("—", "—"))});
  }
  w.document.blocks.emplace_back(std::move(table));
  std::vector<const MeasureReport*> order;
  for (const MeasureReport& report : w.in.measures) order.push_back(&report);
  std::stable_sort(order.begin(), order.end(), [](const MeasureReport* a, const MeasureReport* b) {
    return a->loss.value > b->loss.value;
  });
  if (order.size() > kOverviewBars) order.resize(kOverviewBars);
  DocumentChart chart;
  chart.caption = w.cell(w.say("主供来源断供的终端需求缺口（最大的 " + std::to_string(order.size()) + " 个）",
                               "Final demand unserved when the primary source fails (the largest " +
                                   std::to_string(order.size()) + ")"),
                         w.run_note);
  chart.chart.kind = ChartKind::kInterval;
  chart.chart.horizontal = true;
  const auto [scale, unit] = w.money_axis(order.front()->loss.high);
  chart.chart.value_title = unit;
  chart.chart.series.push_back({w.say("缺口", "unserved"), {}});
  for (const MeasureReport* report : order) {
    chart.chart.categories.push_back(w.product_name(report->product));
    chart.chart.series[0].points.push_back(
        {report->loss.value / scale, 0, report->loss.low / scale, report->loss.high / scale});
  }
  w.document.blocks.emplace_back(std::move(chart));
}

void duties(BriefWriter& w) {
  w.heading(1, w.say("责任分工建议", "Who could do what by when"));
  DocumentTable table;
  table.caption =
      w.cell(w.say("责任分工建议（待定稿时填写责任人）", "Suggested duties (people to be named)"));
  table.columns = {{DocumentAlign::kLeft, 1.6},
                   {DocumentAlign::kLeft, 2.2},
                   {DocumentAlign::kLeft, 2.2},
                   {DocumentAlign::kRight, 1},
                   {DocumentAlign::kLeft, 1}};
  table.header = {{w.cell(w.say("产品", "Product")), w.cell(w.say("措施", "Measure")),
                   w.cell(w.say("行动主体", "Who acts")), w.cell(w.say("期限", "By when")),
                   w.cell(w.say("责任人", "Person"))}};
  const std::size_t each = w.in.measures.size() == 1 ? kDuties : 1;
  for (const MeasureReport& report : w.in.measures) {
    std::size_t listed = 0;
    std::set<MeasureKind> seen;
    for (const MeasureEffect& effect : report.effects) {
      if (effect.rank_by_cost == 0 || listed == each || !seen.insert(effect.kind).second) continue;
      ++listed;
      table.rows.push_back(
          {w.cell(w.product_name(report.product)), w.cell(w.say(measure_words(w.in.dataset, effect))),
           w.cell(w.say(who_acts(effect.kind))),
           w.cell(effect.days_to_effect > 0 ? w.say("批准后 " + w.days(effect.days_to_effect),
                                                    w.days(effect.days_to_effect) + " after approval")
                                            : w.say("即可", "at once"),
                  w.cost_note),
           w.cell("")});
    }
  }
  w.document.blocks.emplace_back(std::move(table));
  const Chain& chain = w.in.dataset.chain(w.in.dataset.product(w.in.measures.front().product).chain);
  if (chain.lead_region) {
    const Region& lead = w.in.dataset.region(*chain.lead_region);
    const std::size_t source = w.note_of({chain.source, "", chain.lead_since, ' '}, false);
    w.paragraph({plain_run(w.say(chain.name_zh + "产业链由" + region_name_zh(lead) + "牵头",
                                 "The lead of the chain is " + region_name_en(lead))),
                 note_run(source), plain_run(w.say("。", "."))});
  }
}

void gaps(BriefWriter& w) {
  w.heading(1, w.say("数据缺口", "What is not known"));
  DocumentList list;
  for (const MeasureReport& report : w.in.measures) {
    for (const DataGap& gap : w.in.break_points.gaps) {
      if (gap.subject.type != SubjectType::kProduct || gap.subject.index != report.product.index()) continue;
      if (list.items.size() < kGapsListed)
        list.items.push_back(
            w.cell((w.in.measures.size() > 1 ? w.product_name(report.product) + w.say("：", ": ") : "") +
                   w.say(gap.text_zh, gap.text_en)));
    }
  }
  std::size_t unknown = 0;
  for (const BackupAnswer& answer : w.in.answers) {
    for (const BackupCandidate& candidate : answer.candidates)
      unknown += candidate.kind == CandidateKind::kMaker && !candidate.synthetic && !candidate.spare ? 1 : 0;
  }
  list.items.push_back(w.cell(w.say(
      "真实厂商的产能、余力、交付和认证时间大多不详（" + std::to_string(unknown) + " 条），建议发函核实。",
      "Capacity, spare capacity, lead and qualification times of most real makers are not "
      "known (" +
          std::to_string(unknown) + " entries); they should be asked.")));
  list.items.push_back(w.cell(w.say("措施费用为假设，定稿前应由主管部门核定。",
                                    "Costs of measures are assumed and need to be set by those in charge.")));
  w.document.blocks.emplace_back(std::move(list));
}

void caveat(BriefWriter& w) {
  w.document.blocks.emplace_back(DocumentCallout{
      w.cell(w.say("使用说明", "How to read this")),
      {w.cell(
          w.say("本报告由系统根据数据集生成，供研究决策参考。企业产量、供货关系和虚构企业为合成数据，推演金"
                "额只说明相对大小；标注等级的"
                "公开数据请以原始来源为准。结论须经人工审核并签发。",
                "This brief was made by a system from a dataset, for people to work with. Outputs and "
                "supplies of firms, and "
                "firms marked as fictional, are made up: amounts of runs show relative size only. "
                "Published figures carry "
                "their grade; check the source before you quote them. A person has to check and sign."))}});
}

}  // namespace

Document policy_brief(const BriefInput& input, DocumentLanguage language) {
  BriefWriter w(input, language);
  head(w);
  write_words(w, input.words);
  if (input.measures.size() > 1) overview(w);
  for (std::size_t k = 0; k < input.measures.size(); ++k) write_product_part(w, k);
  duties(w);
  gaps(w);
  caveat(w);
  return std::move(w.document);
}

}  // namespace tenon
