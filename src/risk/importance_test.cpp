#include "risk/importance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/random.h"
#include "risk/break_points_example.h"

namespace tenon {
namespace {

double loss(const ExampleDataset& example, ProductId removed, ProductId of, const LossWeights& weights = {}) {
  return product_losses(build_product_graph(example.data), removed, weights)[of.index()];
}

TEST(ProductLosses, EssentialPassesInFullOptionalInPart) {
  ExampleDataset e;
  const ProductId a = e.add_product("a");
  const ProductId b = e.add_product("b");
  const ProductId c = e.add_product("c");
  const ProductId d = e.add_product("d");
  e.link(a, b);
  e.link(b, c, false);
  e.link(c, d);
  EXPECT_DOUBLE_EQ(loss(e, a, a), 1);
  EXPECT_DOUBLE_EQ(loss(e, a, b), 1);
  EXPECT_DOUBLE_EQ(loss(e, a, c), 0.25);
  EXPECT_DOUBLE_EQ(loss(e, a, d), 0.25);
  EXPECT_DOUBLE_EQ(loss(e, d, a), 0);  // losses do not travel to suppliers
}

TEST(ProductLosses, TheWorstEssentialInputDecides) {
  ExampleDataset e;
  const ProductId a = e.add_product("a");
  const ProductId half = e.add_product("half");
  const ProductId other = e.add_product("other");
  const ProductId c = e.add_product("c");
  const ProductId d = e.add_product("d");
  e.link(a, c, true, "g");
  e.link(other, c, true, "g");
  e.link(a, half, false);
  e.link(c, d);
  e.link(half, d);
  EXPECT_DOUBLE_EQ(loss(e, a, c), 0.5);
  EXPECT_DOUBLE_EQ(loss(e, a, half), 0.25);
  EXPECT_DOUBLE_EQ(loss(e, a, d), 0.5);
}

TEST(ProductLosses, OptionalInputsAddUpAndKnownCostCounts) {
  ExampleDataset e;
  const ProductId a = e.add_product("a");
  const ProductId b = e.add_product("b");
  const ProductId c = e.add_product("c");
  const ProductId d = e.add_product("d");
  e.link(a, b);
  e.link(a, d, false);
  e.link(b, d, false);
  e.link(a, c, false).cost_share = 40;
  EXPECT_DOUBLE_EQ(loss(e, a, d), 1 - 0.75 * 0.75);
  EXPECT_DOUBLE_EQ(loss(e, a, c), 0.4);
}

TEST(ProductLosses, AGroupIsLostAsAWholeWhenNothingIsLeft) {
  ExampleDataset e;
  const ProductId root = e.add_product("root");
  const ProductId a = e.add_product("a");
  const ProductId b = e.add_product("b");
  const ProductId c = e.add_product("c");
  e.link(root, a);
  e.link(root, b);
  e.link(a, c, true, "g");
  e.link(b, c, false, "g");
  EXPECT_DOUBLE_EQ(loss(e, root, c), 1);
  EXPECT_DOUBLE_EQ(loss(e, root, c, {0.25, 0.5}), 1);
  EXPECT_DOUBLE_EQ(loss(e, a, c), 0.5);
  EXPECT_DOUBLE_EQ(loss(e, a, c, {0.25, 0.5}), 0.25);
  EXPECT_DOUBLE_EQ(loss(e, b, c), 0.5);
}

TEST(ProductLosses, ConvergesOnOptionalCycles) {
  ExampleDataset e;
  const ProductId a = e.add_product("a");
  const ProductId b = e.add_product("b");
  const ProductId c = e.add_product("c");
  e.link(a, b, false);
  e.link(b, c, false);
  e.link(c, b, false);
  // b = 1 - (1 - 1/4)(1 - c/4), c = b/4
  const double b_loss = loss(e, a, b);
  EXPECT_NEAR(b_loss, 1 - 0.75 * (1 - b_loss / 16), 1e-11);
}

// The equations by recursion, memory of nothing: each product asks its inputs.
double slow_loss(const Dataset& data, ProductId removed, ProductId q, double optional_weight) {
  if (q == removed) return 1;
  std::map<std::string, std::vector<const Input*>> needs;
  for (std::size_t i = 0; i < data.inputs.size(); ++i) {
    const Input& input = data.inputs[i];
    if (input.product != q) continue;
    needs[input.alternative_group.empty() ? "#" + std::to_string(i) : input.alternative_group].push_back(
        &input);
  }
  double worst = 0;
  double left = 1;
  for (const auto& [name, members] : needs) {
    double lost = 0;
    bool essential = false;
    for (const Input* member : members) {
      lost += slow_loss(data, removed, member->input, optional_weight) / static_cast<double>(members.size());
      essential = essential || member->essential;
    }
    if (essential) {
      worst = std::max(worst, lost);
    } else {
      left *= 1 - optional_weight * lost;
    }
  }
  return 1 - (1 - worst) * left;
}

ExampleDataset random_tree(std::uint64_t seed, std::size_t count) {
  const Philox random(seed);
  ExampleDataset e;
  const ChainId second = e.add_chain("C2");
  for (std::size_t p = 0; p < count; ++p) {
    e.add_product("p" + std::to_string(p), random.uniform(0, p) < 0.6 ? ChainId(0) : second);
  }
  for (std::size_t from = 0; from < count; ++from) {
    for (std::size_t to = from + 1; to < count; ++to) {
      const std::uint64_t draw = from * count + to;
      if (random.uniform(1, draw) > 0.35) continue;
      const double kind = random.uniform(2, draw);
      const std::string group = kind > 0.7 ? (kind > 0.85 ? "x" : "y") : "";
      e.link(ProductId(from), ProductId(to), random.uniform(3, draw) < 0.5, group);
    }
  }
  return e;
}

TEST(ProductLosses, AgreeWithASlowReferenceOnRandomGraphs) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const ExampleDataset e = random_tree(seed, 8);
    const ProductGraph graph = build_product_graph(e.data);
    for (std::size_t p = 0; p < 8; ++p) {
      const std::vector<double> fast = product_losses(graph, ProductId(p), {});
      for (std::size_t q = 0; q < 8; ++q) {
        ASSERT_NEAR(fast[q], slow_loss(e.data, ProductId(p), ProductId(q), 0.25), 1e-12)
            << seed << " " << p << q;
      }
    }
  }
}

TEST(ProductImportance, BlendsOwnChainOtherChainsAndBreadth) {
  ExampleDataset e;
  const ChainId second = e.add_chain("C2");
  const ProductId tool = e.add_product("tool");
  const ProductId end1 = e.add_product("end1");
  e.add_product("end2");
  const ProductId foreign_end = e.add_product("foreign_end", second);
  e.link(tool, end1);
  e.link(end1, foreign_end);
  const auto all = product_importance(e.data, build_product_graph(e.data), {});
  const ProductImportance& result = all[tool.index()];
  EXPECT_DOUBLE_EQ(result.own_chain, 0.5);  // end1 of end1 and end2
  EXPECT_DOUBLE_EQ(result.other_chains, 1.0);
  EXPECT_DOUBLE_EQ(result.breadth, std::log(3) / std::log(4));
  EXPECT_NEAR(result.importance.value, 0.6 * 0.5 + 0.15 + 0.25 * std::log(3) / std::log(4), 1e-12);
  ASSERT_EQ(result.lost_end_products.size(), 2U);
  EXPECT_EQ(result.lost_end_products[0], end1);  // own chain first
  EXPECT_EQ(result.lost_chains, 2U);
}

TEST(ProductImportance, KnownValuesWeighEndProducts) {
  ExampleDataset e;
  const ProductId tool = e.add_product("tool");
  const ProductId end1 = e.add_product("end1");
  const ProductId end2 = e.add_product("end2");
  e.link(tool, end1);
  const ProductGraph graph = build_product_graph(e.data);
  std::vector<std::optional<double>> value(3);
  value[end1.index()] = 30;
  EXPECT_DOUBLE_EQ(product_importance(e.data, graph, value)[tool.index()].own_chain,
                   0.5);  // end2 unknown: equal
  value[end2.index()] = 10;
  EXPECT_DOUBLE_EQ(product_importance(e.data, graph, value)[tool.index()].own_chain, 0.75);
}

TEST(ProductImportance, StaysInBoundsAndTheIntervalHoldsTheValue) {
  for (std::uint64_t seed = 100; seed < 130; ++seed) {
    const ExampleDataset e = random_tree(seed, 10);
    for (const ProductImportance& result : product_importance(e.data, build_product_graph(e.data), {})) {
      EXPECT_GE(result.importance.low, 0);
      EXPECT_LE(result.importance.low, result.importance.value);
      EXPECT_LE(result.importance.value, result.importance.high);
      EXPECT_LE(result.importance.high, 1);
    }
  }
}

// For a product that has a customer in its chain already: its first customer takes from it the rank of end
// product.
TEST(ProductImportance, AnEssentialUserMoreNeverLowersIt) {
  for (std::uint64_t seed = 200; seed < 240; ++seed) {
    ExampleDataset e = random_tree(seed, 9);
    const ProductGraph before_graph = build_product_graph(e.data);
    const auto before = product_importance(e.data, before_graph, {});
    for (std::size_t p = 0; p + 1 < 9; ++p) {
      if (before_graph.is_end_product[p]) continue;
      ExampleDataset more = e;
      more.link(ProductId(p), ProductId(8), true);
      const auto after = product_importance(more.data, build_product_graph(more.data), {});
      EXPECT_GE(after[p].importance.value, before[p].importance.value - 1e-12) << seed << " " << p;
    }
  }
}

TEST(ProductImportance, DoesNotDependOnTheOrderOfRows) {
  const ExampleDataset e = random_tree(7, 10);
  ExampleDataset reversed = e;
  std::reverse(reversed.data.inputs.begin(), reversed.data.inputs.end());
  const auto a = product_importance(e.data, build_product_graph(e.data), {});
  const auto b = product_importance(reversed.data, build_product_graph(reversed.data), {});
  for (std::size_t p = 0; p < a.size(); ++p) {
    EXPECT_NEAR(a[p].importance.value, b[p].importance.value, 1e-12);
    EXPECT_EQ(a[p].lost_end_products, b[p].lost_end_products);
  }
}

}  // namespace
}  // namespace tenon
