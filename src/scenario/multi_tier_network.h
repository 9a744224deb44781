// The network of the linear programs of survival: who needs how much of what, from whom it may come, and what
// lies in stock.
//
// D. Simchi-Levi et al., Interfaces 45(5):375-390 (2015), with stock where our networks have it: the
// published model holds finished goods at the maker, a SupplyNetwork holds inputs at the customer. Both are
// here. Any one unit a node (money in networks built from a SupplyNetwork); times are days. Equations:
// docs/methods_time_to_survive.md.
//
// Immutable once built. Memory: about 60 bytes a node, 40 a requirement, 12 an alternative.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "scenario/supply_network.h"

namespace tenon {

struct MultiTierNetwork {
  // One a node.
  std::vector<double> capacity;       // c, units/day at full load, >= 0
  std::vector<double> normal_output;  // units/day, at most the capacity
  std::vector<double> demand;         // d, units/day of final demand, >= 0
  std::vector<double> output_stock;   // s, units of its own output, >= 0
  std::vector<double> profit;         // f, money lost with a unit of final demand not served, >= 0

  // Node j owns the requirements [requirement_offsets[j], requirement_offsets[j+1]).
  std::vector<std::uint64_t> requirement_offsets;
  std::vector<double> amount_per_unit;    // r, units of the input for a unit of output, > 0
  std::vector<double> stock;              // units of the input held by j, >= 0
  std::vector<double> dispensable_share;  // 0: nothing is made without it; above: the part of normal output
                                          // lost when nothing of it is there, at most 1

  // Requirement g is met by any mix of the suppliers [supplier_offsets[g], supplier_offsets[g+1]).
  std::vector<std::uint64_t> supplier_offsets;
  std::vector<std::uint32_t> supplier;  // node
  std::vector<double> normal_flow;      // units/day of the input that come from it on a normal day, >= 0

  [[nodiscard]] std::size_t node_count() const { return capacity.size(); }
  [[nodiscard]] std::size_t requirement_count() const { return amount_per_unit.size(); }
};

// kInvalidArgument, naming the first place: vectors of different length, offsets that do not fit, an amount
// that is not finite or out of the ranges above, a supplier that is no node or stands twice in a requirement.
Result<void> check_multi_tier_network(const MultiTierNetwork& network);

// One node a node: capacity k P, demand C, no stock of outputs, one requirement a group with r = A_g / P and
// stock n_g A_g, profit 1 (what is lost is final sales, which in a closed network are all value added along
// the chain). Groups of nodes without normal output are left out. O(links).
MultiTierNetwork multi_tier_network(const SupplyNetwork& network);

// The same with one node a market: the product graph of the links. Capacities, demands, stocks and flows are
// sums over the nodes of a market, so that any of them may serve any customer. Groups of one market's nodes
// are merged where they share a supplying market; such a requirement is dispensable if more of its flow
// belongs to dispensable groups than to essential ones. O(links log links).
MultiTierNetwork market_network(const SupplyNetwork& network);

}  // namespace tenon
