#include "scenario/monte_carlo_simulation.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"

namespace tenon {
namespace {

// Three tiers of ten plants each; every plant buys from three of the tier before, the last tier sells to
// households.
SupplyNetwork three_tiers(double stock_days = 6) {
  constexpr std::uint32_t kWidth = 10;
  SupplyNodes nodes;
  SupplyLinks links;
  for (std::uint32_t i = 0; i < 3 * kWidth; ++i) {
    nodes.final_demand.push_back(i >= 2 * kWidth ? 10 + i % 7 : 1);
    nodes.market.push_back(i / kWidth);
    nodes.capacity_ratio.push_back(1.1);
    if (i < kWidth) continue;
    for (std::uint32_t k = 0; k < 3; ++k) {
      links.supplier.push_back((i / kWidth - 1) * kWidth + (i * 3 + k * 4) % kWidth);
      links.customer.push_back(i);
      links.group.push_back(0);
      links.flow.push_back(1 + (i + k) % 3);
      links.target_days.push_back(stock_days);
    }
  }
  nodes.market_count = 3;
  return *build_supply_network(links, nodes);
}

Hazard hazard(const std::string& id, double per_year) {
  Hazard h;
  h.id = {id, 1, 1};
  h.frequency.per_year = per_year;
  h.severity = Distribution::uniform(0.3, 1);
  h.duration_days = Distribution::lognormal(8, 30);
  h.recovery = RecoveryCurve::kLinear;
  h.recovery_days = Distribution::uniform(2, 20);
  h.longest_days = 60;
  return h;
}

struct Case {
  InventoryModelPtr model;
  HazardSamplerPtr sampler;
  std::vector<Shock> shocks;
  SimulationLossOptions options;
};

Shock shock_at(ShockTarget kind, std::vector<std::uint64_t> targets) {
  Shock shock;
  shock.kind = kind;
  shock.targets = std::move(targets);
  return shock;
}

// A fire at 0, a flood at 3, 4 and 5, a blockade of two links, and a hazard that hits nothing here.
Case case_of(const SupplyNetwork& network, std::uint64_t seed = 5) {
  Case c;
  c.model = *build_inventory_model(network, {});
  HazardSet set;
  set.hazards = {hazard("fire", 0.3), hazard("flood", 0.2), hazard("blockade", 0.3), hazard("nothing", 1)};
  set.hazards[1].recovery = RecoveryCurve::kExponential;
  c.sampler = std::make_shared<const HazardSampler>(*HazardSampler::build(set, {}, seed));
  c.shocks = {shock_at(ShockTarget::kCapacity, {0}), shock_at(ShockTarget::kCapacity, {3, 4, 5}),
              shock_at(ShockTarget::kLink, {1, 7}), shock_at(ShockTarget::kCapacity, {})};
  std::vector<std::uint32_t> tier(30);
  for (std::uint32_t i = 0; i < 30; ++i) tier[i] = i / 10;
  std::vector<std::uint32_t> odd(30, Breakdown::kNoGroup);
  for (std::uint32_t i = 1; i < 30; i += 2) odd[i] = 0;
  c.options.breakdowns = {{tier, 3}, {odd, 1}};
  c.options.threads = 1;
  return c;
}

LossModel loss_model(const Case& c) {
  auto model = simulation_loss_model(c.model, c.sampler, c.shocks, c.options);
  EXPECT_TRUE(model.ok()) << (model.ok() ? "" : model.error().message);
  return *model;
}

MonteCarloOptions years(std::uint64_t count, unsigned threads = 1) {
  MonteCarloOptions options;
  options.minimum_years = count;
  options.maximum_years = count;
  options.threads = threads;
  return options;
}

// A year as the simulation itself runs it: every day of two years from 1 January on.
double plain_loss(const Case& c, std::uint64_t year, std::vector<double>* groups) {
  SampledYear sampled;
  c.sampler->sample(year, sampled);
  Shocks shocks;
  for (const SampledEvent& event : sampled.events) {
    Shock shock = c.shocks[event.stream];
    if (shock.targets.empty()) continue;
    shock.timing = event.timing;
    shocks.push_back(shock);
  }
  if (shocks.empty()) return 0;
  SimulationOptions options;
  options.horizon_days = 2 * kDaysOfYear;
  options.breakdowns = c.options.breakdowns;
  const auto run = simulate(c.model, shocks, options);
  groups->clear();
  for (const BreakdownSeries& series : run->breakdowns) {
    groups->insert(groups->end(), series.lost_value_added.begin(), series.lost_value_added.end());
  }
  return run->lost_value_added;
}

TEST(MonteCarloSimulation, YearsAreThoseOfTheSimulation) {
  Case c = case_of(three_tiers());
  c.options.settled_level = 0;
  const LossModel exact = loss_model(c);
  c.options.settled_level = 1e-6;
  const LossModel settled = loss_model(c);
  int with_loss = 0;
  for (std::uint64_t year = 0; year < 60; ++year) {
    std::vector<double> expected_groups(4, 0);
    const double expected = plain_loss(c, year, &expected_groups);
    std::vector<double> groups(4, 0);
    const auto loss = exact.loss(0, year, groups);
    ASSERT_TRUE(loss.ok());
    EXPECT_EQ(loss->event_count > 0, expected != 0);
    EXPECT_NEAR(loss->total, expected, 1e-7 * (1 + std::abs(expected))) << year;
    for (std::size_t g = 0; g < 4; ++g)
      EXPECT_NEAR(groups[g], expected_groups[g], 1e-7 * (1 + std::abs(expected)));
    // All that is left out after the year has settled.
    std::vector<double> again(4, 0);
    EXPECT_NEAR(settled.loss(0, year, again)->total, expected, 1e-3 * (1 + std::abs(expected))) << year;
    with_loss += expected > 0 ? 1 : 0;
  }
  EXPECT_GT(with_loss, 20);
}

TEST(MonteCarloSimulation, SharesFollowDirectDamage) {
  const Case c = case_of(three_tiers());
  const LossModel model = loss_model(c);
  SampledYear sampled;
  for (std::uint64_t year = 0; year < 40; ++year) {
    std::vector<double> shares(4, 0);
    model.attribute(0, year, shares);
    c.sampler->sample(year, sampled);
    std::vector<double> damage(4, 0);
    double total = 0;
    for (const SampledEvent& event : sampled.events) {
      double amount = 0;
      for (const std::uint64_t target : c.shocks[event.stream].targets) {
        amount += event.stream == 2 ? three_tiers().flow[target] : normal_output(three_tiers())[target];
      }
      damage[event.stream] += amount * event.timing.loss * equivalent_days(event.timing);
      total += amount * event.timing.loss * equivalent_days(event.timing);
    }
    // full_capacity is a tenth above normal output.
    const double of_plants = (damage[0] + damage[1]) * 1.1;
    if (total == 0) {
      EXPECT_EQ(shares, (std::vector<double>{0, 0, 0, 0}));
      continue;
    }
    EXPECT_NEAR(shares[2], damage[2] / (of_plants + damage[2]), 1e-9);
    EXPECT_NEAR(shares[0] + shares[1] + shares[2], 1, 1e-12);
    EXPECT_EQ(shares[3], 0);
  }
}

TEST(MonteCarloSimulation, SameBitsForAnyNumberOfThreadsAndAnyInterruption) {
  Case c = case_of(three_tiers());
  const auto one = run_monte_carlo(loss_model(c), years(150));
  ASSERT_TRUE(one.ok());
  EXPECT_GT(one->estimates.expected.value, 0);
  c.options.threads = 3;
  const auto three = run_monte_carlo(loss_model(c), years(150, 3));
  EXPECT_EQ(one->losses, three->losses);
  EXPECT_EQ(one->groups, three->groups);
  EXPECT_EQ(one->hazard_groups, three->hazard_groups);
  EXPECT_EQ(one->inputs, three->inputs);

  // Stopped in the middle of a year, as Ctrl-C does.
  const std::string path =
      (std::filesystem::temp_directory_path() / "tenon_monte_carlo_simulation.checkpoint").string();
  std::filesystem::remove(path);
  std::atomic<bool> stop{false};
  c.options.stop = &stop;
  const LossModel inner = loss_model(c);
  LossModel stopping = inner;
  std::atomic<int> begun{0};
  stopping.loss = [&](unsigned worker, std::uint64_t year, std::span<double> groups) {
    if (begun.fetch_add(1) == 40) stop.store(true);
    return inner.loss(worker, year, groups);
  };
  MonteCarloOptions options = years(150, 3);
  options.stop = &stop;
  options.checkpoint_path = path;
  options.resume = true;
  const auto part = run_monte_carlo(stopping, options);
  ASSERT_TRUE(part.ok());
  EXPECT_TRUE(part->is_partial());
  EXPECT_LT(part->years, 60U);
  stop.store(false);
  const auto rest = run_monte_carlo(inner, options);
  ASSERT_TRUE(rest.ok()) << rest.error().message;
  EXPECT_EQ(rest->resumed_from, part->years);
  EXPECT_EQ(rest->losses, one->losses);
  EXPECT_EQ(rest->hazard_groups, one->hazard_groups);
  std::filesystem::remove(path);
}

TEST(MonteCarloSimulation, InputsTellRunsApart) {
  const Case c = case_of(three_tiers());
  const std::uint64_t inputs = loss_model(c).inputs;
  EXPECT_EQ(inputs, loss_model(case_of(three_tiers())).inputs);
  EXPECT_NE(inputs, loss_model(case_of(three_tiers(7))).inputs);
  EXPECT_NE(inputs, loss_model(case_of(three_tiers(), 6)).inputs);
  const std::vector<std::function<void(Case&)>> changes{
      [](Case& x) { x.shocks[0].targets = {1}; },
      [](Case& x) { x.shocks[0].share = {0.5}; },
      [](Case& x) { x.options.follow_days = 100; },
      [](Case& x) { x.options.settled_level = 0; },
      [](Case& x) { x.options.breakdowns.pop_back(); },
      [](Case& x) { x.options.loss_per_output.assign(30, 1); },
      [](Case& x) {
        ScenarioPolicy policy;
        policy.rationing = RationingRule::kFinalDemandLast;
        x.model = *build_inventory_model(three_tiers(), policy);
      }};
  for (const auto& change : changes) {
    Case other = case_of(three_tiers());
    change(other);
    EXPECT_NE(inputs, loss_model(other).inputs);
  }
}

TEST(MonteCarloSimulation, WhatDoesNotFitIsRefused) {
  const std::vector<std::function<void(Case&)>> faults{
      [](Case& x) { x.shocks.pop_back(); },
      [](Case& x) { x.shocks[0].targets = {30}; },
      [](Case& x) {
        x.shocks[0].targets = {2, 1};
      },
      [](Case& x) {
        x.shocks[0].share = {0.5, 0.5};
      },
      [](Case& x) { x.options.follow_days = -1; },
      [](Case& x) { x.options.loss_per_output = {1}; },
      [](Case& x) { x.options.loss_per_output.assign(30, NAN); },
      [](Case& x) { x.options.breakdowns[0].group_of_node.pop_back(); },
      [](Case& x) { x.options.breakdowns[0].group_count = 2; }};
  for (const auto& fault : faults) {
    Case c = case_of(three_tiers());
    fault(c);
    EXPECT_FALSE(simulation_loss_model(c.model, c.sampler, c.shocks, c.options).ok());
  }
}

TEST(MonteCarloSimulation, MoreStockIsSeenToHelpOnTheSameYears) {
  const Case thin = case_of(three_tiers(1.5));
  const Case thick = case_of(three_tiers(15));
  const auto paired = run_paired(loss_model(thin), loss_model(thick), years(200));
  ASSERT_TRUE(paired.ok()) << paired.error().message;
  EXPECT_EQ(paired->comparison.years, 200U);
  EXPECT_EQ(paired->first.event_years, paired->second.event_years);
  EXPECT_LT(*paired->comparison.expected.high, 0)
      << paired->comparison.expected.value << " " << *paired->comparison.expected.low << " of "
      << paired->first.estimates.expected.value;
  EXPECT_LT(paired->comparison.variance_ratio, 0.5);
  EXPECT_FALSE(run_paired(loss_model(thin), loss_model(case_of(three_tiers(1.5), 6)), years(20)).ok());
}

TEST(MonteCarloSimulation, EquivalentDaysSumTheRecovery) {
  EXPECT_EQ(equivalent_days({3, 10, 0.5, RecoveryCurve::kStep, 0}), 10);
  // 0.75 + 0.5 + 0.25 of the loss.
  EXPECT_NEAR(equivalent_days({3, 10, 0.5, RecoveryCurve::kLinear, 4}), 11.5, 1e-12);
  const double exponential = 1 / (std::exp(0.1) - 1);
  EXPECT_NEAR(equivalent_days({0, 1, 1, RecoveryCurve::kExponential, 10}), 1 + exponential, 2e-3);
  EXPECT_EQ(equivalent_days({0, 5, 1, RecoveryCurve::kNetworkDamped, 7}), 12);
  // A demand that falls fades like one that rises.
  EXPECT_NEAR(equivalent_days({0, 2, -0.5, RecoveryCurve::kLinear, 4}), 3.5, 1e-12);
}

}  // namespace
}  // namespace tenon
