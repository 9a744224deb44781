// Cycles in a directed graph, for naming them to people.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tenon {

struct DirectedEdge {
  std::size_t from = 0;
  std::size_t to = 0;
};

// Positions in `edges` of the edges of one cycle, in walking order; empty if there is none. The cycle is a
// shortest one through its first node. Nodes are below `node_count`. O(nodes + edges).
std::vector<std::size_t> find_cycle(std::size_t node_count, std::span<const DirectedEdge> edges);

// find_cycle() again and again, each time without the last edge of the cycle before, at most `limit` times:
// every cycle of the graph shares an edge with one of these unless the limit was reached. O(limit x (nodes +
// edges)).
std::vector<std::vector<std::size_t>> find_cycles(std::size_t node_count, std::vector<DirectedEdge> edges,
                                                  std::size_t limit);

}  // namespace tenon
