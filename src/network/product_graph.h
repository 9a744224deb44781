// What goes into what, as arrays: the product graph that losses travel along.
//
// The inputs of a product are grouped into requirements: an input of its own, or an alternative group whose
// members replace each other. Requirements are sorted so that those of a product's suppliers come before its
// own wherever the graph has no cycle; members of a group are in dataset order. Immutable after build, safe
// to share between threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/ids.h"
#include "model/dataset.h"

namespace tenon {

// One need of `product`: members [begin, end) of the arrays of the graph.
struct Requirement {
  ProductId product;
  bool essential = false;  // a group is essential as a whole as soon as one member is
  std::optional<double>
      cost_share;  // part of the product's cost in [0, 1]: the sum over members, if known for all
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct ProductGraph {
  std::size_t product_count = 0;
  std::vector<Requirement> requirements;
  std::vector<ProductId> member;  // the input
  std::vector<double>
      member_share;              // part of the need that this member meets, sums to 1 within a requirement
  std::vector<ProductId> order;  // all products, suppliers before customers; those on cycles last, by id
  std::size_t cyclic_count = 0;  // products that could not be ordered
  std::vector<std::uint32_t> requirement_offsets;  // of the products in `order`: position k owns [k], [k + 1)
  std::vector<bool> is_end_product;                // no customer within its own chain
};

// O(products + inputs). Shares within an alternative group follow cost_share where every member has one, else
// they are equal. An input listed twice for a product and group counts once.
ProductGraph build_product_graph(const Dataset& dataset);

}  // namespace tenon
