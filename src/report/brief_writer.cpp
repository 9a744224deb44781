#include "report/brief_writer.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/number.h"
#include "report/names.h"

namespace tenon {

BriefWriter::BriefWriter(const BriefInput& input, DocumentLanguage language)
    : in(input), chinese(language == DocumentLanguage::kChinese) {
  document.language = language;
  run_note = note({say("本系统推演，数据集 " + in.dataset.name + "，主供来源断供 " +
                           days(in.options.failure_days) + "，企业产量与供货为合成数据",
                       "Run of this system on " + in.dataset.name + ", the primary source fails for " +
                           days(in.options.failure_days) + "; outputs and supplies of firms are made up"),
                   std::nullopt, 'S', "", true, false});
  cost_note = note({say("费用、工期为假设，未经核实", "Costs and times are assumed, not checked"),
                    std::nullopt, 'M', "", false, true});
  score_note =
      note({say("本系统断链风险点评分方法，区间反映证据的不确定",
                "Method of this system for break points; intervals show what the evidence leaves open"),
            std::nullopt, 0, "", false, false});
}

std::string BriefWriter::say(std::string zh, std::string en) const {
  return chinese ? std::move(zh) : std::move(en);
}

std::string BriefWriter::say(const Bilingual& text) const {
  return chinese ? text.zh : text.en;
}

std::string BriefWriter::say(const Words& words) const {
  return std::string(chinese ? words.zh : words.en);
}

std::string BriefWriter::money(double value) const {
  return say(money_figure(value, "CNY"));
}

std::string BriefWriter::days(double value) const {
  return format_fixed(value, 0) + say(" 天", value == 1 ? " day" : " days");
}

std::string BriefWriter::product_name(ProductId product) const {
  return say(tenon::product_name(in.dataset, product));
}

std::string BriefWriter::interval(const Component& component) const {
  return format_fixed(component.value, 2) + say("（", " (") + format_fixed(component.low, 2) + "–" +
         format_fixed(component.high, 2) + say("）", ")");
}

std::string BriefWriter::range(const LossRange& value) const {
  if (value.low == value.high) return money(value.value);
  return money(value.value) + say("（", " (") + money(value.low) + "–" + money(value.high) + say("）", ")");
}

std::size_t BriefWriter::note(DocumentNote one) {
  for (std::size_t k = 0; k < document.notes.size(); ++k) {
    if (document.notes[k] == one) return k;
  }
  document.notes.push_back(std::move(one));
  return document.notes.size() - 1;
}

std::size_t BriefWriter::note_of(const Provenance& provenance, bool synthetic) {
  return note(
      {provenance.source.empty() ? say("数据集未注明来源", "the dataset names no source") : provenance.source,
       provenance.year, provenance.grade > ' ' ? provenance.grade : '\0', provenance.url, synthetic, false});
}

void BriefWriter::heading(int level, std::string text) {
  document.blocks.emplace_back(DocumentHeading{level, {plain_run(std::move(text))}});
}

void BriefWriter::paragraph(DocumentText text) {
  document.blocks.emplace_back(DocumentParagraph{std::move(text)});
}

DocumentText BriefWriter::cell(std::string text) {
  return {plain_run(std::move(text))};
}

DocumentText BriefWriter::cell(std::string text, std::size_t note) {
  return {plain_run(std::move(text)), note_run(note)};
}

const BreakPoint* BriefWriter::point_of(ProductId product) const {
  for (const BreakPoint& point : in.break_points.break_points) {
    if (point.subject.type == SubjectType::kProduct && point.subject.index == product.index()) return &point;
  }
  return nullptr;
}

const MeasureEffect* BriefWriter::best_of(const MeasureReport& report) {
  for (const MeasureEffect& effect : report.effects) {
    if (effect.rank_by_cost == 1) return &effect;
  }
  return nullptr;
}

std::pair<double, std::string> BriefWriter::money_axis(double largest) const {
  const ColumnScale scale = column_scale(std::max(1.0, largest));
  const int exponent = chinese ? scale.exponent_zh : scale.exponent_en;
  return {std::pow(10.0, exponent), say(column_unit(scale, "CNY"))};
}

}  // namespace tenon
