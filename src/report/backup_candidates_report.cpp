#include "report/backup_candidates_report.h"

#include <algorithm>
#include <cstdint>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/backup_words.h"
#include "report/figures.h"
#include "report/html_escape.h"
#include "report/json_writer.h"
#include "report/names.h"

namespace tenon {
namespace {

std::string days_text(const DaysKnown& days) {
  std::string text = format_fixed(days.low, 0);
  if (days.high != days.low) text += "–" + format_fixed(days.high, 0);
  return days.is_assumption ? text + "~" : text;
}

// "0.12", "<0.001": scores fall fast with the days that a maker needs.
std::string score_text(double score) {
  if (score <= 0) return "0";
  return score < 0.001 ? "<0.001" : format_fixed(score, 3);
}

std::string part_text(const ScoreFactor& part) {
  return (part.value > 0 && part.value < 0.01 ? "<0.01" : format_fixed(part.value, 2)) +
         (part.known ? "" : "?");
}

std::string region_text(const Dataset& dataset, const std::optional<RegionId>& region, NameLanguage names) {
  if (!region) return "?";
  const Region& record = dataset.region(*region);
  return in(names == NameLanguage::kBoth ? NameLanguage::kChinese : names,
            {region_name_zh(record), region_name_en(record)});
}

std::string heading(const BackupCandidatesReport& report, const BackupAnswer& answer, NameLanguage names) {
  const Dataset& dataset = report.dataset;
  const Product& product = dataset.product(answer.question.product);
  std::string text = product.id + " " + in(names, product_name(dataset, answer.question.product));
  if (answer.question.buyer) text += " → " + in(names, firm_name(dataset, *answer.question.buyer));
  text += "\n";
  const RootShare& primary = answer.primary();
  const Bilingual root = root_name(dataset, primary.root);
  const Bilingual gap = money_figure(answer.gap * kDaysAYear, "CNY");
  const std::string cover = format_fixed(answer.cover.middle(), 0);
  text += "主供来源：" + root.zh + "，占用量的 " + percent_figure(primary.part) + "，每年 " + gap.zh +
          "；采购方库存约 " + cover + " 天。\n";
  text += "Primary source: " + root.en + ", " + percent_figure(primary.part) + " of what is used, " + gap.en +
          " a year; buyers hold about " + cover + " days.\n";
  return text;
}

}  // namespace

std::string backup_candidates_table(const BackupCandidatesReport& report,
                                    const BackupCandidatesTableOptions& options) {
  const Dataset& dataset = report.dataset;
  const NameLanguage names = options.names;
  std::string text;
  for (const BackupAnswer& answer : report.answers) {
    text += heading(report, answer, names) + "\n";
    TerminalTable table;
    table.columns = {{"#", Align::kRight},
                     {"备选厂商 maker", Align::kLeft, 44, 14},
                     {"地点 place", Align::kLeft, 16, 6},
                     {"层级 tier"},
                     {"状态 status"},
                     {"余力 spare/yr", Align::kRight},
                     {"交货 lead", Align::kRight},
                     {"认证 qual.", Align::kRight},
                     {"得分 score", Align::kRight},
                     {"= 产能×独立×成熟×时间÷成本", Align::kLeft},
                     {"共同风险 shared exposure", Align::kLeft, 60, 12}};
    const std::size_t shown =
        options.top == 0 ? answer.candidates.size() : std::min(options.top, answer.candidates.size());
    for (std::size_t k = 0; k < shown; ++k) {
      const BackupCandidate& candidate = answer.candidates[k];
      auto& row = table.rows.emplace_back();
      const Tone tone = candidate.fails_with_primary ? Tone::kFaint : Tone::kPlain;
      row.emplace_back(candidate.fails_with_primary ? "✗" : std::to_string(k + 1), tone);
      row.emplace_back((candidate.synthetic ? "* " : "") + in(names, firm_name(dataset, candidate.firm)),
                       tone);
      row.emplace_back(region_text(dataset, candidate.region, names));
      const Words tier = words_of(candidate.tier);
      row.emplace_back(in(names, {std::string(tier.zh), std::string(tier.en)}));
      if (candidate.kind == CandidateKind::kRelated) {
        row.emplace_back("相关 related: " + in(names == NameLanguage::kBoth ? NameLanguage::kChinese : names,
                                               product_name(dataset, *candidate.related_product)));
      } else {
        const Words status = words_of(candidate.status);
        row.emplace_back(in(names, {std::string(status.zh), std::string(status.en)}) +
                         (candidate.trl ? " TRL " + std::to_string(*candidate.trl) : ""));
      }
      row.emplace_back(candidate.spare ? in(names == NameLanguage::kBoth ? NameLanguage::kEnglish : names,
                                            money_figure(*candidate.spare * kDaysAYear, "CNY"))
                                       : "?");
      row.emplace_back(days_text(candidate.lead));
      row.emplace_back(days_text(candidate.qualification));
      row.emplace_back(score_text(candidate.score.value) + (candidate.score.known ? "" : "?"));
      std::string parts;
      for (const ScoreFactor& part : candidate.parts) parts += (parts.empty() ? "" : "×") + part_text(part);
      row.emplace_back(parts);
      std::string shared;
      for (const SharedExposure& exposure : candidate.shared) {
        const Bilingual words = exposure_text(dataset, exposure);
        shared += (shared.empty() ? "" : "; ") + in(names, words);
      }
      row.emplace_back(shared.empty() ? "–" : shared);
    }
    if (table.rows.empty()) {
      text += "没有备选。 Nobody could stand in.\n\n";
      continue;
    }
    text += render_table(table, options.style);
    if (shown < answer.candidates.size())
      text += "… " + format_count(answer.candidates.size() - shown) +
              " more 个未列出; --top 0 lists all 列出全部\n";
    text += "\n";
  }
  return text +
         "✗ 与主供同时失效，不能作备份 fails with the primary, no backup; * 虚构企业 made up; ? 不详 not "
         "known; ~ 假设 "
         "assumed.\n"
         "得分只用于排序；不详的部分取中性值，不因沉默而得利。 Scores order candidates; what is not known "
         "counts as "
         "neutral, nobody gains by silence.\n";
}

std::string backup_candidates_csv(const BackupCandidatesReport& report) {
  const Dataset& dataset = report.dataset;
  CsvWriter csv;
  for (const char* name : {"product_id",
                           "buyer_id",
                           "rank",
                           "firm_id",
                           "name_zh",
                           "name_en",
                           "kind",
                           "tier",
                           "region_code",
                           "status",
                           "synthetic",
                           "spare_cny_a_year",
                           "lead_days_low",
                           "lead_days_high",
                           "qualification_days_low",
                           "qualification_days_high",
                           "days_assumed",
                           "unit_cost",
                           "trl_scale",
                           "trl",
                           "relatedness",
                           "input_coverage",
                           "related_product",
                           "fails_with_primary",
                           "shared",
                           "score",
                           "score_low",
                           "score_high",
                           "capacity",
                           "independence",
                           "maturity",
                           "time",
                           "cost",
                           "source",
                           "year",
                           "grade"}) {
    csv.field(name);
  }
  csv.end_record();
  const auto number = [&](const std::optional<double>& value) {
    csv.field(value ? format_number(*value) : std::string());
  };
  for (const BackupAnswer& answer : report.answers) {
    for (std::size_t k = 0; k < answer.candidates.size(); ++k) {
      const BackupCandidate& c = answer.candidates[k];
      const Firm& firm = dataset.firm(c.firm);
      csv.field(dataset.product(answer.question.product).id);
      csv.field(answer.question.buyer ? dataset.firm(*answer.question.buyer).id : std::string());
      csv.field(std::to_string(k + 1));
      for (const std::string* field : {&firm.id, &firm.name_zh, &firm.name_en})
        csv.field(with_valid_utf8(*field));
      csv.field(id_of(c.kind));
      csv.field(id_of(c.tier));
      csv.field(c.region ? dataset.region(*c.region).code : std::string());
      csv.field(id_of(c.status));
      csv.field(c.synthetic ? "1" : "0");
      number(c.spare ? std::optional(*c.spare * kDaysAYear) : std::nullopt);
      for (const DaysKnown* days : {&c.lead, &c.qualification}) {
        number(days->low);
        number(days->high);
      }
      csv.field(c.lead.is_assumption || c.qualification.is_assumption ? "1" : "0");
      number(c.unit_cost);
      csv.field(c.trl_scale);
      csv.field(c.trl ? std::to_string(*c.trl) : std::string());
      number(c.relatedness);
      number(c.input_coverage);
      csv.field(c.related_product ? dataset.product(*c.related_product).id : std::string());
      csv.field(c.fails_with_primary ? "1" : "0");
      std::string shared;
      for (const SharedExposure& exposure : c.shared) {
        shared +=
            (shared.empty() ? "" : "|") + exposure_id(dataset, exposure) + "=" + format_number(exposure.part);
      }
      csv.field(shared);
      number(c.score.value);
      number(c.score.low);
      number(c.score.high);
      for (const ScoreFactor& part : c.parts) number(part.value);
      csv.field(with_valid_utf8(c.provenance.source));
      csv.field(c.provenance.year ? std::to_string(*c.provenance.year) : std::string());
      csv.field(c.provenance.grade > ' ' ? std::string(1, c.provenance.grade) : std::string());
      csv.end_record();
    }
  }
  return csv.take();
}

std::string backup_candidates_json(const BackupCandidatesReport& report) {
  const Dataset& dataset = report.dataset;
  JsonWriter json(JsonWriter::Layout::kIndented);
  const auto factor = [&](std::string_view name, const ScoreFactor& value) {
    json.key(name).begin_object().key("value").number(value.value);
    json.key("low").number(value.low).key("high").number(value.high).key("known").boolean(value.known);
    json.end_object();
  };
  const auto days = [&](std::string_view name, const DaysKnown& value) {
    json.key(name).begin_object().key("low").number(value.low).key("high").number(value.high);
    json.key("is_assumption").boolean(value.is_assumption).end_object();
  };
  json.begin_object().key("dataset").text(report.source).key("scope").text(report.options.scope);
  json.key("answers").begin_array();
  for (const BackupAnswer& answer : report.answers) {
    const Product& product = dataset.product(answer.question.product);
    json.begin_object().key("product_id").text(product.id);
    json.key("name_zh").text(product.name_zh).key("name_en").text(product.name_en);
    json.key("buyer_id");
    answer.question.buyer ? json.text(dataset.firm(*answer.question.buyer).id) : json.null();
    json.key("use_cny_a_year").number(answer.use * kDaysAYear);
    json.key("gap_cny_a_year").number(answer.gap * kDaysAYear);
    days("cover_days", answer.cover);
    json.key("roots").begin_array();
    for (const RootShare& share : answer.roots) {
      const Bilingual name = root_name(dataset, share.root);
      json.begin_object().key("kind").text(id_of(share.root.kind));
      json.key("name_zh").text(name.zh).key("name_en").text(name.en).key("part").number(share.part);
      json.end_object();
    }
    json.end_array();
    json.key("related_found").integer(static_cast<std::int64_t>(answer.related_found));
    json.key("candidates").begin_array();
    for (const BackupCandidate& c : answer.candidates) {
      const Firm& firm = dataset.firm(c.firm);
      json.begin_object().key("firm_id").text(firm.id);
      json.key("name_zh").text(firm.name_zh).key("name_en").text(firm.name_en);
      json.key("kind").text(id_of(c.kind)).key("tier").text(id_of(c.tier));
      json.key("region_code");
      c.region ? json.text(dataset.region(*c.region).code) : json.null();
      json.key("status").text(id_of(c.status)).key("synthetic").boolean(c.synthetic);
      json.key("spare_cny_a_year")
          .optional_number(c.spare ? std::optional(*c.spare * kDaysAYear) : std::nullopt);
      days("lead_days", c.lead);
      days("qualification_days", c.qualification);
      json.key("unit_cost").optional_number(c.unit_cost);
      json.key("trl").optional_integer(c.trl);
      json.key("relatedness").optional_number(c.relatedness);
      json.key("input_coverage").optional_number(c.input_coverage);
      json.key("related_product");
      c.related_product ? json.text(dataset.product(*c.related_product).id) : json.null();
      json.key("fails_with_primary").boolean(c.fails_with_primary);
      json.key("shared").begin_array();
      for (const SharedExposure& exposure : c.shared) {
        const Bilingual words = exposure_text(dataset, exposure);
        json.begin_object().key("kind").text(id_of(exposure.kind)).key("part").number(exposure.part);
        json.key("zh").text(words.zh).key("en").text(words.en).end_object();
      }
      json.end_array();
      factor("score", c.score);
      json.key("parts").begin_object();
      for (std::size_t p = 0; p < kScorePartCount; ++p) factor(id_of(static_cast<ScorePart>(p)), c.parts[p]);
      json.end_object();
      json.key("source").text(c.provenance.source).key("year").optional_integer(c.provenance.year);
      json.key("grade").text(c.provenance.grade > ' ' ? std::string(1, c.provenance.grade) : std::string());
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace tenon
