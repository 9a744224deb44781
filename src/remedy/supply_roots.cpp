#include "remedy/supply_roots.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "model/firm_group.h"
#include "scenario/supply_network.h"

namespace tenon {
namespace {

using RootKey = std::tuple<RootKind, std::string, std::string>;  // kind, country, id of the group

RootKey key_of(const Dataset& dataset, const SupplyRoot& root) {
  return {root.kind, root.country, root.group ? dataset.firm(*root.group).id : std::string()};
}

}  // namespace

std::vector<SupplyRoot> supply_roots(const Dataset& dataset, const DatasetNetwork& network) {
  std::vector<SupplyRoot> roots;
  roots.reserve(network.nodes.size());
  for (const NetworkNode& node : network.nodes) {
    SupplyRoot root;
    const bool is_abroad = node.is_outside && node.side != SourceSide::kHome;
    if (is_abroad && !node.country.empty()) {
      root.kind = RootKind::kCountry;
      root.country = node.country;
    } else if (!is_abroad && node.firm) {
      root.kind = RootKind::kGroup;
      root.group = top_parent(dataset, *node.firm);
    }
    roots.push_back(std::move(root));
  }
  return roots;
}

ProductRoots::ProductRoots(const Dataset& dataset, const DatasetNetwork& network)
    : dataset_(dataset),
      network_(network),
      roots_(supply_roots(dataset, network)),
      sold_to_lines_(network.nodes.size(), 0),
      nodes_(dataset.products.size()),
      lines_of_firm_(dataset.firms.size()) {
  const SupplyNetwork& links = network.network;
  for (std::size_t e = 0; e < links.link_count(); ++e) sold_to_lines_[links.supplier[e]] += links.flow[e];
  for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
    const NetworkNode& node = network.nodes[n];
    nodes_[node.product.index()].push_back(n);
    if (node.firm && !node.is_outside) lines_of_firm_[node.firm->index()].push_back(n);
  }
}

std::vector<RootShare> ProductRoots::shares(ProductId product,
                                            const std::vector<double>& flow_of_node) const {
  std::map<RootKey, RootShare> by_root;
  double all = 0;
  const std::vector<std::uint32_t>& nodes = nodes_[product.index()];
  for (std::size_t k = 0; k < nodes.size(); ++k) {
    if (flow_of_node[k] <= 0) continue;
    const SupplyRoot& root = roots_[nodes[k]];
    RootShare& share = by_root[key_of(dataset_, root)];
    share.root = root;
    share.flow += flow_of_node[k];
    share.nodes.push_back(nodes[k]);
    all += flow_of_node[k];
  }
  std::vector<RootShare> result;
  for (auto& [key, share] : by_root) {
    share.part = share.flow / all;
    result.push_back(std::move(share));
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const RootShare& a, const RootShare& b) { return a.flow > b.flow; });
  return result;
}

std::vector<RootShare> ProductRoots::of_product(ProductId product) const {
  std::vector<double> flow;
  double sold = 0;
  for (const std::uint32_t node : nodes_[product.index()]) {
    flow.push_back(sold_to_lines_[node]);
    sold += sold_to_lines_[node];
  }
  if (sold <= 0) {
    const std::vector<std::uint32_t>& nodes = nodes_[product.index()];
    for (std::size_t k = 0; k < nodes.size(); ++k) flow[k] = network_.network.final_demand[nodes[k]];
  }
  return shares(product, flow);
}

std::vector<RootShare> ProductRoots::of_buyer(ProductId product, FirmId buyer) const {
  const std::vector<std::uint32_t>& nodes = nodes_[product.index()];
  std::vector<double> flow(nodes.size(), 0);
  const SupplyNetwork& links = network_.network;
  for (const std::uint32_t line : lines_of_firm_[buyer.index()]) {
    const std::uint64_t end = links.link_offsets[links.group_offsets[line + 1]];
    for (std::uint64_t e = links.link_offsets[links.group_offsets[line]]; e < end; ++e) {
      if (links.market[links.supplier[e]] != product.value) continue;
      const auto at = std::lower_bound(nodes.begin(), nodes.end(), links.supplier[e]);
      flow[static_cast<std::size_t>(at - nodes.begin())] += links.flow[e];
    }
  }
  return shares(product, flow);
}

std::vector<double> part_lost_upstream(const SupplyNetwork& network, const std::vector<std::uint8_t>& lost) {
  std::vector<double> part(network.node_count, 0);
  for (std::uint32_t n = 0; n < network.node_count; ++n) part[n] = lost[n] != 0 ? 1 : 0;
  std::vector<double> next = part;
  for (std::uint32_t sweep = 0; sweep <= network.market_count; ++sweep) {
    bool moved = false;
    for (std::uint32_t n = 0; n < network.node_count; ++n) {
      if (part[n] >= 1) continue;
      double worst = part[n];
      for (std::uint64_t g = network.group_offsets[n]; g < network.group_offsets[n + 1]; ++g) {
        if (network.essential[g] == 0) continue;
        double all = 0;
        double gone = 0;
        for (std::uint64_t e = network.link_offsets[g]; e < network.link_offsets[g + 1]; ++e) {
          all += network.flow[e];
          gone += network.flow[e] * part[network.supplier[e]];
        }
        if (all > 0) worst = std::max(worst, gone / all);
      }
      next[n] = std::min(1.0, worst);
      moved = moved || next[n] > part[n];
    }
    if (!moved) break;
    part = next;
  }
  return part;
}

}  // namespace tenon
