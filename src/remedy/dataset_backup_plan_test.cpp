#include "remedy/dataset_backup_plan.h"

#include <gtest/gtest.h>

#include <numeric>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

// Panel makers A and E use 60 a day each of C, all from Japan; B at home could make `spare` of it at once.
class TwoBuyersOfOneMaker : public testing::Test {
 protected:
  explicit TwoBuyersOfOneMaker(double spare = 70) {
    b_.product("C", "C3973");
    b_.product("P", "C3974");
    b_.input("C", "P", true, 30);
    for (const char* firm : {"A", "E"}) {
      b_.firm(firm, "320500");
      b_.capability(firm, "P", 200, 250);
    }
    b_.firm("B", "330000");
    b_.capability("B", "C", {}, spare).lead_time_days = 0;
    b_.share("C", "JPN", 100, 100, "China");
    b_.fact("C", Indicator::kExternalDependence, 100, 100);
    options_.search.scope = "CHN";
    options_.products = {b_.product_id("C")};
    options_.largest_stock_days = 0;
    options_.buyers = 2;
    options_.plan.milp.relative_gap = 0;
  }
  DatasetBackupPlan plan() {
    FaultList faults;
    network_ = *build_dataset_network(b_.data, {}, faults);
    return *plan_dataset_backups(b_.data, network_, options_);
  }

  DatasetBuilder b_;
  DatasetNetwork network_;
  DatasetPlanOptions options_;
};

double reserved(const DatasetBackupPlan& result) {
  return std::accumulate(result.plan.reserved.begin(), result.plan.reserved.end(), 0.0);
}

TEST_F(TwoBuyersOfOneMaker, AnItemForEachBuyerAndOnePoolForThePlant) {
  const DatasetBackupPlan result = plan();
  ASSERT_EQ(result.answers.size(), 2U);
  EXPECT_EQ(result.answers[0].question.buyer, b_.firm_id("A"));
  EXPECT_EQ(result.answers[1].question.buyer, b_.firm_id("E"));
  EXPECT_NEAR(result.answers[0].gap, 60, 1e-6);
  ASSERT_EQ(result.input.candidates.size(), 2U);
  ASSERT_EQ(result.input.pools.size(), 1U);
  EXPECT_NEAR(result.input.pools[0].capacity, 70, 1e-6);
}

TEST_F(TwoBuyersOfOneMaker, CapacityThatIsEnoughForOneIsNotPromisedToBoth) {
  const DatasetBackupPlan result = plan();
  EXPECT_LE(reserved(result), 70 + 1e-6);
  ASSERT_EQ(result.plan.uncovered.size(), 1U);
  EXPECT_EQ(result.plan.uncovered[0].reason, UncoveredReason::kSharedCapacity);
}

TEST_F(TwoBuyersOfOneMaker, TogetherTheyAreOneItemWithoutAPool) {
  options_.buyers = 0;
  const DatasetBackupPlan result = plan();
  ASSERT_EQ(result.answers.size(), 1U);
  EXPECT_NEAR(result.answers[0].gap, 120, 1e-6);
  EXPECT_TRUE(result.input.pools.empty());
  ASSERT_EQ(result.plan.uncovered.size(), 1U);
  EXPECT_EQ(result.plan.uncovered[0].reason, UncoveredReason::kTooLittle);
}

TEST_F(TwoBuyersOfOneMaker, SmallerBuyersAreCountedNotForgotten) {
  options_.buyers = 1;
  const DatasetBackupPlan result = plan();
  EXPECT_EQ(result.answers.size(), 1U);
  EXPECT_EQ(result.buyers_left_out, 1U);
  EXPECT_TRUE(result.plan.uncovered.empty());
}

class TwoBuyersOfALargeMaker : public TwoBuyersOfOneMaker {
 protected:
  TwoBuyersOfALargeMaker() : TwoBuyersOfOneMaker(200) {}
};

TEST_F(TwoBuyersOfALargeMaker, CoversBoth) {
  const DatasetBackupPlan result = plan();
  EXPECT_TRUE(result.plan.uncovered.empty());
  EXPECT_GT(reserved(result), 0);
}

TEST_F(TwoBuyersOfALargeMaker, NothingBelowTheLeastOrderIsReserved) {
  options_.costs.least_order = 90 * 365;
  const DatasetBackupPlan result = plan();
  for (const double amount : result.plan.reserved) {
    if (amount > 0) {
      EXPECT_GE(amount, 90 - 1e-6);
    }
  }
  EXPECT_TRUE(result.plan.uncovered.empty());
  options_.costs.least_order = 201 * 365;
  EXPECT_EQ(reserved(plan()), 0);
  options_.costs.least_order = -1;
  EXPECT_FALSE(plan_dataset_backups(b_.data, network_, options_).ok());
}

}  // namespace
}  // namespace tenon
