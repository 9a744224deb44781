#include "risk/importance.h"

#include <algorithm>
#include <cmath>

namespace tenon {
namespace {

constexpr double kLost = 0.5;     // an end product counts as lost from here on
constexpr double kStill = 1e-12;  // a sweep that moves less than this ends the iteration on cycles
constexpr int kMaxSweeps = 10'000;

double requirement_loss(const ProductGraph& graph, const Requirement& need, const std::vector<double>& loss,
                        const LossWeights& weights) {
  if (need.end - need.begin == 1) return loss[graph.member[need.begin].index()];
  double lost_share = 0;
  for (std::uint32_t m = need.begin; m < need.end; ++m) {
    lost_share += graph.member_share[m] * loss[graph.member[m].index()];
  }
  // The factor speaks of how well the members that are left replace the lost ones: none left, nothing to
  // scale.
  if (lost_share > 1 - 1e-9) return 1;
  return std::min(1.0, weights.group_factor * lost_share);
}

double loss_of(const ProductGraph& graph, std::size_t position, const std::vector<double>& loss,
               const LossWeights& weights) {
  double worst_essential = 0;
  double optional_left = 1;
  for (std::uint32_t r = graph.requirement_offsets[position]; r < graph.requirement_offsets[position + 1];
       ++r) {
    const Requirement& need = graph.requirements[r];
    const double lost = requirement_loss(graph, need, loss, weights);
    if (need.essential) {
      worst_essential = std::max(worst_essential, lost);
    } else {
      optional_left *= 1 - need.cost_share.value_or(weights.optional_weight) * lost;
    }
  }
  return 1 - (1 - worst_essential) * optional_left;
}

struct ChainEnds {
  std::vector<ProductId> products;
  std::vector<double> weight;  // sums to 1
};

std::vector<ChainEnds> chain_ends(const Dataset& dataset, const ProductGraph& graph,
                                  std::span<const std::optional<double>> value) {
  std::vector<ChainEnds> ends(dataset.chains.size());
  for (std::size_t p = 0; p < graph.product_count; ++p) {
    if (graph.is_end_product[p]) ends[dataset.products[p].chain.index()].products.emplace_back(p);
  }
  for (ChainEnds& chain : ends) {
    const bool known =
        !value.empty() && std::all_of(chain.products.begin(), chain.products.end(), [&](ProductId e) {
          return value[e.index()].has_value() && *value[e.index()] > 0;
        });
    double total = 0;
    for (const ProductId e : chain.products) {
      chain.weight.push_back(known ? *value[e.index()] : 1.0);
      total += chain.weight.back();
    }
    for (double& weight : chain.weight) weight /= total;
  }
  return ends;
}

struct Reach {
  double own = 0;
  double cross = 0;
  double breadth = 0;
};

Reach reach_of(const Dataset& dataset, const std::vector<ChainEnds>& ends, ProductId removed,
               const std::vector<double>& loss) {
  Reach reach;
  std::size_t other_chains = 0;
  for (std::size_t c = 0; c < ends.size(); ++c) {
    if (ends[c].products.empty()) continue;
    double mean = 0;
    for (std::size_t k = 0; k < ends[c].products.size(); ++k) {
      mean += ends[c].weight[k] * loss[ends[c].products[k].index()];
    }
    if (c == dataset.product(removed).chain.index()) {
      reach.own = mean;
    } else {
      reach.cross += mean;
      ++other_chains;
    }
  }
  if (other_chains > 0) reach.cross /= static_cast<double>(other_chains);
  double others = -1;
  for (const double l : loss) others += l;
  if (loss.size() > 1)
    reach.breadth = std::log1p(std::max(0.0, others)) / std::log(static_cast<double>(loss.size()));
  return reach;
}

double blend(const Reach& reach, const ImportanceOptions& options) {
  const double value = options.own_weight * reach.own + options.cross_weight * reach.cross +
                       options.breadth_weight * reach.breadth;
  return std::clamp(value, 0.0, 1.0);
}

void list_lost_ends(const Dataset& dataset, const std::vector<ChainEnds>& ends, ProductId removed,
                    const std::vector<double>& loss, ProductImportance& result) {
  for (const ChainEnds& chain : ends) {
    const std::size_t before = result.lost_end_products.size();
    for (const ProductId e : chain.products) {
      if (loss[e.index()] >= kLost) result.lost_end_products.push_back(e);
    }
    if (result.lost_end_products.size() > before) ++result.lost_chains;
  }
  const ChainId own = dataset.product(removed).chain;
  std::sort(result.lost_end_products.begin(), result.lost_end_products.end(), [&](ProductId a, ProductId b) {
    const bool own_a = dataset.product(a).chain == own;
    const bool own_b = dataset.product(b).chain == own;
    if (own_a != own_b) return own_a;
    if (loss[a.index()] != loss[b.index()]) return loss[a.index()] > loss[b.index()];
    return a < b;
  });
}

}  // namespace

std::vector<double> product_losses(const ProductGraph& graph, ProductId removed, const LossWeights& weights) {
  std::vector<double> loss(graph.product_count, 0.0);
  loss[removed.index()] = 1;
  for (int sweep = 0; sweep < kMaxSweeps; ++sweep) {
    double largest_change = 0;
    for (std::size_t k = 0; k < graph.order.size(); ++k) {
      const std::size_t q = graph.order[k].index();
      if (q == removed.index()) continue;
      const double updated = loss_of(graph, k, loss, weights);
      largest_change = std::max(largest_change, updated - loss[q]);
      loss[q] = updated;
    }
    if (graph.cyclic_count == 0 || largest_change <= kStill) break;
  }
  return loss;
}

std::vector<ProductImportance> product_importance(const Dataset& dataset, const ProductGraph& graph,
                                                  std::span<const std::optional<double>> end_product_value,
                                                  const ImportanceOptions& options) {
  const std::vector<ChainEnds> ends = chain_ends(dataset, graph, end_product_value);
  std::vector<ProductImportance> results(graph.product_count);
  for (std::size_t p = 0; p < graph.product_count; ++p) {
    const ProductId removed(p);
    ProductImportance& result = results[p];
    const std::vector<double> loss = product_losses(graph, removed, options.central);
    const Reach reach = reach_of(dataset, ends, removed, loss);
    result.own_chain = reach.own;
    result.other_chains = reach.cross;
    result.breadth = reach.breadth;
    result.importance.value = blend(reach, options);
    const auto end_of_interval = [&](const LossWeights& weights) {
      return blend(reach_of(dataset, ends, removed, product_losses(graph, removed, weights)), options);
    };
    result.importance.low = std::min(result.importance.value, end_of_interval(options.lenient));
    result.importance.high = std::max(result.importance.value, end_of_interval(options.strict));
    list_lost_ends(dataset, ends, removed, loss, result);
  }
  return results;
}

}  // namespace tenon
