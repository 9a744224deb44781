#include "remedy/backup_network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "support/backup_drill_example.h"

namespace tenon {
namespace {

// As DrillExample, with a second buyer E half as large as A, whose chips come from N too: a line at home with
// capacity to spare. A fifth of the chips that A uses come from N.
class TwoBuyers : public testing::Test {
 protected:
  TwoBuyers() {
    e.b.data.shares.clear();
    e.b.data.facts.clear();
    e.b.data.fact_uses.clear();
    e.b.firm("E", "330000", "CHN", false);
    e.b.capability("E", "P", 500, 500);
    e.b.firm("N", "330000", "CHN", false);
    e.b.capability("N", "C", 90, 600);
    e.b.supply("N", "A", "C", 60);
    e.b.supply("N", "E", "C", 30);
    e.b.fact("C", Indicator::kExternalDependence, 80, 80);
    e.b.share("C", "JPN", 80, 80, "China");
    e.build();
    japan_ = *std::find_if(all_nodes().begin(), all_nodes().end(),
                           [&](std::uint32_t n) { return e.network.nodes[n].country == "JPN"; });
  }
  const std::vector<std::uint32_t>& all_nodes() {
    if (nodes_.empty()) {
      nodes_.resize(e.network.nodes.size());
      std::iota(nodes_.begin(), nodes_.end(), 0U);
    }
    return nodes_;
  }
  static double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
  }
  // Bought by the firm's line from what fails.
  double gap_of(const char* firm) const {
    const SupplyNetwork& net = e.network.network;
    const std::uint32_t n = *e.line(firm, "P");
    double flow = 0;
    for (std::uint64_t k = net.link_offsets[net.group_offsets[n]];
         k < net.link_offsets[net.group_offsets[n + 1]]; ++k) {
      if (net.supplier[k] == japan_) flow += net.flow[k];
    }
    return flow;
  }

  DrillExample e;
  std::uint32_t japan_ = 0;

 private:
  std::vector<std::uint32_t> nodes_;
};

TEST_F(TwoBuyers, NothingIsMadeOrLostByTakingTheNetworkApart) {
  e.reserve("C", "B", 50, 10).buyer = e.b.firm_id("A");
  e.reserve("C", "N", 50, 10);
  const BackupNetwork applied = e.applied("C");
  const SupplyNetwork& before = e.network.network;
  const SupplyNetwork& after = applied.network;
  EXPECT_NEAR(sum(after.flow), sum(before.flow), 1e-9 * sum(before.flow));
  EXPECT_NEAR(sum(after.final_demand), sum(before.final_demand), 1e-9);
  const std::vector<double> output = normal_output(before);
  for (std::uint32_t n = 0; n < before.node_count; ++n) {
    if (n == japan_ || n == *e.line("N", "C")) continue;
    EXPECT_NEAR(applied.normal[n], output[n], 1e-9) << n;
  }
  // N's reserve has taken over a part of its business.
  const auto twin = std::find_if(applied.reserves.begin(), applied.reserves.end(),
                                 [&](const ReservePiece& piece) { return applied.normal[piece.node] > 0; });
  ASSERT_NE(twin, applied.reserves.end());
  EXPECT_NEAR(applied.normal[twin->node] + applied.normal[*e.line("N", "C")], 90, 1e-9);
  // Japan's sales to A have become a node of their own, and fail with it.
  ASSERT_EQ(applied.failed.size(), 2U);
  EXPECT_EQ(applied.failed[0], japan_);
  EXPECT_NEAR(applied.normal[applied.failed[1]], gap_of("A"), 1e-9);
  EXPECT_NEAR(applied.normal[japan_] + applied.normal[applied.failed[1]], output[japan_], 1e-9);
}

TEST_F(TwoBuyers, OnlyRegisteredMakersAreReady) {
  e.reserve("C", "N", 50, 10);
  const BackupNetwork applied = e.applied("C");
  ASSERT_EQ(applied.reserves.size(), 1U);
  const std::uint32_t beside = applied.reserves[0].node;
  for (std::uint32_t n = 0; n < applied.network.node_count; ++n) {
    if (n == beside) {
      EXPECT_EQ(applied.switching.ready_after_days[n], 10);
    } else {
      EXPECT_LT(applied.switching.ready_after_days[n], 0) << n;
    }
  }
  // 50 of the 140 that the line could make with it, so a quarter of as much of the business: all buyers are
  // hit.
  const double normal = applied.normal[beside];
  EXPECT_NEAR(normal, 0.25 * 90 * 50 / 140, 1e-9);
  EXPECT_NEAR(applied.network.capacity_ratio[beside] * normal, normal + 50, 1e-9);
  EXPECT_EQ(applied.network.capacity_ratio[*e.line("N", "C")], 1);
}

TEST_F(TwoBuyers, WithoutEntriesNobodyHasMoreThanItMakes) {
  const BackupNetwork applied = e.applied("C");
  EXPECT_EQ(applied.network.capacity_ratio[*e.line("N", "C")], 1);
  EXPECT_TRUE(applied.reserves.empty());
}

TEST_F(TwoBuyers, EntriesOfOneLineAddUpDayByDay) {
  e.reserve("C", "N", 50, 10);
  e.reserve("C", "N", 25, 20);
  const BackupNetwork applied = e.applied("C");
  ASSERT_EQ(applied.reserves.size(), 2U);
  EXPECT_EQ(applied.reserves[0].node, applied.reserves[1].node);
  const std::uint32_t line = applied.reserves[0].node;
  const double normal = applied.normal[line];
  const double full = applied.network.capacity_ratio[line] * normal;
  EXPECT_NEAR(full, normal + 75, 1e-9);
  std::vector<double> left(applied.network.node_count, 1);
  const auto at = [&](int day) {
    set_ready_capacity(applied, day, left);
    return left[line] * full;
  };
  EXPECT_NEAR(at(10), normal, 1e-9);
  EXPECT_NEAR(at(11), normal + 50, 1e-9);
  EXPECT_NEAR(at(20), normal + 50, 1e-9);
  EXPECT_NEAR(at(21), normal + 75, 1e-9);
  EXPECT_EQ(std::count(left.begin(), left.end(), 1.0), static_cast<std::ptrdiff_t>(left.size()));
}

TEST_F(TwoBuyers, AnEntryForOneBuyerServesThatBuyerAlone) {
  e.reserve("C", "B", gap_of("A"), 10).buyer = e.b.firm_id("A");
  const Drill drill = e.drill("C");
  EXPECT_EQ(drill.users, 2U);
  EXPECT_FALSE(drill.passes);
  EXPECT_EQ(drill.with.users_short, 1U);
  EXPECT_NEAR(drill.with.largest_shortfall, 0.8 * 500 / 1500, 0.01);
  e.reserve("C", "B", gap_of("E"), 10).buyer = e.b.firm_id("E");
  EXPECT_TRUE(e.drill("C").passes);
}

TEST_F(TwoBuyers, WhatIsReservedForAllIsCutWhereABuyerHasItsOwn) {
  const double all = gap_of("A") + gap_of("E");
  e.reserve("C", "B", 0.5 * gap_of("A"), 10).buyer = e.b.firm_id("A");
  e.reserve("C", "K", 0.5 * all, 10);
  const BackupNetwork applied = e.applied("C");
  double to_a = 0;
  double to_all = 0;
  for (const ReservePiece& piece : applied.reserves) {
    const bool own = applied.network.market[piece.node] != applied.network.market[japan_];
    (own ? to_a : to_all) += piece.per_day;
  }
  EXPECT_NEAR(to_a, gap_of("A"), 1e-9);  // half its own, half its part of what is for all
  EXPECT_NEAR(to_all, 0.5 * gap_of("E"), 1e-9);
  const Drill drill = e.drill("C");
  EXPECT_EQ(drill.with.users_short, 1U);
  ASSERT_EQ(drill.delivered.size(), 2U);
  EXPECT_NEAR(drill.delivered[1].reserved, 0.5 * all, 1e-9);
  EXPECT_GT(drill.delivered[1].delivered, 0);
}

TEST_F(TwoBuyers, EntriesOfBuyersThatAreNotHitCountForNothing) {
  e.reserve("C", "B", 50, 10).buyer = e.b.firm_id("N");
  e.reserve("P", "E", 50, 10);
  e.reserve("C", "B", 0, 10);
  const BackupNetwork applied = e.applied("C");
  EXPECT_EQ(applied.standing[0], BackupStanding::kBuyerNotHit);
  EXPECT_EQ(applied.standing[1], BackupStanding::kOtherProduct);
  EXPECT_EQ(applied.standing[2], BackupStanding::kEmpty);
  EXPECT_TRUE(applied.reserves.empty());
}

// Else a customer that buys from the maker anyway would have the first claim on what it reserves.
TEST_F(TwoBuyers, EveryBuyerGetsTheReserveByWhatItLoses) {
  DrillExample more;
  more.b.firm("E", "330000", "CHN", false);
  more.b.capability("E", "P", 500, 500);
  more.b.data.shares.clear();
  more.b.data.facts.clear();
  more.b.data.fact_uses.clear();
  more.b.firm("N", "330000", "CHN", false);
  more.b.capability("N", "C", 240, 1000);  // sells to A alone, and to final demand
  more.b.supply("N", "A", "C", 150);
  more.b.fact("C", Indicator::kExternalDependence, 66, 66);
  more.b.share("C", "JPN", 66, 66, "China");
  more.build();
  more.reserve("C", "N", more.gap("C"), 10);
  const Drill drill = more.drill("C");
  ASSERT_EQ(drill.users, 2U);
  EXPECT_TRUE(drill.passes) << drill.with.first_short_day << " " << drill.with.largest_shortfall;
}

// A line that sells to buyers who are hit, with reserves from none to more than is needed.
TEST_F(TwoBuyers, MoreReserveWithALineIsNeverWorse) {
  const double all = gap_of("A") + gap_of("E");
  DrillOutcome last;
  for (int step = 0; step <= 12; ++step) {
    e.backups.clear();
    e.reserve("C", "N", 0.1 * step * all, 10);
    const Drill drill = e.drill("C");
    EXPECT_LE(drill.with.largest_shortfall, drill.without.largest_shortfall + 1e-9) << step;
    if (step > 0) {
      EXPECT_LE(drill.with.largest_shortfall, last.largest_shortfall + 1e-9) << step;
      EXPECT_LE(drill.with.missing, last.missing + 1e-6) << step;
    }
    EXPECT_EQ(drill.passes, step >= 10) << step << " " << drill.with.largest_shortfall;
    last = drill.with;
  }
}

TEST_F(TwoBuyers, StockIsHeldInDaysOfWhatFails) {
  e.stock("C", 10);
  e.stock("C", 5).buyer = e.b.firm_id("E");
  const BackupNetwork applied = e.applied("C");
  double held = 0;
  double extra = 0;
  for (const StockPiece& piece : applied.stocks) held += piece.amount;
  for (std::size_t g = 0; g < applied.network.group_count(); ++g) {
    double flow = 0;
    for (std::uint64_t k = applied.network.link_offsets[g]; k < applied.network.link_offsets[g + 1]; ++k)
      flow += applied.network.flow[k];
    extra += flow * (applied.network.target_days[g] - e.network.network.target_days[g]);
  }
  EXPECT_NEAR(held, 10 * (gap_of("A") + gap_of("E")) + 5 * gap_of("E"), 1e-9);
  EXPECT_NEAR(extra, held, 1e-9);
}

TEST_F(TwoBuyers, WhatHasNoInputsIsScaledByWhatIsLeft) {
  // R comes from Japan for a fifth: makers of chips lose as much when Japan fails with all it makes.
  e.b.product("R", "C2652");
  e.b.input("R", "C", true, 40);
  e.b.fact("R", Indicator::kExternalDependence, 20, 20);
  e.b.share("R", "JPN", 20, 20, "China");
  e.b.firm("S", "330000", "CHN", false);
  e.b.capability("S", "R", 100, 100);
  e.b.supply("S", "N", "R", 36 * 0.8);
  e.build();
  e.reserve("C", "B", 50, 10);
  e.reserve("C", "N", 50, 10);
  e.reserve("C", "K", 50, 10);  // in Korea: its inputs are not ours
  const BackupNetwork applied = e.applied("C");
  ASSERT_GT(applied.part_left[0], 0.5);
  EXPECT_LT(applied.part_left[0], 0.95);
  EXPECT_EQ(applied.part_left[1], 1);  // the line finds out by its own inputs
  EXPECT_EQ(applied.part_left[2], 1);
  for (const ReservePiece& piece : applied.reserves)
    EXPECT_NEAR(piece.per_day, 50 * applied.part_left[piece.backup], 1e-9);
}

}  // namespace
}  // namespace tenon
