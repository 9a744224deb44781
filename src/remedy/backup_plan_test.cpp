#include "remedy/backup_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.h"
#include "remedy/backup_shortage.h"
#include "support/backup_plan_random.h"
#include "support/backup_plan_reference.h"

namespace tenon {
namespace {

// Day by day: what is in stock serves first; what is not served is lost.
Shortage day_by_day(double gap, double cushion, const std::vector<BackupDelivery>& deliveries, int days) {
  Shortage shortage;
  double left = cushion;
  for (int day = 1; day <= days; ++day) {
    double in = 0;
    for (const BackupDelivery& d : deliveries) in += d.ready_day < day ? d.per_day : 0;
    left += in - gap;
    if (left < -1e-9) {
      if (!shortage.first_day) shortage.first_day = day - 1;
      shortage.amount -= left;
    }
    left = std::max(0.0, left);
  }
  return shortage;
}

TEST(Shortage, IsWhatTheDaysAddUpTo) {
  const Philox random(11);
  for (std::uint64_t trial = 0; trial < 500; ++trial) {
    std::uint64_t k = 0;
    const auto draw = [&](double below) { return below * random.uniform(trial, k++); };
    const double gap = 1 + draw(9);
    const double cushion = draw(60);
    std::vector<BackupDelivery> deliveries;
    for (double n = draw(5); n > 0; n -= 1) deliveries.push_back({draw(6), std::floor(draw(20))});
    const int days = 1 + static_cast<int>(draw(30));
    const Shortage fast = shortage_of(gap, cushion, deliveries, days);
    const Shortage slow = day_by_day(gap, cushion, deliveries, days);
    EXPECT_NEAR(fast.amount, slow.amount, 1e-9 * (1 + slow.amount)) << trial;
    ASSERT_EQ(fast.first_day.has_value(), slow.first_day.has_value()) << trial;
    if (fast.first_day) {
      EXPECT_LE(std::fabs(*fast.first_day - *slow.first_day), 1) << trial;
    }
  }
}

TEST(Shortage, WithoutAnythingIsTheWholeGap) {
  const Shortage shortage = shortage_of(3, 6, {}, 10);
  EXPECT_EQ(shortage.amount, 24);
  EXPECT_EQ(shortage.first_day, 2);
  EXPECT_FALSE(shortage_of(3, 30, {}, 10).first_day);
}

bool has_glpk() {
  const auto names = milp_solver_names();
  return std::find(names.begin(), names.end(), "glpk") != names.end();
}

TEST(BackupPlan, OfLeastCostIsTheBestOfAllSets) {
  std::size_t covered = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const PlanInput in = random_input(seed);
    const PlanOptions options = exact(PlanGoal::kCover);
    const auto plan = plan_backups(in, options);
    ASSERT_TRUE(plan) << plan.error().message;
    const auto best = reference_plan(in, options);
    EXPECT_EQ(plan->uncovered.empty(), best.has_value()) << seed;
    if (!best || !plan->uncovered.empty()) continue;
    ++covered;
    EXPECT_NEAR(plan->cost, best->objective, 1e-5 * (1 + best->objective)) << seed;
    for (std::size_t s = 0; s < in.shocks.size(); ++s)
      if (in.shocks[s].must_cover) {
        EXPECT_EQ(plan->shortage[s], 0) << seed;
      }
  }
  EXPECT_GT(covered, 40U);
}

TEST(BackupPlan, OfLeastLossIsTheBestOfAllSets) {
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    const PlanInput in = random_input(seed);
    PlanOptions options = exact(PlanGoal::kLoss);
    options.budget = Philox(seed).uniform(9, 0) * 40;
    options.risk_weight = std::floor(Philox(seed).uniform(9, 1) * 3) / 2;
    options.tail_level = 0.8;
    const auto plan = plan_backups(in, options);
    ASSERT_TRUE(plan) << plan.error().message;
    const auto best = reference_plan(in, options);
    ASSERT_TRUE(best);
    EXPECT_NEAR(risk(options, plan->after), best->objective, 1e-5 * (1 + best->objective)) << seed;
    EXPECT_LE(plan->cost, *options.budget * (1 + 1e-6) + 1e-6);
    EXPECT_LE(risk(options, plan->after), risk(options, plan->before) + 1e-9);
  }
}

TEST(BackupPlan, TwoSolversAgree) {
  if (!has_glpk()) GTEST_SKIP() << "built without GLPK";
  for (std::uint64_t seed = 200; seed < 260; ++seed) {
    const PlanInput in = random_input(seed);
    for (const PlanGoal goal : {PlanGoal::kCover, PlanGoal::kLoss}) {
      PlanOptions options = exact(goal);
      if (goal == PlanGoal::kLoss) options.budget = 25;
      const auto cbc = plan_backups(in, options);
      options.solver = "glpk";
      const auto glpk = plan_backups(in, options);
      ASSERT_TRUE(cbc && glpk);
      EXPECT_EQ(cbc->uncovered.size(), glpk->uncovered.size()) << seed;
      const double a = goal == PlanGoal::kCover ? cbc->cost : risk(options, cbc->after);
      const double b = goal == PlanGoal::kCover ? glpk->cost : risk(options, glpk->after);
      EXPECT_NEAR(a, b, 1e-5 * (1 + std::fabs(a))) << seed;
    }
  }
}

TEST(BackupPlan, MoreBudgetNeverRaisesTheLoss) {
  for (std::uint64_t seed = 300; seed < 330; ++seed) {
    const PlanInput in = random_input(seed);
    PlanOptions options = exact(PlanGoal::kLoss);
    double last = kUnbounded;
    double last_covered = 0;
    for (const double budget : {0.0, 2.0, 5.0, 10.0, 20.0, 50.0, 1000.0}) {
      options.goal = PlanGoal::kLoss;
      options.budget = budget;
      const auto plan = plan_backups(in, options);
      ASSERT_TRUE(plan);
      EXPECT_LE(risk(options, plan->after), last * (1 + 1e-6) + 1e-6) << seed << " " << budget;
      last = risk(options, plan->after);
      options.goal = PlanGoal::kCover;
      const auto cover = plan_backups(in, options);
      ASSERT_TRUE(cover);
      EXPECT_GE(cover->objective, last_covered - 1e-6) << seed << " " << budget;
      last_covered = cover->objective;
      EXPECT_LE(cover->cost, budget * (1 + 1e-6) + 1e-6);
    }
  }
}

// One item that loses 10 a day for 20 days, with stocks for 4 days.
PlanInput one_item() {
  PlanInput in;
  in.items = {{2, 1, 0.1, 0}};
  in.scenarios = {{0.1}};
  in.shocks = {{0, 0, 10, 40, 20, true}};
  return in;
}
PlanCandidate backup(double capacity, double ready_days, double cost) {
  PlanCandidate one;
  one.capacity = capacity;
  one.ready_days = ready_days;
  one.qualification_cost = cost;
  one.reservation_cost = 0.1;
  return one;
}

TEST(BackupPlan, ABackupThatFailsWithThePrimaryIsNeverChosen) {
  PlanInput in = one_item();
  in.candidates = {backup(10, 1, 1), backup(10, 2, 50)};
  in.availability = {{0, 0, 0}};
  for (const PlanGoal goal : {PlanGoal::kCover, PlanGoal::kLoss}) {
    PlanOptions options = exact(goal);
    if (goal == PlanGoal::kLoss) options.budget = 100;
    const auto plan = plan_backups(in, options);
    EXPECT_EQ(plan->reserved[0], 0);
    EXPECT_NEAR(plan->reserved[1], 160.0 / 18, 1e-4);  // the stock fills up what it leaves open
    EXPECT_EQ(plan->status, MilpStatus::kOptimal);
  }
}

TEST(BackupPlan, SaysWhyAnItemCannotBeCovered) {
  PlanInput in = one_item();
  const auto reason = [&](const PlanOptions& options) {
    const auto plan = plan_backups(in, options);
    EXPECT_EQ(plan->uncovered.size(), 1U);
    return plan->uncovered.empty() ? UncoveredReason::kPolicy : plan->uncovered.front().reason;
  };
  PlanOptions options = exact(PlanGoal::kCover);
  EXPECT_EQ(reason(options), UncoveredReason::kNoCandidate);
  in.candidates = {backup(10, 1, 1)};
  in.availability = {{0, 0, 0}};
  EXPECT_EQ(reason(options), UncoveredReason::kFailsTogether);
  in.availability.clear();
  in.candidates = {backup(10, 8, 1)};
  EXPECT_EQ(reason(options), UncoveredReason::kTooLate);
  EXPECT_NEAR(plan_backups(in, options)->uncovered.front().least_short, 40, 1e-9);
  in.items[0].largest_stock = 40;
  EXPECT_TRUE(plan_backups(in, options)->uncovered.empty());
  in.items[0].largest_stock = 0;
  in.candidates = {backup(5, 1, 1)};
  EXPECT_EQ(reason(options), UncoveredReason::kTooLittle);
  in.candidates = {backup(10, 1, 1)};
  options.largest_place_part = 0.5;
  EXPECT_EQ(reason(options), UncoveredReason::kPolicy);
  options.largest_place_part = 1;
  options.budget = 0.5;
  EXPECT_EQ(reason(options), UncoveredReason::kBudget);
}

TEST(BackupPlan, OneMakerCannotServeAllWhoAsk) {
  PlanInput in = one_item();
  in.items.push_back(in.items.front());
  in.shocks.push_back({0, 1, 10, 40, 20, true});
  in.pools = {{10}};
  in.candidates = {backup(10, 1, 1), backup(10, 1, 1)};
  in.candidates[1].item = 1;
  for (PlanCandidate& c : in.candidates) c.pool = 0;
  const auto plan = plan_backups(in, exact(PlanGoal::kCover));
  ASSERT_EQ(plan->uncovered.size(), 1U);
  EXPECT_EQ(plan->uncovered.front().reason, UncoveredReason::kSharedCapacity);
  EXPECT_LE(plan->reserved[0] + plan->reserved[1], 10 * (1 + 1e-6));
  in.pools = {{20}};
  EXPECT_TRUE(plan_backups(in, exact(PlanGoal::kCover))->uncovered.empty());
}

TEST(BackupPlan, PolicyBindsPlacesLocalPartAndNumber) {
  PlanInput in = one_item();
  in.candidates = {backup(10, 1, 1), backup(10, 1, 5), backup(10, 1, 9)};
  in.candidates[1].place = 1;
  in.candidates[2].place = 2;
  in.candidates[2].is_local = true;
  PlanOptions options = exact(PlanGoal::kCover);
  options.largest_place_part = 0.5;
  auto plan = plan_backups(in, options);
  EXPECT_NEAR(plan->reserved[0], plan->reserved[1], 1e-4);
  EXPECT_TRUE(plan->uncovered.empty());
  options.local_part = 0.4;
  plan = plan_backups(in, options);
  const double all = plan->reserved[0] + plan->reserved[1] + plan->reserved[2];
  EXPECT_GE(plan->reserved[2], 0.4 * all * (1 - 1e-5));
  options = exact(PlanGoal::kCover);
  options.least_backups = 2;
  plan = plan_backups(in, options);
  EXPECT_EQ(std::count_if(plan->reserved.begin(), plan->reserved.end(), [](double r) { return r > 0; }), 2);
}

TEST(BackupPlan, GreedyKeepsItsGuarantee) {
  const double least = (1 - 1 / std::exp(1.0)) / 2;
  for (std::uint64_t seed = 400; seed < 480; ++seed) {
    PlanInput in = random_input(seed, false);
    in.pools.clear();
    for (PlanCandidate& c : in.candidates) c.pool = PlanCandidate::kNoPool;
    PlanOptions options = exact(PlanGoal::kLoss);
    options.risk_weight = 0;
    options.budget = Philox(seed).uniform(9, 0) * 60;
    const auto best = plan_backups(in, options);
    const auto greedy = plan_backups_greedily(in, options);
    ASSERT_TRUE(best && greedy);
    EXPECT_TRUE(greedy->is_greedy);
    EXPECT_LE(greedy->cost, *options.budget * (1 + 1e-9));
    // What whole backups and steps of stock can avoid; the best plan may also reserve parts.
    const double avoided = greedy->before.expected_loss - greedy->after.expected_loss;
    const double most = best->before.expected_loss - best->after.expected_loss;
    EXPECT_LE(avoided, most * (1 + 1e-6) + 1e-6) << seed;
    const bool all_fit = std::all_of(in.candidates.begin(), in.candidates.end(), [&](const PlanCandidate& c) {
      return c.reservation_cost * c.capacity + c.qualification_cost < *options.budget;
    });
    if (all_fit) {
      EXPECT_GE(avoided, least * most - 1e-6) << seed;
    }
  }
}

TEST(BackupPlan, FallsBackOnTheGreedyPlanWithoutTime) {
  const PlanInput in = random_input(7);
  PlanOptions options = exact(PlanGoal::kLoss);
  options.budget = 30;
  options.milp.time_limit_seconds = 0;
  const auto plan = plan_backups(in, options);
  ASSERT_TRUE(plan);
  const auto greedy = plan_backups_greedily(in, options);
  EXPECT_NEAR(risk(options, plan->after), risk(options, greedy->after), 1e-6);
  EXPECT_NE(plan->status, MilpStatus::kOptimal);
}

TEST(BackupPlan, RefusesWhatMakesNoSense) {
  const auto code = [](auto change) {
    PlanInput in = one_item();
    in.candidates = {backup(10, 1, 1)};
    PlanOptions options;
    change(in, options);
    const auto plan = plan_backups(in, options);
    return plan ? std::optional<ErrorCode>() : plan.error().code;
  };
  EXPECT_FALSE(code([](PlanInput&, PlanOptions&) {}));
  EXPECT_EQ(code([](PlanInput& in, PlanOptions&) { in.candidates[0].item = 3; }),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([](PlanInput& in, PlanOptions&) { in.shocks[0].gap = 0; }), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([](PlanInput& in, PlanOptions&) { in.items[0].value = NAN; }), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([](PlanInput& in, PlanOptions&) { in.scenarios[0].probability = 2; }),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([](PlanInput& in, PlanOptions&) {
              in.availability = {{0, 0, 2}};
            }),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([](PlanInput&, PlanOptions& o) { o.goal = PlanGoal::kLoss; }), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([](PlanInput&, PlanOptions& o) { o.budget = -1; }), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([](PlanInput&, PlanOptions& o) { o.solver = "abacus"; }), ErrorCode::kNotFound);
}

TEST(BackupPlan, OfNothingIsEmpty) {
  const auto plan = plan_backups({}, {});
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->cost, 0);
  EXPECT_TRUE(plan->uncovered.empty());
}

}  // namespace
}  // namespace tenon
