#include "report/chain_layout.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/random.h"
#include "report/city_activity.h"
#include "report/report_fixture.h"

namespace tenon {
namespace {

Dataset random_chain(std::uint64_t seed, std::size_t products, std::size_t links, bool acyclic) {
  const Philox random(seed);
  Dataset dataset;
  dataset.chains.resize(1);
  for (std::size_t i = 0; i < products; ++i) {
    Product product;
    product.segment = static_cast<Segment>(random.below(3, 0, i));
    dataset.products.push_back(product);
  }
  for (std::size_t i = 0; i < links; ++i) {
    std::size_t a = random.below(products, 1, i);
    std::size_t b = random.below(products, 2, i);
    if (acyclic && a > b) std::swap(a, b);
    Input input;
    input.input = ProductId(a);
    input.product = ProductId(b);
    dataset.inputs.push_back(input);
  }
  return dataset;
}

void expect_sound(const Dataset& dataset, const ChainLayout& layout, std::size_t max_height) {
  ASSERT_EQ(layout.boxes.size(), dataset.products.size());
  std::set<std::pair<std::size_t, std::size_t>> taken;
  std::map<std::size_t, std::size_t> count;
  for (const ChainBox& box : layout.boxes) {
    ASSERT_LT(box.column, layout.columns.size());
    EXPECT_EQ(layout.columns[box.column].segment, dataset.product(box.product).segment);
    EXPECT_TRUE(taken.emplace(box.column, box.row).second);
    EXPECT_LT(box.row, layout.columns[box.column].box_count);
    ++count[box.column];
  }
  for (std::size_t c = 0; c < layout.columns.size(); ++c) {
    EXPECT_EQ(count[c], layout.columns[c].box_count);
    EXPECT_GE(layout.columns[c].box_count, 1U);
    EXPECT_LE(layout.columns[c].box_count, max_height);
    if (c > 0) {
      EXPECT_LE(layout.columns[c - 1].segment, layout.columns[c].segment);
    }
  }
}

TEST(ChainLayout, EveryBoxHasItsPlaceInItsSegmentAndLinksRunRight) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Dataset dataset = random_chain(seed, 1 + seed % 50, 2 * (seed % 50), true);
    const ChainLayout layout = layout_chain(dataset, ChainId(0));
    expect_sound(dataset, layout, 16);
    for (const std::size_t i : layout.inputs) {
      const auto& from = layout.boxes[dataset.inputs[i].input.index()];
      const auto& to = layout.boxes[dataset.inputs[i].product.index()];
      if (layout.columns[from.column].segment != layout.columns[to.column].segment) continue;
      EXPECT_LT(from.column, to.column) << "seed " << seed;
    }
  }
}

TEST(ChainLayout, CyclesOfOptionalInputsDoNotHang) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const Dataset dataset = random_chain(seed, 30, 60, false);
    expect_sound(dataset, layout_chain(dataset, ChainId(0)), 16);
  }
}

TEST(ChainLayout, WideSegmentsAreSplitIntoColumnsOfEqualHeight) {
  Dataset dataset;
  dataset.chains.resize(1);
  dataset.products.resize(20);
  const ChainLayout layout = layout_chain(dataset, ChainId(0), {.min_height = 12, .max_height = 12});
  ASSERT_EQ(layout.columns.size(), 2U);
  EXPECT_EQ(layout.columns[0].box_count, 10U);
  EXPECT_EQ(layout.height, 10U);
}

TEST(ChainLayout, OrderingShortensTheLinks) {
  // Six parallel lines listed crosswise: the ordering must untangle all of them.
  Dataset dataset;
  dataset.chains.resize(1);
  dataset.products.resize(12);
  for (std::size_t i = 0; i < 6; ++i) {
    dataset.products[6 + i].segment = Segment::kDownstream;
    Input input;
    input.input = ProductId(i);
    input.product = ProductId(11 - i);
    dataset.inputs.push_back(input);
  }
  EXPECT_EQ(vertical_length(dataset, layout_chain(dataset, ChainId(0))), 0.0);
}

TEST(ChainLayout, OfAnEmptyChainIsEmpty) {
  Dataset dataset;
  dataset.chains.resize(1);
  const ChainLayout layout = layout_chain(dataset, ChainId(0));
  EXPECT_TRUE(layout.columns.empty());
  EXPECT_TRUE(layout.boxes.empty());
}

TEST(CityActivity, CountsRealAndSyntheticMakersApart) {
  const ReportFixture fixture = report_fixture();
  const auto cities = city_activity(fixture.analysis());
  ASSERT_EQ(cities.size(), 1U);
  EXPECT_EQ(fixture.dataset.region(cities[0].city).code, "320500");
  EXPECT_EQ(fixture.dataset.region(cities[0].province).code, "320000");
  ASSERT_EQ(cities[0].products.size(), 1U);
  EXPECT_EQ(cities[0].products[0].real_makers, 1U);
  EXPECT_EQ(cities[0].products[0].synthetic_makers, 1U);
}

TEST(CityActivity, EveryTileIsOnTheMapAndNoTwoShareOne) {
  std::set<std::pair<int, int>> taken;
  std::size_t count = 0;
  for (int code = 310000; code < 350000; code += 100) {
    const auto tile = tile_of_city(std::to_string(code));
    if (!tile) continue;
    ++count;
    EXPECT_TRUE(taken.emplace(tile->column, tile->row).second) << code;
    EXPECT_GE(tile->column, 0);
    EXPECT_LT(tile->column, kTileColumns);
    EXPECT_LT(tile->row, kTileRows);
  }
  EXPECT_EQ(count, 41U);
}

}  // namespace
}  // namespace tenon
