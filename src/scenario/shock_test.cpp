#include "scenario/shock.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

namespace tenon {
namespace {

ShockTiming timing(RecoveryCurve recovery, double loss, double recovery_days) {
  return {
      .start_day = 3, .duration_days = 2, .loss = loss, .recovery = recovery, .recovery_days = recovery_days};
}

// Days 3 and 4 are days of full loss; day 5 is the first of recovery (m = 1).
TEST(Shock, LossFollowsItsCurve) {
  using enum RecoveryCurve;
  const auto loss = [](RecoveryCurve recovery, int day) {
    return loss_on_day(timing(recovery, 0.8, 4), day);
  };
  for (const RecoveryCurve recovery :
       {kStep, kLinear, kFixedRate, kConvex, kExponential, kConcave, kNetworkDamped}) {
    EXPECT_EQ(loss(recovery, 0), 0);
    EXPECT_EQ(loss(recovery, 2), 0);
    EXPECT_EQ(loss(recovery, 3), 0.8);
    EXPECT_EQ(loss(recovery, 4), 0.8);
  }
  EXPECT_EQ(loss(kStep, 5), 0);
  EXPECT_DOUBLE_EQ(loss(kLinear, 5), 0.6);
  EXPECT_DOUBLE_EQ(loss(kLinear, 7), 0.2);
  EXPECT_EQ(loss(kLinear, 8), 0);
  EXPECT_DOUBLE_EQ(loss(kFixedRate, 5), 0.55);
  EXPECT_NEAR(loss(kFixedRate, 7), 0.05, 1e-15);
  EXPECT_EQ(loss(kFixedRate, 8), 0);
  EXPECT_DOUBLE_EQ(loss(kConvex, 5), 0.6);
  EXPECT_DOUBLE_EQ(loss(kConvex, 6), 0.45);
  EXPECT_DOUBLE_EQ(loss(kExponential, 6), 0.8 * std::exp(-0.5));
  EXPECT_DOUBLE_EQ(loss(kConcave, 5), 0.75);
  EXPECT_DOUBLE_EQ(loss(kConcave, 7), 0.35);
  EXPECT_EQ(loss(kConcave, 8), 0);
  EXPECT_EQ(loss(kNetworkDamped, 500), 0.8);
}

TEST(Shock, LastDayOfLoss) {
  using enum RecoveryCurve;
  EXPECT_EQ(last_day_of_loss(timing(kStep, 0.8, 0)), 5);
  EXPECT_EQ(last_day_of_loss(timing(kLinear, 0.8, 4)), 8);
  EXPECT_EQ(last_day_of_loss(timing(kLinear, 0.8, 3.5)), 8);
  EXPECT_EQ(last_day_of_loss(timing(kLinear, 0.8, 0.5)), 5);
  EXPECT_EQ(last_day_of_loss(timing(kFixedRate, 0.5, 4)), 6);
  EXPECT_EQ(last_day_of_loss(timing(kFixedRate, 0.8, 4)), 8);
  EXPECT_EQ(last_day_of_loss(timing(kConcave, 0.8, 4)), 8);
  EXPECT_EQ(last_day_of_loss(timing(kConvex, 0.8, 4)), -1);
  EXPECT_EQ(last_day_of_loss(timing(kConvex, 0.8, 1)), 5);
  EXPECT_EQ(last_day_of_loss(timing(kExponential, 0.8, 4)), -1);
  EXPECT_EQ(last_day_of_loss(timing(kNetworkDamped, 0.8, 4)), -1);
  EXPECT_EQ(last_day_of_loss(timing(kExponential, 0, 4)), 3);
}

TEST(Shock, DaysBeyondWhatAnIntHoldsAreTheLast) {
  ShockTiming late = timing(RecoveryCurve::kLinear, 1, 1e300);
  late.start_day = std::numeric_limits<int>::max() - 1;
  late.duration_days = std::numeric_limits<int>::max();
  EXPECT_EQ(last_day_of_loss(late), std::numeric_limits<int>::max());
  EXPECT_EQ(loss_on_day(late, std::numeric_limits<int>::max()), 1);
}

TEST(Shock, DemandThatFallsComesBackAsDemandThatRoseGoes) {
  rc::check([](bool concave) {
    const double change = *rc::gen::inRange(1, 100) / 100.0;
    const RecoveryCurve recovery = concave ? RecoveryCurve::kConcave : RecoveryCurve::kFixedRate;
    const int day = *rc::gen::inRange(0, 30);
    RC_ASSERT(loss_on_day(timing(recovery, -change, 9), day) ==
              -loss_on_day(timing(recovery, change, 9), day));
  });
}

TEST(Shock, LossFallsAndEndsOnTheDayStated) {
  rc::check([] {
    using enum RecoveryCurve;
    const auto recovery = *rc::gen::element(kStep, kLinear, kFixedRate, kConvex, kExponential, kConcave);
    const ShockTiming t{.start_day = *rc::gen::inRange(0, 5),
                        .duration_days = *rc::gen::inRange(1, 5),
                        .loss = *rc::gen::inRange(1, 101) / 100.0,
                        .recovery = recovery,
                        .recovery_days = *rc::gen::inRange(1, 300) / 10.0};
    const int last = last_day_of_loss(t);
    double before = t.loss;
    for (int day = t.start_day; day < 100; ++day) {
      const double loss = loss_on_day(t, day);
      RC_ASSERT(loss >= 0);
      RC_ASSERT(loss <= before);
      if (last >= 0) RC_ASSERT((loss > 0) == (day < last));
      before = loss;
    }
  });
}

}  // namespace
}  // namespace tenon
