#include "remedy/esri_update.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "base/random.h"
#include "network/generator.h"

namespace tenon {
namespace {

struct Economy {
  FirmNetwork network;
  std::vector<double> revenue;
  std::vector<double> costs;
  std::vector<double> weights;
  Essentiality essentiality;
};

// `spread`: 0 for firms of one size, 2 for very different ones.
Economy random_economy(std::uint64_t seed, std::uint32_t firms, std::uint32_t sectors, std::size_t links,
                       double spread) {
  const Philox random(seed);
  LinkList list;
  for (std::size_t e = 0; e < links; ++e) {
    list.supplier.push_back(static_cast<std::uint32_t>(random.below(firms, 1, e)));
    list.customer.push_back(static_cast<std::uint32_t>(random.below(firms, 2, e)));
    list.weight.push_back(std::exp(spread * random.normal(3, e)));
  }
  std::vector<std::uint32_t> sector(firms);
  for (std::uint32_t i = 0; i < firms; ++i)
    sector[i] = static_cast<std::uint32_t>(random.below(sectors, 4, i));
  Economy economy;
  economy.network = build_firm_network(std::move(list), std::move(sector), sectors).value().network;
  economy.essentiality.sector_count = sectors;
  for (std::size_t c = 0; c < std::size_t{sectors} * sectors; ++c) {
    economy.essentiality.classes.push_back(static_cast<InputClass>(random.below(3, 5, c)));
  }
  for (std::uint32_t i = 0; i < firms; ++i) {
    economy.revenue.push_back(economy.network.out_strength[i] * (1 + random.uniform(6, i)) + 0.01);
    economy.costs.push_back(economy.network.in_strength[i] * (1 + random.uniform(7, i)) + 0.01);
    economy.weights.push_back(random.uniform(8, i));
  }
  return economy;
}

NetworkEdit random_edit(const Philox& random, const FirmNetwork& network) {
  const auto firm = [&](std::uint64_t k) {
    return static_cast<std::uint32_t>(random.below(network.firm_count, 50, k));
  };
  const std::size_t e = random.below(network.link_count(), 50, 5);
  const auto row = std::upper_bound(network.customers.offsets.begin(), network.customers.offsets.end(), e);
  const auto supplier = static_cast<std::uint32_t>(row - network.customers.offsets.begin() - 1);
  const std::uint32_t customer = network.customers.neighbour[e];
  switch (random.below(6, 50, 0)) {
    case 0: {  // another supplier of the same sector
      for (std::uint64_t k = 10; k < 200; ++k) {
        const std::uint32_t other = firm(k);
        if (other != customer && other != supplier && network.sector[other] == network.sector[supplier]) {
          return AddLink{other, customer, network.customers.weight[e] * random.uniform(50, 6), 1, {}};
        }
      }
      return RemoveLink{supplier, customer, RemovedFlow::kDrop};
    }
    case 1:
      return AddLink{firm(1), firm(2), network.customers.weight[e], 0, {}};
    case 2:
      return RemoveLink{supplier, customer, RemovedFlow::kDrop};
    case 3:
      return RemoveLink{supplier, customer, RemovedFlow::kRedistribute};
    case 4:
      return MergeFirms{firm(1), firm(2), true};
    default:
      return BuildPlant{"new", "", network.sector[supplier], supplier, 0.1 + 0.8 * random.uniform(50, 7)};
  }
}

struct Tally {
  std::size_t firms = 0;
  std::size_t bounded = 0;
  std::size_t changed = 0;  // of the bounded
};

// Every score after the edit against a full computation.
void expect_update_holds(const EsriInputs& inputs, const std::vector<NetworkEdit>& edits,
                         const EsriOptions& options, const EsriUpdateOptions& update_options, Tally& tally) {
  EditedEconomy economy{.network = inputs.network};
  economy.revenue = inputs.revenue;
  economy.costs = inputs.costs;
  economy.weights = inputs.weights;
  const auto edited = apply_edits(economy, edits);
  if (!edited || edited->network.link_count() == 0) return;
  const auto baseline = compute_esri_baseline(inputs, options);
  ASSERT_TRUE(baseline.ok()) << baseline.error().message;
  const auto update = update_esri(*baseline, inputs, *edited, update_options);
  ASSERT_TRUE(update.ok()) << update.error().message;

  EsriInputs after = inputs;
  after.network = &edited->network;
  after.revenue = edited->revenue;
  after.costs = edited->costs;
  after.weights = edited->weights;
  const auto full = compute_esri_baseline(after, options);
  ASSERT_TRUE(full.ok()) << full.error().message;
  ASSERT_EQ(update->scores.size(), full->scores.size());
  for (std::size_t f = 0; f < full->scores.size(); ++f) {
    SCOPED_TRACE("firm " + std::to_string(f));
    const EsriScore& expected = full->scores[f];
    const EsriScore& actual = update->scores[f];
    if (update->origin[f] == ScoreOrigin::kRecomputed) {
      EXPECT_EQ(expected.combined, actual.combined);
      EXPECT_EQ(expected.downstream, actual.downstream);
      EXPECT_EQ(expected.upstream, actual.upstream);
      EXPECT_EQ(expected.iterations, actual.iterations);
      continue;
    }
    const double allowed = actual.error_bound + 1e-14;
    EXPECT_NEAR(expected.combined, actual.combined, allowed);
    EXPECT_NEAR(expected.downstream, actual.downstream, allowed);
    EXPECT_NEAR(expected.upstream, actual.upstream, allowed);
    if (update->origin[f] == ScoreOrigin::kBounded) {
      EXPECT_EQ(expected.iterations, actual.iterations);
      EXPECT_LE(actual.error_bound, update_options.tolerance * actual.combined * (1 + 1e-12));
      ++tally.bounded;
      if (baseline->scores[f].combined != expected.combined) ++tally.changed;
    }
    if (::testing::Test::HasFailure()) return;
  }
  tally.firms += full->scores.size();
}

// Epsilons that no ratio of small integers hits, so that rounding cannot decide a stop.
constexpr double kCoarse = 1.02371e-2;
constexpr double kFine = 1.01737e-4;

// With a tolerance of almost 1 nearly every firm keeps its bound, so that the bounds themselves are tested.
TEST(EsriUpdate, AnEditThatChangesNothingComputesNothing) {
  const Economy economy = random_economy(5, 60, 6, 300, 1);
  EsriInputs inputs;
  inputs.network = &economy.network;
  const auto baseline = compute_esri_baseline(inputs, {});
  ASSERT_TRUE(baseline);
  EditedEconomy edited;
  edited.network = &economy.network;
  const std::vector<std::uint8_t> is_outside(60, 0);  // whatever is bought, is bought inside
  edited.is_outside = is_outside;
  const NetworkEdit localise = Localise{economy.network.sector[0], 0.9};
  const auto network = apply_edits(edited, std::span(&localise, 1));
  ASSERT_TRUE(network);
  EsriUpdateOptions options;
  options.tolerance = 0;
  const auto update = update_esri(*baseline, inputs, *network, options);
  ASSERT_TRUE(update);
  EXPECT_EQ(update->recomputed, 0U);
  for (std::uint32_t f = 0; f < 60; ++f) EXPECT_EQ(update->scores[f].combined, baseline->scores[f].combined);
}

TEST(EsriUpdate, BoundsHoldOnRandomNetworksAndEdits) {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Philox random(seed);
    const auto firms = static_cast<std::uint32_t>(10 + random.below(90, 60, 0));
    const auto economy =
        random_economy(seed, firms, static_cast<std::uint32_t>(1 + random.below(5, 60, 1)),
                       firms + random.below(4 * firms, 60, 2), 0.5 * static_cast<double>(seed % 4));
    EsriInputs inputs{.network = &economy.network, .essentiality = &economy.essentiality};
    if (seed % 5 == 0) inputs.replaceability = Replaceability::kNone;
    if (seed % 2 == 0) inputs.revenue = economy.revenue;
    if (seed % 3 == 0) inputs.costs = economy.costs;
    if (seed % 7 == 0) inputs.weights = economy.weights;
    const EsriUpdateOptions options{.tolerance = seed % 3 == 0 ? 0.999 : 0.03, .threads = 1};
    expect_update_holds(inputs, {random_edit(random, economy.network)},
                        {.epsilon = seed % 4 < 2 ? kCoarse : kFine, .max_iterations = 300, .threads = 1},
                        options, tally);
    if (HasFailure()) return;
  }
  EXPECT_GT(tally.bounded, tally.firms / 8);
  EXPECT_GT(tally.changed, tally.firms / 12);
}

}  // namespace
}  // namespace tenon
