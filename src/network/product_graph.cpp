#include "network/product_graph.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace tenon {
namespace {

struct Need {
  std::vector<const Input*> inputs;
};

// The needs of one product: groups by name, every other input by itself, in order of first appearance.
std::vector<Need> needs_of(const std::vector<const Input*>& inputs) {
  std::vector<Need> needs;
  std::map<std::string, std::size_t> group_position;
  std::map<ProductId, std::size_t> single_position;
  for (const Input* input : inputs) {
    std::size_t position = needs.size();
    if (input->alternative_group.empty()) {
      position = single_position.try_emplace(input->input, position).first->second;
    } else {
      position = group_position.try_emplace(input->alternative_group, position).first->second;
    }
    if (position == needs.size()) needs.emplace_back();
    Need& need = needs[position];
    const bool listed = std::any_of(need.inputs.begin(), need.inputs.end(),
                                    [&](const Input* other) { return other->input == input->input; });
    if (!listed) need.inputs.push_back(input);
  }
  return needs;
}

void append_requirement(ProductGraph& graph, ProductId product, const Need& need) {
  Requirement requirement;
  requirement.product = product;
  requirement.begin = static_cast<std::uint32_t>(graph.member.size());
  double total = 0;
  bool all_known = true;
  for (const Input* input : need.inputs) {
    requirement.essential = requirement.essential || input->essential;
    all_known = all_known && input->cost_share.has_value();
    total += input->cost_share.value_or(0);
  }
  if (all_known) requirement.cost_share = std::min(1.0, total / 100);
  const double equal_share = 1.0 / static_cast<double>(need.inputs.size());
  for (const Input* input : need.inputs) {
    graph.member.push_back(input->input);
    graph.member_share.push_back(all_known && total > 0 ? *input->cost_share / total : equal_share);
  }
  requirement.end = static_cast<std::uint32_t>(graph.member.size());
  graph.requirements.push_back(requirement);
}

// Suppliers before customers (Kahn), smallest id first among the ready ones so that the order is unique.
void order_products(ProductGraph& graph, const Dataset& dataset) {
  const std::size_t n = dataset.products.size();
  std::vector<std::size_t> open_inputs(n, 0);
  std::vector<std::vector<std::size_t>> customers(n);
  for (const Input& input : dataset.inputs) {
    ++open_inputs[input.product.index()];
    customers[input.input.index()].push_back(input.product.index());
  }
  std::vector<std::size_t> ready;
  for (std::size_t p = n; p-- > 0;) {
    if (open_inputs[p] == 0) ready.push_back(p);
  }
  std::vector<bool> placed(n, false);
  while (!ready.empty()) {
    const std::size_t p = ready.back();
    ready.pop_back();
    placed[p] = true;
    graph.order.emplace_back(p);
    for (const std::size_t customer : customers[p]) {
      if (--open_inputs[customer] == 0) ready.push_back(customer);
    }
  }
  graph.cyclic_count = n - graph.order.size();
  for (std::size_t p = 0; p < n; ++p) {
    if (!placed[p]) graph.order.emplace_back(p);
  }
}

}  // namespace

ProductGraph build_product_graph(const Dataset& dataset) {
  ProductGraph graph;
  const std::size_t n = dataset.products.size();
  graph.product_count = n;
  order_products(graph, dataset);

  std::vector<std::vector<const Input*>> inputs(n);
  graph.is_end_product.assign(n, true);
  for (const Input& input : dataset.inputs) {
    inputs[input.product.index()].push_back(&input);
    if (input.input != input.product &&
        dataset.product(input.input).chain == dataset.product(input.product).chain) {
      graph.is_end_product[input.input.index()] = false;
    }
  }
  graph.requirement_offsets.push_back(0);
  for (const ProductId product : graph.order) {
    for (const Need& need : needs_of(inputs[product.index()])) append_requirement(graph, product, need);
    graph.requirement_offsets.push_back(static_cast<std::uint32_t>(graph.requirements.size()));
  }
  return graph;
}

}  // namespace tenon
