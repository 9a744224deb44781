#include "report/chain_data.h"

#include <cmath>

#include "report/words.h"

namespace tenon {
namespace {

std::int64_t as_integer(std::size_t value) {
  return static_cast<std::int64_t>(value);
}

}  // namespace

void write_layout(JsonWriter& json, const ChainLayout& layout, const ProductPlace& place) {
  json.key("columns").begin_array();
  for (const ChainColumn& column : layout.columns) {
    json.begin_array()
        .integer(static_cast<int>(column.segment))
        .integer(as_integer(column.box_count))
        .end_array();
  }
  json.end_array().key("boxes").begin_array();
  for (const ChainBox& box : layout.boxes) {
    const std::int64_t at = place(box.product);
    if (at < 0) continue;
    json.begin_array().integer(at);
    json.integer(as_integer(box.column)).integer(as_integer(box.row)).end_array();
  }
  json.end_array();
}

void write_inputs(JsonWriter& json, const Dataset& dataset, const ProductPlace& place) {
  json.key("inputs").begin_array();
  for (const Input& input : dataset.inputs) {
    const std::int64_t from = place(input.input);
    const std::int64_t to = place(input.product);
    if (from < 0 || to < 0) continue;
    json.begin_array().integer(from).integer(to);
    json.integer(input.essential ? 1 : 0).text(input.alternative_group);
    json.optional_number(input.cost_share ? std::optional(std::round(*input.cost_share * 1e4) / 1e4)
                                          : std::nullopt);
    json.end_array();
  }
  json.end_array();
}

void write_segments(JsonWriter& json) {
  json.key("segments").begin_array();
  for (std::size_t i = 0; i < kSegmentCount; ++i) {
    const Words words = words_of(static_cast<Segment>(i));
    json.begin_array().text(id_of(static_cast<Segment>(i))).text(words.zh).text(words.en).end_array();
  }
  json.end_array();
}

}  // namespace tenon
