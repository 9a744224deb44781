#include "risk/esri_trace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/random.h"
#include "risk/esri_model.h"

namespace tenon {
namespace {

struct Economy {
  FirmNetwork network;
  Essentiality essentiality;
  std::vector<double> revenue;
};

Economy random_economy(std::uint64_t seed, std::uint32_t firms, std::uint32_t sectors, std::size_t links) {
  const Philox random(seed);
  LinkList list;
  for (std::size_t e = 0; e < links; ++e) {
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

// The closure of position f, straight from the equations, with everything a trace speaks of.
EsriTrace plain_trace(const EsriModel& model, std::uint32_t f, double epsilon, std::uint32_t iterations) {
  const std::size_t n = model.firm_count;
  EsriTrace trace;
  std::vector<double> d(n, 0.0);
  std::vector<double> u(n, 0.0);
  d[f] = 1;
  u[f] = 1;
  for (std::uint32_t t = 1; t <= iterations; ++t) {
    std::vector<double> left(model.market_count, 0.0);
    std::vector<double> others(model.market_count, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      left[model.market[i]] += model.out_strength[i] * (1 - d[i]);
      if (i != f) others[model.market[i]] += model.out_strength[i];
    }
    trace.amplification = 1;
    for (std::size_t k = 0; k < left.size(); ++k) {
      if (model.market[f] != k && model.market_sellers[k] <= 1) continue;
      if (others[k] > 0) trace.amplification = std::max(trace.amplification, others[k] / left[k]);
    }
    std::vector<double> next_d(n, 0.0);
    std::vector<double> next_u(n, 0.0);
    for (std::size_t j = 0; j < n; ++j) {
      for (std::uint32_t slot = model.slot_offsets[j]; slot < model.slot_offsets[j + 1]; ++slot) {
        double sum = 0;
        for (std::size_t e = model.inputs.begin(slot); e < model.inputs.end(slot); ++e) {
          const std::uint32_t i = model.inputs.target[e];
          const double remaining = left[model.market[i]];
          const double sigma = remaining > model.out_strength[i] ? model.out_strength[i] / remaining : 1;
          sum += model.inputs.value[e] * sigma * d[i];
        }
        next_d[j] = std::max(next_d[j], std::min(1.0, sum));
      }
      for (std::size_t e = model.sales.begin(j); e < model.sales.end(j); ++e) {
        next_u[j] += model.sales.value[e] * u[model.sales.target[e]];
      }
    }
    // Levels are sums of increments, so what would stand at f is all that has come back.
    trace.returned.push_back(next_u[f]);
    next_d[f] = 1;
    next_u[f] = 1;
    double down = 0;
    double up = 0;
    for (std::size_t i = 0; i < n; ++i) {
      down = std::max(down, next_d[i] - d[i]);
      up = std::max(up, next_u[i] - u[i]);
    }
    if (t < iterations) trace.above_epsilon = std::min(trace.above_epsilon, std::max(down, up) - epsilon);
    trace.below_downstream = epsilon - down;
    trace.below_upstream = epsilon - up;
    d = next_d;
    u = next_u;
  }
  d[f] = 0;
  trace.largest_downstream_loss = *std::max_element(d.begin(), d.end());
  return trace;
}

void expect_traces_hold(std::uint64_t seed, std::uint32_t firms, std::uint32_t sectors, std::size_t links,
                        double epsilon, std::uint32_t stride) {
  const Economy economy = random_economy(seed, firms, sectors, links);
  EsriInputs inputs{.network = &economy.network, .essentiality = &economy.essentiality};
  inputs.revenue = economy.revenue;
  const auto model = build_esri_model(inputs);
  ASSERT_TRUE(model.ok());
  std::vector<std::uint32_t> closed;
  for (std::uint32_t f = 0; f < firms; f += stride) closed.push_back(f);
  const EsriOptions options{.epsilon = epsilon, .max_iterations = 60};
  const auto traced = compute_esri_traced(**model, closed, options);
  const auto scores = compute_esri(**model, closed, options);
  ASSERT_TRUE(traced.ok());
  for (std::size_t k = 0; k < closed.size(); ++k) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " firm " + std::to_string(closed[k]));
    const EsriScore& score = traced->scores[k];
    EXPECT_EQ(score.combined, (*scores)[k].combined);
    EXPECT_EQ(score.iterations, (*scores)[k].iterations);
    const EsriTrace& actual = traced->traces[k];
    const EsriTrace expected =
        plain_trace(**model, (*model)->position_of_firm[closed[k]], epsilon, score.iterations);
    constexpr double kRounding = 1e-12;
    if (std::isfinite(expected.above_epsilon)) {
      EXPECT_NEAR(actual.above_epsilon, expected.above_epsilon, kRounding);
    } else {
      EXPECT_EQ(actual.above_epsilon, expected.above_epsilon);
    }
    EXPECT_NEAR(actual.below_downstream, expected.below_downstream, kRounding);
    // A lower bound where the last step was not made.
    EXPECT_LE(actual.below_upstream, expected.below_upstream + kRounding);
    if (score.converged) {
      EXPECT_GE(actual.below_upstream, 0);
    }
    if (std::isfinite(expected.amplification)) {
      EXPECT_NEAR(actual.amplification, expected.amplification, 1e-9 * expected.amplification);
    } else {
      EXPECT_EQ(actual.amplification, expected.amplification);
    }
    EXPECT_NEAR(actual.largest_downstream_loss, expected.largest_downstream_loss, kRounding);
    ASSERT_EQ(actual.returned.size(), expected.returned.size());
    for (std::size_t t = 0; t < expected.returned.size(); ++t) {
      EXPECT_NEAR(actual.returned[t], expected.returned[t], kRounding);
    }
    if (::testing::Test::HasFailure()) return;
  }
}

TEST(EsriTrace, HoldsWhatThePlainRunShows) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Philox random(seed);
    const auto firms = static_cast<std::uint32_t>(2 + random.below(40, 7, 0));
    expect_traces_hold(seed, firms, static_cast<std::uint32_t>(1 + random.below(6, 7, 1)),
                       1 + random.below(4 * firms, 7, 2), seed % 2 == 0 ? 1.02371e-2 : 1.01737e-4, 1);
    if (HasFailure()) return;
  }
}

// Large enough for lanes, and for steps that are left pending.
TEST(EsriTrace, HoldsInLanes) {
  expect_traces_hold(99, 600, 20, 9000, 1.02371e-2, 37);
  expect_traces_hold(99, 600, 20, 9000, 1.01737e-4, 37);
}

// The coefficients of single customers are those of the model.
TEST(EsriModel, InputSharesAreTheRowsOfTheModel) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Economy economy = random_economy(seed, 15, 4, 60);
    std::vector<double> costs(15);
    for (std::size_t j = 0; j < 15; ++j) {
      costs[j] = economy.network.in_strength[j] * (1 + 0.1 * static_cast<double>(j));
    }
    EsriInputs inputs{.network = &economy.network, .essentiality = &economy.essentiality};
    if (seed % 2 == 0) inputs.costs = costs;
    const auto built = build_esri_model(inputs);
    ASSERT_TRUE(built.ok());
    const EsriModel& model = **built;
    for (std::uint32_t j = 0; j < 15; ++j) {
      std::vector<std::pair<std::uint32_t, double>> expected;
      const std::uint32_t p = model.position_of_firm[j];
      for (std::uint32_t slot = model.slot_offsets[p]; slot < model.slot_offsets[p + 1]; ++slot) {
        for (std::size_t e = model.inputs.begin(slot); e < model.inputs.end(slot); ++e) {
          expected.emplace_back(model.firm_at[model.inputs.target[e]], model.inputs.value[e]);
        }
      }
      std::sort(expected.begin(), expected.end());
      std::vector<std::pair<std::uint32_t, double>> actual;
      for (const InputShare& share : input_shares(inputs, j))
        actual.emplace_back(share.supplier, share.value);
      EXPECT_EQ(expected, actual);
    }
  }
}

TEST(EsriTrace, NeedsExactScores) {
  const Economy economy = random_economy(1, 10, 2, 20);
  EsriInputs inputs{.network = &economy.network};
  const auto model = build_esri_model(inputs);
  const std::vector<std::uint32_t> firms{0};
  EXPECT_EQ(compute_esri_traced(**model, firms, {.tolerance = 1e-6}).error().code,
            ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace tenon
