#include "remedy/backup_shortage.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace tenon {
namespace {

TEST(BackupShortage, CountsWhatIsMissingUntilABackupComes) {
  const Shortage none = shortage_of(10, 100, {}, 10);
  EXPECT_EQ(none.amount, 0);
  EXPECT_FALSE(none.first_day);
  const Shortage late = shortage_of(10, 100, std::vector<BackupDelivery>{{10, 15}}, 90);
  EXPECT_DOUBLE_EQ(late.amount, 50);
  EXPECT_DOUBLE_EQ(*late.first_day, 10);
  const Shortage half = shortage_of(10, 0, std::vector<BackupDelivery>{{5, 0}}, 90);
  EXPECT_DOUBLE_EQ(half.amount, 450);
  EXPECT_DOUBLE_EQ(*half.first_day, 0);
}

TEST(BackupShortage, WhatIsLostIsNotMadeUpFor) {
  // 10 days without anything; then twice what is needed, which ends when it has filled the cushion again.
  const Shortage shortage = shortage_of(10, 0, std::vector<BackupDelivery>{{20, 10}, {-20, 20}}, 40);
  EXPECT_DOUBLE_EQ(shortage.amount, 100 + 100);
  EXPECT_DOUBLE_EQ(*shortage.first_day, 0);
}

TEST(BackupShortage, WhatComesOnTheLastDayComesTooLate) {
  const Shortage shortage = shortage_of(10, 0, std::vector<BackupDelivery>{{10, 30}}, 30);
  EXPECT_DOUBLE_EQ(shortage.amount, 300);
}

// The formula of the header, and a balance in small steps.
RC_GTEST_PROP(BackupShortage, IsTheLowestOfWhatIsLeft, ()) {
  constexpr int kHorizon = 40;
  const auto number = [](int least, int most) { return static_cast<double>(*rc::gen::inRange(least, most)); };
  const double gap = number(0, 20);
  const double cushion = number(0, 200);
  std::vector<BackupDelivery> deliveries;
  for (auto count = *rc::gen::inRange(0, 6); count > 0; --count)
    deliveries.push_back({number(-9, 12), number(0, kHorizon + 5)});
  const Shortage shortage = shortage_of(gap, cushion, deliveries, kHorizon);

  double lowest = cushion;
  double left = cushion;
  double lost = 0;
  for (int day = 0; day <= kHorizon; ++day) {
    double all = cushion - gap * day;
    double today = -gap;
    for (const BackupDelivery& delivery : deliveries) {
      all += delivery.per_day * std::max(0.0, day - delivery.ready_day);
      if (delivery.ready_day <= day) today += delivery.per_day;
    }
    lowest = std::min(lowest, all);
    if (day == kHorizon) break;
    left += today;  // days and rates are whole: nothing changes within a day
    lost += std::max(0.0, -left);
    left = std::max(0.0, left);
  }
  RC_ASSERT(std::abs(shortage.amount - std::max(0.0, -lowest)) <= 1e-9 * (1 + shortage.amount));
  RC_ASSERT(std::abs(shortage.amount - lost) <= 1e-9 * (1 + lost));
  RC_ASSERT(shortage.first_day.has_value() == (lost > 1e-9));
  std::reverse(deliveries.begin(), deliveries.end());
  RC_ASSERT(shortage_of(gap, cushion, deliveries, kHorizon).amount == shortage.amount);
}

}  // namespace
}  // namespace tenon
