#include "remedy/backup_drill.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "remedy/backup_network.h"
#include "support/dataset_builder.h"

namespace tenon {
namespace {

// Chips (C) go into panels (P), which A makes in Suzhou. All chips come from Japan. B could make 300 a day
// and makes none; K is known by name alone.
class DrillExample {
 public:
  DrillExample() {
    b.product("C", "C3973");
    b.product("P", "C3974");
    b.input("C", "P", true, 30);
    b.firm("A", "320500", "CHN", false);
    b.capability("A", "P", 1000, 1000);
    b.firm("B", "330000", "CHN", false);
    b.capability("B", "C", {}, 300);
    b.firm("K", "KOR", "KOR", false);
    b.capability("K", "C");
    b.fact("C", Indicator::kExternalDependence, 100, 100);
    b.share("C", "JPN", 100, 100, "China");
    options.threads = 1;
    options.propose = false;
    search_options.scope = "CHN";
  }

  // Call after the last change of the dataset.
  void build() {
    FaultList faults;
    auto built = build_dataset_network(b.data, {}, faults);
    ASSERT_TRUE(built.ok()) << built.error().message;
    network = std::move(*built);
    auto made = BackupSearch::create(b.data, network, search_options);
    ASSERT_TRUE(made.ok()) << made.error().message;
    search.emplace(std::move(*made));
  }
  DrillInput input() const { return {&b.data, &network, &*search, backups}; }

  std::optional<std::uint32_t> line(const std::string& firm, const std::string& product) const {
    for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
      const NetworkNode& node = network.nodes[n];
      if (!node.is_outside && node.firm == b.firm_id(firm) && node.product == b.product_id(product)) return n;
    }
    return std::nullopt;
  }
  ResolvedBackup& reserve(const std::string& product, const std::string& maker, double per_day,
                          double ready) {
    ResolvedBackup backup;
    backup.entry = backups.size();
    backup.product = b.product_id(product);
    backup.maker = b.firm_id(maker);
    backup.region = b.data.firm(*backup.maker).region;
    backup.node = line(maker, product);
    backup.reserved = per_day;
    backup.ready_days = ready;
    backups.push_back(backup);
    return backups.back();
  }
  ResolvedBackup& stock(const std::string& product, double days) {
    ResolvedBackup backup;
    backup.entry = backups.size();
    backup.product = b.product_id(product);
    backup.stock_days = days;
    backups.push_back(backup);
    return backups.back();
  }
  Drill drill(const std::string& product) const {
    const auto result = run_drill(input(), b.product_id(product), options);
    EXPECT_TRUE(result.ok());
    return result.ok() ? *result : Drill{};
  }
  // What the primary source delivers, money/day.
  double gap(const std::string& product) const { return search->answer({b.product_id(product), {}})->gap; }
  // The network with these backups when the primary of the product fails.
  BackupNetwork applied(const std::string& product) const {
    const auto answer = search->answer({b.product_id(product), {}});
    const RootFailure failure = search->failure_of(answer->primary().root);
    std::vector<std::uint8_t> failed;
    for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
      failed.push_back(network.nodes[n].product == b.product_id(product) &&
                               search->roots().root_of_node()[n] == answer->primary().root
                           ? 1
                           : 0);
    }
    const auto result = apply_backups({&b.data, &network, &*search, &failure, failed}, backups);
    EXPECT_TRUE(result.ok());
    return *result;
  }

  DatasetBuilder b;
  DatasetNetwork network;
  BackupOptions search_options;
  std::optional<BackupSearch> search;
  std::vector<ResolvedBackup> backups;
  DrillOptions options;
};

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
