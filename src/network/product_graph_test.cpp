#include "network/product_graph.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tenon {
namespace {

Dataset products(std::size_t count) {
  Dataset dataset;
  dataset.chains.resize(2);
  for (std::size_t p = 0; p < count; ++p) {
    Product product;
    product.id = "P" + std::to_string(p);
    dataset.products.push_back(product);
  }
  return dataset;
}

Input input(std::size_t from, std::size_t to, bool essential, const std::string& group = "") {
  Input record;
  record.input = ProductId(from);
  record.product = ProductId(to);
  record.essential = essential;
  record.alternative_group = group;
  return record;
}

TEST(ProductGraph, GroupsAlternativesAndKeepsOthersApart) {
  Dataset dataset = products(4);
  dataset.inputs = {input(0, 3, false, "g"), input(1, 3, true, "g"), input(2, 3, false)};
  const ProductGraph graph = build_product_graph(dataset);
  ASSERT_EQ(graph.requirements.size(), 2U);
  const Requirement& group = graph.requirements[0];
  EXPECT_TRUE(group.essential);  // one essential member makes the group essential
  ASSERT_EQ(group.end - group.begin, 2U);
  EXPECT_DOUBLE_EQ(graph.member_share[0], 0.5);
  EXPECT_FALSE(graph.requirements[1].essential);
  EXPECT_FALSE(graph.requirements[1].cost_share.has_value());
}

TEST(ProductGraph, SharesFollowCostWhereAllAreKnown) {
  Dataset dataset = products(3);
  dataset.inputs = {input(0, 2, true, "g"), input(1, 2, true, "g")};
  dataset.inputs[0].cost_share = 30;
  EXPECT_DOUBLE_EQ(build_product_graph(dataset).member_share[0], 0.5);
  dataset.inputs[1].cost_share = 10;
  const ProductGraph graph = build_product_graph(dataset);
  EXPECT_DOUBLE_EQ(graph.member_share[0], 0.75);
  EXPECT_DOUBLE_EQ(*graph.requirements[0].cost_share, 0.4);
}

TEST(ProductGraph, OrdersSuppliersFirstAndFindsCycles) {
  Dataset dataset = products(5);
  dataset.inputs = {input(3, 1, true), input(1, 0, true), input(4, 2, false), input(2, 4, false)};
  const ProductGraph graph = build_product_graph(dataset);
  const auto position = [&](std::size_t p) {
    return std::find(graph.order.begin(), graph.order.end(), ProductId(p)) - graph.order.begin();
  };
  EXPECT_LT(position(3), position(1));
  EXPECT_LT(position(1), position(0));
  EXPECT_EQ(graph.cyclic_count, 2U);
  EXPECT_EQ(graph.order.size(), 5U);
}

TEST(ProductGraph, AnEndProductHasNoCustomerInItsOwnChain) {
  Dataset dataset = products(3);
  dataset.products[2].chain = ChainId(1);
  dataset.inputs = {input(0, 1, true), input(1, 2, true)};
  const ProductGraph graph = build_product_graph(dataset);
  EXPECT_FALSE(graph.is_end_product[0]);
  EXPECT_TRUE(graph.is_end_product[1]);  // its only customer is in the other chain
  EXPECT_TRUE(graph.is_end_product[2]);
}

TEST(ProductGraph, ADuplicateInputCountsOnce) {
  Dataset dataset = products(2);
  dataset.inputs = {input(0, 1, true), input(0, 1, true)};
  EXPECT_EQ(build_product_graph(dataset).member.size(), 1U);
}

TEST(ProductGraph, EmptyDataset) {
  const ProductGraph graph = build_product_graph(Dataset{});
  EXPECT_EQ(graph.product_count, 0U);
  EXPECT_TRUE(graph.requirements.empty());
}

}  // namespace
}  // namespace tenon
