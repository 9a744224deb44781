#include "remedy/backup_coverage.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

const Day kToday = *parse_day("2026-06-01");

// Resin (R) goes into chips (C), chips into panels (P). Seven tenths of the chips come from Japan, the rest
// from B in Zhejiang. A in Suzhou and E in Zhejiang buy, A three quarters. D makes chips too; J is a Japanese
// plant in Suzhou, W has plants in Suzhou and in Japan.
class Coverage : public testing::Test {
 protected:
  Coverage() {
    b_.product("R", "C2652");
    b_.product("C", "C3973");
    b_.product("P", "C3974");
    b_.product("Z", "C3974");  // nobody makes or uses it
    b_.input("R", "C", true, 20);
    b_.input("C", "P", true, 30);
    b_.firm("A", "320500", "CHN", false);
    b_.capability("A", "P", 750, 1000);
    b_.firm("E", "330000", "CHN", false);
    b_.capability("E", "P", 250, 300);
    b_.firm("B", "330000", "CHN", false);
    b_.capability("B", "C", 90, 900);
    b_.firm("D", "320500", "CHN", false);
    b_.capability("D", "C", {}, 400, CapabilityStatus::kTrial);
    b_.firm("J", "320500", "JPN", false);
    b_.capability("J", "C", {}, 400);
    b_.firm("W", "320500", "CHN", false);
    b_.capability("W", "C", {}, 400);
    b_.capability("W", "C").region = b_.region_id("JPN");
    b_.firm("S", "330000", "CHN", false);
    b_.capability("S", "R", 200, 240);
    b_.fact("C", Indicator::kExternalDependence, 70, 70);
    b_.share("C", "JPN", 70, 70, "China");
    reg_.file = "r.csv";
    options_.search.scope = "320000";
    options_.search.cover_days.resize(b_.data.products.size());
    survive(20);
    FaultList faults;
    network_ = *build_dataset_network(b_.data, {}, faults);
  }
  void survive(double days) { options_.search.cover_days[1] = days; }
  // Capacity is in parts of the gap.
  BackupEntry& entry(const std::string& maker, double part, double ready_days, double stock_days = 0) {
    BackupEntry& row = reg_.entries.emplace_back();
    row.id = std::to_string(reg_.entries.size());
    row.line = reg_.entries.size() + 1;
    row.product = {"C", row.line, 2};
    if (!maker.empty()) row.maker = {maker, row.line, 4};
    row.reserved_cny_a_year = part * gap() * 365;
    row.ready_days = ready_days;
    row.stock_days = stock_days;
    return row;
  }
  double gap() const {
    const auto roots = ProductRoots(b_.data, network_).of_product(b_.product_id("C"));
    return roots.front().flow;
  }
  CoverageBook book() {
    FaultList faults;
    const auto resolved = resolve_register(b_.data, network_, reg_, faults);
    EXPECT_TRUE(resolved.ok()) << faults.to_string();
    const std::vector<CoverageSubject> subjects = {{b_.product_id("C"), Level::kRed},
                                                   {b_.product_id("Z"), Level::kOrange}};
    auto made = coverage_book(b_.data, network_, *resolved, subjects, options_);
    EXPECT_TRUE(made.ok());
    return *made;
  }
  CoverageOnProduct on(Day day = kToday) { return coverage_on(book(), day).products[0]; }
  EntryUse use(std::size_t position = 0, Day day = kToday) { return on(day).entries[position].use; }

  DatasetBuilder b_;
  DatasetNetwork network_;
  BackupRegister reg_;
  CoverageOptions options_;
};

TEST_F(Coverage, TheGapIsWhatThePrimarySourceDeliversAsTheSearchHasIt) {
  const CoverageCase product = book().cases[0];
  EXPECT_EQ(product.basis, CoverageBasis::kAssessed);
  EXPECT_EQ(product.primary.root.country, "JPN");
  EXPECT_NEAR(product.gap, 0.7 * product.use, 1e-9);
  EXPECT_EQ(product.survive_days, 20);
  EXPECT_TRUE(product.survive_given);
  ASSERT_EQ(product.provinces.size(), 2U);
  EXPECT_NEAR(product.provinces[0].part, 0.75, 1e-9);
  EXPECT_EQ(product.provinces[0].province, b_.region_id("320000"));
  EXPECT_NEAR(product.provinces[1].part, 0.25, 1e-9);

  BackupOptions without = options_.search;
  without.cover_days.clear();
  const auto search = BackupSearch::create(b_.data, network_, without);
  const BackupAnswer answer = *search->answer({b_.product_id("C"), {}});
  options_.search.cover_days.clear();
  const CoverageCase held = book().cases[0];
  EXPECT_FALSE(held.survive_given);
  EXPECT_NEAR(held.survive_days, answer.cover.middle(), 1e-9);
  EXPECT_NEAR(held.gap, answer.gap, 1e-12);
  EXPECT_NEAR(held.use, answer.use, 1e-12);
  EXPECT_EQ(held.primary.root, answer.primary().root);
}

TEST_F(Coverage, WithoutEntriesStocksEndAfterTheTimeToSurvive) {
  const CoverageOnProduct result = on();
  EXPECT_FALSE(result.covered);
  ASSERT_TRUE(result.shortage.first_day);
  EXPECT_NEAR(*result.shortage.first_day, 20, 1e-9);
  EXPECT_NEAR(result.shortage.amount, 70 * gap(), 1e-6);
  survive(90);
  EXPECT_TRUE(on().covered);
  EXPECT_TRUE(on().by_stock_alone);
  EXPECT_FALSE(on().lasting);
}

TEST_F(Coverage, ABackupOfTheWholeGapInTimeCovers) {
  entry("D", 1, 20);
  EXPECT_TRUE(on().covered);
  EXPECT_TRUE(on().lasting);
  EXPECT_FALSE(on().by_stock_alone);
  EXPECT_EQ(use(), EntryUse::kCounts);
  reg_.entries[0].ready_days = 21;
  EXPECT_FALSE(on().covered);
  EXPECT_EQ(use(), EntryUse::kTooLate);
  EXPECT_NEAR(on().shortage.amount, gap(), 1e-6);  // it still ends the shortage
  reg_.entries[0].ready_days = 20;
  reg_.entries[0].reserved_cny_a_year *= 0.99;
  EXPECT_FALSE(on().covered);
  EXPECT_EQ(use(), EntryUse::kCounts);
}

TEST_F(Coverage, StockBuysTimeForCapacity) {
  entry("D", 1, 30);
  EXPECT_FALSE(on().covered);
  entry("", 0, 0, 10);
  EXPECT_TRUE(on().covered);
  EXPECT_EQ(use(0), EntryUse::kCounts);
  EXPECT_EQ(use(1), EntryUse::kCounts);
  reg_.entries[1].stock_days = 9;
  EXPECT_EQ(use(0), EntryUse::kTooLate);
  EXPECT_EQ(use(1), EntryUse::kCounts);
  entry("B", 0.1, 80, 0.5);
  EXPECT_EQ(use(2), EntryUse::kStockOnly);
}

TEST_F(Coverage, WhatLastsPastTheHorizonIsNoFullBackup) {
  entry("D", 0.9, 20, 20);  // 20 days of stock make up for a tenth of the gap for 200 days
  EXPECT_TRUE(on().covered);
  EXPECT_FALSE(on().lasting);
  // Half of the gap is there at once, the rest only after the horizon, but before stocks end.
  reg_.entries.clear();
  survive(60);
  entry("D", 0.5, 0);
  entry("B", 0.5, 100);
  EXPECT_TRUE(on().lasting);
  EXPECT_EQ(use(1), EntryUse::kCounts);
  reg_.entries[1].ready_days = 121;
  EXPECT_TRUE(on().covered);
  EXPECT_FALSE(on().lasting);
  EXPECT_EQ(use(1), EntryUse::kTooLate);
}

TEST_F(Coverage, TwoHalvesMakeAWhole) {
  entry("D", 0.5, 10);
  entry("B", 0.5, 30);  // by then half of 10 days more are left
  EXPECT_TRUE(on().covered);
  reg_.entries[1].ready_days = 30.5;
  EXPECT_FALSE(on().covered);
}

TEST_F(Coverage, EntriesHoldFromTheirFirstToTheirLastDay) {
  entry("D", 1, 0).registered_on = "2026-05-01";
  reg_.entries[0].valid_until = "2026-07-31";
  EXPECT_EQ(use(0, *parse_day("2026-04-30")), EntryUse::kNotYetValid);
  EXPECT_TRUE(on(*parse_day("2026-05-01")).covered);
  EXPECT_TRUE(on(*parse_day("2026-07-31")).covered);
  EXPECT_FALSE(on(*parse_day("2026-08-01")).covered);
  EXPECT_EQ(use(0, *parse_day("2026-08-01")), EntryUse::kExpired);
}

TEST_F(Coverage, WhatFailsWithThePrimaryCountsForNothing) {
  entry("J", 1, 0, 30);
  EXPECT_EQ(use(), EntryUse::kFailsWithPrimary);
  EXPECT_NEAR(*on().shortage.first_day, 20, 1e-9);
  const EntryExposure exposure = book().cases[0].entries[0];
  EXPECT_EQ(exposure.part_left, 0);
  ASSERT_FALSE(exposure.shared.empty());
  EXPECT_EQ(exposure.shared[0].kind, SharedExposureKind::kCountry);
  // With a milder rule half of it is left.
  options_.search.fails_together_at = 0.9;
  EXPECT_NEAR(book().cases[0].entries[0].part_left, 0.5, 1e-12);
  EXPECT_NEAR(on().entries[0].per_day, 0.5 * gap(), 1e-9);
}

TEST_F(Coverage, AMakerWithSeveralPlantsIsJudgedByTheWorst) {
  entry("W", 1, 0);
  EXPECT_EQ(use(), EntryUse::kFailsWithPrimary);
  reg_.entries[0].plant = {"苏州", 2, 5};
  EXPECT_EQ(use(), EntryUse::kCounts);
  reg_.entries[0].plant = {"JPN", 2, 5};
  EXPECT_EQ(use(), EntryUse::kFailsWithPrimary);
}

TEST_F(Coverage, ABuyersOwnBackupCountsUpToItsPartOfTheGap) {
  entry("D", 5, 0).buyer = {"E", 2, 3};
  EXPECT_NEAR(book().cases[0].entries[0].buyer_gap, 0.25 * gap(), 1e-9);
  CoverageOnProduct result = on();
  EXPECT_FALSE(result.covered);
  // A quarter is served: 20 days last for 20 / 0.75.
  EXPECT_NEAR(*result.shortage.first_day, 20 / 0.75, 1e-9);
  entry("B", 0.75, 10);
  EXPECT_TRUE(on().covered);
  reg_.entries[0].buyer = {"B", 2, 3};  // buys none
  EXPECT_EQ(use(), EntryUse::kNoNeed);
}

TEST_F(Coverage, ABuyersOwnStockServesItAloneAndEnds) {
  // 40 days of E's part: E is served up to day 40; A's three quarters need what is held.
  entry("", 0, 0, 40).buyer = {"E", 2, 3};
  const CoverageOnProduct result = on();
  EXPECT_NEAR(result.entries[0].stock, 40 * 0.25 * gap(), 1e-9);
  EXPECT_NEAR(*result.shortage.first_day, 20 / 0.75, 1e-9);
  // Need is 0.75 of the gap up to day 40, then all of it.
  EXPECT_NEAR(result.shortage.amount, gap() * (0.75 * 40 + 50 - 20), 1e-6);
}

TEST_F(Coverage, ProductsOfWhichNothingIsKnownAreNotCovered) {
  BackupEntry& row = entry("", 0, 0, 400);
  row.product.text = "Z";
  const CoverageBook made = book();
  EXPECT_EQ(made.cases[1].basis, CoverageBasis::kNotUsed);
  const CoverageOnProduct result = coverage_on(made, kToday).products[1];
  EXPECT_FALSE(result.covered);
  EXPECT_FALSE(result.by_stock_alone);
  EXPECT_EQ(result.entries[0].use, EntryUse::kNotAssessed);
}

TEST_F(Coverage, OptionsAreChecked) {
  options_.horizon_days = 0;
  EXPECT_EQ(coverage_book(b_.data, network_, {}, {}, options_).error().code, ErrorCode::kInvalidArgument);
  options_.horizon_days = 90;
  options_.search.scope = "XX";
  EXPECT_EQ(coverage_book(b_.data, network_, {}, {}, options_).error().code, ErrorCode::kNotFound);
}

TEST(CoverageSubjects, AreTheProductsOfTheLevelsInOrder) {
  BreakPointReport report;
  const auto add = [&](SubjectType type, std::size_t index, Level level) {
    BreakPoint point;
    point.subject = {type, index};
    point.level = level;
    report.break_points.push_back(point);
  };
  add(SubjectType::kProduct, 4, Level::kRed);
  add(SubjectType::kFirm, 5, Level::kRed);
  add(SubjectType::kProduct, 2, Level::kYellow);
  add(SubjectType::kProduct, 1, Level::kOrange);
  const std::vector<Level> levels = {Level::kRed, Level::kOrange};
  const auto subjects = coverage_subjects(report, levels);
  ASSERT_EQ(subjects.size(), 2U);
  EXPECT_EQ(subjects[0].product.index(), 4U);
  EXPECT_EQ(subjects[0].level, Level::kRed);
  EXPECT_EQ(subjects[1].product.index(), 1U);
}

// Day by day in small steps: first its own stock and capacity serve the buyer, then the rest is asked of what
// all share.
struct SlowBuyer {
  double need;
  double stock;
  std::vector<BackupDelivery> capacity;
};

double rate_at(const std::vector<BackupDelivery>& capacity, double day) {
  double rate = 0;
  for (const BackupDelivery& delivery : capacity) rate += delivery.ready_day <= day ? delivery.per_day : 0;
  return rate;
}

TEST(OwnDeliveries, AgreeWithAStepByStepBalance) {
  EXPECT_TRUE(rc::check([] {
    const auto number = [](int most) { return static_cast<double>(*rc::gen::inRange(0, most)); };
    const auto some_capacity = [&] {
      std::vector<BackupDelivery> capacity;
      for (auto count = *rc::gen::inRange(0, 4); count > 0; --count)
        capacity.push_back({number(9), number(40)});
      return capacity;
    };
    constexpr double kHorizon = 32;
    constexpr int kSteps = 64;  // a day
    std::vector<SlowBuyer> buyers;
    double gap = number(6);
    for (auto count = *rc::gen::inRange(1, 4); count > 0; --count) {
      buyers.push_back({1 + number(8), number(60), some_capacity()});
      gap += buyers.back().need;
    }
    const double cushion = number(200);
    const std::vector<BackupDelivery> shared = some_capacity();

    std::vector<BackupDelivery> all = shared;
    for (const SlowBuyer& buyer : buyers) {
      double sum = 0;
      for (const BackupDelivery& change : own_deliveries(buyer.need, buyer.stock, buyer.capacity, kHorizon)) {
        RC_ASSERT(change.ready_day < kHorizon);
        sum += change.per_day;
        RC_ASSERT(sum >= -1e-9 && sum <= buyer.need + 1e-9);
        all.push_back(change);
      }
    }
    const Shortage fast = shortage_of(gap, cushion, all, kHorizon);

    double left = cushion;
    double lost = 0;
    for (int step = 0; step < static_cast<int>(kHorizon) * kSteps; ++step) {
      const double day = static_cast<double>(step) / kSteps;
      double asked = gap;
      for (SlowBuyer& buyer : buyers) {
        const double has = buyer.stock + rate_at(buyer.capacity, day) / kSteps;
        const double served = std::min(has, buyer.need / kSteps);
        buyer.stock = has - served;
        asked -= served * kSteps;
      }
      left += (rate_at(shared, day) - asked) / kSteps;
      lost += std::max(0.0, -left);
      left = std::max(0.0, left);
    }
    // One step of each end of a stock may be cut differently.
    RC_ASSERT(std::fabs(fast.amount - lost) <= gap * 8 / kSteps);
  }));
}

}  // namespace
}  // namespace tenon
