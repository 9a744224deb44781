#include "api/view_json.h"

#include <array>
#include <cmath>
#include <string>

#include "report/html_escape.h"
#include "report/names.h"
#include "report/words.h"

namespace tenon {
namespace {

double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

}  // namespace

void write_text_or_null(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  if (text.empty()) {
    json.null();
  } else {
    json.text(text);
  }
}

void write_rounded(JsonWriter& json, std::string_view key, const std::optional<double>& value) {
  json.key(key).optional_number(value ? std::optional(rounded(*value)) : std::nullopt);
}

void write_value(JsonWriter& json, std::string_view key, const std::optional<Component>& component) {
  write_rounded(json, key, component ? std::optional(component->value) : std::nullopt);
}

void write_interval(JsonWriter& json, std::string_view key, const std::optional<Component>& component) {
  json.key(key);
  if (!component) {
    json.null();
    return;
  }
  json.begin_object();
  write_rounded(json, "value", component->value);
  write_rounded(json, "low", component->low);
  write_rounded(json, "high", component->high);
  json.end_object();
}

void write_rank(JsonWriter& json, std::string_view key, std::size_t rank) {
  json.key(key);
  if (rank == 0) {
    json.null();
  } else {
    json.integer(static_cast<std::int64_t>(rank));
  }
}

void write_count(JsonWriter& json, std::string_view key, std::size_t count) {
  json.key(key).integer(static_cast<std::int64_t>(count));
}

void write_counts(JsonWriter& json, std::string_view key, const LevelCounts& counts) {
  json.key(key).begin_object();
  for (std::size_t i = 0; i < kLevelCount; ++i) {
    write_count(json, id_of(static_cast<Level>(i)), counts.of[i]);
  }
  json.end_object();
}

void write_product(JsonWriter& json, const Dataset& dataset, ProductId product, std::string_view prefix) {
  const Product& record = dataset.product(product);
  const Bilingual name = product_name(dataset, product);
  const std::string before(prefix);
  json.key(before + "id").text(record.id);
  json.key(before + "name_zh").text(name.zh).key(before + "name_en").text(name.en);
  json.key(before + "chain_id").text(dataset.chain(record.chain).id);
}

void write_region(JsonWriter& json, std::string_view prefix, const Dataset& dataset,
                  const std::optional<RegionId>& region) {
  const std::string before(prefix);
  const Region* record = region ? &dataset.region(*region) : nullptr;
  write_text_or_null(json, before + "_code", record != nullptr ? record->code : "");
  write_text_or_null(json, before + "_zh", record != nullptr ? region_name_zh(*record) : "");
  write_text_or_null(json, before + "_en", record != nullptr ? region_name_en(*record) : "");
}

void write_country(JsonWriter& json, std::string_view prefix, const Dataset& dataset, std::string_view code) {
  const std::string before(prefix);
  write_text_or_null(json, before + "_code", code);
  write_text_or_null(json, before + "_zh", code.empty() ? "" : country_name_zh(dataset, code));
  write_text_or_null(json, before + "_en", code.empty() ? "" : country_name_en(dataset, code));
}

void write_figure(JsonWriter& json, const Provenance& provenance) {
  json.key("figure").begin_object();
  write_text_or_null(json, "source", provenance.source);
  write_text_or_null(json, "url", web_address(provenance.url));
  json.key("year").optional_integer(provenance.year);
  write_text_or_null(json, "grade",
                     provenance.grade > ' ' ? std::string_view(&provenance.grade, 1) : std::string_view());
  json.end_object();
}

void write_judgement(JsonWriter& json, const BreakPoint& point) {
  write_rank(json, "rank", point.rank);
  json.key("level").text(id_of(point.level)).key("level_high").text(id_of(point.level_high));
  json.key("level_capped").boolean(point.level_capped);
  write_interval(json, "score", point.score);
  write_interval(json, "importance", point.importance);
  write_interval(json, "exposure", point.exposure);
  write_interval(json, "recovery", point.recovery);
}

}  // namespace tenon
