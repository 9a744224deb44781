#include "report/measures_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/backup_words.h"
#include "report/break_points_text.h"
#include "report/figures.h"
#include "report/json_writer.h"
#include "report/names.h"

namespace tenon {
namespace {

struct MeasureText {
  Words words;
  Words who;
  RemedyClass remedy_class;
};

constexpr std::array<MeasureText, kMeasureKindCount> kTexts = {{
    {{"认证第二货源", "second source"},
     {"采购企业与备份厂商；链主企业牵头", "buyers and the maker; the leading firm"},
     RemedyClass::kSecure},
    {{"预留备份产能", "reserved capacity"},
     {"采购企业、备份厂商；省工信部门协调", "buyers and makers; the provincial bureau"},
     RemedyClass::kSecure},
    {{"厂商互助联盟", "alliance for mutual aid"},
     {"境内量产厂商；产业联盟", "makers in volume; the chain's alliance"},
     RemedyClass::kStrengthen},
    {{"增加储备", "stockpile"},
     {"采购企业；国储或商储补贴部门", "buyers; who subsidises stocks"},
     RemedyClass::kSecure},
    {{"新建或引进工厂", "new plant, built or attracted"},
     {"市政府招商、省发改和工信部门", "the city's investment office; provincial bureaus"},
     RemedyClass::kSupplement},
    {{"联合攻关", "joint research"},
     {"试产和在研厂商、科研院所；科技部门", "makers in trial or development, institutes; science bureaus"},
     RemedyClass::kSupplement},
    {{"改用替代产品", "substitute product"},
     {"采购企业的设计与工艺部门", "design and process departments of the buyers"},
     RemedyClass::kSecure},
    {{"联合采购、分散来源", "pooled purchasing over several sources"},
     {"采购企业；产业联盟", "buyers; the chain's alliance"},
     RemedyClass::kSecure},
}};

const MeasureText& text_of(MeasureKind kind) {
  return kTexts[static_cast<std::size_t>(kind)];
}

std::string money(double value, NameLanguage names) {
  const Bilingual figure = money_figure(value, "CNY");
  return names == NameLanguage::kChinese ? figure.zh : figure.en;
}

std::string range_text(const LossRange& range, NameLanguage names) {
  const std::string value = money(range.value, names);
  if (range.low == range.high) return value;
  return value + " (" + money(range.low, names) + "–" + money(range.high, names) + ")";
}

// "8.2", "4,240", ">9,999": a ratio says little beyond.
std::string ratio_text(double ratio) {
  if (ratio <= 0) return "–";
  if (ratio > 9999) return ">9,999";
  return ratio >= 100 ? format_count(static_cast<std::size_t>(ratio + 0.5)) : format_fixed(ratio, 1);
}

std::string score_change(const MeasureReport& product, const MeasureEffect& effect) {
  if (!product.before || !product.before->score || !effect.score_after) return "–";
  const std::string before = format_fixed(product.before->score->value, 2);
  const std::string after = format_fixed(effect.score_after->value, 2);
  return before == after ? after : before + " → " + after;
}

std::string heading(const MeasuresReport& report, const MeasureReport& product, NameLanguage names) {
  const Dataset& dataset = report.dataset;
  const Product& record = dataset.product(product.product);
  const Bilingual root = root_name(dataset, product.primary.root);
  const std::string days = std::to_string(report.options.failure_days);
  std::string text = record.id + " " + in(names, product_name(dataset, product.product));
  if (product.before) text += "  " + level_text(*product.before);
  const Bilingual loss = money_figure(product.loss.value, "CNY");
  text += "\n若主供来源" + root.zh + "（占 " + percent_figure(product.primary.part) + "）断供 " + days +
          " 天：终端需求缺口 " + loss.zh + "。\n";
  text += "If the primary source, " + root.en + " (" + percent_figure(product.primary.part) +
          "), delivers nothing for " + days + " days: final demand of " + loss.en + " goes unserved.\n";
  return text;
}

std::string product_section(const MeasuresReport& report, const MeasureReport& product,
                            const MeasuresTableOptions& options) {
  const NameLanguage names = options.names;
  std::string text = heading(report, product, names) + "\n";
  TerminalTable table;
  table.columns = {{"措施 measure", Align::kLeft, 64, 20},
                   {"类 class"},
                   {"少损失 loss avoided", Align::kLeft, 44, 16},
                   {"费用/年 cost/yr", Align::kRight},
                   {"倍 ratio", Align::kRight},
                   {"见效天 days", Align::kRight},
                   {"得分 score", Align::kRight},
                   {"性价比 rank", Align::kRight},
                   {"稳健 robust", Align::kRight},
                   {"谁来做 who acts", Align::kLeft, 52, 12}};
  for (const MeasureEffect& effect : product.effects) {
    if (!effect.is_possible) continue;
    auto& row = table.rows.emplace_back();
    row.emplace_back((effect.rests_on_synthetic ? "* " : "") +
                     in(names, measure_words(report.dataset, effect)) +
                     (effect.supposes_capacity ? " †" : ""));
    const Words remedy = words_of(class_of(effect.kind));
    row.emplace_back(names == NameLanguage::kEnglish ? std::string(remedy.en) : std::string(remedy.zh));
    row.emplace_back(range_text(effect.avoided, names));
    row.emplace_back(effect.annual_cost > 0 ? money(effect.annual_cost, names) : "–");
    row.emplace_back(ratio_text(effect.avoided_per_cost()));
    row.emplace_back(format_fixed(effect.days_to_effect, 0) + (effect.days_assumed ? "~" : ""));
    row.emplace_back(score_change(product, effect));
    row.emplace_back(effect.rank_by_cost > 0 ? std::to_string(effect.rank_by_cost) : "–");
    row.emplace_back(effect.rank_by_robustness > 0 ? std::to_string(effect.rank_by_robustness) : "–");
    row.emplace_back(in(names, who_acts(effect.kind)));
  }
  text += render_table(table, options.style);
  std::string impossible;
  for (const MeasureEffect& effect : product.effects) {
    if (effect.is_possible) continue;
    impossible += (impossible.empty() ? "" : ", ") + in(names, measure_words(report.dataset, effect));
  }
  if (!impossible.empty())
    text +=
        "无从做起（没有已知余力的厂商，或没有替代品） nobody or nothing to do it with: " + impossible + "\n";
  for (std::size_t k = 0; k < std::min<std::size_t>(3, product.pairs.size()); ++k) {
    const MeasurePair& pair = product.pairs[k];
    const Bilingual first = measure_words(report.dataset, product.effects[pair.first]);
    const Bilingual second = measure_words(report.dataset, product.effects[pair.second]);
    const Bilingual avoided = money_figure(pair.avoided, "CNY");
    const Bilingual lap = money_figure(std::fabs(pair.interaction), "CNY");
    text += "合用 " + first.zh + " + " + second.zh + "：少损失 " + avoided.zh + "，比两者之和" +
            (pair.interaction < 0 ? "少 " : "多 ") + lap.zh + "。 " + "Both " + first.en + " + " + second.en +
            ": " + avoided.en + ", " + lap.en + (pair.interaction < 0 ? " less" : " more") +
            " than the sum.\n";
  }
  return text + "\n";
}

// The best measures over all break points.
std::string best_section(const MeasuresReport& report, const MeasuresTableOptions& options) {
  struct Place {
    const MeasureReport* product;
    const MeasureEffect* effect;
  };
  std::vector<Place> places;
  for (const MeasureReport& product : report.products) {
    for (const MeasureEffect& effect : product.effects) {
      if (effect.rank_by_cost > 0) places.push_back({&product, &effect});
    }
  }
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.effect->avoided_per_cost() > b.effect->avoided_per_cost();
  });
  const NameLanguage names = options.names;
  TerminalTable table;
  table.columns = {{"#", Align::kRight},
                   {"产品 product", Align::kLeft, 40, 14},
                   {"措施 measure", Align::kLeft, 64, 20},
                   {"少损失 loss avoided", Align::kLeft, 44, 16},
                   {"费用/年 cost/yr", Align::kRight},
                   {"倍 ratio", Align::kRight},
                   {"见效天 days", Align::kRight}};
  const std::size_t shown = options.top == 0 ? places.size() : std::min(options.top, places.size());
  for (std::size_t k = 0; k < shown; ++k) {
    const MeasureEffect& effect = *places[k].effect;
    const Product& product = report.dataset.product(places[k].product->product);
    table.rows.push_back(
        {std::to_string(k + 1),
         product.id + " " + in(names, product_name(report.dataset, places[k].product->product)),
         (effect.rests_on_synthetic ? "* " : "") + in(names, measure_words(report.dataset, effect)) +
             (effect.supposes_capacity ? " †" : ""),
         range_text(effect.avoided, names), money(effect.annual_cost, names),
         ratio_text(effect.avoided_per_cost()),
         format_fixed(effect.days_to_effect, 0) + (effect.days_assumed ? "~" : "")});
  }
  return format_count(report.products.size()) + " break points, best measures by loss avoided per cost " +
         "个断链风险点中，按每元费用少损失排序的最好措施:\n\n" + render_table(table, options.style) + "\n";
}

}  // namespace

Bilingual measure_words(const Dataset& dataset, const MeasureEffect& effect) {
  const Words& words = text_of(effect.kind).words;
  Bilingual text{std::string(words.zh), std::string(words.en)};
  if (effect.kind == MeasureKind::kStockpile) {
    const std::string days = format_number(effect.amount);
    return {text.zh + " " + days + " 天", text.en + " " + days + " days"};
  }
  if (effect.kind == MeasureKind::kNewPlant) {
    const std::string part = percent_figure(effect.amount);
    text = {text.zh + "，补缺口 " + part, text.en + ", " + part + " of the gap"};
    if (effect.region) {
      text.zh += "（" + region_name_zh(dataset.region(*effect.region)) + "）";
      text.en += " (" + region_name_en(dataset.region(*effect.region)) + ")";
    }
    return text;
  }
  const auto list = [&](std::size_t count, auto name) {
    Bilingual names;
    for (std::size_t k = 0; k < std::min<std::size_t>(2, count); ++k) {
      const Bilingual one = name(k);
      names.zh += (k == 0 ? "：" : "、") + one.zh;
      names.en += (k == 0 ? ": " : ", ") + one.en;
    }
    if (count > 2) {
      names.zh += " 等 " + std::to_string(count) + " 家";
      names.en += " and " + std::to_string(count - 2) + " more";
    }
    text.zh += names.zh;
    text.en += names.en;
  };
  if (!effect.makers.empty())
    list(effect.makers.size(), [&](std::size_t k) { return firm_name(dataset, effect.makers[k]); });
  if (!effect.substitutes.empty())
    list(effect.substitutes.size(),
         [&](std::size_t k) { return product_name(dataset, effect.substitutes[k]); });
  return text;
}

Bilingual who_acts(MeasureKind kind) {
  const Words& who = text_of(kind).who;
  return {std::string(who.zh), std::string(who.en)};
}

RemedyClass class_of(MeasureKind kind) {
  return text_of(kind).remedy_class;
}

std::string measures_table(const MeasuresReport& report, const MeasuresTableOptions& options) {
  std::string text;
  if (report.products.size() > 1) text += best_section(report, options);
  for (const MeasureReport& product : report.products) text += product_section(report, product, options);
  text +=
      "† 假定其他来源有能力接手 supposes that the others can deliver; * 用到虚构企业 rests on made-up firms; "
      "~ 假设 assumed.\n"
      "括号内为依赖度区间两端的结果；费用均为 M 级假设；程序只提建议，由人决定。\n"
      "In brackets: at both ends of what is known of the dependence. All costs are assumptions of grade M. "
      "The program "
      "suggests, people decide.\n";
  return text;
}

std::string measures_csv(const MeasuresReport& report) {
  const Dataset& dataset = report.dataset;
  CsvWriter csv;
  for (const char* name : {"product_id",
                           "measure",
                           "amount",
                           "possible",
                           "makers",
                           "region_code",
                           "substitutes",
                           "synthetic",
                           "supposes_capacity",
                           "loss_cny",
                           "avoided_cny",
                           "avoided_low_cny",
                           "avoided_high_cny",
                           "avoided_value_added_cny",
                           "score_before",
                           "score_after",
                           "level_before",
                           "level_after",
                           "cost_once_cny",
                           "cost_a_year_cny",
                           "annual_cost_cny",
                           "avoided_per_cost",
                           "days_to_effect",
                           "days_assumed",
                           "rank_by_cost",
                           "rank_by_robustness"}) {
    csv.field(name);
  }
  csv.end_record();
  const auto number = [&](const std::optional<double>& value) {
    csv.field(value ? format_number(*value) : std::string());
  };
  for (const MeasureReport& product : report.products) {
    const auto& before = product.before;
    for (const MeasureEffect& effect : product.effects) {
      csv.field(dataset.product(product.product).id);
      csv.field(name_of(effect.kind));
      number(effect.amount);
      csv.field(effect.is_possible ? "1" : "0");
      std::string makers;
      for (const FirmId firm : effect.makers) makers += (makers.empty() ? "" : "|") + dataset.firm(firm).id;
      csv.field(makers);
      csv.field(effect.region ? dataset.region(*effect.region).code : std::string());
      std::string substitutes;
      for (const ProductId id : effect.substitutes)
        substitutes += (substitutes.empty() ? "" : "|") + dataset.product(id).id;
      csv.field(substitutes);
      csv.field(effect.rests_on_synthetic ? "1" : "0");
      csv.field(effect.supposes_capacity ? "1" : "0");
      number(product.loss.value);
      number(effect.avoided.value);
      number(effect.avoided.low);
      number(effect.avoided.high);
      number(effect.avoided_value_added);
      number(before && before->score ? std::optional(before->score->value) : std::nullopt);
      number(effect.score_after ? std::optional(effect.score_after->value) : std::nullopt);
      csv.field(before ? std::string(id_of(before->level)) : std::string());
      csv.field(effect.score_after ? std::string(id_of(effect.level_after)) : std::string());
      number(effect.cost_once);
      number(effect.cost_a_year);
      number(effect.annual_cost);
      number(effect.avoided_per_cost());
      number(effect.days_to_effect);
      csv.field(effect.days_assumed ? "1" : "0");
      csv.field(std::to_string(effect.rank_by_cost));
      csv.field(std::to_string(effect.rank_by_robustness));
      csv.end_record();
    }
  }
  return csv.take();
}

std::string measures_json(const MeasuresReport& report) {
  const Dataset& dataset = report.dataset;
  JsonWriter json(JsonWriter::Layout::kIndented);
  const auto range = [&](std::string_view name, const LossRange& value) {
    json.key(name).begin_object().key("value").number(value.value).key("low").number(value.low);
    json.key("high").number(value.high).end_object();
  };
  json.begin_object().key("dataset").text(report.source).key("scope").text(report.options.search.scope);
  json.key("failure_days").integer(report.options.failure_days);
  json.key("horizon_days").integer(report.options.horizon_days);
  json.key("break_points").begin_array();
  for (const MeasureReport& product : report.products) {
    const Product& record = dataset.product(product.product);
    const Bilingual root = root_name(dataset, product.primary.root);
    json.begin_object().key("product_id").text(record.id);
    json.key("name_zh").text(record.name_zh).key("name_en").text(record.name_en);
    json.key("primary_zh").text(root.zh).key("primary_en").text(root.en);
    json.key("primary_part").number(product.primary.part);
    json.key("score").optional_number(
        product.before && product.before->score ? std::optional(product.before->score->value) : std::nullopt);
    json.key("dependence_low").number(product.dependence.low);
    json.key("dependence_high").number(product.dependence.high);
    range("lost_final_demand_cny", product.loss);
    json.key("lost_value_added_cny").number(product.lost_value_added);
    json.key("partial").boolean(product.is_partial);
    json.key("measures").begin_array();
    for (const MeasureEffect& effect : product.effects) {
      const Bilingual words = measure_words(dataset, effect);
      const Bilingual who = who_acts(effect.kind);
      json.begin_object().key("measure").text(name_of(effect.kind)).key("amount").number(effect.amount);
      json.key("zh").text(words.zh).key("en").text(words.en);
      json.key("class").text(id_of(class_of(effect.kind)));
      json.key("makers").begin_array();
      for (const FirmId firm : effect.makers) json.text(report.dataset.firm(firm).id);
      json.end_array().key("substitutes").begin_array();
      for (const ProductId other : effect.substitutes) json.text(report.dataset.product(other).id);
      json.end_array().key("region_code");
      effect.region ? json.text(report.dataset.region(*effect.region).code) : json.null();
      json.key("possible").boolean(effect.is_possible);
      json.key("synthetic").boolean(effect.rests_on_synthetic);
      json.key("supposes_capacity").boolean(effect.supposes_capacity);
      range("avoided_cny", effect.avoided);
      json.key("avoided_value_added_cny").number(effect.avoided_value_added);
      json.key("score_after")
          .optional_number(effect.score_after ? std::optional(effect.score_after->value) : std::nullopt);
      json.key("cost_once_cny").optional_number(effect.cost_once);
      json.key("cost_a_year_cny").optional_number(effect.cost_a_year);
      json.key("annual_cost_cny").number(effect.annual_cost);
      json.key("days_to_effect").number(effect.days_to_effect);
      json.key("days_assumed").boolean(effect.days_assumed);
      json.key("who_zh").text(who.zh).key("who_en").text(who.en);
      json.key("rank_by_cost").integer(static_cast<std::int64_t>(effect.rank_by_cost));
      json.key("rank_by_robustness").integer(static_cast<std::int64_t>(effect.rank_by_robustness));
      json.end_object();
    }
    json.end_array();
    json.key("pairs").begin_array();
    for (const MeasurePair& pair : product.pairs) {
      json.begin_object().key("first").integer(static_cast<std::int64_t>(pair.first));
      json.key("second").integer(static_cast<std::int64_t>(pair.second));
      json.key("avoided_cny").number(pair.avoided).key("interaction_cny").number(pair.interaction);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace tenon
