#include "report/brief.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

#include "base/number.h"
#include "report/analysis.h"
#include "report/backup_words.h"
#include "report/figures.h"
#include "report/measures_report.h"
#include "report/names.h"
#include "report/timestamp.h"
#include "report/words.h"

namespace tenon {
namespace {

constexpr std::size_t kEvidenceRows = 12;
constexpr std::size_t kCandidateRows = 6;
constexpr std::size_t kDuties = 4;
constexpr std::size_t kGapsListed = 12;
constexpr int kChartStep = 2;  // days between points of a curve

class Brief {
 public:
  Brief(const BriefInput& input, DocumentLanguage language)
      : in_(input), chinese_(language == DocumentLanguage::kChinese) {
    document_.language = language;
    run_note_ = note({say("本系统推演，数据集 " + in_.dataset.name + "，主供来源断供 " +
                              days(in_.options.failure_days) + "，企业产量与供货为合成数据",
                          "Run of this system on " + in_.dataset.name + ", the primary source fails for " +
                              days(in_.options.failure_days) + "; outputs and supplies of firms are made up"),
                      std::nullopt, 'S', "", true, false});
    cost_note_ = note({say("费用、工期为假设，未经核实", "Costs and times are assumed, not checked"),
                       std::nullopt, 'M', "", false, true});
    score_note_ =
        note({say("本系统断链风险点评分方法，区间反映证据的不确定",
                  "Method of this system for break points; intervals show what the evidence leaves open"),
              std::nullopt, 0, "", false, false});
  }

  Document take() && {
    head();
    if (in_.measures.size() > 1) overview();
    for (std::size_t k = 0; k < in_.measures.size(); ++k) product_part(k);
    duties();
    gaps();
    caveat();
    return std::move(document_);
  }

 private:
  // Texts.
  [[nodiscard]] std::string say(std::string zh, std::string en) const {
    return chinese_ ? std::move(zh) : std::move(en);
  }
  [[nodiscard]] std::string say(const Bilingual& text) const { return chinese_ ? text.zh : text.en; }
  [[nodiscard]] std::string say(const Words& words) const {
    return std::string(chinese_ ? words.zh : words.en);
  }
  [[nodiscard]] std::string money(double value) const { return say(money_figure(value, "CNY")); }
  [[nodiscard]] std::string days(double value) const {
    return format_fixed(value, 0) + say(" 天", value == 1 ? " day" : " days");
  }
  [[nodiscard]] std::string product_name(ProductId product) const {
    return say(tenon::product_name(in_.dataset, product));
  }
  [[nodiscard]] std::string interval(const Component& component) const {
    return format_fixed(component.value, 2) + say("（", " (") + format_fixed(component.low, 2) + "–" +
           format_fixed(component.high, 2) + say("）", ")");
  }
  [[nodiscard]] std::string range(const LossRange& value) const {
    if (value.low == value.high) return money(value.value);
    return money(value.value) + say("（", " (") + money(value.low) + "–" + money(value.high) + say("）", ")");
  }

  std::size_t note(DocumentNote one) {
    for (std::size_t k = 0; k < document_.notes.size(); ++k) {
      if (document_.notes[k] == one) return k;
    }
    document_.notes.push_back(std::move(one));
    return document_.notes.size() - 1;
  }
  std::size_t note_of(const Provenance& provenance, bool synthetic) {
    return note({provenance.source.empty() ? say("数据集未注明来源", "the dataset names no source")
                                           : provenance.source,
                 provenance.year, provenance.grade > ' ' ? provenance.grade : '\0', provenance.url, synthetic,
                 false});
  }

  // Blocks.
  void heading(int level, std::string text) {
    document_.blocks.emplace_back(DocumentHeading{level, {plain_run(std::move(text))}});
  }
  void paragraph(DocumentText text) { document_.blocks.emplace_back(DocumentParagraph{std::move(text)}); }
  static DocumentText cell(std::string text) { return {plain_run(std::move(text))}; }
  static DocumentText cell(std::string text, std::size_t note) {
    return {plain_run(std::move(text)), note_run(note)};
  }

  [[nodiscard]] const BreakPoint* point_of(ProductId product) const {
    for (const BreakPoint& point : in_.break_points.break_points) {
      if (point.subject.type == SubjectType::kProduct && point.subject.index == product.index())
        return &point;
    }
    return nullptr;
  }
  // The measure that avoids most for its cost; null where none avoids anything.
  [[nodiscard]] static const MeasureEffect* best_of(const MeasureReport& report) {
    for (const MeasureEffect& effect : report.effects) {
      if (effect.rank_by_cost == 1) return &effect;
    }
    return nullptr;
  }

  void head() {
    const Dataset& dataset = in_.dataset;
    const ProductId first = in_.measures.front().product;
    const Chain& chain = dataset.chain(dataset.product(first).chain);
    const std::string chain_name = say(chain.name_zh, chain.name_en.empty() ? chain.name_zh : chain.name_en);
    const bool one = in_.measures.size() == 1;
    const bool one_chain = std::all_of(in_.measures.begin(), in_.measures.end(), [&](const MeasureReport& r) {
      return dataset.product(r.product).chain == dataset.product(first).chain;
    });
    document_.title = one ? say("关于" + product_name(first) + "断链风险及处置建议的报告",
                                product_name(first) + ": where the chain can break, and what could be done")
                      : one_chain ? say("关于" + chain_name + "产业链断链风险及处置建议的报告",
                                        chain_name + ": where the chain can break, and what could be done")
                                  : say("关于重点产品断链风险及处置建议的报告",
                                        "Products where chains can break, and what could be done");
    document_.subtitle = one ? say("——" + chain_name + "产业链", chain_name + " chain") : std::string();
    document_.issuer = say("产业链韧性研究", "Resilience of industrial chains");
    document_.classification = say("内部", "Internal");
    document_.date = date_text();
    document_.created = in_.generated_at;
    document_.status = say("征求意见稿", "Draft for comment");
    document_.signers = {
        {say("拟稿", "Drafted by")}, {say("审核", "Checked by")}, {say("签发", "Signed by")}};
  }

  [[nodiscard]] std::string date_text() const {
    const std::string iso = format_utc(in_.generated_at);
    if (!chinese_) return iso.substr(0, 10);
    const auto part = [&](std::size_t from, std::size_t count) {
      std::string text = iso.substr(from, count);
      return text.front() == '0' ? text.substr(1) : text;
    };
    return iso.substr(0, 4) + "年" + part(5, 2) + "月" + part(8, 2) + "日";
  }

  void overview() {
    heading(1, say("总体情况", "Overview"));
    double loss = 0;
    for (const MeasureReport& report : in_.measures) loss += report.loss.value;
    paragraph(
        {plain_run(say(
             "本报告涉及 " + std::to_string(in_.measures.size()) +
                 " 个断链风险点。下表给出各点主供来源断供后的终端需求缺口和性价比最高的措施；各点缺口不能简单"
                 "相加。",
             "This brief covers " + std::to_string(in_.measures.size()) +
                 " break points. The table gives, for each, the final demand that goes unserved when its "
                 "primary source fails, and the measure that avoids most for its cost; the amounts do not "
                 "simply add up.")),
         note_run(run_note_)});
    DocumentTable table;
    table.caption = cell(say("断链风险点一览", "Break points at a glance"));
    table.columns = {{DocumentAlign::kLeft, 2.2},
                     {DocumentAlign::kLeft, 0.9},
                     {DocumentAlign::kLeft, 1.4},
                     {DocumentAlign::kRight, 1.1},
                     {DocumentAlign::kLeft, 2.4}};
    table.header = {{cell(say("产品", "Product")), cell(say("等级", "Level")),
                     cell(say("主供来源", "Primary source")), cell(say("需求缺口", "Unserved demand")),
                     cell(say("首选措施", "First measure"))}};
    for (const MeasureReport& report : in_.measures) {
      const BreakPoint* point = point_of(report.product);
      const MeasureEffect* best = best_of(report);
      table.rows.push_back(
          {cell(product_name(report.product)),
           {badge_run(point != nullptr ? point->level : Level::kUnknown)},
           cell(say(root_name(in_.dataset, report.primary.root)) + " " + percent_figure(report.primary.part)),
           cell(money(report.loss.value)),
           cell(best != nullptr ? say(measure_words(in_.dataset, *best)) : say("—", "—"))});
    }
    document_.blocks.emplace_back(std::move(table));
    std::vector<const MeasureReport*> order;
    for (const MeasureReport& report : in_.measures) order.push_back(&report);
    std::stable_sort(order.begin(), order.end(), [](const MeasureReport* a, const MeasureReport* b) {
      return a->loss.value > b->loss.value;
    });
    if (order.size() > 12) order.resize(12);
    DocumentChart chart;
    chart.caption = cell(say("主供来源断供的终端需求缺口（最大的 " + std::to_string(order.size()) + " 个）",
                             "Final demand unserved when the primary source fails (the largest " +
                                 std::to_string(order.size()) + ")"),
                         run_note_);
    chart.chart.kind = ChartKind::kInterval;
    chart.chart.horizontal = true;
    const auto [scale, unit] = money_axis(order.front()->loss.high);
    chart.chart.value_title = unit;
    chart.chart.series.push_back({say("缺口", "unserved"), {}});
    for (const MeasureReport* report : order) {
      chart.chart.categories.push_back(product_name(report->product));
      chart.chart.series[0].points.push_back(
          {report->loss.value / scale, 0, report->loss.low / scale, report->loss.high / scale});
    }
    document_.blocks.emplace_back(std::move(chart));
  }

  // Unit of an axis for amounts up to `largest`: divisor and title.
  [[nodiscard]] std::pair<double, std::string> money_axis(double largest) const {
    const ColumnScale scale = column_scale(std::max(1.0, largest));
    const int exponent = chinese_ ? scale.exponent_zh : scale.exponent_en;
    return {std::pow(10.0, exponent), say(column_unit(scale, "CNY"))};
  }

  void product_part(std::size_t k) {
    const MeasureReport& report = in_.measures[k];
    const bool one = in_.measures.size() == 1;
    if (!one) heading(1, product_name(report.product));
    const int level = one ? 1 : 2;
    heading(level, say("基本情况", "Situation"));
    situation(report);
    if (one) {
      heading(level, say("主要证据", "Evidence"));
      evidence(report);
    }
    heading(level, say("断供推演", "What a failure would do"));
    what_if(report);
    heading(level, say("备份厂商", "Who could stand in"));
    backups(in_.answers[k]);
    heading(level, say("措施建议", "Measures"));
    measures(report);
  }

  void situation(const MeasureReport& report) {
    const BreakPoint* point = point_of(report.product);
    const Product& product = in_.dataset.product(report.product);
    const Chain& chain = in_.dataset.chain(product.chain);
    DocumentText text = {
        plain_run(say(product.name_zh + "属" + chain.name_zh + "产业链" +
                          std::string(words_of(product.segment).zh) + "产品。",
                      tenon::product_name(in_.dataset, report.product).en + " is an " +
                          std::string(words_of(product.segment).en) + " product of the " +
                          (chain.name_en.empty() ? chain.name_zh : chain.name_en) + " chain. "))};
    if (point != nullptr && point->score) {
      text.push_back(plain_run(say("断链风险等级为", "As a break point it is rated ")));
      text.push_back(badge_run(point->level));
      text.push_back(
          plain_run(say("，综合得分 " + interval(*point->score), ", score " + interval(*point->score))));
      text.push_back(note_run(score_note_));
      if (!point->lost_end_products.empty()) {
        std::string names;
        const std::size_t named = std::min<std::size_t>(4, point->lost_end_products.size());
        for (std::size_t i = 0; i < named; ++i)
          names += (i == 0 ? "" : say("、", ", ")) + product_name(point->lost_end_products[i]);
        if (named < point->lost_end_products.size())
          names += say(" 等 ", " and others, ") + std::to_string(point->lost_end_products.size()) +
                   say(" 种", " in all");
        text.push_back(plain_run(say("；一旦断供，受影响的终端产品有" + names + "。",
                                     "; end products that would be lost: " + names + ".")));
      } else {
        text.push_back(plain_run(say("。", ".")));
      }
    }
    paragraph(std::move(text));
    DocumentKeyFigures strip;
    strip.figures.push_back({say("主供来源占比", "Primary source"),
                             percent_figure(report.primary.part),
                             say(root_name(in_.dataset, report.primary.root)),
                             {run_note_}});
    if (report.dependence.high > 0) {
      strip.figures.push_back(
          {say("全国对外依赖度", "Dependence on abroad"),
           percent_figure(report.dependence.value),
           percent_figure(report.dependence.low) + "–" + percent_figure(report.dependence.high),
           {score_note_}});
    }
    strip.figures.push_back({say("断供 " + days(in_.options.failure_days) + "的需求缺口",
                                 "Unserved in " + days(in_.options.failure_days)),
                             money(report.loss.value),
                             "",
                             {run_note_}});
    document_.blocks.emplace_back(std::move(strip));
  }

  void evidence(const MeasureReport& report) {
    const BreakPoint* point = point_of(report.product);
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
      paragraph(cell(say("没有公开的量化证据。", "There is no published figure.")));
      return;
    }
    DocumentTable table;
    table.caption = cell(say("公开证据", "Published evidence"));
    table.columns = {{DocumentAlign::kLeft, 2.2},
                     {DocumentAlign::kRight, 1},
                     {DocumentAlign::kLeft, 2},
                     {DocumentAlign::kRight, 0.7},
                     {DocumentAlign::kLeft, 0.8}};
    table.header = {{cell(say("指标", "Figure")), cell(say("数值", "Value")),
                     cell(say("口径", "Of what, where")), cell(say("年份", "Year")),
                     cell(say("用于评分", "In the score"))}};
    for (std::size_t i = 0; i < std::min(kEvidenceRows, lines.size()); ++i) {
      const Evidence& line = *lines[i];
      const ValueText value = evidence_value(line);
      table.rows.push_back({cell(say(line.label_zh, line.label_en)),
                            cell(say(value.zh, value.en), note_of(line.provenance, line.synthetic)),
                            cell(line.scope),
                            cell(line.provenance.year ? std::to_string(*line.provenance.year) : "—"),
                            cell(line.computed_with ? say("是", "yes") : say("仅列示", "shown"))});
    }
    document_.blocks.emplace_back(std::move(table));
  }

  void what_if(const MeasureReport& report) {
    const std::string root = say(root_name(in_.dataset, report.primary.root));
    const auto worst = std::min_element(report.served.begin(), report.served.end());
    int first_day = -1;
    for (std::size_t day = 0; day < report.served.size() && first_day < 0; ++day) {
      if (report.served[day] < 0.9999F) first_day = static_cast<int>(day);
    }
    DocumentText text = {plain_run(
        say("若" + root + "的供应中断 " + days(in_.options.failure_days) + "，库存和其他来源先行顶替；",
            "If supply from " + root + " fails for " + days(in_.options.failure_days) +
                ", stocks and other sources stand in at first; "))};
    if (first_day < 0) {
      text.push_back(plain_run(
          say("推演期内终端需求未出现可见缺口。", "final demand shows no visible gap over the run.")));
    } else {
      const auto worst_day = static_cast<int>(worst - report.served.begin());
      text.push_back(plain_run(
          say("第 " + std::to_string(first_day) + " 天起终端需求出现缺口，第 " + std::to_string(worst_day) +
                  " 天最大，推演期内累计 " + range(report.loss) + "。",
              "from day " + std::to_string(first_day) + " on final demand goes unserved, most on day " +
                  std::to_string(worst_day) + ", in all " + range(report.loss) + " over the run.")));
    }
    text.push_back(note_run(run_note_));
    paragraph(std::move(text));
    if (first_day < 0) return;
    DocumentChart chart;
    chart.caption = cell(say("终端需求缺口逐日变化", "Unserved final demand by day"), run_note_);
    chart.chart.kind = ChartKind::kLine;
    chart.chart.category_title = say("天", "day");
    chart.chart.value_title = say("缺口，占正常的 %", "unserved, % of normal");
    chart.chart.value_from = 0;
    const auto curve = [&](const std::string& name, const std::vector<float>& served) {
      ChartSeries series{name, {}};
      for (std::size_t day = 0; day < served.size(); day += kChartStep)
        series.points.push_back(
            {100 * std::max(0.0, 1 - static_cast<double>(served[day])), static_cast<double>(day)});
      chart.chart.series.push_back(std::move(series));
    };
    curve(say("不采取措施", "without measures"), report.served);
    if (const MeasureEffect* best = best_of(report); best != nullptr && !best->served.empty())
      curve(say(measure_words(in_.dataset, *best)), best->served);
    document_.blocks.emplace_back(std::move(chart));
  }

  void backups(const BackupAnswer& answer) {
    std::size_t independent = 0;
    std::size_t without_figure = 0;
    for (const BackupCandidate& candidate : answer.candidates) {
      if (candidate.kind != CandidateKind::kMaker || candidate.fails_with_primary) continue;
      ++independent;
      if (!candidate.spare) ++without_figure;
    }
    paragraph(
        {plain_run(say("不随主供同时失效的厂商有 " + std::to_string(independent) + " 家（条），其中 " +
                           std::to_string(without_figure) + " 家产能不详；采购方库存约可支撑 " +
                           days(answer.cover.middle()) + "。",
                       std::to_string(independent) +
                           " makers would not fail along with the primary source, the capacity of " +
                           std::to_string(without_figure) + " of them is not known; buyers hold about " +
                           days(answer.cover.middle()) + ".")),
         note_run(run_note_)});
    if (answer.candidates.empty()) return;
    DocumentTable table;
    table.caption = cell(say("备份候选厂商", "Candidates"));
    table.columns = {{DocumentAlign::kLeft, 2.4}, {DocumentAlign::kLeft, 1},    {DocumentAlign::kLeft, 1},
                     {DocumentAlign::kRight, 1},  {DocumentAlign::kRight, 0.9}, {DocumentAlign::kLeft, 2}};
    table.header = {{cell(say("厂商", "Maker")), cell(say("所在地", "Place")), cell(say("状态", "Status")),
                     cell(say("年余力", "Spare a year")), cell(say("交付天数", "Ready, days")),
                     cell(say("共同风险", "Shared exposure"))}};
    std::size_t shown = 0;
    for (const BackupCandidate& candidate : answer.candidates) {
      if (shown == kCandidateRows) break;
      if (candidate.kind != CandidateKind::kMaker) continue;
      ++shown;
      std::string shared;
      for (const SharedExposure& exposure : candidate.shared)
        shared += (shared.empty() ? "" : say("；", "; ")) + say(exposure_text(in_.dataset, exposure));
      if (candidate.fails_with_primary) shared = say("与主供同时失效：", "fails along: ") + shared;
      const Words status = words_of(candidate.status);
      table.rows.push_back(
          {cell(say(firm_name(in_.dataset, candidate.firm)),
                note_of(candidate.provenance, candidate.synthetic)),
           cell(candidate.region ? say(region_name_zh(in_.dataset.region(*candidate.region)),
                                       region_name_en(in_.dataset.region(*candidate.region)))
                                 : "—"),
           cell(say(status)),
           cell(candidate.spare ? money(*candidate.spare * kDaysAYear) : say("不详", "not known")),
           cell(format_fixed(candidate.ready_days(), 0) +
                (candidate.lead.is_assumption || candidate.qualification.is_assumption ? "~" : "")),
           cell(shared.empty() ? say("无", "none known") : shared)});
    }
    table.notes = {cell(say("~ 为假设的交付和认证时间。", "~ lead and qualification times are assumed."))};
    document_.blocks.emplace_back(std::move(table));
  }

  void measures(const MeasureReport& report) {
    std::vector<const MeasureEffect*> useful;
    std::string idle;
    for (const MeasureEffect& effect : report.effects) {
      if (effect.rank_by_cost > 0) {
        useful.push_back(&effect);
      } else {
        idle += (idle.empty() ? "" : say("、", ", ")) + say(measure_words(in_.dataset, effect));
      }
    }
    if (useful.empty()) {
      paragraph(
          cell(say("所列措施在推演中均未减少损失。", "None of the measures reduces the loss in the run.")));
      return;
    }
    DocumentTable table;
    table.caption = cell(say("措施及推演效果", "Measures and their effect in the run"));
    table.columns = {{DocumentAlign::kLeft, 2.4},  {DocumentAlign::kLeft, 0.8},
                     {DocumentAlign::kLeft, 2},    {DocumentAlign::kRight, 1.1},
                     {DocumentAlign::kRight, 0.8}, {DocumentAlign::kRight, 0.9}};
    table.header = {{cell(say("措施", "Measure")), cell(say("类别", "Class")),
                     cell(say("少损失", "Loss avoided")), cell(say("年费用", "Cost a year")),
                     cell(say("见效天数", "Days")), cell(say("稳健次序", "Robust rank"))}};
    DocumentChart chart;
    chart.caption =
        cell(say("措施少损失的终端需求及其区间", "Final demand saved by each measure, with its interval"),
             run_note_);
    chart.chart.kind = ChartKind::kInterval;
    chart.chart.horizontal = true;
    double largest = 0;
    for (const MeasureEffect* effect : useful) largest = std::max(largest, effect->avoided.high);
    const auto [scale, unit] = money_axis(largest);
    chart.chart.value_title = unit;
    chart.chart.series.push_back({say("少损失", "saved"), {}});
    bool supposes = false;
    for (const MeasureEffect* effect : useful) {
      const std::string name = say(measure_words(in_.dataset, *effect));
      supposes = supposes || effect->supposes_capacity;
      table.rows.push_back(
          {cell(name + (effect->supposes_capacity ? " †" : "")), cell(say(words_of(class_of(effect->kind)))),
           cell(range(effect->avoided), run_note_), cell(money(effect->annual_cost), cost_note_),
           cell(format_fixed(effect->days_to_effect, 0) + (effect->days_assumed ? "~" : "")),
           cell(effect->rank_by_robustness > 0 ? std::to_string(effect->rank_by_robustness) : "—")});
      chart.chart.categories.push_back(name);
      chart.chart.series[0].points.push_back(
          {effect->avoided.value / scale, 0, effect->avoided.low / scale, effect->avoided.high / scale});
    }
    if (supposes)
      table.notes.push_back(
          cell(say("† 假定其他来源有能力接手，须逐家核实。",
                   "† supposes that the other sources can deliver, to be checked one by one.")));
    document_.blocks.emplace_back(std::move(table));
    document_.blocks.emplace_back(std::move(chart));
    if (!report.pairs.empty()) {
      const MeasurePair& pair = report.pairs.front();
      const std::string both = say(measure_words(in_.dataset, report.effects[pair.first])) +
                               say("与", " and ") +
                               say(measure_words(in_.dataset, report.effects[pair.second]));
      const std::string lap = money(std::fabs(pair.interaction));
      paragraph({plain_run(say(both + "合用，少损失 " + money(pair.avoided) + "，比两者单独效果之和" +
                                   (pair.interaction < 0 ? "少 " : "多 ") + lap + "，效果不能相加。",
                               both + " together avoid " + money(pair.avoided) + ", " + lap +
                                   (pair.interaction < 0 ? " less" : " more") +
                                   " than the sum of both: effects do not add up.")),
                 note_run(run_note_)});
    }
    if (!idle.empty())
      paragraph(
          cell(say("推演中未见效或无从做起的措施：" + idle + "。",
                   "Measures without effect in the run, or that nobody could carry out: " + idle + ".")));
  }

  void duties() {
    heading(1, say("责任分工建议", "Who could do what by when"));
    DocumentTable table;
    table.caption = cell(say("责任分工建议（待定稿时填写责任人）", "Suggested duties (people to be named)"));
    table.columns = {{DocumentAlign::kLeft, 1.6},
                     {DocumentAlign::kLeft, 2.2},
                     {DocumentAlign::kLeft, 2.2},
                     {DocumentAlign::kRight, 1},
                     {DocumentAlign::kLeft, 1}};
    table.header = {{cell(say("产品", "Product")), cell(say("措施", "Measure")),
                     cell(say("行动主体", "Who acts")), cell(say("期限", "By when")),
                     cell(say("责任人", "Person"))}};
    const std::size_t each = in_.measures.size() == 1 ? kDuties : 1;
    for (const MeasureReport& report : in_.measures) {
      std::size_t listed = 0;
      std::set<MeasureKind> seen;
      for (const MeasureEffect& effect : report.effects) {
        if (effect.rank_by_cost == 0 || listed == each || !seen.insert(effect.kind).second) continue;
        ++listed;
        table.rows.push_back(
            {cell(product_name(report.product)), cell(say(measure_words(in_.dataset, effect))),
             cell(say(who_acts(effect.kind))),
             cell(effect.days_to_effect > 0 ? say("批准后 " + days(effect.days_to_effect),
                                                  days(effect.days_to_effect) + " after approval")
                                            : say("即可", "at once"),
                  cost_note_),
             cell("")});
      }
    }
    document_.blocks.emplace_back(std::move(table));
    const Chain& chain = in_.dataset.chain(in_.dataset.product(in_.measures.front().product).chain);
    if (chain.lead_region) {
      const Region& lead = in_.dataset.region(*chain.lead_region);
      const std::size_t source = note_of({chain.source, "", chain.lead_since, ' '}, false);
      paragraph({plain_run(say(chain.name_zh + "产业链由" + region_name_zh(lead) + "牵头",
                               "The lead of the chain is " + region_name_en(lead))),
                 note_run(source), plain_run(say("。", "."))});
    }
  }

  void gaps() {
    heading(1, say("数据缺口", "What is not known"));
    DocumentList list;
    for (const MeasureReport& report : in_.measures) {
      for (const DataGap& gap : in_.break_points.gaps) {
        if (gap.subject.type != SubjectType::kProduct || gap.subject.index != report.product.index())
          continue;
        if (list.items.size() < kGapsListed)
          list.items.push_back(
              cell((in_.measures.size() > 1 ? product_name(report.product) + say("：", ": ") : "") +
                   say(gap.text_zh, gap.text_en)));
      }
    }
    std::size_t unknown = 0;
    for (const BackupAnswer& answer : in_.answers) {
      for (const BackupCandidate& candidate : answer.candidates)
        unknown +=
            candidate.kind == CandidateKind::kMaker && !candidate.synthetic && !candidate.spare ? 1 : 0;
    }
    list.items.push_back(cell(say(
        "真实厂商的产能、余力、交付和认证时间大多不详（" + std::to_string(unknown) + " 条），建议发函核实。",
        "Capacity, spare capacity, lead and qualification times of most real makers are not "
        "known (" +
            std::to_string(unknown) + " entries); they should be asked.")));
    list.items.push_back(cell(say("措施费用为假设，定稿前应由主管部门核定。",
                                  "Costs of measures are assumed and need to be set by those in charge.")));
    document_.blocks.emplace_back(std::move(list));
  }

  void caveat() {
    document_.blocks.emplace_back(DocumentCallout{
        cell(say("使用说明", "How to read this")),
        {cell(say("本报告由系统根据数据集生成，供研究决策参考。企业产量、供货关系和虚构企业为合成数据，推演金"
                  "额只说明相对大小；标注等级的"
                  "公开数据请以原始来源为准。结论须经人工审核并签发。",
                  "This brief was made by a system from a dataset, for people to work with. Outputs and "
                  "supplies of firms, and "
                  "firms marked as fictional, are made up: amounts of runs show relative size only. "
                  "Published figures carry "
                  "their grade; check the source before you quote them. A person has to check and sign."))}});
  }

  const BriefInput& in_;
  bool chinese_;
  Document document_;
  std::size_t run_note_ = 0;
  std::size_t cost_note_ = 0;
  std::size_t score_note_ = 0;
};

}  // namespace

Document policy_brief(const BriefInput& input, DocumentLanguage language) {
  return Brief(input, language).take();
}

}  // namespace tenon
