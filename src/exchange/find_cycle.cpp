#include "exchange/find_cycle.h"

#include <algorithm>

namespace tenon {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// An edge that is to be ignored keeps its place and loses its ends.
bool is_removed(const DirectedEdge& edge) {
  return edge.from == kNone;
}

// The edges by the node they leave, each list in order of position.
struct Outgoing {
  std::vector<std::size_t> offsets;
  std::vector<std::size_t> edges;

  Outgoing(std::size_t node_count, std::span<const DirectedEdge> all) : offsets(node_count + 1) {
    for (const DirectedEdge& edge : all) {
      if (!is_removed(edge)) ++offsets[edge.from + 1];
    }
    for (std::size_t node = 0; node < node_count; ++node) offsets[node + 1] += offsets[node];
    edges.resize(offsets[node_count]);
    std::vector<std::size_t> next(offsets.begin(), offsets.end() - 1);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!is_removed(all[i])) edges[next[all[i].from]++] = i;
    }
  }

  [[nodiscard]] std::span<const std::size_t> of(std::size_t node) const {
    return {edges.data() + offsets[node], edges.data() + offsets[node + 1]};
  }
};

// A node on a cycle, or kNone. Nodes that nothing enters are taken away until none is left; from any node
// that stays, walking back along edges between the rest must meet itself.
std::size_t node_on_cycle(std::span<const DirectedEdge> edges, const Outgoing& outgoing) {
  const std::size_t node_count = outgoing.offsets.size() - 1;
  std::vector<std::size_t> entering(node_count);
  for (const std::size_t edge : outgoing.edges) ++entering[edges[edge].to];
  std::vector<std::size_t> free_nodes;
  for (std::size_t node = 0; node < node_count; ++node) {
    if (entering[node] == 0) free_nodes.push_back(node);
  }
  std::vector<bool> stays(node_count, true);
  for (std::size_t i = 0; i < free_nodes.size(); ++i) {
    stays[free_nodes[i]] = false;
    for (const std::size_t edge : outgoing.of(free_nodes[i])) {
      if (--entering[edges[edge].to] == 0) free_nodes.push_back(edges[edge].to);
    }
  }
  std::vector<std::size_t> before(node_count, kNone);
  for (const std::size_t edge : outgoing.edges) {
    const auto [from, to] = edges[edge];
    if (stays[from] && before[to] == kNone) before[to] = from;
  }
  const auto first = std::find(stays.begin(), stays.end(), true);
  if (first == stays.end()) return kNone;
  auto node = static_cast<std::size_t>(first - stays.begin());
  std::vector<bool> met(node_count, false);
  for (; !met[node]; node = before[node]) met[node] = true;
  return node;
}

}  // namespace

std::vector<std::size_t> find_cycle(std::size_t node_count, std::span<const DirectedEdge> edges) {
  const Outgoing outgoing(node_count, edges);
  const std::size_t start = node_on_cycle(edges, outgoing);
  if (start == kNone) return {};
  // Breadth first from `start` until an edge comes back to it.
  std::vector<std::size_t> edge_into(node_count, kNone);
  std::vector<std::size_t> queue = {start};
  for (std::size_t i = 0;; ++i) {
    for (const std::size_t edge : outgoing.of(queue[i])) {
      const std::size_t next = edges[edge].to;
      if (next == start) {
        std::vector<std::size_t> cycle = {edge};
        for (std::size_t node = queue[i]; node != start; node = edges[edge_into[node]].from) {
          cycle.push_back(edge_into[node]);
        }
        std::reverse(cycle.begin(), cycle.end());
        return cycle;
      }
      if (edge_into[next] == kNone) {
        edge_into[next] = edge;
        queue.push_back(next);
      }
    }
  }
}

std::vector<std::vector<std::size_t>> find_cycles(std::size_t node_count, std::vector<DirectedEdge> edges,
                                                  std::size_t limit) {
  std::vector<std::vector<std::size_t>> cycles;
  while (cycles.size() < limit) {
    std::vector<std::size_t> cycle = find_cycle(node_count, edges);
    if (cycle.empty()) break;
    edges[cycle.back()] = {kNone, kNone};
    cycles.push_back(std::move(cycle));
  }
  return cycles;
}

}  // namespace tenon
