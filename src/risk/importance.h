// Importance of a product: what is lost when it cannot be had.
//
// Remove product p. The loss L in [0, 1] of every other product follows from its requirements, as
// network/product_graph.h has them:
//   loss of a requirement  G = sum over its members of share x L(member)      (a single input: G = L)
//   L(q) = 1 - (1 - max over essential requirements of G) x product over optional ones of (1 - w G)
// with w the requirement's part of the cost where known, else LossWeights::optional_weight. Losses are passed
// on in full through essential inputs (AND: the worst one decides), in part through optional ones, and
// through an alternative group by the share that is lost.
//
// Reach alone saturates: half of the tools of a chain stop everything. So importance blends three readings of
// the same losses (weights in ImportanceOptions):
//   own      value-weighted mean loss of the end products of p's own chain; an end product is one without a
//            customer in its own chain
//   cross    mean over the other chains of the mean loss of their end products
//   breadth  log(1 + sum of all losses) / log(products): how much of the whole tree is hit on the way
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/ids.h"
#include "model/dataset.h"
#include "network/product_graph.h"
#include "risk/break_points.h"

namespace tenon {

// How much of a loss passes where the dataset does not say. The interval runs the model at both ends.
struct LossWeights {
  double optional_weight = 0.25;  // of an optional requirement whose cost share is unknown
  double group_factor = 1.0;      // times the lost share of an alternative group, capped at 1
};

// Losses of all products when `removed` cannot be had; entry `removed` is 1. The least fixed point of the
// equations above: one sweep over the links without cycles, else sweeps until nothing moves by more than
// 1e-12.
std::vector<double> product_losses(const ProductGraph& graph, ProductId removed, const LossWeights& weights);

struct ProductImportance {
  Component importance;
  double own_chain = 0;  // at the central weights
  double other_chains = 0;
  double breadth = 0;
  std::vector<ProductId>
      lost_end_products;        // loss of at least one half; own chain first, then by loss, then by id
  std::size_t lost_chains = 0;  // chains with such an end product
};

struct ImportanceOptions {
  LossWeights central;
  LossWeights lenient{0.10, 0.5};  // low end: substitution is easier than thought
  LossWeights strict{0.50, 1.5};   // high end
  double own_weight = 0.60;        // the three sum to 1
  double cross_weight = 0.15;
  double breadth_weight = 0.25;
};

// One entry a product. `end_product_value` weighs end products within their chain (any unit, > 0), one entry
// a product; where it is absent for one end product of a chain, all of that chain count the same. Empty: all
// absent. O(products x links).
std::vector<ProductImportance> product_importance(const Dataset& dataset, const ProductGraph& graph,
                                                  std::span<const std::optional<double>> end_product_value,
                                                  const ImportanceOptions& options = {});

}  // namespace tenon
