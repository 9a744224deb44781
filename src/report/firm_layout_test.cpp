#include "report/firm_layout.h"

#include <gtest/gtest.h>

#include <numeric>
#include <set>
#include <utility>

#include "base/random.h"

namespace tenon {
namespace {

// Three products one after the other, firms in two cities and nowhere.
Dataset random_supplies(std::uint64_t seed, std::size_t firms, std::size_t supplies) {
  const Philox random(seed);
  Dataset dataset;
  dataset.chains.resize(1);
  for (const Segment segment : {Segment::kUpstream, Segment::kMidstream, Segment::kDownstream}) {
    Product product;
    product.segment = segment;
    dataset.products.push_back(product);
  }
  dataset.regions.resize(2);
  dataset.regions[0].code = "330100";
  dataset.regions[1].code = "310000";
  for (std::size_t i = 0; i < firms; ++i) {
    Firm firm;
    const std::uint64_t region = random.below(3, 0, i);
    if (region < 2) firm.region = RegionId(region);
    dataset.firms.push_back(firm);
  }
  for (std::size_t i = 0; i < supplies; ++i) {
    Supply supply;
    supply.supplier = FirmId(random.below(firms, 1, i));
    supply.customer = FirmId(random.below(firms, 2, i));
    supply.product = ProductId(random.below(3, 3, i));
    supply.annual_value_cny = static_cast<double>(1 + random.below(100, 4, i));
    dataset.supplies.push_back(supply);
  }
  return dataset;
}

std::vector<std::size_t> all_of(const Dataset& dataset) {
  std::vector<std::size_t> positions(dataset.supplies.size());
  std::iota(positions.begin(), positions.end(), 0);
  return positions;
}

TEST(FirmLayout, NoTwoFirmsShareAPlaceAndEachStandsInItsBandAndTier) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Dataset dataset = random_supplies(seed, 1 + 40 * seed, 10 + 90 * seed);
    const FirmLayout layout = layout_firms(dataset, all_of(dataset));
    std::set<std::pair<std::uint32_t, std::uint32_t>> taken;
    double sold = 0;
    double bought = 0;
    for (const FirmSpot& spot : layout.spots) {
      EXPECT_TRUE(taken.emplace(spot.x, spot.y).second);
      const FirmBand& band = layout.bands[spot.band];
      EXPECT_EQ(band.region, dataset.firm(spot.firm).region);
      EXPECT_TRUE(spot.y >= band.y && spot.y < band.y + band.height);
      const FirmTier& tier = layout.tiers[spot.tier];
      EXPECT_TRUE(spot.x >= tier.x && spot.x < tier.x + tier.width);
      sold += spot.sales_cny;
      bought += spot.purchases_cny;
    }
    EXPECT_DOUBLE_EQ(sold, bought);
    for (std::size_t b = 1; b < layout.bands.size(); ++b) {
      EXPECT_GT(layout.bands[b].y, layout.bands[b - 1].y + layout.bands[b - 1].height - 1);
      EXPECT_TRUE(layout.bands[b - 1].region.has_value()) << "the unknown place is last";
    }
  }
}

TEST(FirmLayout, OnlyTheFirmsOfTheSuppliesAreThere) {
  const Dataset dataset = random_supplies(7, 100, 50);
  const std::vector<std::size_t> two = {3, 8};
  std::set<FirmId> wanted;
  for (const std::size_t i : two) {
    wanted.insert(dataset.supplies[i].supplier);
    wanted.insert(dataset.supplies[i].customer);
  }
  std::set<FirmId> drawn;
  for (const FirmSpot& spot : layout_firms(dataset, two).spots) drawn.insert(spot.firm);
  EXPECT_EQ(drawn, wanted);
  EXPECT_TRUE(layout_firms(dataset, {}).spots.empty());
}

TEST(FirmLayout, AFirmStandsByWhatItSellsMostOf) {
  Dataset dataset = random_supplies(1, 3, 0);
  const auto supply = [&](std::size_t from, std::size_t to, std::size_t product, double value) {
    Supply one;
    one.supplier = FirmId(from);
    one.customer = FirmId(to);
    one.product = ProductId(product);
    one.annual_value_cny = value;
    dataset.supplies.push_back(one);
  };
  supply(0, 1, 0, 5);
  supply(0, 1, 1, 9);
  supply(1, 2, 1, 1);
  const FirmLayout layout = layout_firms(dataset, all_of(dataset));
  ASSERT_EQ(layout.spots.size(), 3U);
  EXPECT_EQ(layout.spots[0].product, ProductId(1));
  EXPECT_EQ(layout.spots[0].tier, layout.spots[1].tier);
  EXPECT_FALSE(layout.spots[2].product) << "it sells nothing and is known to make nothing";
  EXPECT_EQ(layout.spots[2].tier, layout.spots[1].tier + 1);
}

}  // namespace
}  // namespace tenon
