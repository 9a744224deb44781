#include "scenario/disruption_sets.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

namespace tenon {

void DisruptionSets::add(std::span<const std::uint32_t> nodes) {
  node.insert(node.end(), nodes.begin(), nodes.end());
  offsets.push_back(node.size());
}

DisruptionSets each_node(std::uint32_t node_count) {
  DisruptionSets sets;
  sets.node.resize(node_count);
  std::iota(sets.node.begin(), sets.node.end(), std::uint32_t{0});
  sets.offsets.resize(node_count + std::size_t{1});
  std::iota(sets.offsets.begin(), sets.offsets.end(), std::uint64_t{0});
  return sets;
}

DisruptionSets each_market(const SupplyNetwork& network) {
  DisruptionSets sets;
  sets.offsets.assign(network.market_count + std::size_t{1}, 0);
  for (const std::uint32_t market : network.market) ++sets.offsets[market + std::size_t{1}];
  std::partial_sum(sets.offsets.begin(), sets.offsets.end(), sets.offsets.begin());
  sets.node.resize(network.node_count);
  std::vector<std::uint64_t> next(sets.offsets.begin(), sets.offsets.end() - 1);
  for (std::uint32_t i = 0; i < network.node_count; ++i) sets.node[next[network.market[i]]++] = i;
  return sets;
}

DisruptionSets on_markets(const SupplyNetwork& network, const DisruptionSets& sets) {
  std::vector<double> capacity = normal_output(network);
  std::vector<double> market_capacity(network.market_count, 0);
  for (std::uint32_t i = 0; i < network.node_count; ++i) {
    capacity[i] *= network.capacity_ratio[i];
    market_capacity[network.market[i]] += capacity[i];
  }
  DisruptionSets result;
  std::vector<std::pair<std::uint32_t, double>> lost;  // market, capacity
  for (std::size_t k = 0; k < sets.size(); ++k) {
    lost.clear();
    for (std::uint64_t e = sets.offsets[k]; e < sets.offsets[k + 1]; ++e) {
      const std::uint32_t node = sets.node[e];
      lost.emplace_back(network.market[node], capacity[node] * (1 - sets.left(e)));
    }
    std::stable_sort(lost.begin(), lost.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t at = 0; at < lost.size();) {
      const std::uint32_t market = lost[at].first;
      double sum = 0;
      for (; at < lost.size() && lost[at].first == market; ++at) sum += lost[at].second;
      const double all = market_capacity[market];
      // A market whose every node is closed keeps nothing, whatever rounding leaves.
      const double left = all > 0 ? 1 - sum / all : 0;
      result.node.push_back(market);
      result.capacity_left.push_back(left > 1e-12 ? std::min(left, 1 - 1e-12) : 0);
    }
    result.offsets.push_back(result.node.size());
  }
  return result;
}

Result<void> check_disruption_sets(const DisruptionSets& sets, std::size_t node_count) {
  const auto invalid = [](const std::string& what) {
    return Error{ErrorCode::kInvalidArgument, "disruptions: " + what};
  };
  if (sets.offsets.empty() || sets.offsets.front() != 0 || sets.offsets.back() != sets.node.size() ||
      !std::is_sorted(sets.offsets.begin(), sets.offsets.end()) ||
      (!sets.capacity_left.empty() && sets.capacity_left.size() != sets.node.size())) {
    return invalid("offsets or capacities that do not fit the nodes");
  }
  std::vector<std::size_t> seen(node_count, 0);  // set + 1 that named the node last
  for (std::size_t k = 0; k < sets.size(); ++k) {
    for (std::uint64_t e = sets.offsets[k]; e < sets.offsets[k + 1]; ++e) {
      if (sets.node[e] >= node_count) return invalid("set " + std::to_string(k) + " names no node");
      if (seen[sets.node[e]] == k + 1) {
        return invalid("set " + std::to_string(k) + " names a node twice");
      }
      seen[sets.node[e]] = k + 1;
      if (!(sets.left(e) >= 0 && sets.left(e) < 1)) {
        return invalid("set " + std::to_string(k) + " leaves a capacity outside [0, 1)");
      }
    }
  }
  return {};
}

}  // namespace tenon
