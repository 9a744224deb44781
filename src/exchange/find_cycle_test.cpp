#include "exchange/find_cycle.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tenon {
namespace {

// Whether a graph has a cycle, the obvious way: by the closure of reachability.
bool has_cycle(std::size_t nodes, const std::vector<DirectedEdge>& edges) {
  std::vector<std::vector<bool>> reach(nodes, std::vector<bool>(nodes, false));
  for (const DirectedEdge& edge : edges) reach[edge.from][edge.to] = true;
  for (std::size_t k = 0; k < nodes; ++k) {
    for (std::size_t i = 0; i < nodes; ++i) {
      for (std::size_t j = 0; j < nodes; ++j) {
        if (reach[i][k] && reach[k][j]) reach[i][j] = true;
      }
    }
  }
  for (std::size_t i = 0; i < nodes; ++i) {
    if (reach[i][i]) return true;
  }
  return false;
}

TEST(FindCycle, KnowsSmallGraphs) {
  EXPECT_TRUE(find_cycle(0, {}).empty());
  EXPECT_TRUE(find_cycle(3, {}).empty());
  EXPECT_EQ(find_cycle(2, std::vector<DirectedEdge>{{0, 1}, {1, 1}}), (std::vector<std::size_t>{1}));
  EXPECT_EQ(find_cycle(4, std::vector<DirectedEdge>{{3, 1}, {0, 1}, {1, 2}, {2, 0}}).size(), 3U);
}

TEST(FindCycle, FindsACycleExactlyWhereThereIsOne) {
  EXPECT_TRUE(rc::check([] {
    const auto nodes = *rc::gen::inRange<std::size_t>(1, 8);
    std::vector<DirectedEdge> edges;
    for (auto count = *rc::gen::inRange(0, 12); count > 0; --count) {
      edges.push_back({*rc::gen::inRange<std::size_t>(0, nodes), *rc::gen::inRange<std::size_t>(0, nodes)});
    }
    const auto cycle = find_cycle(nodes, edges);
    RC_ASSERT(cycle.empty() == !has_cycle(nodes, edges));
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      RC_ASSERT(edges[cycle[i]].to == edges[cycle[(i + 1) % cycle.size()]].from);
    }
    for (const auto& found : find_cycles(nodes, edges, 100)) edges[found.back()] = {0, 0};
    std::erase_if(edges, [](const DirectedEdge& edge) { return edge.from == edge.to; });
    RC_ASSERT(!has_cycle(nodes, edges));
  }));
}

}  // namespace
}  // namespace tenon
