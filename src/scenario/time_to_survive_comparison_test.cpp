#include "scenario/time_to_survive_comparison.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "support/multi_tier_example.h"
#include "support/sanitized.h"

namespace tenon {
namespace {

constexpr int kHorizon = 60;
constexpr double kDayRounding = 1e-3 * (1 + 1e-6);  // of results, and of differences of them
constexpr RationingRule kRules[] = {RationingRule::kProportional, RationingRule::kFinalDemandLast,
                                    RationingRule::kLowestRatioFirst,
                                    RationingRule::kLowestRatioFirstFinalDemandLast};

struct Both {
  TimeToSurvive program;
  SurvivalSimulation simulation;
};

Both both(const SupplyNetwork& network, const DisruptionSets& sets, const ScenarioPolicy& policy,
          double tolerance, int horizon_days = kHorizon) {
  TimeToSurviveOptions program;
  program.tell_unbounded = false;
  program.shortfall_tolerance = tolerance;
  program.threads = 1;
  SurvivalSimulationOptions simulation;
  simulation.shortfall_tolerance = tolerance;
  simulation.horizon_days = horizon_days;
  simulation.follow_to_hits = false;
  simulation.threads = 1;
  return {*time_to_survive(multi_tier_network(network), sets, {}, program),
          *simulate_survival(*build_inventory_model(network, policy), sets, simulation)};
}

bool is_bound(const SurvivalTime& program, const SurvivalTime& simulation) {
  return program.kind != SurvivalKind::kFinite || program.days >= simulation.days - kDayRounding;
}

// What is proven in the methods, for any shape, rule, tolerance, and with dispensable inputs.
RC_GTEST_PROP(SurvivalComparisonTest, NoSimulationSurvivesTheProgram, ()) {
  const SupplyNetwork network = random_supply_network(
      {.spare = *rc::gen::element(0.0, 0.5), .all_essential = *rc::gen::element(true, false)});
  ScenarioPolicy policy;
  policy.rationing = kRules[*rc::gen::inRange(0, 4)];
  policy.orders = *rc::gen::element(OrderRule::kFollowsDemand, OrderRule::kTargetFollowsOutput,
                                    OrderRule::kTargetFixed, OrderRule::kNeverReduce);
  policy.order_adjustment_days = *rc::gen::inRange(1, 12);
  DisruptionSets sets = each_node(network.node_count);
  for (std::uint32_t i = 0; i < network.node_count; ++i) {
    sets.capacity_left.push_back(*rc::gen::element(0.0, 0.0, 0.5));
  }
  const Both times = both(network, sets, policy, *rc::gen::element(0.0, 0.01, 0.2));
  for (std::size_t k = 0; k < sets.size(); ++k) {
    RC_ASSERT(is_bound(times.program.sets[k].all, times.simulation.sets[k].all));
    RC_ASSERT(is_bound(times.program.sets[k].others, times.simulation.sets[k].others));
  }
}

// Every network of three nodes: each of the six links absent, with 1 day or with 3 days of stock; inputs
// apart or in one group; final demand at one, two or all nodes; each node closed.
TEST(SurvivalComparisonTest, NoSimulationSurvivesTheProgramOnAnySmallestNetwork) {
  constexpr int kEvery = kSanitized ? 10 : 1;
  std::size_t compared = 0;
  std::size_t equal = 0;
  for (int links_of = 0; links_of < 729; links_of += kEvery) {
    for (int variant = 0; variant < 6; ++variant) {
      const int demand = variant / 2;
      SupplyNodes nodes;
      nodes.final_demand = {10, demand > 0 ? 6.0 : 0.0, demand > 1 ? 4.0 : 0.0};
      nodes.market = {0, 1, 2};
      nodes.market_count = 3;
      SupplyLinks links;
      int code = links_of;
      for (std::uint32_t from = 0; from < 3; ++from) {
        for (std::uint32_t to = 0; to < 3; ++to) {
          if (from == to) continue;
          const int kind = code % 3;
          code /= 3;
          if (kind == 0) continue;
          links.supplier.push_back(from);
          links.customer.push_back(to);
          links.group.push_back(variant % 2 == 0 ? from : 0);
          links.flow.push_back(1 + from + 2.0 * to);
          links.target_days.push_back(kind == 1 ? 1 : 3);
        }
      }
      const SupplyNetwork network = *build_supply_network(links, nodes);
      const DisruptionSets sets = each_node(3);
      const Both times = both(network, sets, {}, 0, 15);
      for (std::size_t k = 0; k < sets.size(); ++k) {
        const SurvivalTime& program = times.program.sets[k].others;
        const SurvivalTime& simulation = times.simulation.sets[k].others;
        ASSERT_TRUE(is_bound(program, simulation))
            << "links " << links_of << " variant " << variant << " node " << k;
        if (program.kind != SurvivalKind::kFinite) continue;
        ++compared;
        equal += std::floor(program.days + kDayRounding) == simulation.days ? 1 : 0;
      }
    }
  }
  EXPECT_GT(compared, 3000U / kEvery);
  EXPECT_GT(equal, compared / 3);
}

// A tree that ends in one plant which alone sells to households, every part from one maker, no capacity to
// spare: both live on the stocks along the way, whatever the rules.
RC_GTEST_PROP(SurvivalComparisonTest, ChainsAndAssembliesSurviveTheSumOfStocksOnTheWay, ()) {
  const auto count = static_cast<std::uint32_t>(*rc::gen::inRange(2, 12));
  SupplyNodes nodes;
  nodes.market_count = count;
  SupplyLinks links;
  std::vector<double> days_to_end(count, 0);
  std::vector<double> output(count, 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    nodes.market.push_back(i);
    nodes.final_demand.push_back(i == 0 ? 64 : 0);
    output[i] = nodes.final_demand.back();
    if (i == 0) continue;
    const auto customer = static_cast<std::uint32_t>(*rc::gen::inRange(0, static_cast<int>(i)));
    const double days = *rc::gen::inRange(4, 40) / 4.0;
    links.supplier.push_back(i);
    links.customer.push_back(customer);
    links.group.push_back(i);
    links.flow.push_back(output[customer] / 2);
    links.target_days.push_back(days);
    output[i] = links.flow.back();
    days_to_end[i] = days_to_end[customer] + days;
  }
  const SupplyNetwork network = *build_supply_network(links, nodes);
  ScenarioPolicy policy;
  policy.rationing = kRules[*rc::gen::inRange(0, 4)];
  policy.orders = *rc::gen::element(OrderRule::kFollowsDemand, OrderRule::kTargetFollowsOutput);
  const Both times = both(network, each_node(count), policy, 0);
  RC_ASSERT(times.program.sets[0].all.days == 0);
  RC_ASSERT(times.simulation.sets[0].all.days == 0);
  for (std::uint32_t i = 1; i < count; ++i) {
    RC_ASSERT(std::abs(times.program.sets[i].all.days - days_to_end[i]) <= kDayRounding);
    RC_ASSERT(times.simulation.sets[i].all.days ==
              std::min<double>(kHorizon, std::floor(days_to_end[i] + kDayRounding)));
  }
}

// Where all makers of a product have the same recipe, pooling them loses nothing that they could do apart.
RC_GTEST_PROP(SurvivalComparisonTest, TheProductGraphSurvivesNoLessThanItsFirms, ()) {
  const SupplyNetwork network = random_network_with_recipes(*rc::gen::element(0.0, 0.5));
  TimeToSurviveOptions options;
  options.threads = 1;
  const MultiTierNetwork firms = multi_tier_network(network);
  const MultiTierNetwork products = market_network(network);
  const auto compare = [&](const DisruptionSets& sets) {
    const auto apart = time_to_survive(firms, sets, {}, options);
    const auto pooled = time_to_survive(products, on_markets(network, sets), {}, options);
    RC_ASSERT(apart.ok());
    RC_ASSERT(pooled.ok());
    for (std::size_t k = 0; k < sets.size(); ++k) {
      RC_ASSERT(pooled->sets[k].all.days >= apart->sets[k].all.days - kDayRounding);
    }
  };
  compare(each_node(network.node_count));
  compare(each_market(network));
}

// A and B (full load half above normal) both make the input of C.
SupplyNetwork two_makers() {
  SupplyNodes nodes;
  nodes.final_demand = {0, 0, 10};
  nodes.capacity_ratio = {1, 1.5, 1};
  nodes.market = {0, 0, 1};
  nodes.market_count = 2;
  SupplyLinks links;
  links.supplier = {0, 1};
  links.customer = {2, 2};
  links.group = {0, 0};
  links.flow = {6, 4};
  links.target_days = {8, 8};
  return *build_supply_network(links, nodes);
}

// B makes the input of D, which has 20 days of it, and of E, which has 4. A makes that of B, which has 10.
SupplyNetwork two_customers() {
  SupplyNodes nodes;
  nodes.final_demand = {0, 0, 10, 10};
  nodes.market = {0, 1, 2, 3};
  nodes.market_count = 4;
  SupplyLinks links;
  links.supplier = {0, 1, 1};
  links.customer = {1, 2, 3};
  links.group = {0, 0, 0};
  links.flow = {5, 5, 5};
  links.target_days = {10, 20, 4};
  return *build_supply_network(links, nodes);
}

SurvivalComparison compare(const SupplyNetwork& network, std::size_t explain_at_most = 200) {
  const DisruptionSets sets = each_node(network.node_count);
  const Both times = both(network, sets, {}, 0);
  TimeToSurviveOptions program;
  program.shortfall_tolerance = 0;
  SurvivalComparisonOptions options;
  options.threads = 1;
  options.explain_at_most = explain_at_most;
  const auto result =
      compare_survival(multi_tier_network(network), sets, times.simulation, times.program, program, options);
  return *result;
}

TEST(SurvivalComparisonTest, SpareCapacityUsedAtOnceExplainsAGap) {
  // Without A the program lets B make 6 at once: 80 / 4 = 20 days. Orders of C to B rise with the gap in its
  // stock only, so the simulated plant runs dry earlier. By normal deliveries alone: 80 / 6 = 13.3 days.
  const SurvivalComparison result = compare(two_makers());
  EXPECT_NEAR(result.sets[0].program.days, 20, kDayRounding);
  EXPECT_LT(result.sets[0].simulation.days, 19);
  EXPECT_EQ(result.sets[0].verdict, SurvivalVerdict::kProgramLonger);
  EXPECT_EQ(result.sets[0].cause, SurvivalGapCause::kExtra);
  EXPECT_EQ(result.widest, std::optional<std::size_t>(0));
  EXPECT_EQ(result.simulation_longer, 0U);
  // Without B, A goes on making 6 and 80 / 4 = 20 days remain; but what arrives today is used tomorrow, so a
  // plant that is still supplied keeps a day's use in stock that it never gets at: 70 / 4 = 17.5 days.
  EXPECT_NEAR(result.sets[1].program.days, 20, kDayRounding);
  EXPECT_EQ(result.sets[1].simulation.days, 18);
  EXPECT_EQ(result.sets[1].cause, SurvivalGapCause::kOrders);
  EXPECT_EQ(result.program_longer, 2U);
  EXPECT_EQ(result.by_cause[static_cast<std::size_t>(SurvivalGapCause::kExtra)], 1U);
}

TEST(SurvivalComparisonTest, ServingThoseWithoutStockExplainsAGap) {
  // Without A, B can make 50 x 2 in all. The program serves E alone: E needs 10 a day less 4 days of its own;
  // proportional rationing serves both alike until day 10, and E is out on day 14.
  const SurvivalComparison result = compare(two_customers());
  EXPECT_EQ(result.sets[0].simulation.days, 14);
  EXPECT_NEAR(result.sets[0].program.days, 22, kDayRounding);  // (20 + 20 + 4) / 2: stocks in days of use
  EXPECT_EQ(result.sets[0].cause, SurvivalGapCause::kShares);
  EXPECT_EQ(*result.sets[0].gap_days, result.sets[0].program.days - 14);
  // Nothing is looked into on request.
  const SurvivalComparison plain = compare(two_customers(), 0);
  EXPECT_EQ(plain.sets[0].cause, SurvivalGapCause::kNotExplained);
  EXPECT_EQ(plain.program_longer, result.program_longer);
}

TEST(SurvivalComparisonTest, JudgesEveryPairOfTimes) {
  const auto time = [](SurvivalKind kind, double days) { return SurvivalTime{kind, days}; };
  using K = SurvivalKind;
  using V = SurvivalVerdict;
  struct Case {
    SurvivalTime simulation;
    SurvivalTime program;
    V verdict;
  };
  const std::vector<Case> cases{
      {time(K::kFinite, 5), time(K::kFinite, 5.9), V::kAgree},
      {time(K::kFinite, 5), time(K::kFinite, 6.1), V::kProgramLonger},
      {time(K::kFinite, 5), time(K::kFinite, 4.995), V::kAgree},
      {time(K::kFinite, 5), time(K::kFinite, 4.9), V::kSimulationLonger},
      {time(K::kFinite, 5), time(K::kUnbounded, 999), V::kProgramLonger},
      {time(K::kFinite, 5), time(K::kAtLeast, 999), V::kProgramLonger},
      {time(K::kFinite, 5), time(K::kAtLeast, 5.5), V::kNotComparable},
      {time(K::kAtLeast, 60), time(K::kUnbounded, 999), V::kAgree},
      {time(K::kAtLeast, 60), time(K::kAtLeast, 999), V::kAgree},
      {time(K::kAtLeast, 60), time(K::kFinite, 80), V::kNotComparable},
      {time(K::kAtLeast, 60), time(K::kFinite, 59), V::kSimulationLonger},
      {{}, time(K::kFinite, 5), V::kNotComparable},
      {time(K::kFinite, 5), {}, V::kNotComparable},
  };
  SurvivalSimulation simulation;
  TimeToSurvive program;
  DisruptionSets sets;
  for (const Case& c : cases) {
    simulation.sets.push_back({});
    simulation.sets.back().others = c.simulation;
    program.sets.push_back({});
    program.sets.back().others = c.program;
    sets.add(std::vector<std::uint32_t>{0});
  }
  const MultiTierNetwork network = multi_tier_network(two_makers());
  const auto result = compare_survival(network, sets, simulation, program, {}, {.explain_at_most = 0});
  ASSERT_TRUE(result.ok());
  for (std::size_t k = 0; k < cases.size(); ++k) EXPECT_EQ(result->sets[k].verdict, cases[k].verdict) << k;
  EXPECT_EQ(result->agree, 4U);
  EXPECT_EQ(result->program_longer, 3U);
  EXPECT_EQ(result->simulation_longer, 2U);
  EXPECT_EQ(result->not_comparable, 4U);
  EXPECT_EQ(result->widest, std::optional<std::size_t>(1));
  simulation.sets.pop_back();
  EXPECT_FALSE(compare_survival(network, sets, simulation, program, {}, {}).ok());
}

}  // namespace
}  // namespace tenon
