// Sets of nodes that fail together: one firm with all its lines, all makers of one product, a single node.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "scenario/supply_network.h"

namespace tenon {

struct DisruptionSets {
  // Set k owns [offsets[k], offsets[k+1]) of the arrays below.
  std::vector<std::uint64_t> offsets{0};
  std::vector<std::uint32_t> node;    // each once in a set
  std::vector<double> capacity_left;  // empty: all 0, closed; else [0, 1) of full capacity, one a node

  [[nodiscard]] std::size_t size() const { return offsets.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> nodes(std::size_t set) const {
    return std::span(node).subspan(offsets[set], offsets[set + 1] - offsets[set]);
  }
  [[nodiscard]] double left(std::uint64_t entry) const {
    return capacity_left.empty() ? 0.0 : capacity_left[entry];
  }

  // Another set that closes `nodes`. Only where capacity_left is empty.
  void add(std::span<const std::uint32_t> nodes);
};

// Set k is node k.
DisruptionSets each_node(std::uint32_t node_count);

// Set k is all nodes of market k; a market without nodes is an empty set. O(nodes + markets).
DisruptionSets each_market(const SupplyNetwork& network);

// The same failures seen on the product graph (market_network): a market keeps the part of its full capacity
// that its other nodes have, and what is left of the failing ones. Markets without capacity count as closed.
// O(nodes of the sets).
DisruptionSets on_markets(const SupplyNetwork& network, const DisruptionSets& sets);

// kInvalidArgument, naming the set: offsets that do not fit, a node out of range or twice in a set, a
// capacity outside [0, 1).
Result<void> check_disruption_sets(const DisruptionSets& sets, std::size_t node_count);

}  // namespace tenon
