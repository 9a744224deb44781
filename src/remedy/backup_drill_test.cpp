#include "remedy/backup_drill.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "support/backup_drill_example.h"

namespace tenon {
namespace {

// Buyers hold 15 days of chips.
constexpr int kDaysHeld = 15;

TEST(BackupDrills, WithoutBackupsBuyersRunDryWhenTheirStockIsUsed) {
  DrillExample e;
  e.build();
  const Drill drill = e.drill("C");
  EXPECT_EQ(drill.skip, DrillSkip::kNone);
  EXPECT_EQ(drill.primary.root.country, "JPN");
  EXPECT_EQ(drill.users, 1U);
  EXPECT_FALSE(drill.passes);
  EXPECT_EQ(drill.with.first_short_day, kDaysHeld);
  EXPECT_EQ(drill.with.users_short, 1U);
  EXPECT_NEAR(drill.with.largest_shortfall, 1, 1e-9);
  // Days 15 to 90, for the source is back on day 90 and its goods arrive on day 91.
  EXPECT_NEAR(drill.with.missing, drill.primary.flow * 76, 1e-6);
  EXPECT_NEAR(drill.with.lost_output, 1000 * 76, 1e-6);
  EXPECT_NEAR(drill.with.lost_final_demand, 1000 * 76, 1e-6);
  EXPECT_EQ(drill.with.first_final_day, kDaysHeld);
  EXPECT_NEAR(drill.with.lost_value_added, (1000 - drill.primary.flow) * 76, 1e-6);
  EXPECT_EQ(drill.output_saved(), 0);
}

TEST(BackupDrills, EnoughInTimePasses) {
  DrillExample e;
  e.build();
  e.reserve("C", "B", e.gap("C"), 10);
  const Drill drill = e.drill("C");
  EXPECT_TRUE(drill.passes);
  EXPECT_FALSE(drill.without.first_short_day < 0);
  EXPECT_EQ(drill.with.first_short_day, -1);
  EXPECT_NEAR(drill.output_saved(), 1000 * 76, 1e-6);
  ASSERT_EQ(drill.delivered.size(), 1U);
  EXPECT_EQ(drill.delivered[0].first_day, 11);
  // Days 11 to 90.
  EXPECT_NEAR(drill.delivered[0].delivered, e.gap("C") * 80, e.gap("C") * 15);
  EXPECT_EQ(drill.delivered[0].idle, BackupIdle::kNone);
  EXPECT_FALSE(drill.predicted.first_day);
}

TEST(BackupDrills, TooLateOrTooLittleFails) {
  DrillExample e;
  e.build();
  e.reserve("C", "B", e.gap("C"), kDaysHeld - 2);
  EXPECT_TRUE(e.drill("C").passes);
  e.backups[0].ready_days = kDaysHeld - 1;
  EXPECT_FALSE(e.drill("C").passes);
  e.backups[0].ready_days = 5;
  e.backups[0].reserved = 0.5 * e.gap("C");
  const Drill little = e.drill("C");
  EXPECT_FALSE(little.passes);
  EXPECT_NEAR(little.with.largest_shortfall, 0.5, 1e-9);
  e.backups[0].ready_days = 95;
  const Drill late = e.drill("C");
  EXPECT_EQ(late.delivered[0].idle, BackupIdle::kTooLate);
  EXPECT_GT(late.delivered[0].first_day, 90);  // it refills stocks
  EXPECT_EQ(late.with.missing, late.without.missing);
}

// One buyer, one source, backups without inputs: stocks, rates and days are all there is.
TEST(BackupDrills, TheSimpleCaseIsAsPredicted) {
  for (const double part : {0.0, 0.25, 0.5, 0.8, 0.95}) {
    for (const double ready : {0.0, 8.0, 14.0, 20.0, 60.0}) {
      DrillExample e;
      e.build();
      if (part > 0) e.reserve("C", "B", part * e.gap("C"), ready);
      const Drill drill = e.drill("C");
      ASSERT_EQ(drill.predicted.first_day.has_value(), drill.with.first_short_day >= 0)
          << part << " " << ready;
      // A day's use must be there in the morning: stock that no longer suffices for a day is short.
      if (drill.predicted.first_day) {
        EXPECT_NEAR(drill.with.first_short_day, std::floor(*drill.predicted.first_day), 1)
            << part << " " << ready;
      }
      EXPECT_NEAR(drill.with.missing, drill.predicted.amount, 1e-6) << part << " " << ready;
    }
  }
}

TEST(BackupDrills, StockBridgesUntilTheBackupComes) {
  DrillExample e;
  e.build();
  e.reserve("C", "B", e.gap("C"), 30);
  EXPECT_FALSE(e.drill("C").passes);
  e.stock("C", 16);
  EXPECT_FALSE(e.drill("C").passes);
  e.backups[1].stock_days = 17;
  const Drill drill = e.drill("C");
  EXPECT_TRUE(drill.passes);
  EXPECT_NEAR(drill.delivered[1].stock, 17 * e.gap("C"), 1e-6);
  EXPECT_EQ(drill.delivered[1].stock_first_day, 16);
  EXPECT_GT(drill.delivered[1].stock_needed, 15 * e.gap("C"));
}

TEST(BackupDrills, NobodyButTheRegisteredMayBeTurnedTo) {
  DrillExample e;
  // N has plenty to spare, at home, qualified, and sells to A in normal times; nobody registered it.
  e.b.data.shares.clear();
  e.b.data.facts.clear();
  e.b.data.fact_uses.clear();
  e.b.fact("C", Indicator::kExternalDependence, 60, 60);
  e.b.share("C", "JPN", 60, 60, "China");
  e.b.firm("N", "330000", "CHN", false);
  e.b.capability("N", "C", 120, 1200);
  e.b.supply("N", "A", "C", 120);
  e.build();
  ASSERT_NEAR(e.search->answer({e.b.product_id("C"), {}})->primary().part, 0.6, 0.01);
  const Drill drill = e.drill("C");
  EXPECT_FALSE(drill.passes);
  EXPECT_NEAR(drill.with.largest_shortfall, 0.6, 0.01);
  e.reserve("C", "N", e.gap("C"), 10);
  EXPECT_TRUE(e.drill("C").passes);
  // As much as is registered, not as much as there is.
  e.backups[0].reserved = 0.5 * e.gap("C");
  EXPECT_NEAR(e.drill("C").with.largest_shortfall, 0.3, 0.01);
}

TEST(BackupDrills, WhatFailsWithThePrimaryGivesNothing) {
  DrillExample e;
  e.b.firm("J", "320500", "JPN", false);
  e.b.capability("J", "C", {}, 300);
  e.build();
  e.reserve("C", "J", e.gap("C"), 5);
  const Drill drill = e.drill("C");
  EXPECT_FALSE(drill.passes);
  EXPECT_EQ(drill.delivered[0].idle, BackupIdle::kFailsTogether);
  EXPECT_EQ(drill.delivered[0].reserved, 0);
  EXPECT_EQ(drill.output_saved(), 0);
}

TEST(BackupDrills, ALineWithoutInputsForMoreCannotDeliverForLong) {
  DrillExample e;
  e.b.data.shares.clear();
  e.b.data.facts.clear();
  e.b.data.fact_uses.clear();
  e.b.product("R", "C2652");
  e.b.input("R", "C", true, 40);
  e.b.fact("C", Indicator::kExternalDependence, 60, 60);
  e.b.share("C", "JPN", 60, 60, "China");
  e.b.firm("N", "330000", "CHN", false);
  e.b.capability("N", "C", 120, 1200);
  e.b.supply("N", "A", "C", 120);
  e.b.firm("S", "330000", "CHN", false);
  e.b.capability("S", "R", 48, 48);  // no more than N needs in normal times
  e.b.supply("S", "N", "R", 48);
  e.build();
  e.reserve("C", "N", e.gap("C"), 5);
  const Drill scarce = e.drill("C");
  EXPECT_FALSE(scarce.passes);
  EXPECT_GT(scarce.with.first_short_day, 20);  // N's stock of R carries it for a while
  e.b.data.capabilities.back().annual_capacity = 480 * 365;
  e.backups.clear();
  e.build();
  e.reserve("C", "N", e.gap("C"), 5);
  EXPECT_TRUE(e.drill("C").passes);
}

TEST(BackupDrills, AFailingDrillSaysWhatWouldMakeItPass) {
  DrillExample e;
  e.build();
  e.options.propose = true;
  e.reserve("C", "B", 0.5 * e.gap("C"), 10);
  const Drill drill = e.drill("C");
  EXPECT_FALSE(drill.passes);
  EXPECT_TRUE(drill.sought);
  ASSERT_FALSE(drill.proposals.empty());
  const DrillProposal& reserve = drill.proposals.front();
  EXPECT_EQ(reserve.change, DrillChange::kReserve);
  EXPECT_NEAR(reserve.reserve_factor, 2, 0.1);
  EXPECT_EQ(reserve.outcome.first_short_day, -1);
  EXPECT_TRUE(reserve.smaller_short_day);
  // The change, made, passes; a step less does not.
  e.options.propose = false;
  e.backups[0].reserved = 0.5 * e.gap("C") * reserve.reserve_factor;
  EXPECT_TRUE(e.drill("C").passes);
  e.backups[0].reserved = 0.5 * e.gap("C") * (reserve.reserve_factor - 0.05);
  EXPECT_FALSE(e.drill("C").passes);
}

TEST(BackupDrills, WhatIsTooLateMustBeReadySoonerOrBridged) {
  DrillExample e;
  e.build();
  e.options.propose = true;
  e.reserve("C", "B", e.gap("C"), 30);
  const Drill drill = e.drill("C");
  ASSERT_EQ(drill.proposals.size(), 2U);
  EXPECT_EQ(drill.proposals[0].change, DrillChange::kStock);
  EXPECT_EQ(drill.proposals[0].stock_days, 17);
  EXPECT_EQ(drill.proposals[0].smaller_short_day, 31);
  EXPECT_EQ(drill.proposals[1].change, DrillChange::kReady);
  EXPECT_EQ(drill.proposals[1].ready_days, kDaysHeld - 2);
}

TEST(BackupDrills, WithoutEntriesTheBestMakerIsProposedWithStockToBridge) {
  DrillExample e;
  e.b.data.capabilities[1].lead_time_days = 40;  // B
  e.build();
  e.options.propose = true;
  e.options.limits.stock_days = 30;
  const Drill drill = e.drill("C");
  ASSERT_EQ(drill.proposals.size(), 1U);
  EXPECT_EQ(drill.proposals[0].change, DrillChange::kCandidateAndStock);
  ASSERT_EQ(drill.proposals[0].added.size(), 1U);
  EXPECT_EQ(drill.proposals[0].added[0].maker, e.b.firm_id("B"));
  EXPECT_EQ(drill.proposals[0].stock_days, 40 + 2 - kDaysHeld);
  e.b.data.capabilities[1].lead_time_days = 10;
  e.build();
  const Drill soon = e.drill("C");
  ASSERT_EQ(soon.proposals.size(), 1U);
  EXPECT_EQ(soon.proposals[0].change, DrillChange::kCandidate);
  EXPECT_LE(soon.proposals[0].added[0].per_day, 300);
  EXPECT_GE(soon.proposals[0].added[0].per_day, 0.98 * e.gap("C"));
  e.b.data.capabilities[1].annual_capacity = 10 * 365;
  e.build();
  const Drill never = e.drill("C");
  EXPECT_TRUE(never.sought);
  EXPECT_TRUE(never.proposals.empty());
}

TEST(BackupDrills, WhereNoLineUsesItFinalDemandIsServedFromTheShop) {
  DrillExample e;
  e.b.firm("Q", "330000", "CHN", false);
  e.b.capability("Q", "P", {}, 2000);
  e.build();
  const Drill bare = e.drill("P");
  EXPECT_TRUE(bare.counts_final);
  EXPECT_EQ(bare.primary.root.group, e.b.firm_id("A"));
  EXPECT_EQ(bare.with.first_short_day, 1);  // the shop holds a day
  EXPECT_NEAR(bare.with.lost_final_demand, 1000 * 90, 1e-6);
  e.reserve("P", "Q", 1000, 10);
  e.stock("P", 11);
  const Drill drill = e.drill("P");
  EXPECT_TRUE(drill.passes);
  EXPECT_NEAR(drill.with.lost_final_demand, 0, 1e-6);
}

TEST(BackupDrills, EntriesThatDoNotHoldOnTheDayDoNotCount) {
  DrillExample e;
  e.build();
  e.options.day = *parse_day("2026-03-01");
  e.reserve("C", "B", e.gap("C"), 5).until = *parse_day("2026-02-28");
  EXPECT_FALSE(e.drill("C").passes);
  EXPECT_TRUE(e.drill("C").delivered.empty());
  e.backups[0].until = *parse_day("2026-03-01");
  EXPECT_TRUE(e.drill("C").passes);
}

TEST(BackupDrills, MoreIsNeverWorse) {
  DrillOutcome last;
  for (int step = 0; step <= 12; ++step) {
    DrillExample e;
    e.build();
    e.reserve("C", "B", 0.1 * step * e.gap("C"), 12);
    const DrillOutcome outcome = e.drill("C").with;
    if (step > 0) {
      EXPECT_LE(outcome.largest_shortfall, last.largest_shortfall + 1e-9);
      EXPECT_LE(outcome.missing, last.missing + 1e-6);
      EXPECT_LE(outcome.lost_final_demand, last.lost_final_demand + 1e-6);
    }
    last = outcome;
  }
}

TEST(BackupDrills, SkipsWhatCannotFail) {
  DrillExample e;
  e.b.product("Z", "C2652");
  e.b.product("Y", "C2652");
  e.b.input("Y", "P", true, 10);
  e.build();
  EXPECT_EQ(e.drill("Z").skip, DrillSkip::kNotUsed);
  EXPECT_EQ(e.drill("Y").skip, DrillSkip::kUnnamed);
  e.options.failure_days = 0;
  EXPECT_FALSE(run_drill(e.input(), e.b.product_id("C"), e.options).ok());
}

TEST(BackupDrills, AChainIsTheSameForAnyNumberOfThreads) {
  DrillExample e;
  e.build();
  e.options.propose = true;
  e.reserve("C", "B", 0.4 * e.gap("C"), 20);
  const std::vector<ProductId> products = products_of_chain(e.b.data, ChainId(std::size_t{0}));
  ASSERT_EQ(products.size(), 2U);
  const auto one = drill_products(e.input(), products, e.options);
  e.options.threads = 4;
  const auto four = drill_products(e.input(), products, e.options);
  ASSERT_TRUE(one.ok() && four.ok());
  for (std::size_t k = 0; k < products.size(); ++k) {
    const Drill& a = one->drills[k];
    const Drill& b = four->drills[k];
    EXPECT_EQ(a.product, b.product);
    EXPECT_EQ(a.with.missing, b.with.missing);
    EXPECT_EQ(a.with.lost_output, b.with.lost_output);
    ASSERT_EQ(a.proposals.size(), b.proposals.size());
    for (std::size_t p = 0; p < a.proposals.size(); ++p) {
      EXPECT_EQ(a.proposals[p].reserve_factor, b.proposals[p].reserve_factor);
      EXPECT_EQ(a.proposals[p].stock_days, b.proposals[p].stock_days);
    }
  }
  std::atomic<bool> stop{true};
  e.options.stop = &stop;
  const auto none = drill_products(e.input(), products, e.options);
  ASSERT_TRUE(none.ok());
  EXPECT_TRUE(none->is_partial);
  EXPECT_TRUE(none->drills[0].is_partial);
}

}  // namespace
}  // namespace tenon
