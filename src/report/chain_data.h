// The parts of page data that every page with pictures of chains has, as assets/common/graph.js and layers.js
// read them.
#pragma once

#include <cstdint>
#include <functional>

#include "model/dataset.h"
#include "report/chain_layout.h"
#include "report/json_writer.h"

namespace tenon {

// Where a product stands in the page's list of products; below 0: nowhere, what touches it is left out.
using ProductPlace = std::function<std::int64_t(ProductId)>;

// Members "columns" [[segment, boxes]] and "boxes" [[product, column, row]] of an open object.
void write_layout(JsonWriter& json, const ChainLayout& layout, const ProductPlace& place);

// Member "inputs" [[input, product, essential, alternative group, cost share]].
void write_inputs(JsonWriter& json, const Dataset& dataset, const ProductPlace& place);

// Member "segments" [[id, zh, en]].
void write_segments(JsonWriter& json);

}  // namespace tenon
