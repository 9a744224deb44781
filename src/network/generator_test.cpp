#include "network/generator.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <numeric>
#include <set>

namespace tenon {
namespace {

GeneratorOptions options_of(std::uint32_t firms, double degree, std::uint32_t sectors,
                            std::uint64_t seed = 7) {
  GeneratorOptions options;
  options.firms = firms;
  options.mean_degree = degree;
  options.sectors = sectors;
  options.seed = seed;
  return options;
}

bool same(const GeneratedNetwork& a, const GeneratedNetwork& b) {
  return a.links.supplier == b.links.supplier && a.links.customer == b.links.customer &&
         a.links.weight == b.links.weight && a.links.input_class == b.links.input_class &&
         a.sector == b.sector && a.revenue == b.revenue;
}

// Hill's estimate of the exponent of the CCDF's tail from the largest `share` of the values.
double tail_exponent(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end(), std::greater<>());
  const auto count = static_cast<std::size_t>(share * static_cast<double>(values.size()));
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += std::log(values[i] / values[count]);
  return static_cast<double>(count) / sum;
}

double giant_component_share(const FirmNetwork& network) {
  std::vector<std::uint32_t> root(network.firm_count);
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](std::uint32_t firm) {
    while (root[firm] != firm) firm = root[firm] = root[root[firm]];
    return firm;
  };
  for (std::uint32_t firm = 0; firm < network.firm_count; ++firm) {
    for (std::size_t e = network.customers.begin(firm); e < network.customers.end(firm); ++e) {
      root[find(firm)] = find(network.customers.neighbour[e]);
    }
  }
  std::vector<std::uint32_t> members(network.firm_count, 0);
  for (std::uint32_t firm = 0; firm < network.firm_count; ++firm) ++members[find(firm)];
  return *std::max_element(members.begin(), members.end()) / static_cast<double>(network.firm_count);
}

double reciprocity(const FirmNetwork& network) {
  std::size_t both = 0;
  for (std::uint32_t firm = 0; firm < network.firm_count; ++firm) {
    const auto row = [&](const Adjacency& adjacency) {
      return std::pair(adjacency.neighbour.begin() + static_cast<std::ptrdiff_t>(adjacency.begin(firm)),
                       adjacency.neighbour.begin() + static_cast<std::ptrdiff_t>(adjacency.end(firm)));
    };
    const auto [customers_begin, customers_end] = row(network.customers);
    const auto [suppliers_begin, suppliers_end] = row(network.suppliers);
    std::vector<std::uint32_t> common;
    std::set_intersection(customers_begin, customers_end, suppliers_begin, suppliers_end,
                          std::back_inserter(common));
    both += common.size();
  }
  return static_cast<double>(both) / static_cast<double>(network.link_count());
}

TEST(Generator, StylisedFactsOfALargeNetwork) {
  const auto generated = generate_network(options_of(50'000, 10, 616));
  ASSERT_TRUE(generated.ok());
  const LinkList& links = generated->links;
  EXPECT_NEAR(static_cast<double>(links.supplier.size()) / 50'000, 10, 0.2);
  for (const double weight : links.weight) {
    ASSERT_GE(weight, 0.01);
    ASSERT_EQ(weight, std::round(weight * 100) / 100);
  }
  const auto built = build_firm_network(links, generated->sector, generated->sector_count);
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built->counts.duplicates, 0U);
  EXPECT_EQ(built->counts.self_loops, 0U);
  EXPECT_EQ(built->counts.class_conflicts, 0U);
  const FirmNetwork& network = built->network;

  std::vector<double> sales_links;
  std::vector<double> purchase_links;
  std::size_t without_customers = 0;
  for (std::uint32_t firm = 0; firm < network.firm_count; ++firm) {
    const auto customers = static_cast<double>(network.customers.end(firm) - network.customers.begin(firm));
    sales_links.push_back(customers);
    purchase_links.push_back(
        static_cast<double>(network.suppliers.end(firm) - network.suppliers.begin(firm)));
    if (customers == 0) ++without_customers;
    ASSERT_GE(purchase_links.back(), 1);
  }
  EXPECT_EQ(without_customers, 0U);
  const double out_tail = tail_exponent(sales_links, 0.01);
  const double in_tail = tail_exponent(purchase_links, 0.01);
  const double strength_tail = tail_exponent(network.out_strength, 0.01);
  RecordProperty("out_tail", std::to_string(out_tail));
  RecordProperty("in_tail", std::to_string(in_tail));
  RecordProperty("strength_tail", std::to_string(strength_tail));
  RecordProperty("reciprocity", std::to_string(reciprocity(network)));
  EXPECT_GT(out_tail, 0.8);
  EXPECT_LT(out_tail, 1.6);
  EXPECT_GT(in_tail, 1.4);
  EXPECT_LT(in_tail, 2.3);
  EXPECT_GT(strength_tail, 0.7);
  EXPECT_LT(strength_tail, 1.45);
  EXPECT_GT(reciprocity(network), 0.02);
  EXPECT_LT(reciprocity(network), 0.06);
  EXPECT_GT(giant_component_share(network), 0.95);

  // Final demand: a mean share of sales leaves, sectors differ.
  double leakage = 0;
  for (std::uint32_t firm = 0; firm < network.firm_count; ++firm) {
    const double share = 1 - network.out_strength[firm] / generated->revenue[firm];
    ASSERT_GT(share, 0.0);
    ASSERT_LT(share, 1.0);
    leakage += share;
  }
  EXPECT_NEAR(leakage / network.firm_count, 0.45, 0.05);
}

TEST(Generator, SectorsBuyFromFewSectorsWithOneClassEach) {
  const auto economy = plan_economy(options_of(50'000, 10, 616));
  ASSERT_TRUE(economy.ok());
  std::vector<std::size_t> of_class(3, 0);
  for (std::uint32_t l = 0; l < 616; ++l) {
    const std::size_t inputs = economy->input_offsets[l + 1] - economy->input_offsets[l];
    EXPECT_GE(inputs, 15U);
    EXPECT_LE(inputs, 30U);
    double total = 0;
    for (std::size_t i = economy->input_offsets[l]; i < economy->input_offsets[l + 1]; ++i) {
      total += economy->inputs[i].coefficient;
      ++of_class[static_cast<std::size_t>(economy->class_of(economy->inputs[i].supplier_sector, l))];
    }
    EXPECT_NEAR(total, 1, 1e-12);
  }
  const auto pairs = static_cast<double>(economy->inputs.size());
  EXPECT_NEAR(static_cast<double>(of_class[2]) / pairs, 0.35, 0.02);
  EXPECT_NEAR(static_cast<double>(of_class[1]) / pairs, 0.45, 0.02);
  EXPECT_NEAR(static_cast<double>(of_class[0]) / pairs, 0.20, 0.02);
}

TEST(Generator, HouseholdOnlyFirmsSellToNobody) {
  GeneratorOptions options = options_of(20'000, 8, 100);
  options.household_only_share = 0.4;
  const auto generated = generate_network(options);
  ASSERT_TRUE(generated.ok());
  EXPECT_NEAR(static_cast<double>(generated->links.supplier.size()) / 20'000, 8, 0.16);
  const std::set<std::uint32_t> suppliers(generated->links.supplier.begin(), generated->links.supplier.end());
  EXPECT_NEAR(1 - static_cast<double>(suppliers.size()) / 20'000, 0.4, 0.01);
  for (const double revenue : generated->revenue) ASSERT_GT(revenue, 0);
}

TEST(Generator, SameSeedSameBytesWhateverTheThreads) {
  const GeneratorOptions options = options_of(30'000, 6, 50);
  const auto one = generate_network(options, 1);
  const auto three = generate_network(options, 3);
  ASSERT_TRUE(one.ok() && three.ok());
  EXPECT_TRUE(same(*one, *three));
  const auto other = generate_network(options_of(30'000, 6, 50, 8), 1);
  ASSERT_TRUE(other.ok());
  EXPECT_FALSE(same(*one, *other));
}

TEST(Generator, AnyShardMakesTheSameLinks) {
  const auto economy = plan_economy(options_of(2'000, 6, 30));
  ASSERT_TRUE(economy.ok());
  LinkList whole;
  append_links(*economy, 0, 2'000, whole);
  LinkList pieces;
  append_links(*economy, 0, 700, pieces);
  append_links(*economy, 700, 701, pieces);
  append_links(*economy, 701, 2'000, pieces);
  EXPECT_EQ(whole.supplier, pieces.supplier);
  EXPECT_EQ(whole.customer, pieces.customer);
  EXPECT_EQ(whole.weight, pieces.weight);
  EXPECT_EQ(whole.supplier.size(), economy->link_count());
}

TEST(Generator, StreamStopsAtTheFirstError) {
  const auto economy = plan_economy(options_of(20'000, 4, 30));
  ASSERT_TRUE(economy.ok());
  int calls = 0;
  const auto streamed = stream_links(*economy, 1, [&](const LinkList&) -> Result<void> {
    ++calls;
    return Error{ErrorCode::kIo, "full"};
  });
  EXPECT_FALSE(streamed.ok());
  EXPECT_EQ(calls, 1);
}

TEST(Generator, OptionsOutOfRangeAreRefused) {
  const auto refused = [](const std::function<void(GeneratorOptions&)>& change) {
    GeneratorOptions options;
    change(options);
    const auto planned = plan_economy(options);
    return !planned.ok() && planned.error().code == ErrorCode::kInvalidArgument;
  };
  EXPECT_FALSE(refused([](GeneratorOptions&) {}));
  EXPECT_TRUE(refused([](GeneratorOptions& o) { o.firms = 0; }));
  EXPECT_TRUE(refused([](GeneratorOptions& o) { o.sectors = 0; }));
  EXPECT_TRUE(refused([](GeneratorOptions& o) { o.mean_degree = 1; }));
  EXPECT_TRUE(refused([](GeneratorOptions& o) { o.mean_degree = std::nan(""); }));
  EXPECT_TRUE(refused([](GeneratorOptions& o) { o.mean_degree = 5'000; }));  // of 10,000 firms
  EXPECT_TRUE(refused([](GeneratorOptions& o) { o.household_only_share = 1; }));
  EXPECT_TRUE(refused([](GeneratorOptions& o) { o.final_demand_share_mean = -0.1; }));
  EXPECT_TRUE(refused([](GeneratorOptions& o) { o.reciprocal_share = 0.6; }));
  EXPECT_TRUE(refused([](GeneratorOptions& o) { o.inputs_per_sector = 0; }));
  EXPECT_TRUE(refused([](GeneratorOptions& o) { o.essential_share = 0.9; }));
}

// Small and odd networks: either refused, or without self-loops and duplicates and with exactly the links
// promised.
TEST(Generator, EverySmallNetworkIsSound) {
  const bool ok = rc::check([] {
    GeneratorOptions options;
    options.firms = *rc::gen::inRange<std::uint32_t>(10, 200);
    options.mean_degree = *rc::gen::inRange(20, 100) / 10.0;
    options.sectors = *rc::gen::inRange<std::uint32_t>(1, 40);
    options.seed = *rc::gen::arbitrary<std::uint64_t>();
    options.household_only_share = *rc::gen::inRange(0, 9) / 10.0;
    options.final_demand_share_mean = *rc::gen::inRange(0, 10) / 10.0;
    options.reciprocal_share = *rc::gen::inRange(0, 6) / 10.0;
    const auto economy = plan_economy(options);
    RC_PRE(economy.ok());
    const auto generated = generate_network(options, 1);
    RC_ASSERT(generated.ok());
    RC_ASSERT(generated->links.supplier.size() == economy->link_count());
    RC_ASSERT(std::abs(static_cast<double>(economy->link_count()) - options.mean_degree * options.firms) <=
              std::max(0.02 * options.mean_degree * options.firms, 1.0));
    const auto built = build_firm_network(generated->links, generated->sector, generated->sector_count);
    RC_ASSERT(built.ok());
    RC_ASSERT(built->counts.duplicates == 0U && built->counts.self_loops == 0U);
    for (std::uint32_t firm = 0; firm < options.firms; ++firm) {
      const bool sold = built->network.out_strength[firm] > 0;
      RC_ASSERT(sold == (economy->sells[firm] != 0));
      RC_ASSERT(generated->revenue[firm] >= built->network.out_strength[firm] * (1 - 1e-12));
      RC_ASSERT(generated->revenue[firm] > 0);
    }
  });
  EXPECT_TRUE(ok);
}

}  // namespace
}  // namespace tenon
