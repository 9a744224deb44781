// Where the products of a chain stand when the chain is drawn from upstream (left) to downstream (right).
//
// The three segments are bands of columns. Within a segment products are layered from its sinks, at most
// `max_height` to a column (width-limited layering: longest-path layering alone stacks half a chain in its
// first column), then ordered within the columns by barycentre sweeps and swaps of neighbours that shorten
// the links. Pure and deterministic: ties follow dataset order, and the layout never depends on levels or
// filters, so that readers keep their mental map.
#pragma once

#include <cstddef>
#include <vector>

#include "model/dataset.h"

namespace tenon {

struct ChainBox {
  ProductId product;
  std::size_t column = 0;
  std::size_t row = 0;  // 0 = top of its column
};

struct ChainColumn {
  Segment segment = Segment::kUpstream;
  std::size_t box_count = 0;
};

struct ChainLayout {
  ChainId chain;
  std::vector<ChainColumn> columns;  // left to right; upstream ones first, downstream ones last
  std::vector<ChainBox> boxes;       // in dataset order
  std::vector<std::size_t> inputs;   // positions in Dataset::inputs with both ends in the chain
  std::size_t height = 0;            // boxes of the tallest column
};

struct ChainLayoutOptions {
  std::size_t min_height = 8;   // columns may always be this tall
  std::size_t max_height = 16;  // and never taller than this
  std::size_t max_columns = 7;  // wished for: the smallest height that gives at most so many is taken
};

// Links between products of one segment run to the right, except on cycles of optional inputs.
// O(heights tried x links + sweeps x columns x links): a few milliseconds for 40 products.
ChainLayout layout_chain(const Dataset& dataset, ChainId chain, const ChainLayoutOptions& options = {});

// Sum over the links of the vertical distance of their ends, columns centred, in rows: what the ordering
// reduces.
double vertical_length(const Dataset& dataset, const ChainLayout& layout);

}  // namespace tenon
