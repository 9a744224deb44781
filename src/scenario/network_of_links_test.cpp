#include "scenario/network_of_links.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>
#include <vector>

#include "network/generator.h"

namespace tenon {
namespace {

using U8 = std::vector<std::uint8_t>;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;
using Doubles = std::vector<double>;

constexpr auto kEss = InputClass::kEssential;
constexpr auto kNon = InputClass::kNonEssential;
constexpr auto kNeg = InputClass::kNegligible;

// Firms 0 and 2 of sector 1, firm 1 of sector 0, firm 3 of sector 0 buys from all of them.
FirmNetwork example(std::vector<InputClass> classes = {}) {
  return build_firm_network({{0, 1, 2, 3}, {3, 3, 3, 0}, {365, 730, 1095, 73}, std::move(classes)},
                            {1, 0, 1, 0}, 2)
      .value()
      .network;
}

TEST(NetworkOfLinks, SuppliersOfASectorAreAGroup) {
  const FirmNetwork firms = example();
  LinkNetworkOptions options;
  options.days_in_period = 365;
  const Doubles demand{0, 0, 0, 3650};
  options.final_demand = demand;
  const auto built = network_of_links(firms, options);
  ASSERT_TRUE(built.ok()) << built.error().message;
  const SupplyNetwork& network = built->network;
  EXPECT_EQ(network.group_offsets, (U64{0, 1, 1, 1, 3}));
  EXPECT_EQ(network.link_offsets, (U64{0, 1, 2, 4}));
  EXPECT_EQ(network.supplier, (U32{3, 1, 0, 2}));
  EXPECT_EQ(network.flow, (Doubles{0.2, 2, 1, 3}));
  EXPECT_EQ(network.final_demand, (Doubles{0, 0, 0, 10}));
  EXPECT_EQ(network.target_days, (Doubles{15, 15, 15}));
  EXPECT_EQ(network.essential, (U8{1, 1, 1}));
  EXPECT_EQ(network.market, (U32{1, 0, 1, 0}));
  EXPECT_EQ(network.market_count, 2U);
  EXPECT_EQ(normal_output(network), (Doubles{1, 2, 3, 10.2}));
  EXPECT_EQ(built->costs_above_output, 0U);
}

TEST(NetworkOfLinks, DaysBySectorAndClassesByLink) {
  const FirmNetwork firms = example({kEss, kNeg, kEss, kNon});
  LinkNetworkOptions options;
  const Doubles days{4, 0};
  options.days_of_sector = days;
  options.default_days = 9;
  const auto built = network_of_links(firms, options);
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built->network.target_days, (Doubles{4, 4, 9}));
  EXPECT_EQ(built->network.essential, (U8{0, 0, 1}));
  EXPECT_EQ(built->negligible_groups, 1U);
}

TEST(NetworkOfLinks, AMatrixOverrulesTheClassesOfLinks) {
  const FirmNetwork firms = example({kNon, kNon, kNon, kNon});
  const Essentiality matrix{2, {kEss, kNon, kNeg, kNon}};  // rows: supplier's sector
  LinkNetworkOptions options;
  options.essentiality = &matrix;
  const auto built = network_of_links(firms, options);
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built->network.essential, (U8{0, 1, 0}));
  EXPECT_EQ(built->negligible_groups, 1U);  // two links of sector 1 into firm 3, one group
}

TEST(NetworkOfLinks, RevenueBeyondSalesIsFinalDemand) {
  const FirmNetwork firms = example();
  LinkNetworkOptions options;
  const Doubles revenue{400, 700, 1095, 3000};
  options.revenue = revenue;
  const auto built = network_of_links(firms, options);
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built->network.final_demand, (Doubles{35, 0, 0, 2927}));
  EXPECT_EQ(built->revenue_below_sales, 1U);
}

TEST(NetworkOfLinks, WithoutEitherFirmsSellWhatTheirInputsCost) {
  const auto built = network_of_links(example(), {});
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built->network.final_demand, (Doubles{0, 0, 0, 365 + 730 + 1095 - 73}));
  EXPECT_EQ(built->assumed_final_demand, 1U);
  EXPECT_EQ(built->costs_above_output, 0U);
}

TEST(NetworkOfLinks, RefusesWhatMakesNoSense) {
  const FirmNetwork firms = example();
  const Doubles four{1, 1, 1, 1};
  const Doubles negative{1, 1, 1, -1};
  const Doubles two{1, 1};
  const Essentiality matrix{1, {kEss}};
  const auto refused = [&](auto&& change) {
    LinkNetworkOptions options;
    change(options);
    const auto built = network_of_links(firms, options);
    return !built.ok() && built.error().code == ErrorCode::kInvalidArgument;
  };
  EXPECT_FALSE(refused([&](auto& o) { o.revenue = four; }));
  EXPECT_TRUE(refused([&](auto& o) { o.revenue = two; }));
  EXPECT_TRUE(refused([&](auto& o) { o.revenue = o.final_demand = four; }));
  EXPECT_TRUE(refused([&](auto& o) { o.final_demand = negative; }));
  EXPECT_TRUE(refused([&](auto& o) { o.days_of_sector = four; }));
  EXPECT_TRUE(refused([&](auto& o) { o.default_days = 0; }));
  EXPECT_TRUE(refused([&](auto& o) { o.days_in_period = 0; }));
  EXPECT_TRUE(refused([&](auto& o) { o.days_in_period = std::numeric_limits<double>::infinity(); }));
  EXPECT_TRUE(refused([&](auto& o) { o.essentiality = &matrix; }));
}

TEST(NetworkOfLinks, KeepsAllMoneyOfGeneratedNetworks) {
  GeneratorOptions options;
  options.firms = 2'000;
  options.sectors = 40;
  const GeneratedNetwork generated = generate_network(options, 1).value();
  const std::vector<double> revenue = generated.revenue;
  const FirmNetwork firms =
      build_firm_network(generated.links, generated.sector, generated.sector_count).value().network;
  LinkNetworkOptions link_options;
  link_options.days_in_period = 365;
  link_options.revenue = revenue;
  const auto built = network_of_links(firms, link_options);
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built->network.link_count(), firms.link_count());
  const Doubles output = normal_output(built->network);
  for (std::size_t i = 0; i < output.size(); ++i) {
    const double expected = std::max(revenue[i], firms.out_strength[i]) / 365;
    EXPECT_NEAR(output[i], expected, 1e-9 * expected) << i;
  }
  // Suppliers of a group are of one sector, and no sector of a customer is in two groups.
  const SupplyNetwork& network = built->network;
  for (std::size_t i = 0; i < network.node_count; ++i) {
    std::uint32_t last = 0;
    for (std::size_t g = network.group_offsets[i]; g < network.group_offsets[i + 1]; ++g) {
      const std::uint32_t sector = firms.sector[network.supplier[network.link_offsets[g]]];
      EXPECT_TRUE(g == network.group_offsets[i] || sector > last);
      last = sector;
      for (std::size_t e = network.link_offsets[g]; e < network.link_offsets[g + 1]; ++e) {
        EXPECT_EQ(firms.sector[network.supplier[e]], sector);
      }
    }
  }
}

}  // namespace
}  // namespace tenon
