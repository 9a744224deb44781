#include "scenario/drawn_runs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "scenario/simulation.h"

namespace tenon {
namespace {

// 0 sells 10 a day to 1, which sells 20 to households.
SupplyNetwork chain(double days) {
  SupplyNodes nodes;
  nodes.final_demand = {0, 20};
  nodes.market = {0, 1};
  nodes.market_count = 2;
  SupplyLinks links;
  links.supplier = {0};
  links.customer = {1};
  links.group = {0};
  links.flow = {10};
  links.target_days = {days};
  return *build_supply_network(links, nodes);
}

class DrawnRunsTest : public testing::Test {
 protected:
  DrawnRunsTest() {
    Shock shock;
    shock.timing = {5, 20, 0.8, RecoveryCurve::kLinear, 10};
    shock.targets = {0};
    shocks_ = {shock};
    events_.resize(1);
    events_[0].id.text = "fire";
    options_.horizon_days = 80;
    options_.draws = 60;
    options_.threads = 1;
  }

  Result<DrawnRuns> run() const {
    return run_draws({network_, makers_, policy_, shocks_, events_}, options_);
  }

  SupplyNetwork network_ = chain(10);
  SwitchingMakers makers_;
  ScenarioPolicy policy_;
  Shocks shocks_;
  std::vector<ScenarioEvent> events_;
  DrawOptions options_;
};

TEST_F(DrawnRunsTest, WithoutWidthsEveryDrawIsTheRunItself) {
  options_.widths = {false, 0, 0, 0};
  const auto drawn = run();
  ASSERT_TRUE(drawn.ok());
  SimulationOptions plain;
  plain.horizon_days = options_.horizon_days;
  const auto once = simulate(*build_inventory_model(network_, policy_), shocks_, plain);
  ASSERT_TRUE(once.ok());
  EXPECT_EQ(drawn->draws, 60U);
  EXPECT_DOUBLE_EQ(drawn->normal_output, 30);
  for (std::uint32_t draw = 0; draw < drawn->draws; ++draw) {
    for (std::size_t day = 0; day < 80; ++day) {
      EXPECT_NEAR(static_cast<double>(drawn->of_draw(draw)[day]), 1 - once->totals[day].output / 30, 1e-6);
    }
  }
}

TEST_F(DrawnRunsTest, AreTheSameForAnyNumberOfThreadsAndOtherWithAnotherSeed) {
  const auto one = run();
  options_.threads = 3;
  const auto three = run();
  options_.seed = 2;
  const auto other = run();
  ASSERT_TRUE(one.ok() && three.ok() && other.ok());
  EXPECT_EQ(one->loss, three->loss);
  EXPECT_NE(one->loss, other->loss);
}

TEST_F(DrawnRunsTest, CountsTheNodesAskedForAlone) {
  options_.counted = {0, 1};
  const auto drawn = run();
  ASSERT_TRUE(drawn.ok());
  EXPECT_DOUBLE_EQ(drawn->normal_output, 20);
  // Nothing of the shock reaches the customer before its stock of at least a day is used up.
  EXPECT_EQ(drawn->of_draw(0)[5], 0);
}

TEST_F(DrawnRunsTest, StocksArePoissonOfAtLeastADayAndKeepTheirOrder) {
  double sum = 0;
  double squares = 0;
  constexpr std::uint32_t kDraws = 4000;
  for (std::uint32_t draw = 0; draw < kDraws; ++draw) {
    const double ten = drawn_stock_days(network_, 7, draw).front();
    const double two = drawn_stock_days(chain(2), 7, draw).front();
    const double large = drawn_stock_days(chain(3000), 7, draw).front();
    EXPECT_EQ(ten, std::round(ten));
    EXPECT_GE(two, 1);
    EXPECT_LE(two, ten);  // the same random number: more stock aimed at is never less stock
    EXPECT_NEAR(large, 3000, 400);
    sum += ten;
    squares += ten * ten;
  }
  const double mean = sum / kDraws;
  EXPECT_NEAR(mean, 10, 4 * std::sqrt(10.0 / kDraws));
  EXPECT_NEAR(squares / kDraws - mean * mean, 10, 1);
}

TEST_F(DrawnRunsTest, EventsStayWithinTheirWidths) {
  shocks_[0].timing.loss = 0.9;
  double least = 1;
  double most = 0;
  for (std::uint32_t draw = 0; draw < 2000; ++draw) {
    const ShockTiming timing = drawn_shocks(shocks_, events_, {true, 0.5, 0.25, 1}, 3, draw)[0].timing;
    EXPECT_EQ(timing.start_day, 5);
    EXPECT_GE(timing.loss, 0.45);
    EXPECT_LE(timing.loss, 1);
    EXPECT_GE(timing.duration_days, 15);
    EXPECT_LE(timing.duration_days, 25);
    EXPECT_GE(timing.recovery_days, 1);
    EXPECT_LE(timing.recovery_days, 20);
    least = std::min(least, timing.loss);
    most = std::max(most, timing.loss);
  }
  EXPECT_LT(least, 0.5);
  EXPECT_EQ(most, 1);
}

TEST_F(DrawnRunsTest, AnotherEventHasDrawsOfItsOwn) {
  shocks_.push_back(shocks_[0]);
  events_.push_back(events_[0]);
  events_[1].id.text = "flood";
  const Shocks drawn = drawn_shocks(shocks_, events_, {}, 3, 0);
  EXPECT_NE(drawn[0].timing.loss, drawn[1].timing.loss);
  const Shocks alone = drawn_shocks({shocks_[1]}, {&events_[1], 1}, {}, 3, 0);
  EXPECT_EQ(alone[0].timing.loss, drawn[1].timing.loss);
}

TEST_F(DrawnRunsTest, StoppedKeepsWholeDrawsAlone) {
  std::atomic<bool> stop = false;
  options_.stop = &stop;
  options_.progress = [&](std::uint64_t done, std::uint64_t) { stop = done >= 25; };
  const auto drawn = run();
  ASSERT_TRUE(drawn.ok());
  EXPECT_TRUE(drawn->is_partial);
  EXPECT_EQ(drawn->draws, 25U);
  EXPECT_EQ(drawn->loss.size(), 25U * 80);
}

TEST_F(DrawnRunsTest, RefusesWhatMakesNoSense) {
  options_.draws = kFewestDraws - 1;
  EXPECT_EQ(run().error().code, ErrorCode::kInvalidArgument);
  options_.draws = kMostDraws;
  options_.horizon_days = 36500;
  EXPECT_NE(run().error().message.find("draws times days"), std::string::npos);
  options_.draws = 60;
  options_.horizon_days = 80;
  options_.widths.loss = 1.5;
  EXPECT_NE(run().error().message.find("widths"), std::string::npos);
  options_.widths.loss = 0;
  events_.clear();
  EXPECT_FALSE(run().ok());
}

}  // namespace
}  // namespace tenon
