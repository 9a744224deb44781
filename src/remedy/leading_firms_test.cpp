#include "remedy/leading_firms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

#include "scenario/supply_network.h"
#include "support/dataset_builder.h"

namespace tenon {
namespace {

// Ore (R) goes into chips (C), chips into panels (P). H makes most chips and serves three panel makers of one
// size; L makes few chips for one of them. M1 and M2 dig ore for H, M3 for L. X is a real leader without
// figures.
class Leaders : public testing::Test {
 protected:
  Leaders() {
    b_.product("R", "C26");
    b_.product("C", "C39");
    b_.product("P", "C39");
    b_.input("R", "C", true, 20);
    b_.input("C", "P", true, 30);
    for (const char* firm : {"H", "L", "M1", "M2", "M3", "P1", "P2", "P3"}) b_.firm(firm, "320500");
    b_.firm("X", "330000", "CHN", false);
    b_.data.firms.back().role = "leader";
    b_.firm("Y", "JPN", "JPN", false);
    b_.data.firms.back().role = "leader";
    b_.firm("Z", "330000", "CHN", false);
    b_.capability("H", "C", 90, 100);
    b_.capability("L", "C", 10, 12);
    for (const char* firm : {"M1", "M2"}) b_.capability(firm, "R", 9, 10);
    b_.capability("M3", "R", 2, 3);
    for (const char* firm : {"P1", "P2", "P3"}) b_.capability(firm, "P", 100, 110);
    b_.capability("X", "C");
    b_.capability("Y", "C");
    b_.capability("Z", "P");
    b_.supply("M1", "H", "R", 9, 20);
    b_.supply("M2", "H", "R", 9, 20);
    b_.supply("M3", "L", "R", 2, 20);
    for (const char* firm : {"P1", "P2"}) b_.supply("H", firm, "C", 30, 20);
    b_.supply("H", "P3", "C", 20, 20);
    b_.supply("L", "P3", "C", 10, 20);
    for (const char* product : {"R", "C", "P"}) b_.fact(product, Indicator::kExternalDependence, 0, 0);
  }
  static LeadingFirms found(const Dataset& data, LeadingFirmsOptions options = {}) {
    FaultList faults;
    const auto network = build_dataset_network(data, {}, faults);
    EXPECT_TRUE(network);
    auto leaders = find_leading_firms(data, *network, options);
    EXPECT_TRUE(leaders);
    return leaders ? *leaders : LeadingFirms{};
  }
  const LeadingFirm& of(const ChainLeaders& chain, const char* firm) const {
    for (const LeadingFirm& leader : chain.leaders) {
      if (leader.group == b_.firm_id(firm)) return leader;
    }
    ADD_FAILURE() << firm;
    return chain.leaders.front();
  }
  DatasetBuilder b_;
};

TEST_F(Leaders, AHubComesFirstAndItsPartsSayWhy) {
  const LeadingFirms all = found(b_.data);
  ASSERT_EQ(all.chains.size(), 1U);
  const ChainLeaders& chain = all.chains[0];
  EXPECT_EQ(chain.scored, 8U);
  EXPECT_EQ(chain.lines, 8U);
  EXPECT_NEAR(chain.output, 90 + 10 + 20 + 300, 1e-6);
  const LeadingFirm& hub = chain.leaders.front();
  EXPECT_EQ(hub.group, b_.firm_id("H"));
  EXPECT_EQ(hub.rank, 1U);
  EXPECT_TRUE(hub.synthetic);
  EXPECT_EQ(hub.upstream.firms, 2U);
  EXPECT_EQ(hub.downstream.firms, 3U);
  EXPECT_EQ(hub.downstream.products, 1U);
  EXPECT_NEAR(hub.upstream.output, 18, 1e-6);
  EXPECT_NEAR(hub.downstream.output, 300, 1e-6);
  EXPECT_NEAR(hub.part(LeaderPart::kReach).value, 318, 1e-6);
  EXPECT_EQ(hub.part(LeaderPart::kRisk).percentile, 1);
  EXPECT_EQ(hub.part(LeaderPart::kInfluence).percentile, 1);
  EXPECT_GT(hub.part(LeaderPart::kRisk).value, of(chain, "P1").part(LeaderPart::kRisk).value);
  EXPECT_LE(hub.best_rank, hub.rank);
  EXPECT_GE(hub.worst_rank, hub.rank);
}

TEST_F(Leaders, AScoreIsTheMeanOfThePercentilesOfItsParts) {
  const ChainLeaders chain = found(b_.data).chains[0];
  for (const LeadingFirm& leader : chain.leaders) {
    double sum = 0;
    for (const LeaderFigure& part : leader.parts) sum += part.percentile;
    EXPECT_NEAR(leader.score, sum / kLeaderPartCount, 1e-15);
  }
}

TEST_F(Leaders, FirmsInTheSamePlaceHaveTheSameRank) {
  const ChainLeaders chain = found(b_.data).chains[0];
  EXPECT_EQ(of(chain, "P1").rank, of(chain, "P2").rank);
  EXPECT_EQ(of(chain, "P1").score, of(chain, "P2").score);
  EXPECT_EQ(of(chain, "M1").rank, of(chain, "M2").rank);
  EXPECT_EQ(of(chain, "M1").best_rank, of(chain, "M2").best_rank);
  EXPECT_NE(of(chain, "P1").score, of(chain, "P3").score);
}

TEST_F(Leaders, TheOrderOfRowsDoesNotMatter) {
  const Dataset turned = turned_round(b_.data);
  const ChainLeaders a = found(b_.data).chains[0];
  const ChainLeaders b = found(turned).chains[0];
  ASSERT_EQ(a.leaders.size(), b.leaders.size());
  for (std::size_t k = 0; k < a.leaders.size(); ++k) {
    EXPECT_EQ(b_.data.firm(a.leaders[k].group).id, turned.firm(b.leaders[k].group).id);
    EXPECT_EQ(a.leaders[k].rank, b.leaders[k].rank);
    EXPECT_NEAR(a.leaders[k].score, b.leaders[k].score, 1e-12);
    EXPECT_NEAR(a.leaders[k].esri.combined, b.leaders[k].esri.combined, 1e-12);
  }
  ASSERT_EQ(a.known_leaders.size(), b.known_leaders.size());
  for (std::size_t k = 0; k < a.known_leaders.size(); ++k)
    EXPECT_EQ(b_.data.firm(a.known_leaders[k].firm).id, turned.firm(b.known_leaders[k].firm).id);
}

TEST_F(Leaders, TheNumberOfThreadsDoesNotMatter) {
  LeadingFirmsOptions one;
  one.threads = 1;
  LeadingFirmsOptions two;
  two.threads = 2;
  const ChainLeaders a = found(b_.data, one).chains[0];
  const ChainLeaders b = found(b_.data, two).chains[0];
  ASSERT_EQ(a.leaders.size(), b.leaders.size());
  for (std::size_t k = 0; k < a.leaders.size(); ++k) {
    EXPECT_EQ(a.leaders[k].group, b.leaders[k].group);
    EXPECT_EQ(a.leaders[k].esri.combined, b.leaders[k].esri.combined);
    EXPECT_EQ(a.leaders[k].score, b.leaders[k].score);
  }
}

TEST_F(Leaders, RealFirmsWithoutFiguresAreNamedButNotScored) {
  const ChainLeaders chain = found(b_.data).chains[0];
  EXPECT_EQ(chain.scored_real, 0U);
  EXPECT_EQ(chain.makers_without_figures, 3U);
  ASSERT_EQ(chain.known_leaders.size(), 2U);
  EXPECT_EQ(chain.known_leaders[0].firm, b_.firm_id("X"));
  EXPECT_TRUE(chain.known_leaders[0].own);
  EXPECT_EQ(chain.known_leaders[1].firm, b_.firm_id("Y"));
  EXPECT_FALSE(chain.known_leaders[1].own);
  ASSERT_EQ(chain.known_leaders[0].products.size(), 1U);
  EXPECT_EQ(chain.known_leaders[0].products[0], b_.product_id("C"));
}

TEST_F(Leaders, AGroupIsClosedWithAllItControls) {
  const double alone = of(found(b_.data).chains[0], "H").part(LeaderPart::kRisk).value;
  b_.data.firms[b_.firm_id("L").index()].parent = b_.firm_id("H");
  const ChainLeaders chain = found(b_.data).chains[0];
  EXPECT_EQ(chain.scored, 7U);
  const LeadingFirm& group = of(chain, "H");
  EXPECT_EQ(group.firms.size(), 2U);
  EXPECT_NEAR(group.part(LeaderPart::kOutput).value, 100, 1e-6);
  EXPECT_GT(group.part(LeaderPart::kRisk).value, alone);
  EXPECT_NEAR(group.part(LeaderPart::kRisk).value, 1, 1e-6);  // no chips, no panels, nobody buys ore
  EXPECT_NEAR(group.esri.combined, 1, 1e-6);
}

TEST_F(Leaders, ReplacingInputsAreNoSingleNeed) {
  // Panels may use D instead of C, so the loss of H stops less than all of them.
  const double before = of(found(b_.data).chains[0], "H").part(LeaderPart::kRisk).value;
  b_.product("D", "C39");
  b_.data.inputs[1].alternative_group = "chip";
  b_.input("D", "P", true, 30, "chip");
  b_.firm("N", "320500");
  b_.capability("N", "D", 60, 100);
  for (const char* firm : {"P1", "P2"}) b_.supply("N", firm, "D", 30, 20);
  b_.fact("D", Indicator::kExternalDependence, 0, 0);
  const LeadingFirms all = found(b_.data);
  EXPECT_EQ(all.notes.alternatives_joined, 2U);
  EXPECT_LT(of(all.chains[0], "H").part(LeaderPart::kRisk).value, before);
}

TEST_F(Leaders, OneChainOrOneGroupCanBeAskedFor) {
  Chain second;
  second.id = "C2";
  b_.data.chains.push_back(second);
  b_.product("Q", "C39");
  b_.data.products.back().chain = ChainId(std::size_t{1});
  b_.input("C", "Q", true, 30);
  b_.firm("U", "320500");
  b_.capability("U", "Q", 30, 30);
  b_.supply("H", "U", "C", 9, 20);
  b_.fact("Q", Indicator::kExternalDependence, 0, 0);
  const LeadingFirms all = found(b_.data);
  ASSERT_EQ(all.chains.size(), 2U);
  EXPECT_EQ(of(all.chains[0], "H").part(LeaderPart::kChains).value, 2);
  EXPECT_EQ(of(all.chains[0], "L").part(LeaderPart::kChains).value, 1);
  ASSERT_EQ(all.chains[1].leaders.size(), 1U);
  EXPECT_EQ(all.chains[1].leaders[0].upstream.firms, 0U);  // H is of the other chain
  LeadingFirmsOptions options;
  options.chain = ChainId(std::size_t{1});
  const LeadingFirms one = found(b_.data, options);
  ASSERT_EQ(one.chains.size(), 1U);
  EXPECT_EQ(one.chains[0].leaders[0].esri.combined, all.chains[1].leaders[0].esri.combined);
  options.chain.reset();
  options.of_group = b_.firm_id("H");
  const LeadingFirms group = found(b_.data, options);
  ASSERT_EQ(group.chains[0].leaders.size(), 1U);
  EXPECT_EQ(group.chains[0].leaders[0].rank, of(all.chains[0], "H").rank);
  EXPECT_TRUE(group.chains[1].leaders.empty());
  options.of_group.reset();
  options.top = 2;
  EXPECT_EQ(found(b_.data, options).chains[0].leaders.size(), 2U);
  EXPECT_EQ(found(b_.data, options).chains[0].scored, 8U);
}

TEST_F(Leaders, InfluenceIsTheLeontiefInverse) {
  FaultList faults;
  const auto built = build_dataset_network(b_.data, {}, faults);
  const SupplyNetwork& links = built->network;
  const std::vector<double> output = normal_output(links);
  const std::vector<double> influence = influence_of_nodes(*built);
  // v = base + A v, node by node.
  std::vector<double> right(links.node_count, 0);
  double lines = 0;
  for (std::uint32_t n = 0; n < links.node_count; ++n)
    lines += !built->nodes[n].is_outside && output[n] > 0 ? 1 : 0;
  for (std::uint32_t n = 0; n < links.node_count; ++n) {
    if (!built->nodes[n].is_outside && output[n] > 0) right[n] += 1 / lines;
    for (std::uint64_t g = links.group_offsets[n]; g < links.group_offsets[n + 1]; ++g) {
      for (std::uint64_t e = links.link_offsets[g]; e < links.link_offsets[g + 1]; ++e)
        right[links.supplier[e]] += links.flow[e] / output[n] * influence[n];
    }
  }
  for (std::uint32_t n = 0; n < links.node_count; ++n) EXPECT_NEAR(influence[n], right[n], 1e-12) << n;
}

TEST(PercentileRanks, RunFromZeroToOneAndEqualsShareTheirMean) {
  EXPECT_EQ(percentile_ranks({}), std::vector<double>{});
  EXPECT_EQ(percentile_ranks({7}), std::vector<double>{0.5});
  EXPECT_EQ(percentile_ranks({3, 1, 2}), (std::vector<double>{1, 0, 0.5}));
  EXPECT_EQ(percentile_ranks({1, 1 + 1e-12, 2}), (std::vector<double>{0.25, 0.25, 1}));
  EXPECT_EQ(percentile_ranks({4, 4, 4}), (std::vector<double>{0.5, 0.5, 0.5}));
}

}  // namespace
}  // namespace tenon
