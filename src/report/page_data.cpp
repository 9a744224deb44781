#include "report/page_data.h"

#include <cmath>
#include <map>
#include <tuple>

#include "report/chain_data.h"
#include "report/chain_layout.h"
#include "report/city_activity.h"
#include "report/html_escape.h"
#include "report/json_writer.h"
#include "report/timestamp.h"
#include "report/words.h"

namespace tenon {
namespace {

std::int64_t as_integer(std::size_t value) {
  return static_cast<std::int64_t>(value);
}

std::int64_t position_of_product(ProductId product) {
  return as_integer(product.index());
}

double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

void write_rounded(JsonWriter& json, const std::optional<double>& value) {
  json.optional_number(value ? std::optional(rounded(*value)) : std::nullopt);
}

void write_component(JsonWriter& json, std::string_view key, const std::optional<Component>& component) {
  json.key(key);
  if (!component) {
    json.null();
    return;
  }
  json.begin_array().number(rounded(component->value)).number(rounded(component->low));
  json.number(rounded(component->high)).end_array();
}

// Distinct rows in order of first use.
template <class Row>
class Table {
 public:
  std::size_t position(const Row& row) {
    const auto [at, is_new] = place_.try_emplace(row, rows_.size());
    if (is_new) rows_.push_back(row);
    return at->second;
  }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

 private:
  std::map<Row, std::size_t> place_;
  std::vector<Row> rows_;
};

struct Tables {
  Table<std::tuple<std::string, std::string, std::string, std::string>> metrics;  // id, zh, en, unit
  Table<std::tuple<std::string, std::string>> sources;                            // text, web address
};

void write_source(JsonWriter& json, Tables& tables, const Provenance& provenance) {
  if (provenance.source.empty() && provenance.url.empty()) {
    json.null();
  } else {
    json.integer(as_integer(tables.sources.position({provenance.source, web_address(provenance.url)})));
  }
}

void write_grade(JsonWriter& json, char grade) {
  if (grade > ' ') {
    json.text(std::string_view(&grade, 1));
  } else {
    json.text("");
  }
}

void write_words(JsonWriter& json, std::string_view id, Words words) {
  json.begin_array().text(id).text(words.zh).text(words.en).end_array();
}

void write_dictionaries(JsonWriter& json) {
  json.key("levels").begin_array();
  for (std::size_t i = 0; i < kLevelCount; ++i) {
    write_words(json, id_of(static_cast<Level>(i)), words_of(static_cast<Level>(i)));
  }
  json.end_array().key("kinds").begin_array();
  for (int i = 0; i <= static_cast<int>(RiskKind::kChokePoint); ++i) {
    write_words(json, id_of(static_cast<RiskKind>(i)), words_of(static_cast<RiskKind>(i)));
  }
  json.end_array().key("remedies").begin_array();
  for (int i = 0; i <= static_cast<int>(RemedyClass::kStrengthen); ++i) {
    write_words(json, id_of(static_cast<RemedyClass>(i)), words_of(static_cast<RemedyClass>(i)));
  }
  json.end_array();
  write_segments(json);
  json.key("statuses").begin_array();
  for (int i = 0; i <= static_cast<int>(CapabilityStatus::kPotential); ++i) {
    write_words(json, id_of(static_cast<CapabilityStatus>(i)), words_of(static_cast<CapabilityStatus>(i)));
  }
  json.end_array().key("grades").begin_object();
  for (const char grade : {'A', 'B', 'C', 'M', 'S'}) {
    const Words words = words_of_grade(grade);
    json.key(std::string_view(&grade, 1)).begin_array().text(words.zh).text(words.en).end_array();
  }
  const Words none = words_of_grade(' ');
  json.key("").begin_array().text(none.zh).text(none.en).end_array().end_object();
}

void write_regions(JsonWriter& json, const Analysis& analysis) {
  const auto scope = scope_region(analysis);
  json.key("regions").begin_array();
  for (std::size_t i = 0; i < analysis.dataset.regions.size(); ++i) {
    const Region& region = analysis.dataset.regions[i];
    json.begin_array().text(region.code).text(region_name_zh(region)).text(region_name_en(region));
    json.boolean(scope && region_within(analysis.dataset, RegionId(i), *scope)).end_array();
  }
  json.end_array();
  json.key("scope").begin_object().key("code").text(analysis.result.options.scope);
  json.key("zh").text(scope ? region_name_zh(analysis.dataset.region(*scope))
                            : analysis.result.options.scope);
  json.key("en").text(scope ? region_name_en(analysis.dataset.region(*scope))
                            : analysis.result.options.scope);
  json.end_object();
}

void write_chains(JsonWriter& json, const Analysis& analysis, const Summary& summary) {
  const Dataset& dataset = analysis.dataset;
  json.key("chains").begin_array();
  for (const Chain& chain : dataset.chains) {
    json.begin_object().key("id").text(chain.id).key("zh").text(chain.name_zh).key("en").text(chain.name_en);
    json.key("lead");
    if (chain.lead_region) {
      json.integer(as_integer(chain.lead_region->index()));
    } else {
      json.null();
    }
    json.key("since").optional_integer(chain.lead_since);
    json.end_object();
  }
  json.end_array();
  json.key("drawn").begin_array();
  for (const ChainSummary& chain : summary.chains) {
    const ChainLayout layout = layout_chain(dataset, chain.chain);
    json.begin_object().key("chain").integer(as_integer(chain.chain.index()));
    json.key("gaps").integer(as_integer(chain.gap_count));
    json.key("levels").begin_array();
    for (const std::size_t count : chain.levels.of) json.integer(as_integer(count));
    json.end_array();
    write_layout(json, layout, position_of_product);
    json.end_object();
  }
  json.end_array();
}

void write_products(JsonWriter& json, const Analysis& analysis) {
  const Dataset& dataset = analysis.dataset;
  const auto position = break_point_of_product(analysis);
  json.key("products").begin_array();
  for (std::size_t i = 0; i < dataset.products.size(); ++i) {
    const Product& product = dataset.products[i];
    json.begin_array().text(product.id).text(product.name_zh);
    json.text(product.name_en.empty() ? product.name_zh : product.name_en);
    json.integer(as_integer(product.chain.index())).integer(static_cast<int>(product.segment));
    json.integer(position[i] ? as_integer(*position[i]) : -1).end_array();
  }
  json.end_array();
  write_inputs(json, dataset, position_of_product);
}

void write_evidence(JsonWriter& json, Tables& tables, const Evidence& evidence) {
  json.begin_array();
  json.integer(as_integer(
      tables.metrics.position({evidence.metric, evidence.label_zh, evidence.label_en, evidence.unit})));
  write_rounded(json, evidence.value);
  write_rounded(json, evidence.low);
  write_rounded(json, evidence.high);
  write_rounded(json, evidence.threshold);
  json.text(evidence.scope);
  write_source(json, tables, evidence.provenance);
  json.optional_integer(evidence.provenance.year);
  write_grade(json, evidence.provenance.grade);
  json.integer((evidence.synthetic ? 1 : 0) + (evidence.computed_with ? 2 : 0) + (evidence.old ? 4 : 0))
      .end_array();
}

void write_points(JsonWriter& json, const Analysis& analysis, Tables& tables) {
  json.key("points").begin_array();
  for (const BreakPoint& point : analysis.result.break_points) {
    const SubjectView view = subject_view(analysis.dataset, point.subject);
    json.begin_object().key("id").text(view.id);
    json.key("zh").text(view.name_zh).key("en").text(view.name_en);
    json.key("product").integer(view.type == SubjectType::kProduct ? as_integer(point.subject.index) : -1);
    json.key("rank").begin_array().integer(as_integer(point.rank)).integer(as_integer(point.rank_low));
    json.integer(as_integer(point.rank_high)).end_array();
    json.key("level").integer(static_cast<int>(point.level));
    json.key("high").integer(static_cast<int>(point.level_high));
    json.key("capped").boolean(point.level_capped);
    write_component(json, "score", point.score);
    write_component(json, "importance", point.importance);
    write_component(json, "exposure", point.exposure);
    write_component(json, "recovery", point.recovery);
    json.key("kinds").begin_array();
    for (const RiskKind kind : point.kinds) json.integer(static_cast<int>(kind));
    json.end_array().key("evidence").begin_array();
    for (const Evidence& evidence : point.evidence) write_evidence(json, tables, evidence);
    json.end_array().key("remedy").begin_array().integer(static_cast<int>(point.remedy.remedy_class));
    json.text(point.remedy.action_zh).text(point.remedy.action_en);
    json.text(point.remedy.reason_zh).text(point.remedy.reason_en).end_array();
    json.key("lost").begin_array();
    for (const ProductId product : point.lost_end_products) json.integer(as_integer(product.index()));
    json.end_array().key("could").begin_array();
    for (const RelatedRegion& related : point.could_make) {
      json.begin_array()
          .integer(as_integer(related.region.index()))
          .number(rounded(related.density))
          .end_array();
    }
    json.end_array().end_object();
  }
  json.end_array().key("gaps").begin_array();
  for (const DataGap& gap : analysis.result.gaps) {
    const SubjectView view = subject_view(analysis.dataset, gap.subject);
    json.begin_array().text(view.id).text(view.name_zh).text(view.name_en);
    json.integer(view.chain ? as_integer(view.chain->index()) : -1);
    json.text(gap.what).text(gap.text_zh).text(gap.text_en).end_array();
  }
  json.end_array();
}

// Real makers one by one; of synthetic firms only their number within the scope: their names mean nothing.
void write_makers(JsonWriter& json, const Analysis& analysis, Tables& tables) {
  const Dataset& dataset = analysis.dataset;
  const auto examined = break_point_of_product(analysis);
  std::map<std::size_t, std::int64_t> synthetic;
  std::map<std::size_t, std::size_t> firm_place;
  std::vector<std::size_t> firms;
  json.key("makers").begin_array();
  for (const Capability& capability : dataset.capabilities) {
    if (!examined[capability.product.index()]) continue;
    if (dataset.firm(capability.firm).synthetic) {
      ++synthetic[capability.product.index()];
      continue;
    }
    const auto [place, is_new] = firm_place.try_emplace(capability.firm.index(), firms.size());
    if (is_new) firms.push_back(capability.firm.index());
    const auto region = capability_region(dataset, capability);
    json.begin_array().integer(as_integer(capability.product.index())).integer(as_integer(place->second));
    json.integer(region ? as_integer(region->index()) : -1).integer(static_cast<int>(capability.status));
    json.optional_integer(capability.provenance.year);
    write_grade(json, capability.provenance.grade);
    write_source(json, tables, capability.provenance);
    json.end_array();
  }
  json.end_array().key("firms").begin_array();
  for (const std::size_t index : firms) {
    const Firm& firm = dataset.firms[index];
    json.begin_array().text(firm.name_zh).text(firm.name_en.empty() ? firm.name_zh : firm.name_en);
    json.text(firm.control_code.empty() ? "" : country_name_zh(dataset, firm.control_code));
    json.text(firm.control_code.empty() ? "" : country_name_en(dataset, firm.control_code)).end_array();
  }
  json.end_array().key("synthetic").begin_array();
  for (const auto& [product, count] : synthetic) {
    json.begin_array().integer(as_integer(product)).integer(count).end_array();
  }
  json.end_array();
}

void write_cities(JsonWriter& json, const Analysis& analysis) {
  json.key("cities").begin_array();
  for (const CityActivity& activity : city_activity(analysis)) {
    const Region& city = analysis.dataset.region(activity.city);
    const auto tile = tile_of_city(city.code);
    json.begin_object().key("region").integer(as_integer(activity.city.index()));
    json.key("province").integer(as_integer(activity.province.index()));
    json.key("at").begin_array();
    write_rounded(json, city.lon);
    write_rounded(json, city.lat);
    json.end_array().key("tile");
    if (tile) {
      json.begin_array().integer(tile->column).integer(tile->row).end_array();
    } else {
      json.null();
    }
    json.key("products").begin_array();
    for (const CityProduct& product : activity.products) {
      json.begin_array()
          .integer(as_integer(product.product.index()))
          .integer(as_integer(product.real_makers));
      json.integer(as_integer(product.synthetic_makers)).end_array();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void write_years(JsonWriter& json, std::string_view key, const std::vector<YearCount>& years,
                 const std::map<char, std::size_t>& grades) {
  json.key(key).begin_object().key("years").begin_array();
  for (const YearCount& year : years) {
    json.begin_array().integer(year.year).begin_object();
    for (const auto& [grade, count] : year.by_grade) {
      json.key(grade > ' ' ? std::string_view(&grade, 1) : "").integer(as_integer(count));
    }
    json.end_object().end_array();
  }
  json.end_array().key("grades").begin_object();
  for (const auto& [grade, count] : grades) {
    json.key(grade > ' ' ? std::string_view(&grade, 1) : "").integer(as_integer(count));
  }
  json.end_object().end_object();
}

}  // namespace

std::string page_data(const Analysis& analysis, const Summary& summary, const std::string& language) {
  const BreakPointOptions& options = analysis.result.options;
  Tables tables;
  JsonWriter json(JsonWriter::Layout::kScript);
  json.begin_object();
  json.key("dataset").text(analysis.result.dataset);
  json.key("generated").text(format_utc(analysis.generated_at));
  json.key("language").text(language);
  json.key("thresholds").begin_array();
  for (const double at : {options.red_at, options.orange_at, options.yellow_at, options.blue_at})
    json.number(at);
  json.end_array();
  json.key("oldBefore").integer(options.old_before);
  write_dictionaries(json);
  write_regions(json, analysis);
  write_chains(json, analysis, summary);
  write_products(json, analysis);
  write_points(json, analysis, tables);
  write_makers(json, analysis, tables);
  write_cities(json, analysis);
  write_years(json, "facts", summary.fact_years, summary.fact_grades);
  write_years(json, "entries", summary.maker_years, summary.maker_grades);
  json.key("metrics").begin_array();
  for (const auto& [id, zh, en, unit] : tables.metrics.rows()) {
    json.begin_array().text(id).text(zh).text(en).text(unit).end_array();
  }
  json.end_array().key("sources").begin_array();
  for (const auto& [text, url] : tables.sources.rows()) json.begin_array().text(text).text(url).end_array();
  json.end_array().end_object();
  return json.take();
}

}  // namespace tenon
