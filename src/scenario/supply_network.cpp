#include "scenario/supply_network.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace tenon {
namespace {

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

bool is_amount(double value) {
  return std::isfinite(value) && value >= 0;
}

std::optional<Error> check_nodes(const SupplyNodes& nodes) {
  const std::size_t count = nodes.final_demand.size();
  if (count >= std::numeric_limits<std::uint32_t>::max()) return invalid("too many nodes: at most 2^32 - 2");
  if (nodes.market.size() != count ||
      (!nodes.capacity_ratio.empty() && nodes.capacity_ratio.size() != count) ||
      (!nodes.standby_capacity.empty() && nodes.standby_capacity.size() != count)) {
    return invalid("the columns of the nodes differ in length");
  }
  const auto at = [](std::size_t i, const char* what) {
    return invalid("node " + std::to_string(i) + ": " + what);
  };
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_amount(nodes.final_demand[i])) return at(i, "final demand must be finite and at least 0");
    if (nodes.market[i] >= nodes.market_count) return at(i, "its market is beyond market_count");
    if (!nodes.standby_capacity.empty() && !is_amount(nodes.standby_capacity[i])) {
      return at(i, "standby capacity must be finite and at least 0");
    }
    if (nodes.capacity_ratio.empty()) continue;
    const double ratio = nodes.capacity_ratio[i];
    if (!std::isfinite(ratio) || ratio < 1) return at(i, "capacity ratio must be finite and at least 1");
  }
  return std::nullopt;
}

std::optional<Error> check_links(const SupplyLinks& links, std::size_t node_count) {
  const std::size_t count = links.supplier.size();
  if (links.customer.size() != count || links.group.size() != count || links.flow.size() != count ||
      links.target_days.size() != count || (!links.essential.empty() && links.essential.size() != count)) {
    return invalid("the columns of the links differ in length");
  }
  const auto at = [](std::size_t e, const char* what) {
    return invalid("link " + std::to_string(e) + ": " + what);
  };
  for (std::size_t e = 0; e < count; ++e) {
    if (links.supplier[e] >= node_count) return at(e, "its supplier is no node");
    if (links.customer[e] >= node_count) return at(e, "its customer is no node");
    if (!is_amount(links.flow[e])) return at(e, "flow must be finite and at least 0");
    const double days = links.target_days[e];
    if (!std::isfinite(days) || days <= 0) return at(e, "target days must be finite and above 0");
  }
  return std::nullopt;
}

// Links of flow > 0, by customer, in list order within each.
struct LinksByCustomer {
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint64_t> order;
};

LinksByCustomer sort_by_customer(const SupplyLinks& links, std::size_t node_count) {
  LinksByCustomer sorted;
  sorted.offsets.assign(node_count + 1, 0);
  for (std::size_t e = 0; e < links.customer.size(); ++e) {
    if (links.flow[e] > 0) ++sorted.offsets[links.customer[e] + std::size_t{1}];
  }
  std::partial_sum(sorted.offsets.begin(), sorted.offsets.end(), sorted.offsets.begin());
  sorted.order.resize(sorted.offsets.back());
  std::vector<std::uint64_t> next(sorted.offsets.begin(), sorted.offsets.end() - 1);
  for (std::size_t e = 0; e < links.customer.size(); ++e) {
    if (links.flow[e] > 0) sorted.order[next[links.customer[e]]++] = e;
  }
  return sorted;
}

// Appends the groups of one customer, whose links [first, last) are sorted by group, market, supplier and
// place.
void append_groups(const SupplyLinks& links, const std::uint64_t* first, const std::uint64_t* last,
                   SupplyNetwork& network) {
  while (first != last) {
    const std::uint32_t group = links.group[*first];
    const std::size_t group_begin = network.supplier.size();
    double flow = 0;
    double weighted_days = 0;
    double fewest_days = links.target_days[*first];
    double most_days = fewest_days;
    bool essential = false;
    for (; first != last && links.group[*first] == group; ++first) {
      const std::uint64_t e = *first;
      if (network.supplier.size() == group_begin || network.supplier.back() != links.supplier[e]) {
        network.supplier.push_back(links.supplier[e]);
        network.flow.push_back(0);
      }
      network.flow.back() += links.flow[e];
      flow += links.flow[e];
      weighted_days += links.flow[e] * links.target_days[e];
      fewest_days = std::min(fewest_days, links.target_days[e]);
      most_days = std::max(most_days, links.target_days[e]);
      essential = essential || links.essential.empty() || links.essential[e] != 0;
    }
    // Rounding must not move a mean out of the range of what it averages: equal days stay what they are.
    network.target_days.push_back(std::clamp(weighted_days / flow, fewest_days, most_days));
    network.essential.push_back(essential ? 1 : 0);
    network.link_offsets.push_back(network.supplier.size());
  }
}

}  // namespace

Result<SupplyNetwork> build_supply_network(const SupplyLinks& links, SupplyNodes nodes) {
  if (auto error = check_nodes(nodes)) return *error;
  const std::size_t node_count = nodes.final_demand.size();
  if (auto error = check_links(links, node_count)) return *error;

  SupplyNetwork network;
  network.node_count = static_cast<std::uint32_t>(node_count);
  network.market_count = nodes.market_count;
  network.final_demand = std::move(nodes.final_demand);
  network.capacity_ratio = std::move(nodes.capacity_ratio);
  if (network.capacity_ratio.empty()) network.capacity_ratio.assign(node_count, 1.0);
  network.market = std::move(nodes.market);
  network.standby_capacity = std::move(nodes.standby_capacity);

  LinksByCustomer sorted = sort_by_customer(links, node_count);
  network.group_offsets.reserve(node_count + 1);
  network.group_offsets.push_back(0);
  network.link_offsets.push_back(0);
  network.supplier.reserve(sorted.order.size());
  network.flow.reserve(sorted.order.size());
  for (std::size_t i = 0; i < node_count; ++i) {
    std::uint64_t* first = sorted.order.data() + sorted.offsets[i];
    std::uint64_t* last = sorted.order.data() + sorted.offsets[i + 1];
    const auto by_group_and_market = [&](std::uint64_t a, std::uint64_t b) {
      return std::tuple(links.group[a], network.market[links.supplier[a]], links.supplier[a], a) <
             std::tuple(links.group[b], network.market[links.supplier[b]], links.supplier[b], b);
    };
    std::sort(first, last, by_group_and_market);
    append_groups(links, first, last, network);
    network.group_offsets.push_back(network.target_days.size());
  }
  const std::vector<double> output = normal_output(network);
  for (std::size_t i = 0; i < node_count; ++i) {
    if (!std::isfinite(output[i])) return invalid("the sales of a node exceed what a number can hold");
    if (!network.standby_capacity.empty() && network.standby_capacity[i] > 0 && output[i] > 0) {
      return invalid("node " + std::to_string(i) + ": has standby capacity and a normal output");
    }
  }
  return network;
}

std::vector<double> normal_output(const SupplyNetwork& network) {
  std::vector<double> output = network.final_demand;
  for (std::size_t e = 0; e < network.link_count(); ++e) output[network.supplier[e]] += network.flow[e];
  return output;
}

}  // namespace tenon
