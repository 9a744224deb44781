#include "scenario/time_to_survive.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/multi_tier_example.h"
#include "support/survival_reference.h"

namespace tenon {
namespace {

// Results are rounded to a thousandth of a day, so that two of almost the same time may end one apart; the
// rest is what their difference itself is rounded by.
constexpr double kDayRounding = 1e-3 * (1 + 1e-6);
const std::vector<DayRange> kNothingKnown;

DisruptionSets nodes_apart(const MultiTierNetwork& network) {
  return each_node(static_cast<std::uint32_t>(network.node_count()));
}

SurvivalTime finite(double days) {
  return {SurvivalKind::kFinite, days};
}

TimeToSurviveOptions exact() {
  TimeToSurviveOptions options;
  options.shortfall_tolerance = 0;
  options.threads = 1;
  return options;
}

// Worked by hand. A and B make parts, P assembles: 2 of part a and 1 of part b a piece; 3 pieces a day are
// sold, P can make 4. Finished stocks as in the published model: 12 of a at A (which makes up to 7 a day), 30
// of b at B (up to 5), 6 pieces at P; a piece not sold costs 100.
MultiTierNetwork assembly() {
  MultiTierNetwork network;
  network.capacity = {7, 5, 4};
  network.normal_output = {6, 3, 3};
  network.demand = {0, 0, 3};
  network.output_stock = {12, 30, 6};
  network.profit = {0, 0, 100};
  network.requirement_offsets = {0, 0, 0, 2};
  network.amount_per_unit = {2, 1};
  network.stock = {0, 0};
  network.dispensable_share = {0, 0};
  network.supplier_offsets = {0, 1, 2};
  network.supplier = {0, 1};
  network.normal_flow = {6, 3};
  return network;
}

TEST(TimeToSurviveTest, AWorkedExample) {
  // Without A: 12 parts make 6 pieces, 12 with the finished ones: 4 days. Without B: 30 parts, 36 pieces, 12
  // days; A must then give 2 (36 - 6) = 60 parts in 12 days, has 12 and makes up to 84. Without P: 6 pieces,
  // 2 days; P serves final demand itself, so for the demand of others its loss means nothing. In 10 days 30
  // pieces are asked for. Without A 18 are missing (1800), without P 24 (2400); B is covered. In 15 days
  // without B 45 - 36 = 9 are missing (900).
  const std::vector<DayRange> recovery{{10, 10}, {10, 15}, {10, {}}};
  const auto result = time_to_survive(assembly(), nodes_apart(assembly()), recovery, exact());
  ASSERT_TRUE(result.ok()) << result.error().message;
  EXPECT_EQ(result->sets[0].all, finite(4));
  EXPECT_EQ(result->sets[0].others, finite(4));
  EXPECT_EQ(result->sets[1].all, finite(12));
  EXPECT_EQ(result->sets[2].all, finite(2));
  EXPECT_EQ(result->sets[2].others.kind, SurvivalKind::kUnbounded);

  EXPECT_EQ(result->sets[0].flag, RecoveryFlag::kExceeded);
  EXPECT_EQ(result->sets[1].flag, RecoveryFlag::kPossible);
  EXPECT_EQ(result->sets[2].flag, RecoveryFlag::kExceeded);
  EXPECT_NEAR(*result->sets[0].impact.low, 1800, 1e-6);
  EXPECT_NEAR(*result->sets[0].impact.high, 1800, 1e-6);
  EXPECT_EQ(*result->sets[1].impact.low, 0);
  EXPECT_NEAR(*result->sets[1].impact.high, 900, 1e-6);
  EXPECT_NEAR(*result->sets[2].impact.low, 2400, 1e-6);
  EXPECT_FALSE(result->sets[2].impact.high.has_value());
  EXPECT_NEAR(result->largest_impact, 2400, 1e-6);
  EXPECT_NEAR(*result->sets[0].exposure.high, 0.75, 1e-9);
  EXPECT_NEAR(*result->sets[1].exposure.high, 0.375, 1e-9);
  EXPECT_NEAR(*result->sets[2].exposure.low, 1, 1e-9);
  EXPECT_FALSE(result->sets[2].exposure.high.has_value());
}

// P sells 8 a day and has 20 of its input, which A (up to 10 a day) and B (up to 6) both make.
MultiTierNetwork two_sources() {
  MultiTierNetwork network;
  network.capacity = {10, 6, 8};
  network.normal_output = {5, 3, 8};
  network.demand = {0, 0, 8};
  network.output_stock = {0, 0, 0};
  network.profit = {1, 1, 1};
  network.requirement_offsets = {0, 0, 0, 1};
  network.amount_per_unit = {1};
  network.stock = {20};
  network.dispensable_share = {0};
  network.supplier_offsets = {0, 2};
  network.supplier = {0, 1};
  network.normal_flow = {5, 3};
  return network;
}

TEST(TimeToSurviveTest, SpareCapacityOfAnotherSourceStretchesStock) {
  // Without A, B makes 6 of 8: the stock of 20 gives the missing 2 for 10 days. Without B, A makes all 8.
  TimeToSurviveOptions options = exact();
  auto result = time_to_survive(two_sources(), nodes_apart(two_sources()), kNothingKnown, options);
  EXPECT_EQ(result->sets[0].all, finite(10));
  EXPECT_EQ(result->sets[1].all.kind, SurvivalKind::kUnbounded);
  EXPECT_EQ(result->sets[1].flag, RecoveryFlag::kCovered);  // whatever recovery takes
  EXPECT_EQ(result->sets[0].flag, RecoveryFlag::kUnknown);
  EXPECT_FALSE(result->sets[0].impact.low.has_value());
  // Nobody delivers more than on a normal day: 5 of 8 are missing, 4 days; 3 of 8, 20/3 days.
  options.deliveries = DeliveryRule::kAtMostNormal;
  result = time_to_survive(two_sources(), nodes_apart(two_sources()), kNothingKnown, options);
  EXPECT_EQ(result->sets[0].all, finite(4));
  EXPECT_NEAR(result->sets[1].all.days, 20.0 / 3, kDayRounding);
  // A tenth of the demand may be missing: 7.2 are made from 6 and stock, 20 / 1.2 days.
  options = exact();
  options.shortfall_tolerance = 0.1;
  result = time_to_survive(two_sources(), nodes_apart(two_sources()), kNothingKnown, options);
  EXPECT_NEAR(result->sets[0].all.days, 20 / 1.2, kDayRounding);
  // Ends at the cap.
  options = exact();
  options.cap_days = 7;
  result = time_to_survive(two_sources(), nodes_apart(two_sources()), kNothingKnown, options);
  EXPECT_EQ(result->sets[0].all, (SurvivalTime{SurvivalKind::kAtLeast, 7}));
  EXPECT_EQ(result->sets[1].all, (SurvivalTime{SurvivalKind::kUnbounded, 7}));
  options.tell_unbounded = false;
  result = time_to_survive(two_sources(), nodes_apart(two_sources()), kNothingKnown, options);
  EXPECT_EQ(result->sets[1].all, (SurvivalTime{SurvivalKind::kAtLeast, 7}));
}

TEST(TimeToSurviveTest, ADispensableInputCostsItsShare) {
  // P makes 10 of 10; without its dispensable input a quarter of that is lost, so 7.5 can still be made.
  MultiTierNetwork network = two_sources();
  network.capacity = {10, 10, 10};
  network.normal_output = {10, 10, 10};
  network.demand = {0, 0, 7};
  network.requirement_offsets = {0, 0, 0, 2};
  network.amount_per_unit = {1, 1};
  network.stock = {20, 20};
  network.dispensable_share = {0.25, 0};
  network.supplier_offsets = {0, 1, 2};
  network.normal_flow = {10, 10};
  auto result = time_to_survive(network, nodes_apart(network), kNothingKnown, exact());
  EXPECT_EQ(result->sets[0].all.kind, SurvivalKind::kUnbounded);
  EXPECT_NEAR(result->sets[1].all.days, 20.0 / 7, kDayRounding);
  // 9 a day: v <= 1 - b/4 asks for b <= 0.4, v - b = 0.5 of 10 a day is used: 20 / 5 days.
  network.demand = {0, 0, 9};
  result = time_to_survive(network, nodes_apart(network), kNothingKnown, exact());
  EXPECT_NEAR(result->sets[0].all.days, 4, kDayRounding);
}

TEST(TimeToSurviveTest, ANetworkThatCannotServeItsDemandSurvivesNothing) {
  MultiTierNetwork network = two_sources();
  network.demand = {0, 0, 9};
  const std::vector<DayRange> recovery(3, DayRange{2.0, 2.0});
  const auto result = time_to_survive(network, nodes_apart(network), recovery, exact());
  ASSERT_TRUE(result.ok());
  for (const SetSurvival& set : result->sets) EXPECT_EQ(set.all, finite(0));
  EXPECT_NEAR(*result->sets[1].impact.low, 2, 1e-9);  // one a day is lost anyway
  // A node without any capacity that has demand.
  network = two_sources();
  network.demand = {0, 1, 8};
  network.capacity[1] = network.normal_output[1] = 0;
  const auto without = time_to_survive(network, nodes_apart(network), recovery, exact());
  ASSERT_TRUE(without.ok());
  EXPECT_EQ(without->sets[0].all, finite(0));
  EXPECT_EQ(without->sets[1].others.kind, SurvivalKind::kUnbounded);
  EXPECT_NEAR(*without->sets[1].impact.low, 2, 1e-9);
}

TEST(TimeToSurviveTest, RefusesWhatMakesNoSense) {
  const MultiTierNetwork network = assembly();
  const DisruptionSets sets = nodes_apart(network);
  const auto refused = [](const auto& result) {
    return !result.ok() && result.error().code == ErrorCode::kInvalidArgument;
  };
  TimeToSurviveOptions options = exact();
  options.cap_days = 0;
  EXPECT_TRUE(refused(time_to_survive(network, sets, {}, options)));
  options = exact();
  options.shortfall_tolerance = 1;
  EXPECT_TRUE(refused(time_to_survive(network, sets, {}, options)));
  const std::vector<DayRange> short_list(2);
  EXPECT_TRUE(refused(time_to_survive(network, sets, short_list, exact())));
  const std::vector<DayRange> crossed{{5, 4}, {}, {}};
  EXPECT_TRUE(refused(time_to_survive(network, sets, crossed, exact())));
  const std::vector<DayRange> negative{{-1, 4}, {}, {}};
  EXPECT_TRUE(refused(time_to_survive(network, sets, negative, exact())));
  DisruptionSets beyond;
  beyond.add(std::vector<std::uint32_t>{3});
  EXPECT_TRUE(refused(time_to_survive(network, beyond, {}, exact())));
  MultiTierNetwork broken = network;
  broken.capacity[0] = -1;
  EXPECT_TRUE(refused(time_to_survive(broken, sets, {}, exact())));
}

TEST(TimeToSurviveTest, StopsWhenAsked) {
  const std::atomic<bool> stop{true};
  TimeToSurviveOptions options = exact();
  options.stop = &stop;
  const std::vector<DayRange> recovery(3, DayRange{10.0, 10.0});
  const auto result = time_to_survive(assembly(), nodes_apart(assembly()), recovery, options);
  ASSERT_TRUE(result.ok());
  EXPECT_TRUE(result->is_partial);
  EXPECT_EQ(result->sets[0].all.kind, SurvivalKind::kNotComputed);
  EXPECT_EQ(result->sets[0].flag, RecoveryFlag::kUnknown);
  EXPECT_FALSE(result->sets[0].impact.low.has_value());
}

TEST(TimeToSurviveTest, AnEmptySetIsNotComputed) {
  DisruptionSets sets;
  sets.add({});
  const auto result = time_to_survive(assembly(), sets, {}, exact());
  EXPECT_EQ(result->sets[0].all.kind, SurvivalKind::kNotComputed);
}

bool agrees(const SurvivalTime& time, double reference, double cap) {
  if (time.kind == SurvivalKind::kFinite) {
    return std::abs(time.days - reference) <= kDayRounding + 1e-6 * reference;
  }
  return reference >= cap - kDayRounding;
}

RC_GTEST_PROP(TimeToSurviveTest, AgreesWithThePublishedProgramsInATableau, ()) {
  const MultiTierNetwork network = random_multi_tier_network({.most_nodes = 5});
  RC_ASSERT(check_multi_tier_network(network).ok());
  const DisruptionSets sets = random_disruptions(network, 2);
  TimeToSurviveOptions options = exact();
  options.cap_days = 200;
  options.shortfall_tolerance = *rc::gen::element(0.0, 0.01, 0.2);
  options.counted = *rc::gen::element(CountedDemand::kAll, CountedDemand::kOthers);
  const double recovery_days = *rc::gen::inRange(1, 60);
  const std::vector<DayRange> recovery(sets.size(), DayRange{recovery_days, recovery_days});
  const auto result = time_to_survive(network, sets, recovery, options);
  RC_ASSERT(result.ok());
  for (std::size_t k = 0; k < sets.size(); ++k) {
    const SetSurvival& set = result->sets[k];
    if (sets.nodes(k).empty()) continue;
    const double met = 1 - options.shortfall_tolerance;
    RC_ASSERT(agrees(set.all, testing::reference_days(network, sets, k, true, met, 200), 200));
    RC_ASSERT(agrees(set.others, testing::reference_days(network, sets, k, false, met, 200), 200));
    RC_ASSERT(set.impact.low.has_value());
    // Where the time to survive covers the recovery the impact is 0 by definition; a tolerated shortfall may
    // then be lost all the same.
    const bool count_own = options.counted == CountedDemand::kAll;
    const double impact = testing::reference_impact(network, sets, k, count_own, recovery_days);
    if (set.flag != RecoveryFlag::kCovered || options.shortfall_tolerance == 0) {
      RC_ASSERT(std::abs(*set.impact.low - impact) <= 1e-6 * (1 + impact));
    }
  }
}

RC_GTEST_PROP(TimeToSurviveTest, MoreStockOrCapacityNeverShortensAndMoreFailuresNeverLengthenIt, ()) {
  MultiTierNetwork network = random_multi_tier_network({.most_nodes = 8});
  DisruptionSets sets = nodes_apart(network);
  TimeToSurviveOptions options = exact();
  const auto before = time_to_survive(network, sets, {}, options);
  RC_ASSERT(before.ok());
  // Capacities of supplies only: a larger capacity raises what full load needs, never what is needed.
  MultiTierNetwork richer = network;
  for (double& stock : richer.stock) stock *= 1 + *rc::gen::inRange(0, 3);
  for (double& stock : richer.output_stock) stock += *rc::gen::inRange(0, 3);
  for (std::size_t i = 0; i < richer.node_count(); ++i) {
    const bool has_dispensable = std::any_of(
        richer.dispensable_share.begin() + static_cast<std::ptrdiff_t>(richer.requirement_offsets[i]),
        richer.dispensable_share.begin() + static_cast<std::ptrdiff_t>(richer.requirement_offsets[i + 1]),
        [](double share) { return share > 0; });
    if (!has_dispensable) richer.capacity[i] *= 1 + *rc::gen::inRange(0, 3);
  }
  const auto after = time_to_survive(richer, sets, {}, options);
  for (std::size_t k = 0; k < sets.size(); ++k) {
    RC_ASSERT(after->sets[k].all.days >= before->sets[k].all.days - kDayRounding);
    RC_ASSERT(before->sets[k].others.days >= before->sets[k].all.days - kDayRounding);
  }
  // Node 0 and another.
  DisruptionSets pairs;
  for (std::uint32_t i = 1; i < network.node_count(); ++i) pairs.add(std::vector<std::uint32_t>{0, i});
  const auto both = time_to_survive(network, pairs, {}, options);
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    RC_ASSERT(both->sets[k].all.days <= before->sets[0].all.days + kDayRounding);
    RC_ASSERT(both->sets[k].all.days <= before->sets[k + 1].all.days + kDayRounding);
  }
}

RC_GTEST_PROP(TimeToSurviveTest, EveryRestrictionOfDeliveriesShortensIt, ()) {
  const SupplyNetwork supply = random_supply_network({.most_nodes = 10, .spare = 0.5});
  const MultiTierNetwork network = multi_tier_network(supply);
  const DisruptionSets sets = nodes_apart(network);
  TimeToSurviveOptions options = exact();
  std::vector<TimeToSurvive> results;
  for (const auto rule : {DeliveryRule::kFree, DeliveryRule::kAtMostNormal, DeliveryRule::kEqualShares}) {
    options.deliveries = rule;
    results.push_back(*time_to_survive(network, sets, {}, options));
  }
  for (std::size_t k = 0; k < sets.size(); ++k) {
    RC_ASSERT(results[0].sets[k].others.days >= results[1].sets[k].others.days - kDayRounding);
    RC_ASSERT(results[1].sets[k].others.days >= results[2].sets[k].others.days - kDayRounding);
  }
}

// Recovery within the time to survive costs nothing, later recovery more and more a day.
RC_GTEST_PROP(TimeToSurviveTest, ImpactStartsAtTheTimeToSurviveAndIsConvex, ()) {
  const MultiTierNetwork network = random_multi_tier_network({.most_nodes = 8});
  const DisruptionSets sets = nodes_apart(network);
  const auto impact_after = [&](const std::vector<double>& days) {
    std::vector<DayRange> recovery;
    for (const double d : days) recovery.push_back({d, d});
    return *time_to_survive(network, sets, recovery, exact());
  };
  const TimeToSurvive times = *time_to_survive(network, sets, {}, exact());
  std::vector<std::vector<double>> days(4, std::vector<double>(sets.size(), 1.0));
  for (std::size_t k = 0; k < sets.size(); ++k) {
    const SurvivalTime& time = times.sets[k].all;
    const double start = time.kind == SurvivalKind::kFinite ? time.days : 10;
    days[0][k] = start;
    for (std::size_t step = 1; step < days.size(); ++step)
      days[step][k] = start + 5.0 * static_cast<double>(step);
  }
  std::vector<TimeToSurvive> results;
  results.reserve(days.size());
  for (const auto& d : days) results.push_back(impact_after(d));
  for (std::size_t k = 0; k < sets.size(); ++k) {
    const auto impact = [&](std::size_t step) { return *results[step].sets[k].impact.low; };
    RC_ASSERT(impact(0) == 0);
    const double scale = 1e-6 * (1 + impact(3));
    const double most_a_day = (impact(3) - impact(2)) / 5;
    if (times.sets[k].all.kind == SurvivalKind::kFinite) {
      RC_ASSERT(results[1].sets[k].flag == RecoveryFlag::kExceeded);
    }
    for (std::size_t step = 1; step < 3; ++step) {
      RC_ASSERT(impact(step) >= impact(step - 1) - scale);
      // Rounding of the time moves the start.
      const double moved = most_a_day * kDayRounding;
      RC_ASSERT(impact(step + 1) - impact(step) >= impact(step) - impact(step - 1) - scale - moved);
    }
  }
}

RC_GTEST_PROP(TimeToSurviveTest, DependsNeitherOnThreadsNorOnTheStart, ()) {
  const MultiTierNetwork network = random_multi_tier_network({.most_nodes = 12});
  const DisruptionSets sets = nodes_apart(network);
  const std::vector<DayRange> recovery(sets.size(), DayRange{3.0, 40.0});
  TimeToSurviveOptions options = exact();
  const TimeToSurvive one = *time_to_survive(network, sets, recovery, options);
  options.threads = 3;
  const TimeToSurvive three = *time_to_survive(network, sets, recovery, options);
  RC_ASSERT(one.iterations == three.iterations);
  options.start = LinearProgramStart::kCold;
  const TimeToSurvive cold = *time_to_survive(network, sets, recovery, options);
  for (std::size_t k = 0; k < sets.size(); ++k) {
    RC_ASSERT(one.sets[k].all == three.sets[k].all);
    RC_ASSERT(one.sets[k].others == three.sets[k].others);
    RC_ASSERT(one.sets[k].impact.low == three.sets[k].impact.low);
    RC_ASSERT(one.sets[k].impact.high == three.sets[k].impact.high);
    RC_ASSERT(one.sets[k].flag == three.sets[k].flag);
    RC_ASSERT(std::abs(one.sets[k].all.days - cold.sets[k].all.days) <= kDayRounding);
    RC_ASSERT(std::abs(*one.sets[k].impact.high - *cold.sets[k].impact.high) <=
              1e-6 * (1 + *one.sets[k].impact.high));
  }
}

TEST(CompareRecoveryTest, KnowsWhatIsNotKnown) {
  const SurvivalTime ten{SurvivalKind::kFinite, 10};
  EXPECT_EQ(compare_recovery(ten, {}), RecoveryFlag::kUnknown);
  EXPECT_EQ(compare_recovery(ten, {5, 10}), RecoveryFlag::kCovered);
  EXPECT_EQ(compare_recovery(ten, {{}, 9}), RecoveryFlag::kCovered);
  EXPECT_EQ(compare_recovery(ten, {5, 11}), RecoveryFlag::kPossible);
  EXPECT_EQ(compare_recovery(ten, {5, {}}), RecoveryFlag::kPossible);
  EXPECT_EQ(compare_recovery(ten, {{}, 11}), RecoveryFlag::kPossible);
  EXPECT_EQ(compare_recovery(ten, {11, {}}), RecoveryFlag::kExceeded);
  const SurvivalTime at_least{SurvivalKind::kAtLeast, 10};
  EXPECT_EQ(compare_recovery(at_least, {11, 12}), RecoveryFlag::kPossible);
  EXPECT_EQ(compare_recovery(at_least, {1, 10}), RecoveryFlag::kCovered);
  EXPECT_EQ(compare_recovery({SurvivalKind::kUnbounded, 10}, {11, 12}), RecoveryFlag::kCovered);
  EXPECT_EQ(compare_recovery({SurvivalKind::kUnbounded, 10}, {}), RecoveryFlag::kCovered);
  EXPECT_EQ(compare_recovery({}, {1, 2}), RecoveryFlag::kUnknown);
}

}  // namespace
}  // namespace tenon
