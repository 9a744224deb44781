#include "report/simulation_table.h"

#include <gtest/gtest.h>

#include "report/simulation_lists.h"
#include "support/simulation_fixture.h"

namespace tenon {
namespace {

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
    ++count;
  return count;
}

TEST(SimulationTable, StartsWithTheAnswerInBothLanguages) {
  const auto made = simulation_fixture();
  const std::string text = simulation_table(made->report, {});
  EXPECT_TRUE(text.starts_with("第 ")) << text;
  EXPECT_NE(text.find("\nWorst on day "), std::string::npos) << text;
  EXPECT_NE(text.find("supplier switching: A off, B on"), std::string::npos);
  EXPECT_NE(text.find("First to stop"), std::string::npos);
  EXPECT_NE(text.find("lost CNY bn A"), std::string::npos);
  EXPECT_NE(text.find("Photoresist embargo"), std::string::npos) << text;
  EXPECT_NE(text.find("Made-up data"), std::string::npos);
  EXPECT_EQ(text.find("Partial"), std::string::npos);
  EXPECT_EQ(text.back(), '\n');
}

TEST(SimulationTable, SpeaksOneLanguageIfAsked) {
  const auto made = simulation_fixture();
  SimulationTableOptions options;
  options.names = NameLanguage::kChinese;
  const std::string zh = simulation_table(made->report, options);
  for (const char* word : {"Worst", "First", "lost", "city", "Photoresist", "normal"}) {
    EXPECT_EQ(zh.find(word), std::string::npos) << word << "\n" << zh;
  }
  EXPECT_NE(zh.find("最先停产"), std::string::npos);
  options.names = NameLanguage::kEnglish;
  const std::string en = simulation_table(made->report, options);
  for (const char* word : {"损失", "产品", "光刻胶"}) EXPECT_EQ(en.find(word), std::string::npos) << word;
}

TEST(SimulationTable, OfAPartialRunHasALineThatSaysSo) {
  FabricatedOptions options = small_events();
  options.partial_days = 7;
  const auto made = simulation_fixture(options);
  const std::string text = simulation_table(made->report, {});
  EXPECT_NE(text.find("\nPartial: A only 7 of 120 days computed; B only 7 of 120 days computed\n"),
            std::string::npos)
      << text;
}

TEST(SimulationTable, OfOneRunHasOneColumn) {
  FabricatedOptions options = small_events();
  options.compare = false;
  const auto made = simulation_fixture(options);
  const std::string text = simulation_table(made->report, {});
  EXPECT_EQ(text.find("lost CNY bn A"), std::string::npos);
  EXPECT_EQ(count_of(text, "switching"), 0U);
}

TEST(SimulationTable, CutsItsListsAndSaysSo) {
  const auto made = simulation_fixture();
  SimulationTableOptions options;
  options.top = 1;
  const std::string text = simulation_table(made->report, options);
  EXPECT_EQ(count_of(text, "--top 0 lists all"), 2U) << text;
}

TEST(SimulationTable, WithoutDimensionsIsStillATable) {
  auto made = simulation_fixture();
  made->report.dimensions.clear();
  made->run_without.breakdowns.clear();
  made->run_with.breakdowns.clear();
  for (NodeLabel& node : made->report.nodes) node.product = node.city = kNoPosition;
  ASSERT_EQ(report_fault(made->report), "");
  const std::string text = simulation_table(made->report, {});
  EXPECT_NE(text.find("First to stop"), std::string::npos);
  EXPECT_NE(text.find("Partial") == std::string::npos, false);
  EXPECT_EQ(text.find("Loss by chain"), std::string::npos);
}

TEST(SimulationTable, WhereNothingStopsListsWhatFellDeepest) {
  FabricatedOptions options = small_events();
  options.events.erase(options.events.begin());
  options.compare = false;
  const auto made = simulation_fixture(options);
  const std::string text = simulation_table(made->report, {});
  EXPECT_NE(text.find("nothing stops altogether, deepest is "), std::string::npos) << text;
  EXPECT_NE(text.find("Hardest hit\nNothing stops altogether.\nfalls on day"), std::string::npos) << text;
}

TEST(SimulationLists, OrderStopsByDayThenFallsByDepthAndLossesBySize) {
  const auto made = simulation_fixture();
  const auto causes = causes_of_runs(made->report);
  const HitList hits = hit_list(made->report, causes, 0);
  ASSERT_GT(hits.product_stops, 0U);
  ASSERT_LT(hits.product_stops, hits.products.size());
  EXPECT_EQ(hits.node_count, hits.nodes.size());
  for (std::size_t i = 1; i < hits.products.size(); ++i) {
    const HitRow& above = hits.products[i - 1];
    const HitRow& below = hits.products[i];
    if (i < hits.product_stops) {
      EXPECT_LE(above.first_stop_day(), below.first_stop_day());
    } else if (i > hits.product_stops) {
      EXPECT_EQ(below.first_stop_day(), -1);
      EXPECT_LE(above.runs[0].lowest_level, below.runs[0].lowest_level);
    }
  }
  for (const HitRow& row : hits.products) {
    EXPECT_FALSE(row.cause.en.empty());
    EXPECT_LT(row.runs[0].lowest_level, 0.99);
  }
  for (const HitRow& row : hits.nodes) EXPECT_FALSE(made->report.nodes[row.position].is_outside);
  const auto rows = loss_rows(made->report, dimension::kChain);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_GE(rows[0].runs[0].lost_output, rows[1].runs[0].lost_output);
  EXPECT_TRUE(loss_rows(made->report, "nothing").empty());
  EXPECT_EQ(hit_list(made->report, causes, 1).nodes.size(), 1U);
}

}  // namespace
}  // namespace tenon
