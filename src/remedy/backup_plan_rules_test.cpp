// Needs, bans and the share of one firm against every set of backups, on small random plans.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "remedy/backup_plan.h"
#include "support/backup_plan_random.h"
#include "support/backup_plan_reference.h"
#include "support/sanitized.h"

namespace tenon {
namespace {

// A random plan with rules: up to two needs, some bans, firms with several candidates.
PlanInput ruled_input(std::uint64_t seed) {
  PlanInput in = random_input(seed);
  const Philox random(seed);
  std::uint64_t k = 0;
  const auto pick = [&](std::uint64_t n) { return static_cast<std::uint32_t>(random.below(n, 7, k++)); };
  for (PlanCandidate& c : in.candidates) {
    c.firm = pick(4);
    c.is_banned = pick(6) == 0;
  }
  in.needs.resize(pick(3));
  for (PlanNeed& need : in.needs) {
    for (std::uint32_t c = 0; c < in.candidates.size(); ++c) {
      if (pick(3) == 0) need.candidates.push_back(c);
    }
  }
  return in;
}

PlanOptions ruled_options(PlanGoal goal, std::uint64_t seed) {
  PlanOptions options = exact(goal);
  options.budget = Philox(seed).uniform(8, 0) * 60;
  options.tail_level = 0.8;
  options.largest_firm_part = Philox(seed).uniform(8, 1) < 0.5 ? 1 : 0.4 + 0.5 * Philox(seed).uniform(8, 2);
  return options;
}

void assert_rules(const PlanInput& in, const PlanOptions& options, const BackupPlan& plan) {
  std::map<std::uint32_t, double> firms;
  double all = 0;
  for (std::uint32_t c = 0; c < in.candidates.size(); ++c) {
    RC_ASSERT(!in.candidates[c].is_banned || plan.reserved[c] == 0);
    firms[in.candidates[c].firm] += plan.reserved[c];
    all += plan.reserved[c];
  }
  for (const auto& [firm, held] : firms) RC_ASSERT(held <= (options.largest_firm_part + 1e-5) * all);
  for (const PlanNeed& need : in.needs) {
    RC_ASSERT(std::any_of(need.candidates.begin(), need.candidates.end(), [&](std::uint32_t c) {
      const double counted = reference_counted(in, options, c);
      return counted > 0 && plan.reserved[c] >= counted * (1 - 1e-5);
    }));
  }
  RC_ASSERT(plan.cost <= *options.budget * (1 + 1e-6) + 1e-6);
}

bool near(double a, double b) {
  return std::fabs(a - b) <= 1e-4 * (1 + std::fabs(b));
}

TEST(BackupPlanRules, TheMostValueThatTheRulesLeaveIsCovered) {
  std::size_t solved = 0;
  std::size_t impossible = 0;
  EXPECT_TRUE(rc::check([&] {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1U << 30U);
    const PlanInput in = ruled_input(seed);
    const PlanOptions options = ruled_options(PlanGoal::kCover, seed);
    const auto plan = plan_backups(in, options);
    RC_ASSERT(plan.ok());
    const auto best = reference_weight(in, options);
    RC_ASSERT((plan->status == MilpStatus::kInfeasible) == !best.has_value());
    ++(best ? solved : impossible);
    if (!best) return;
    RC_ASSERT(plan->status == MilpStatus::kOptimal);
    RC_ASSERT(near(plan->objective, *best));
    assert_rules(in, options, *plan);
  }));
  EXPECT_GT(solved, kSanitized ? 0U : 20U);
  EXPECT_GT(impossible, kSanitized ? 0U : 5U);
}

TEST(BackupPlanRules, TheLeastLossThatTheRulesLeaveIsFound) {
  EXPECT_TRUE(rc::check([] {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1U << 30U);
    const PlanInput in = ruled_input(seed);
    const PlanOptions options = ruled_options(PlanGoal::kLoss, seed);
    const auto plan = plan_backups(in, options);
    RC_ASSERT(plan.ok());
    const auto best = reference_plan(in, options);
    RC_ASSERT((plan->status == MilpStatus::kInfeasible) == !best.has_value());
    if (!best) return;
    RC_ASSERT(near(risk(options, plan->after), best->objective));
    assert_rules(in, options, *plan);
  }));
}

TEST(BackupPlanRules, WhatIsToldToGiveUpLeavesAPlanAtItsPrice) {
  std::size_t told = 0;
  EXPECT_TRUE(rc::check([&] {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1U << 30U);
    const PlanInput in = ruled_input(seed);
    const PlanOptions options = ruled_options(PlanGoal::kCover, seed);
    const auto plan = plan_backups(in, options);
    RC_ASSERT(plan.ok());
    RC_ASSERT(plan->conflicts.empty() || plan->status == MilpStatus::kInfeasible);
    PlanInput together = in;
    for (auto one = plan->conflicts.rbegin(); one != plan->conflicts.rend(); ++one) {
      if (one->is_enough) continue;
      RC_ASSERT(one->rule == PlanRule::kNeed);
      together.needs.erase(together.needs.begin() + one->need);
    }
    for (const PlanConflict& conflict : plan->conflicts) {
      PlanInput rest = conflict.is_enough ? in : together;
      PlanOptions with = options;
      if (conflict.is_enough && conflict.rule == PlanRule::kNeed)
        rest.needs.erase(rest.needs.begin() + conflict.need);
      if (conflict.rule == PlanRule::kFirmPart) with.largest_firm_part = 1;
      if (conflict.rule == PlanRule::kBudget) with.budget.reset();
      if (conflict.rule == PlanRule::kBans) {
        for (PlanCandidate& c : rest.candidates) c.is_banned = false;
      }
      const auto least = reference_plan(rest, with, 0);
      RC_ASSERT(least.has_value());
      RC_ASSERT(std::fabs(conflict.least_cost - least->objective) <= 1e-3 * (1 + least->objective));
      ++told;
    }
  }));
  EXPECT_GT(told, kSanitized ? 0U : 5U);
}

TEST(BackupPlanRules, TheGreedyPlanKeepsThemOrSaysThatItHasNone) {
  std::size_t kept = 0;
  EXPECT_TRUE(rc::check([&] {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1U << 30U);
    const PlanInput in = ruled_input(seed);
    const PlanGoal goal = seed % 2 == 0 ? PlanGoal::kCover : PlanGoal::kLoss;
    const PlanOptions options = ruled_options(goal, seed);
    const auto plan = plan_backups_greedily(in, options);
    RC_ASSERT(plan.ok());
    if (plan->status == MilpStatus::kNoSolution) {
      RC_ASSERT(plan->cost == 0);
      return;
    }
    assert_rules(in, options, *plan);
    ++kept;
  }));
  EXPECT_GT(kept, kSanitized ? 0U : 20U);
}

// Two items that lose 10 a day; one maker each is cheap, a third one elsewhere is dear.
PlanInput two_items() {
  PlanInput in;
  in.items = {{2, 1, 0.1, 0}, {2, 1, 0.1, 0}};
  in.scenarios = {{0.1}};
  in.shocks = {{0, 0, 10, 40, 20, true}, {0, 1, 10, 40, 20, true}};
  for (std::uint32_t c = 0; c < 3; ++c) {
    PlanCandidate one;
    one.item = c == 1 ? 1 : 0;
    one.capacity = 10;
    one.ready_days = 1;
    one.qualification_cost = c == 2 ? 30 : 1;
    one.reservation_cost = 0.1;
    one.firm = c;
    in.candidates.push_back(one);
  }
  return in;
}

TEST(BackupPlanRules, AMakerThatMustBeInIsInAndOneThatMustNotIsOut) {
  PlanInput in = two_items();
  in.needs = {PlanNeed{{2}}};
  in.candidates[0].is_banned = true;
  const auto plan = plan_backups(in, exact(PlanGoal::kCover));
  EXPECT_EQ(plan->reserved[0], 0);
  EXPECT_NEAR(plan->reserved[2], 160.0 / 19, 1e-4);
  EXPECT_TRUE(plan->uncovered.empty());
  in.needs.clear();
  in.candidates[2].is_banned = true;
  const auto without = plan_backups(in, exact(PlanGoal::kCover));
  ASSERT_EQ(without->uncovered.size(), 1U);
  EXPECT_EQ(without->uncovered.front().reason, UncoveredReason::kPolicy);
}

TEST(BackupPlanRules, OneFirmHoldsNoMoreThanItsShare) {
  PlanInput in = two_items();
  in.candidates[1].firm = 0;
  PlanOptions options = exact(PlanGoal::kCover);
  options.largest_firm_part = 0.6;
  const auto plan = plan_backups(in, options);
  EXPECT_TRUE(plan->uncovered.empty());
  const double own = plan->reserved[0] + plan->reserved[1];
  EXPECT_LE(own, 0.60001 * (own + plan->reserved[2]));
}

TEST(BackupPlanRules, NobodyToMeetANeedIsToldBeforeAllElse) {
  PlanInput in = two_items();
  in.needs = {PlanNeed{{0}}, PlanNeed{}};
  const auto plan = plan_backups(in, exact(PlanGoal::kCover));
  EXPECT_EQ(plan->status, MilpStatus::kInfeasible);
  ASSERT_EQ(plan->conflicts.size(), 1U);
  EXPECT_EQ(plan->conflicts.front().need, 1U);
  EXPECT_NEAR(plan->conflicts.front().least_cost, 1.1, 1e-3);
  EXPECT_EQ(plan->uncovered.size(), 2U);
}

TEST(BackupPlanRules, TwoNeedsThatHaveToGoTogetherAreToldTogether) {
  PlanInput in = two_items();
  in.needs = {PlanNeed{{0}}, PlanNeed{}, PlanNeed{}};
  const auto plan = plan_backups(in, exact(PlanGoal::kCover));
  ASSERT_EQ(plan->conflicts.size(), 2U);
  EXPECT_FALSE(plan->conflicts[0].is_enough || plan->conflicts[1].is_enough);
  EXPECT_EQ(plan->conflicts[0].need + plan->conflicts[1].need, 3U);
}

TEST(BackupPlanRules, TooSmallABudgetIsToldWithTheLeastThatIsEnough) {
  PlanInput in = two_items();
  in.needs = {PlanNeed{{2}}};
  PlanOptions options = exact(PlanGoal::kCover);
  options.budget = 5;
  const auto plan = plan_backups(in, options);
  EXPECT_EQ(plan->status, MilpStatus::kInfeasible);
  ASSERT_EQ(plan->conflicts.size(), 2U);
  EXPECT_EQ(plan->conflicts[0].rule, PlanRule::kNeed);
  EXPECT_EQ(plan->conflicts[0].least_cost, 0);
  EXPECT_EQ(plan->conflicts[1].rule, PlanRule::kBudget);
  EXPECT_NEAR(plan->conflicts[1].least_cost, 30.1, 1e-3);
}

TEST(BackupPlanRules, RefusesWhatMakesNoSense) {
  PlanInput in = two_items();
  in.needs = {PlanNeed{{7}}};
  EXPECT_EQ(plan_backups(in, {}).error().code, ErrorCode::kInvalidArgument);
  PlanOptions options;
  options.largest_firm_part = 0;
  EXPECT_EQ(plan_backups(two_items(), options).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace tenon
