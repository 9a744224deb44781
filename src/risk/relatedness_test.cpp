#include "risk/relatedness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "risk/break_points_example.h"

namespace tenon {
namespace {

// Word for word from the definition, with divisions and full matrices.
std::vector<double> slow_density(const RegionProductTable& table) {
  const std::size_t r = table.regions;
  const std::size_t n = table.products;
  double total = 0;
  std::vector<double> row(r, 0);
  std::vector<double> column(n, 0);
  for (std::size_t c = 0; c < r; ++c) {
    for (std::size_t p = 0; p < n; ++p) {
      row[c] += table.at(c, p);
      column[p] += table.at(c, p);
      total += table.at(c, p);
    }
  }
  std::vector<double> m(r * n, 0);
  for (std::size_t c = 0; c < r; ++c) {
    for (std::size_t p = 0; p < n; ++p) {
      if (table.at(c, p) > 0 && (table.at(c, p) / row[c]) / (column[p] / total) >= 1 - 1e-12)
        m[c * n + p] = 1;
    }
  }
  std::vector<double> density(r * n, 0);
  for (std::size_t p = 0; p < n; ++p) {
    std::vector<double> phi(n, 0);
    double sum = 0;
    for (std::size_t q = 0; q < n; ++q) {
      double both = 0;
      double of_p = 0;
      double of_q = 0;
      for (std::size_t c = 0; c < r; ++c) {
        both += m[c * n + p] * m[c * n + q];
        of_p += m[c * n + p];
        of_q += m[c * n + q];
      }
      if (both > 0) phi[q] = std::min(both / of_p, both / of_q);
      sum += phi[q];
    }
    for (std::size_t c = 0; c < r && sum > 0; ++c) {
      for (std::size_t q = 0; q < n; ++q) density[c * n + p] += m[c * n + q] * phi[q] / sum;
    }
  }
  return density;
}

TEST(Relatedness, AgreesWithASlowReference) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Philox random(seed);
    RegionProductTable table{70, 25, {}};  // more regions than bits of a word
    for (std::uint64_t k = 0; k < 70 * 25; ++k) {
      table.value.push_back(random.uniform(0, k) < 0.2 ? std::floor(1 + 5 * random.uniform(1, k)) : 0.0);
    }
    const std::vector<double> fast = relatedness_density(table);
    const std::vector<double> slow = slow_density(table);
    for (std::size_t k = 0; k < fast.size(); ++k) ASSERT_NEAR(fast[k], slow[k], 1e-12) << seed << " " << k;
  }
}

TEST(Relatedness, HandComputed) {
  // Region 0 makes 0 and 1, region 1 makes 0, 1 and 2, region 2 makes 3.
  const RegionProductTable table{3, 4, {1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1}};
  const std::vector<double> density = relatedness_density(table);
  // Product 2: total 6; RCA of region 1 in 0 and 1 is (1/3)/(2/6) = 1: an advantage. phi_20 = phi_21 = 1/2,
  // phi_22 = 1.
  EXPECT_DOUBLE_EQ(density[0 * 4 + 2], 0.5);
  EXPECT_DOUBLE_EQ(density[1 * 4 + 2], 1);
  EXPECT_DOUBLE_EQ(density[2 * 4 + 2], 0);
}

TEST(Relatedness, EmptyTables) {
  EXPECT_TRUE(relatedness_density({0, 0, {}}).empty());
  const std::vector<double> none = relatedness_density({2, 2, {0, 0, 0, 0}});
  EXPECT_EQ(none, (std::vector<double>{0, 0, 0, 0}));
}

TEST(Relatedness, NamesRegionsOfTheScopeThatLackTheProduct) {
  ExampleDataset e;
  const ProductId tool = e.add_product("tool");
  const ProductId optics = e.add_product("optics");
  const ProductId food = e.add_product("food");
  const FirmId japan = e.add_firm("japan", "JPN", "JPN");
  e.add_capability(japan, tool);
  e.add_capability(japan, optics);
  e.add_capability(e.add_firm("ningbo", "330200", "CHN"), optics);
  e.add_capability(e.add_firm("shanghai", "310000", "CHN"), food);
  e.add_capability(e.add_firm("shanghai 2", "310000", "CHN"), food);
  e.add_capability(e.add_firm("south", "440000", "CHN"), optics);
  const RelatedRegions related(e.data, make_scope_view(e.data, "YRD").value(), false);
  const std::vector<RelatedRegion> candidates = related.candidates(tool, 5);
  ASSERT_EQ(candidates.size(), 1U);  // what makers of the tool abroad also make; the south is outside
  EXPECT_EQ(candidates[0].region, e.region("330200"));
  EXPECT_GT(candidates[0].density, 0);
}

}  // namespace
}  // namespace tenon
