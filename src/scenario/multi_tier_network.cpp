#include "scenario/multi_tier_network.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

namespace tenon {
namespace {

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, "multi-tier network: " + std::move(message)};
}

Error invalid_at(const char* what, std::size_t position) {
  return invalid(std::string(what) + " at position " + std::to_string(position));
}

bool are_offsets(const std::vector<std::uint64_t>& offsets, std::size_t rows, std::size_t entries) {
  return offsets.size() == rows + 1 && offsets.front() == 0 && offsets.back() == entries &&
         std::is_sorted(offsets.begin(), offsets.end());
}

bool is_amount(double value) {
  return value >= 0 && std::isfinite(value);
}

Result<void> check_nodes(const MultiTierNetwork& network) {
  for (std::size_t i = 0; i < network.node_count(); ++i) {
    if (!is_amount(network.capacity[i])) return invalid_at("no valid capacity", i);
    if (!is_amount(network.demand[i])) return invalid_at("no valid demand", i);
    if (!is_amount(network.output_stock[i])) return invalid_at("no valid stock of output", i);
    if (!is_amount(network.profit[i])) return invalid_at("no valid profit", i);
    // Sums of flows may end a rounding above the capacity that was made from them.
    if (!is_amount(network.normal_output[i]) || network.normal_output[i] > network.capacity[i] * (1 + 1e-9)) {
      return invalid_at("normal output is not within capacity", i);
    }
  }
  return {};
}

Result<void> check_requirements(const MultiTierNetwork& network) {
  std::vector<std::uint32_t> seen(network.node_count(), 0);  // requirement + 1 that saw the supplier last
  for (std::size_t g = 0; g < network.requirement_count(); ++g) {
    if (!is_amount(network.amount_per_unit[g]) || network.amount_per_unit[g] == 0) {
      return invalid_at("no valid amount per unit", g);
    }
    if (!is_amount(network.stock[g])) return invalid_at("no valid stock of input", g);
    if (!(network.dispensable_share[g] >= 0 && network.dispensable_share[g] <= 1)) {
      return invalid_at("no valid share of a dispensable input", g);
    }
    for (std::uint64_t e = network.supplier_offsets[g]; e < network.supplier_offsets[g + 1]; ++e) {
      const std::uint32_t supplier = network.supplier[e];
      if (supplier >= network.node_count()) return invalid_at("no such supplier", e);
      if (seen[supplier] == g + 1) return invalid_at("a supplier stands twice in a requirement", e);
      seen[supplier] = static_cast<std::uint32_t>(g + 1);
      if (!is_amount(network.normal_flow[e])) return invalid_at("no valid flow", e);
    }
  }
  return {};
}

double group_flow(const SupplyNetwork& network, std::size_t group) {
  return std::accumulate(network.flow.begin() + static_cast<std::ptrdiff_t>(network.link_offsets[group]),
                         network.flow.begin() + static_cast<std::ptrdiff_t>(network.link_offsets[group + 1]),
                         0.0);
}

// Part of a node's purchases that each of its groups is: what a dispensable one is worth.
double purchases_of(const SupplyNetwork& network, std::uint32_t node) {
  double sum = 0;
  for (std::uint64_t g = network.group_offsets[node]; g < network.group_offsets[node + 1]; ++g) {
    sum += group_flow(network, g);
  }
  return sum;
}

// One flow from a market into a market.
struct MarketFlow {
  std::uint32_t customer = 0;
  std::uint32_t supplier = 0;
  double flow = 0;
  double stock = 0;
  double dispensable_flow = 0;
  double dispensable_loss = 0;  // output lost with it where it is dispensable, units/day
};

// Smallest member of each set of supplying markets that some group of the customer's market mixes.
class Mixtures {
 public:
  explicit Mixtures(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::uint32_t{0});
  }
  std::uint32_t find(std::uint32_t k) {
    while (parent_[k] != k) k = parent_[k] = parent_[parent_[k]];
    return k;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t first = find(a);
    const std::uint32_t second = find(b);
    parent_[std::max(first, second)] = std::min(first, second);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

// Flows by (customer, supplier), each once, ascending.
std::vector<MarketFlow> market_flows(const SupplyNetwork& network, const std::vector<double>& output) {
  std::vector<MarketFlow> flows;
  for (std::uint32_t node = 0; node < network.node_count; ++node) {
    if (output[node] <= 0) continue;
    const double purchases = purchases_of(network, node);
    for (std::uint64_t g = network.group_offsets[node]; g < network.group_offsets[node + 1]; ++g) {
      for (std::uint64_t e = network.link_offsets[g]; e < network.link_offsets[g + 1]; ++e) {
        MarketFlow flow;
        flow.customer = network.market[node];
        flow.supplier = network.market[network.supplier[e]];
        flow.flow = network.flow[e];
        flow.stock = network.target_days[g] * network.flow[e];
        if (network.essential[g] == 0) {
          flow.dispensable_flow = network.flow[e];
          flow.dispensable_loss = output[node] * network.flow[e] / purchases;
        }
        flows.push_back(flow);
      }
    }
  }
  std::stable_sort(flows.begin(), flows.end(), [](const MarketFlow& a, const MarketFlow& b) {
    return std::pair(a.customer, a.supplier) < std::pair(b.customer, b.supplier);
  });
  std::size_t kept = 0;
  for (std::size_t k = 0; k < flows.size(); ++k) {
    if (kept > 0 && flows[kept - 1].customer == flows[k].customer &&
        flows[kept - 1].supplier == flows[k].supplier) {
      flows[kept - 1].flow += flows[k].flow;
      flows[kept - 1].stock += flows[k].stock;
      flows[kept - 1].dispensable_flow += flows[k].dispensable_flow;
      flows[kept - 1].dispensable_loss += flows[k].dispensable_loss;
    } else {
      flows[kept++] = flows[k];
    }
  }
  flows.resize(kept);
  return flows;
}

std::uint32_t position_of(const std::vector<MarketFlow>& flows, std::uint32_t customer,
                          std::uint32_t supplier) {
  const auto at =
      std::lower_bound(flows.begin(), flows.end(), std::pair(customer, supplier),
                       [](const MarketFlow& flow, const std::pair<std::uint32_t, std::uint32_t>& key) {
                         return std::pair(flow.customer, flow.supplier) < key;
                       });
  return static_cast<std::uint32_t>(at - flows.begin());
}

// For each flow the first flow of its requirement.
Mixtures requirements_of(const SupplyNetwork& network, const std::vector<double>& output,
                         const std::vector<MarketFlow>& flows) {
  Mixtures mixtures(flows.size());
  for (std::uint32_t node = 0; node < network.node_count; ++node) {
    if (output[node] <= 0) continue;
    for (std::uint64_t g = network.group_offsets[node]; g < network.group_offsets[node + 1]; ++g) {
      const std::uint64_t begin = network.link_offsets[g];
      for (std::uint64_t e = begin; e < network.link_offsets[g + 1]; ++e) {
        mixtures.join(position_of(flows, network.market[node], network.market[network.supplier[begin]]),
                      position_of(flows, network.market[node], network.market[network.supplier[e]]));
      }
    }
  }
  return mixtures;
}

}  // namespace

Result<void> check_multi_tier_network(const MultiTierNetwork& network) {
  const std::size_t nodes = network.node_count();
  const std::size_t requirements = network.requirement_count();
  if (network.normal_output.size() != nodes || network.demand.size() != nodes ||
      network.output_stock.size() != nodes || network.profit.size() != nodes ||
      network.stock.size() != requirements || network.dispensable_share.size() != requirements ||
      network.normal_flow.size() != network.supplier.size()) {
    return invalid("vectors of different length");
  }
  if (!are_offsets(network.requirement_offsets, nodes, requirements) ||
      !are_offsets(network.supplier_offsets, requirements, network.supplier.size())) {
    return invalid("offsets that do not fit");
  }
  if (const Result<void> sound = check_nodes(network); !sound) return sound;
  return check_requirements(network);
}

MultiTierNetwork multi_tier_network(const SupplyNetwork& network) {
  MultiTierNetwork result;
  result.normal_output = normal_output(network);
  result.demand = network.final_demand;
  result.output_stock.assign(network.node_count, 0);
  result.profit.assign(network.node_count, 1);
  result.requirement_offsets.push_back(0);
  result.supplier_offsets.push_back(0);
  for (std::uint32_t node = 0; node < network.node_count; ++node) {
    const double output = result.normal_output[node];
    result.capacity.push_back(network.capacity_ratio[node] * output);
    const double purchases = purchases_of(network, node);
    for (std::uint64_t g = network.group_offsets[node]; g < network.group_offsets[node + 1]; ++g) {
      if (output <= 0) break;
      const double flow = group_flow(network, g);
      result.amount_per_unit.push_back(flow / output);
      result.stock.push_back(network.target_days[g] * flow);
      result.dispensable_share.push_back(network.essential[g] != 0 ? 0 : flow / purchases);
      for (std::uint64_t e = network.link_offsets[g]; e < network.link_offsets[g + 1]; ++e) {
        result.supplier.push_back(network.supplier[e]);
        result.normal_flow.push_back(network.flow[e]);
      }
      result.supplier_offsets.push_back(result.supplier.size());
    }
    result.requirement_offsets.push_back(result.amount_per_unit.size());
  }
  return result;
}

MultiTierNetwork market_network(const SupplyNetwork& network) {
  const std::vector<double> output = normal_output(network);
  MultiTierNetwork result;
  result.capacity.assign(network.market_count, 0);
  result.normal_output.assign(network.market_count, 0);
  result.demand.assign(network.market_count, 0);
  result.output_stock.assign(network.market_count, 0);
  result.profit.assign(network.market_count, 1);
  for (std::uint32_t node = 0; node < network.node_count; ++node) {
    result.capacity[network.market[node]] += network.capacity_ratio[node] * output[node];
    result.normal_output[network.market[node]] += output[node];
    result.demand[network.market[node]] += network.final_demand[node];
  }
  const std::vector<MarketFlow> flows = market_flows(network, output);
  Mixtures mixtures = requirements_of(network, output, flows);

  result.requirement_offsets.push_back(0);
  result.supplier_offsets.push_back(0);
  for (std::uint32_t market = 0; market < network.market_count; ++market) {
    const std::uint32_t begin = position_of(flows, market, 0);
    const std::uint32_t end = position_of(flows, market + 1, 0);
    for (std::uint32_t first = begin; first < end; ++first) {
      if (mixtures.find(first) != first) continue;
      MarketFlow sum;
      for (std::uint32_t k = first; k < end; ++k) {
        if (mixtures.find(k) != first) continue;
        sum.flow += flows[k].flow;
        sum.stock += flows[k].stock;
        sum.dispensable_flow += flows[k].dispensable_flow;
        sum.dispensable_loss += flows[k].dispensable_loss;
        result.supplier.push_back(flows[k].supplier);
        result.normal_flow.push_back(flows[k].flow);
      }
      result.supplier_offsets.push_back(result.supplier.size());
      result.amount_per_unit.push_back(sum.flow / result.normal_output[market]);
      result.stock.push_back(sum.stock);
      const bool is_dispensable = sum.dispensable_flow > sum.flow / 2;
      result.dispensable_share.push_back(
          is_dispensable ? std::min(1.0, sum.dispensable_loss / result.normal_output[market]) : 0);
    }
    result.requirement_offsets.push_back(result.amount_per_unit.size());
  }
  return result;
}

}  // namespace tenon
