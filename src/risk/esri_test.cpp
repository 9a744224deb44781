#include "risk/esri.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <numeric>

#include "base/random.h"
#include "support/esri_reference.h"

namespace tenon {
namespace {

using testing::EsriReference;

struct Economy {
  FirmNetwork network;
  Essentiality essentiality;
  std::vector<double> revenue;
};

// Links between random firms, duplicates and self-loops included; classes, sectors and weights at random.
Economy random_economy(std::uint64_t seed, std::uint32_t firms, std::uint32_t sectors, std::size_t links) {
  const Philox random(seed);
  LinkList list;
  for (std::size_t e = 0; e < links; ++e) {
    // Squaring makes hubs.
    const double x = random.uniform(1, e);
    list.supplier.push_back(static_cast<std::uint32_t>(x * x * firms));
    list.customer.push_back(static_cast<std::uint32_t>(random.below(firms, 2, e)));
    list.weight.push_back(std::exp(2 * random.normal(3, e)));
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
    economy.revenue.push_back(economy.network.out_strength[i] * (1 + random.uniform(6, i)) + 0.1);
  }
  return economy;
}

std::vector<std::uint32_t> all_firms(const FirmNetwork& network) {
  std::vector<std::uint32_t> firms(network.firm_count);
  std::iota(firms.begin(), firms.end(), 0U);
  return firms;
}

void expect_near(const EsriScore& expected, const EsriScore& actual, double tolerance, std::uint32_t firm) {
  EXPECT_EQ(expected.iterations, actual.iterations) << "firm " << firm;
  EXPECT_NEAR(expected.combined, actual.combined, tolerance) << "firm " << firm;
  EXPECT_NEAR(expected.downstream, actual.downstream, tolerance) << "firm " << firm;
  EXPECT_NEAR(expected.upstream, actual.upstream, tolerance) << "firm " << firm;
}

void expect_matches_reference(const EsriInputs& inputs, const EsriOptions& options, double tolerance) {
  const auto model = build_esri_model(inputs);
  ASSERT_TRUE(model.ok()) << model.error().message;
  const auto firms = all_firms(*inputs.network);
  const auto scores = compute_esri(**model, firms, options);
  ASSERT_TRUE(scores.ok()) << scores.error().message;
  const EsriReference reference(inputs);
  for (const std::uint32_t firm : firms) {
    expect_near(reference.close(firm, options.epsilon, options.max_iterations), (*scores)[firm], tolerance,
                firm);
    if (::testing::Test::HasFailure()) return;
  }
}

// Epsilons that no ratio of small integers hits, so that rounding cannot decide a stop.
constexpr double kCoarse = 1.02371e-2;
constexpr double kFine = 1.01737e-5;

TEST(Esri, RandomNetworksMatchTheReference) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Philox random(seed);
    const auto firms = static_cast<std::uint32_t>(2 + random.below(40, 7, 0));
    const auto economy = random_economy(seed, firms, static_cast<std::uint32_t>(1 + random.below(6, 7, 1)),
                                        1 + random.below(4 * firms, 7, 2));
    EsriInputs inputs{.network = &economy.network, .essentiality = &economy.essentiality};
    if (seed % 3 == 0) inputs.replaceability = Replaceability::kNone;
    if (seed % 2 == 0) inputs.revenue = economy.revenue;
    SCOPED_TRACE("seed " + std::to_string(seed));
    expect_matches_reference(inputs, {.epsilon = seed % 4 < 2 ? kCoarse : kFine, .max_iterations = 500},
                             1e-12);
  }
}

// Large enough that cascades become dense and move into lanes.
TEST(Esri, DenseCascadesMatchTheReference) {
  for (const auto replaceability : {Replaceability::kMarketShare, Replaceability::kNone}) {
    const auto economy = random_economy(99, 600, 20, 9000);
    EsriInputs inputs{
        .network = &economy.network, .essentiality = &economy.essentiality, .replaceability = replaceability};
    inputs.revenue =
        economy.revenue;  // without leakage the reference alone would take minutes under a sanitizer
    for (const double epsilon : {kCoarse, 1.01737e-4}) {
      const auto model = build_esri_model(inputs);
      ASSERT_TRUE(model.ok());
      std::vector<std::uint32_t> firms;
      for (std::uint32_t firm = 0; firm < 600; firm += 13) firms.push_back(firm);
      const auto scores = compute_esri(**model, firms, {.epsilon = epsilon});
      ASSERT_TRUE(scores.ok());
      const EsriReference reference(inputs);
      for (std::size_t k = 0; k < firms.size(); ++k) {
        expect_near(reference.close(firms[k], epsilon), (*scores)[k], 1e-12, firms[k]);
      }
    }
  }
}

// Every network of up to three firms with weights 0, 1 or 2, self-loops included, two sectors, every class.
TEST(Esri, AllTinyNetworksMatchTheReference) {
  std::size_t networks = 0;
  for (std::uint32_t n = 1; n <= 3; ++n) {
    const std::uint32_t pairs = n * n;
    std::uint32_t count = 1;
    for (std::uint32_t p = 0; p < pairs; ++p) count *= 3;
    for (std::uint32_t code = 1; code < count; ++code) {
      LinkList list;
      for (std::uint32_t p = 0, rest = code; p < pairs; ++p, rest /= 3) {
        if (rest % 3 == 0) continue;
        list.supplier.push_back(p / n);
        list.customer.push_back(p % n);
        list.weight.push_back(rest % 3);
      }
      const std::uint32_t sectors_code = code % (1U << n);
      std::vector<std::uint32_t> sector(n);
      for (std::uint32_t i = 0; i < n; ++i) sector[i] = sectors_code >> i & 1U;
      const auto built = build_firm_network(list, sector, 2);
      ASSERT_TRUE(built.ok());
      Essentiality essentiality{2, {}};
      for (std::uint32_t c = 0, rest = code; c < 4; ++c, rest /= 3) {
        essentiality.classes.push_back(static_cast<InputClass>((rest + c) % 3));
      }
      EsriInputs inputs{.network = &built->network, .essentiality = &essentiality};
      if (code % 2 == 0) inputs.replaceability = Replaceability::kNone;
      expect_matches_reference(inputs, {.epsilon = kCoarse, .max_iterations = 300, .threads = 1}, 1e-13);
      ++networks;
      if (HasFailure()) FAIL() << "n " << n << " code " << code;
    }
  }
  EXPECT_EQ(networks, 2U + 80U + 19682U);
}

TEST(Esri, ResultsDoNotDependOnThreads) {
  const auto economy = random_economy(5, 2000, 30, 30000);
  const auto model = build_esri_model({.network = &economy.network, .essentiality = &economy.essentiality});
  ASSERT_TRUE(model.ok());
  const auto firms = all_firms(economy.network);
  const auto one = compute_esri(**model, firms, {.threads = 1});
  const auto many = compute_esri(**model, firms, {.threads = 5});
  ASSERT_TRUE(one.ok() && many.ok());
  for (std::size_t i = 0; i < firms.size(); ++i) {
    ASSERT_EQ((*one)[i].combined, (*many)[i].combined);
    ASSERT_EQ((*one)[i].downstream, (*many)[i].downstream);
    ASSERT_EQ((*one)[i].upstream, (*many)[i].upstream);
    ASSERT_EQ((*one)[i].iterations, (*many)[i].iterations);
  }
}

// Tolerant scores are within their proven bound, the bound within the tolerance, and the stops are those of
// the exact mode; tighter than floats can prove, the result is the exact one.
TEST(Esri, ToleranceIsCertified) {
  for (const auto replaceability : {Replaceability::kMarketShare, Replaceability::kNone}) {
    const auto economy = random_economy(7, 3000, 40, 40000);
    const auto model = build_esri_model({.network = &economy.network,
                                         .essentiality = &economy.essentiality,
                                         .replaceability = replaceability,
                                         .revenue = economy.revenue});
    ASSERT_TRUE(model.ok());
    std::vector<std::uint32_t> firms;
    for (std::uint32_t firm = 0; firm < economy.network.firm_count; firm += 5) firms.push_back(firm);
    const auto exact = compute_esri(**model, firms, {});
    ASSERT_TRUE(exact.ok());
    for (const double tolerance : {1e-6, 3e-7, 1e-12}) {
      const auto tolerant = compute_esri(**model, firms, {.tolerance = tolerance, .threads = 3});
      ASSERT_TRUE(tolerant.ok());
      std::size_t rounded = 0;
      for (std::size_t f = 0; f < firms.size(); ++f) {
        const EsriScore& a = (*exact)[f];
        const EsriScore& b = (*tolerant)[f];
        ASSERT_EQ(a.iterations, b.iterations) << f;
        ASSERT_LE(b.error_bound, tolerance * b.combined * 1.0001 + 1e-35) << f;
        const double rounding = 1e-13 * a.combined;
        ASSERT_NEAR(a.combined, b.combined, b.error_bound + rounding) << f;
        ASSERT_NEAR(a.downstream, b.downstream, b.error_bound + rounding) << f;
        ASSERT_NEAR(a.upstream, b.upstream, b.error_bound + rounding) << f;
        rounded += a.combined != b.combined ? 1 : 0;
      }
      if (tolerance > 5e-7) {
        EXPECT_GT(rounded, 5U);
      }
      if (tolerance < 1e-9) {
        EXPECT_EQ(rounded, 0U);
      }
    }
  }
}

TEST(Esri, BoundsHoldAtConvergence) {
  const auto economy = random_economy(11, 200, 8, 900);
  const EsriInputs inputs{
      .network = &economy.network, .essentiality = &economy.essentiality, .revenue = economy.revenue};
  const auto model = build_esri_model(inputs);
  ASSERT_TRUE(model.ok());
  const auto scores = compute_esri(**model, all_firms(economy.network), {.epsilon = 1e-12});
  ASSERT_TRUE(scores.ok());
  const double total =
      std::accumulate(economy.network.out_strength.begin(), economy.network.out_strength.end(), 0.0);
  for (std::size_t f = 0; f < scores->size(); ++f) {
    const EsriScore& score = (*scores)[f];
    const double own = economy.network.out_strength[f] / total;
    EXPECT_TRUE(score.converged);
    EXPECT_GE(score.combined, std::max(score.downstream, score.upstream) - 1e-12);
    EXPECT_LE(score.combined, score.downstream + score.upstream - own + 1e-12);
    EXPECT_LE(score.combined, 1 + 1e-12);
  }
}

TEST(Esri, ShockOfOneClosedFirmIsItsScore) {
  const auto economy = random_economy(21, 120, 6, 600);
  const auto model = build_esri_model({.network = &economy.network, .essentiality = &economy.essentiality});
  ASSERT_TRUE(model.ok());
  const EsriOptions options{.epsilon = kCoarse};
  for (std::uint32_t firm = 0; firm < 120; firm += 7) {
    std::vector<double> remaining(120, 1.0);
    remaining[firm] = 0;
    const auto cascade = run_esri_shock(**model, {remaining, remaining}, options);
    const std::uint32_t one[] = {firm};
    const auto score = compute_esri(**model, one, options);
    ASSERT_TRUE(cascade.ok() && score.ok());
    expect_near(cascade->score, score->front(), 1e-13, firm);
  }
}

TEST(Esri, PartialAndJointShocksMatchTheReference) {
  const auto economy = random_economy(31, 80, 5, 400);
  const EsriInputs inputs{.network = &economy.network, .essentiality = &economy.essentiality};
  const auto model = build_esri_model(inputs);
  ASSERT_TRUE(model.ok());
  const EsriReference reference(inputs);
  const Philox random(8);
  for (std::uint64_t trial = 0; trial < 20; ++trial) {
    std::vector<double> down(80);
    std::vector<double> up(80);
    for (std::uint32_t i = 0; i < 80; ++i) {
      down[i] = random.uniform(trial, i) < 0.2 ? random.uniform(trial + 100, i) : 1.0;
      up[i] = random.uniform(trial + 200, i) < 0.2 ? random.uniform(trial + 300, i) : 1.0;
    }
    const auto cascade = run_esri_shock(**model, {down, up}, {.epsilon = kFine});
    ASSERT_TRUE(cascade.ok());
    const auto expected = reference.run(down, up, kFine);
    expect_near(expected.score, cascade->score, 1e-12, 0);
    double sectors = std::accumulate(cascade->sector_loss.begin(), cascade->sector_loss.end(), 0.0);
    EXPECT_LE(sectors, cascade->score.combined);
    for (std::size_t i = 0; i < 80; ++i) {
      ASSERT_NEAR(cascade->downstream_level[i], expected.hd[i], 1e-12);
      ASSERT_NEAR(cascade->upstream_level[i], expected.hu[i], 1e-12);
    }
  }
}

TEST(Esri, LeakageLowersUpstreamScores) {
  const auto economy = random_economy(41, 100, 5, 500);
  EsriInputs inputs{.network = &economy.network, .essentiality = &economy.essentiality};
  const auto closed = build_esri_model(inputs);
  inputs.revenue = economy.revenue;
  const auto leaking = build_esri_model(inputs);
  ASSERT_TRUE(closed.ok() && leaking.ok());
  EXPECT_EQ(summarize(**closed).leakage, 0.0);
  EXPECT_GT(summarize(**leaking).leakage, 0.2);
  const auto firms = all_firms(economy.network);
  const auto without = compute_esri(**closed, firms, {.epsilon = 1e-10});
  const auto with = compute_esri(**leaking, firms, {.epsilon = 1e-10});
  for (std::size_t i = 0; i < firms.size(); ++i) {
    EXPECT_LE((*with)[i].upstream, (*without)[i].upstream + 1e-9);
    EXPECT_NEAR((*with)[i].downstream, (*without)[i].downstream, 1e-9);
  }
}

TEST(Esri, StopsWhenAsked) {
  const Economy economy = random_economy(5, 200, 8, 1500);
  EsriInputs inputs;
  inputs.network = &economy.network;
  const auto model = build_esri_model(inputs).value();
  const auto firms = all_firms(economy.network);
  std::atomic<bool> stop{false};
  EsriOptions options;
  options.threads = 2;
  options.stop = &stop;
  EXPECT_TRUE(compute_esri(*model, firms, options).ok());
  options.progress = [&](std::uint64_t, std::uint64_t) { stop = true; };
  EXPECT_EQ(compute_esri(*model, firms, options).error().code, ErrorCode::kCancelled);
}

TEST(Esri, BadInputsAreErrors) {
  auto economy = random_economy(51, 20, 3, 60);
  EXPECT_FALSE(build_esri_model({}).ok());
  EsriInputs inputs{.network = &economy.network, .essentiality = &economy.essentiality};
  economy.revenue[3] = economy.network.out_strength[3] / 2 - 1;
  inputs.revenue = economy.revenue;
  EXPECT_FALSE(build_esri_model(inputs).ok());
  inputs.revenue = {};
  const std::vector<double> zeros(20, 0.0);
  inputs.weights = zeros;
  EXPECT_FALSE(build_esri_model(inputs).ok());
  const std::vector<double> nan(20, std::nan(""));
  inputs.weights = nan;
  EXPECT_FALSE(build_esri_model(inputs).ok());
  inputs.weights = std::span(zeros).first(3);
  EXPECT_FALSE(build_esri_model(inputs).ok());
  inputs.weights = {};
  const Essentiality small{2, std::vector<InputClass>(4)};
  inputs.essentiality = &small;
  EXPECT_FALSE(build_esri_model(inputs).ok());
  inputs.essentiality = &economy.essentiality;
  const auto model = build_esri_model(inputs);
  ASSERT_TRUE(model.ok());
  const std::uint32_t outside[] = {20};
  EXPECT_FALSE(compute_esri(**model, outside, {}).ok());
  EXPECT_FALSE(compute_esri(**model, {}, {.epsilon = -1}).ok());
  EXPECT_FALSE(compute_esri(**model, {}, {.epsilon = std::nan("")}).ok());
  EXPECT_FALSE(compute_esri(**model, {}, {.max_iterations = 0}).ok());
  const std::vector<double> level(20, 1.5);
  EXPECT_FALSE(run_esri_shock(**model, {level, {}}, {}).ok());
}

}  // namespace
}  // namespace tenon
