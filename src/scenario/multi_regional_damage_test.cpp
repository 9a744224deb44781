#include "scenario/multi_regional_damage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "scenario/multi_regional_example.h"

namespace tenon {
namespace {

class TableDamageTest : public ::testing::Test {
 protected:
  TableDamageTest() {
    auto model = build_multi_regional_model(table_, {});
    EXPECT_TRUE(model.ok());
    model_ = *model;
  }

  // An event that hits industries 1 and 4.
  [[nodiscard]] TableEvent event(TableEventKind kind, std::vector<double> amount) const {
    TableEvent e;
    e.kind = kind;
    e.start_day = 2;
    e.duration_days = 3;
    e.industries = {1, 4};
    e.amount = std::move(amount);
    return e;
  }

  MultiRegionalTable table_ = random_table(2, 4, 0.9, 3);
  MultiRegionalModelPtr model_;
};

TEST_F(TableDamageTest, FollowsTheCalendarOfScenarios) {
  TableEvent lost = event(TableEventKind::kCapacityLost, {0.4, 0.8});
  lost.recovery = RecoveryCurve::kLinear;
  lost.recovery_days = 4;
  TableDamage damage(model_, {lost});
  const std::vector<double> expected = {1, 1, 0.6, 0.6, 0.6, 0.7, 0.8, 0.9, 1, 1};
  for (int day = 0; day < 10; ++day) {
    const MultiRegionalConditions now = damage.before_day(day);
    EXPECT_NEAR(now.capacity_left[1], expected[static_cast<std::size_t>(day)], 1e-15) << day;
    EXPECT_NEAR(now.capacity_left[4], 2 * expected[static_cast<std::size_t>(day)] - 1, 1e-15) << day;
    EXPECT_EQ(now.capacity_left[0], 1);
    EXPECT_EQ(now.demand_factor[1], 1);
    EXPECT_TRUE(now.rebuilding.empty());
  }
}

TEST_F(TableDamageTest, AddsCapitalMultipliesLossesAndTakesTheLarger) {
  const double capital = model_->capital[1];
  TableEvents events = {event(TableEventKind::kCapitalDestroyed, {0.2 * capital, 0}),
                        event(TableEventKind::kCapitalDestroyed, {0.1 * capital, 0})};
  EXPECT_NEAR(TableDamage(model_, events).before_day(3).capacity_left[1], 0.7, 1e-14);
  events.push_back(event(TableEventKind::kCapacityLost, {0.2, 0}));
  EXPECT_NEAR(TableDamage(model_, events).before_day(3).capacity_left[1], 0.7, 1e-14);
  events.push_back(event(TableEventKind::kCapacityLost, {0.5, 0}));
  EXPECT_NEAR(TableDamage(model_, events).before_day(3).capacity_left[1], 0.4, 1e-14);
  // Both together destroy more than there is: nothing is left.
  events = {event(TableEventKind::kCapitalDestroyed, {0.8 * capital, 0}),
            event(TableEventKind::kCapitalDestroyed, {0.8 * capital, 0})};
  TableDamage damage(model_, events);
  EXPECT_EQ(damage.before_day(3).capacity_left[1], 0);
  EXPECT_NEAR(damage.broken_capital(), 1.6 * capital, 1e-9 * capital);
  EXPECT_EQ(damage.before_day(5).capacity_left[1], 1);
}

TEST_F(TableDamageTest, MultipliesChangesOfDemand) {
  TableDamage damage(model_, {event(TableEventKind::kDemandChanged, {0.5, -1}),
                              event(TableEventKind::kDemandChanged, {1, 0.3})});
  const MultiRegionalConditions now = damage.before_day(2);
  EXPECT_EQ(now.demand_factor[1], 3);
  EXPECT_EQ(now.demand_factor[4], 0);
  EXPECT_EQ(now.capacity_left[1], 1);
}

TEST_F(TableDamageTest, RebuildsAsFarAsRebuildingIsDelivered) {
  TableEvent event_ = event(TableEventKind::kCapitalRebuilt, {30, 70});
  event_.rebuilding_sectors = {{2, 0.75}, {3, 0.25}};
  event_.rebuilding_days = 20;
  event_.rebuilding_factor = 2;
  ASSERT_EQ(fault_of(*model_, event_), "");
  TableDamage damage(model_, {event_});
  EXPECT_EQ(damage.before_day(1).capacity_left[1], 1);
  EXPECT_EQ(damage.broken_capital(), 0);
  EXPECT_NEAR(damage.before_day(2).capacity_left[1], 1 - 30 / model_->capital[1], 1e-14);
  EXPECT_EQ(damage.before_day(4).rebuilding[2], 0);  // not before the event is over

  const MultiRegionalConditions now = damage.before_day(5);
  double ordered = 0;
  double of_sector_2 = 0;
  for (std::size_t i = 0; i < table_.size(); ++i) {
    ordered += now.rebuilding[i];
    if (table_.industries[i].sector == 2) of_sector_2 += now.rebuilding[i];
    if (table_.industries[i].sector < 2) {
      EXPECT_EQ(now.rebuilding[i], 0);
    }
  }
  EXPECT_NEAR(ordered, 2 * 100.0 / 20, 1e-12);
  EXPECT_NEAR(of_sector_2, 0.75 * ordered, 1e-12);

  // Nothing comes: nothing mends. All comes: a twentieth mends.
  damage.after_day(std::vector<double>(table_.size(), 0));
  damage.before_day(6);
  EXPECT_NEAR(damage.broken_capital(), 100, 1e-12);
  damage.after_day(std::vector<double>(table_.size(), 1));
  damage.before_day(7);
  EXPECT_NEAR(damage.broken_capital(), 95, 1e-12);
  EXPECT_NEAR(damage.before_day(7).capacity_left[4], 1 - 66.5 / model_->capital[4], 1e-14);
}

TEST_F(TableDamageTest, OrdersRebuildingFromUsualSuppliersOrByTheirSize) {
  // Industry 1 buys of sector 2 from region 0 only; industry 4 buys nothing of it.
  const std::size_t n = table_.size();
  table_.intermediate[2 * n + 1] = 5;
  table_.intermediate[6 * n + 1] = 0;
  table_.intermediate[2 * n + 4] = table_.intermediate[6 * n + 4] = 0;
  const auto model = *build_multi_regional_model(table_, {});
  TableEvent rebuilt = event(TableEventKind::kCapitalRebuilt, {60, 0});
  rebuilt.rebuilding_sectors = {{2, 1}};
  TableDamage usual(model, {rebuilt});
  MultiRegionalConditions now = usual.before_day(5);
  EXPECT_NEAR(now.rebuilding[2], 1, 1e-12);
  EXPECT_EQ(now.rebuilding[6], 0);
  rebuilt.amount = {0, 60};
  TableDamage by_size(model, {rebuilt});
  now = by_size.before_day(5);
  const double sum = model->output[2] + model->output[6];
  EXPECT_NEAR(now.rebuilding[2], model->output[2] / sum, 1e-12);
  EXPECT_NEAR(now.rebuilding[6], model->output[6] / sum, 1e-12);
}

TEST_F(TableDamageTest, FindsWhatIsWrongWithAnEvent) {
  const TableEvent sound = event(TableEventKind::kCapacityLost, {0.1, 1});
  EXPECT_EQ(fault_of(*model_, sound), "");
  const auto expect = [&](const char* part, auto&& spoil) {
    TableEvent e = sound;
    spoil(e);
    EXPECT_NE(fault_of(*model_, e).find(part), std::string::npos) << part << ": " << fault_of(*model_, e);
  };
  expect("before day 0", [](TableEvent& e) { e.start_day = -1; });
  expect("less than a day", [](TableEvent& e) { e.duration_days = 0; });
  expect("network of firms", [](TableEvent& e) { e.recovery = RecoveryCurve::kNetworkDamped; });
  expect("recovery_days", [](TableEvent& e) { e.recovery = RecoveryCurve::kLinear; });
  expect("ascending", [](TableEvent& e) { e.industries = {4, 1}; });
  expect("ascending", [](TableEvent& e) { e.industries = {1, 8}; });
  expect("one amount", [](TableEvent& e) { e.amount = {1}; });
  expect("share from 0 to 1", [](TableEvent& e) { e.amount = {0.1, 1.01}; });
  expect("share from 0 to 1", [](TableEvent& e) { e.amount = {0.1, std::nan("")}; });
  expect("from -1 to 100", [](TableEvent& e) {
    e.kind = TableEventKind::kDemandChanged;
    e.amount = {-1.5, 0};
  });
  expect("at most its capital", [](TableEvent& e) {
    e.kind = TableEventKind::kCapitalDestroyed;
    e.amount = {1e9, 0};
  });
  const auto rebuilt = [&](auto&& spoil) {
    return [&, spoil](TableEvent& e) {
      e.kind = TableEventKind::kCapitalRebuilt;
      e.rebuilding_sectors = {{0, 1}};
      spoil(e);
    };
  };
  expect("sum to 0.5", rebuilt([](TableEvent& e) { e.rebuilding_sectors = {{0, 0.5}}; }));
  expect("sum to 0", rebuilt([](TableEvent& e) { e.rebuilding_sectors = {}; }));
  expect("not in the table", rebuilt([](TableEvent& e) { e.rebuilding_sectors = {{9, 1}}; }));
  expect("not above 0", rebuilt([](TableEvent& e) { e.rebuilding_sectors = {{0, 1}, {1, 0}}; }));
  expect("rebuilding_days", rebuilt([](TableEvent& e) { e.rebuilding_days = 0.5; }));
  expect("rebuilding_factor", rebuilt([](TableEvent& e) { e.rebuilding_factor = 0; }));
}

TEST_F(TableDamageTest, SplitsAnImpact) {
  const std::vector<std::uint32_t> industries = {0, 1, 2, 5};  // three in one region, one in the other
  const auto amount = [&](ImpactSplit regions, ImpactSplit sectors) {
    const auto split = split_impact(*model_, industries, 120, regions, sectors);
    EXPECT_TRUE(split.ok());
    EXPECT_NEAR(std::accumulate(split->begin(), split->end(), 0.0), 120, 1e-10);
    return *split;
  };
  EXPECT_EQ(amount(ImpactSplit::kEqual, ImpactSplit::kEqual), (std::vector<double>{20, 20, 20, 60}));
  const auto& va = model_->value_added;
  const double first = va[0] + va[1] + va[2];
  std::vector<double> by = amount(ImpactSplit::kEqual, ImpactSplit::kByValueAdded);
  EXPECT_NEAR(by[1], 60 * va[1] / first, 1e-10);
  EXPECT_NEAR(by[3], 60, 1e-10);
  by = amount(ImpactSplit::kByValueAdded, ImpactSplit::kByValueAdded);
  EXPECT_NEAR(by[3], 120 * va[5] / (first + va[5]), 1e-10);
  by = amount(ImpactSplit::kByValueAdded, ImpactSplit::kEqual);
  EXPECT_NEAR(by[1], 40 * first / (first + va[5]), 1e-10);

  const auto refused = [&](std::vector<std::uint32_t> of, double impact) {
    return !split_impact(*model_, of, impact).ok();
  };
  EXPECT_TRUE(refused({}, 1));
  EXPECT_TRUE(refused({2, 1}, 1));
  EXPECT_TRUE(refused({1, 1}, 1));
  EXPECT_TRUE(refused({8}, 1));
  EXPECT_TRUE(refused({1}, 0));
  EXPECT_TRUE(refused({1}, std::nan("")));
}

}  // namespace
}  // namespace tenon
