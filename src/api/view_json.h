// Pieces of JSON that several views are made of. Numbers are rounded to four decimals: views are drawn, not
// computed with. What is not known is null.
#pragma once

#include <optional>
#include <string_view>

#include "report/json_writer.h"
#include "report/summary.h"
#include "risk/break_points.h"

namespace tenon {

void write_text_or_null(JsonWriter& json, std::string_view key, std::string_view text);
void write_rounded(JsonWriter& json, std::string_view key, const std::optional<double>& value);
void write_value(JsonWriter& json, std::string_view key, const std::optional<Component>& component);
void write_interval(JsonWriter& json, std::string_view key, const std::optional<Component>& component);
void write_rank(JsonWriter& json, std::string_view key, std::size_t rank);  // 0: null
void write_count(JsonWriter& json, std::string_view key, std::size_t count);
void write_counts(JsonWriter& json, std::string_view key, const LevelCounts& counts);
// Members "id", "name_zh", "name_en", "chain_id", the first three with `prefix`.
void write_product(JsonWriter& json, const Dataset& dataset, ProductId product, std::string_view prefix = "");
// Members PREFIX_code, PREFIX_zh, PREFIX_en: null where there is no region.
void write_region(JsonWriter& json, std::string_view prefix, const Dataset& dataset,
                  const std::optional<RegionId>& region);
// The same of an ISO 3166-1 alpha-3 code; empty: null.
void write_country(JsonWriter& json, std::string_view prefix, const Dataset& dataset, std::string_view code);
// Member "figure": source, address, year, grade.
void write_figure(JsonWriter& json, const Provenance& provenance);
// Members "rank", "level", "level_high", "level_capped", "score", "importance", "exposure", "recovery".
void write_judgement(JsonWriter& json, const BreakPoint& point);

}  // namespace tenon
