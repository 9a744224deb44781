#include "report/simulation_page.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "report/simulation_page_data.h"
#include "support/simulation_fixture.h"

namespace tenon {
namespace {

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
    ++count;
  return count;
}

constexpr std::string_view kData = "<script type=\"application/json\" id=\"data\">";

boost::json::value data_of(const std::string& page) {
  const std::size_t start = page.find(kData) + kData.size();
  return boost::json::parse(page.substr(start, page.find("</script>", start) - start));
}

TEST(SimulationPage, HoldsTheAnswerAndTheTablesWithoutScript) {
  const auto made = simulation_fixture();
  const std::string page = simulation_page(made->report, {});
  EXPECT_NE(page.find("最严重：产出 "), std::string::npos);
  EXPECT_NE(page.find("Worst on day "), std::string::npos);
  EXPECT_EQ(count_of(page, "data-kind=\"product\""),
            hit_list(made->report, causes_of_runs(made->report), 0).products.size());
  EXPECT_NE(page.find("class=\"plain losses\""), std::string::npos);
  EXPECT_NE(page.find("supplier switching"), std::string::npos);
  EXPECT_NE(page.find("sample data"), std::string::npos);
  EXPECT_EQ(page.find("class=\"alarm\""), std::string::npos);
  EXPECT_EQ(page.find("{{"), page.find("{{", page.find(kData))) << "a placeholder was left";
}

TEST(SimulationPage, TellsEventsOfOneRunAloneFromThoseOfBoth) {
  auto made = simulation_fixture();
  made->with.events[1].loss = 0.2;
  made->with.events[1].id.line = 77;
  made->with.events[0].line = 99;
  const std::string page = simulation_page(made->report, {});
  EXPECT_EQ(count_of(page, "<th scope=\"row\"><span class=\"zh\" lang=\"zh\">停供光刻胶"), 1U);
  EXPECT_EQ(count_of(page, "<i class=\"run A\">A</i><span class=\"zh\" lang=\"zh\">苏州停产"), 1U);
  EXPECT_EQ(count_of(page, "<i class=\"run B\">B</i><span class=\"zh\" lang=\"zh\">苏州停产"), 1U);
}

TEST(SimulationPage, AsksNobodyForAnything) {
  const std::string page = simulation_page(simulation_fixture()->report, {});
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  for (const char* loader : {"src=\"http", "url(http", "@import", "fetch(", "XMLHttpRequest",
                             "<link rel=\"stylesheet\"", "src=\"//", "WebSocket", "sendBeacon"}) {
    EXPECT_EQ(page.find(loader), std::string::npos) << loader;
  }
}

TEST(SimulationPage, OfAPartialRunSaysSoInTheStripAndTheAnswer) {
  FabricatedOptions options = small_events();
  options.partial_days = 7;
  options.compare = false;
  const std::string page = simulation_page(simulation_fixture(options)->report, {});
  EXPECT_EQ(count_of(page, "class=\"alarm\""), 1U);
  EXPECT_NE(page.find("class=\"nojs one partial\""), std::string::npos);
  EXPECT_NE(page.find("Partial: only 7 of 120 days computed. "), std::string::npos);
  EXPECT_TRUE(data_of(page).at("partial").as_bool());
}

TEST(SimulationPage, HostileNamesStayText) {
  const auto made = hostile_simulation();
  const std::string page = simulation_page(made->report, {});
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_EQ(count_of(page, "<script"), 2U);
  EXPECT_EQ(count_of(page, "</script>"), 2U);
  EXPECT_EQ(count_of(page, "<!--"), 0U);
  EXPECT_EQ(page.find("javascript:"), std::string::npos);
  EXPECT_EQ(data_of(page).at("dataset").as_string(), hostile_text());
}

TEST(SimulationPage, IsTheSameForTheSameInput) {
  const auto made = simulation_fixture();
  EXPECT_EQ(simulation_page(made->report, {}), simulation_page(made->report, {}));
}

TEST(SimulationPage, OfANetworkWithoutAnythingIsWhole) {
  auto made = simulation_fixture();
  made->report.dimensions.clear();
  made->run_without.breakdowns.clear();
  made->run_with.breakdowns.clear();
  made->report.chain_data = nullptr;
  for (NodeLabel& node : made->report.nodes) node.product = node.city = kNoPosition;
  for (SimulationRun& run : made->report.runs) {
    run.network = nullptr;
    run.hits.clear();
  }
  ASSERT_EQ(report_fault(made->report), "");
  const auto data = data_of(simulation_page(made->report, {"en"}));
  EXPECT_TRUE(data.at("products").as_array().empty());
  EXPECT_TRUE(data.at("drawn").as_array().empty());
  FabricatedOptions nothing;
  nothing.horizon_days = 1;
  nothing.compare = false;
  const auto empty = fabricate_simulation({}, nothing);
  EXPECT_NE(simulation_page(empty->report, {}).find("No output is lost within 1 days."), std::string::npos);
}

TEST(SimulationPageData, KeepsEveryNodeThatACauseLeadsThrough) {
  const auto made = simulation_fixture();
  const auto data = data_of(simulation_page(made->report, {}));
  const auto& nodes = data.at("nodes").as_array();
  const auto count = static_cast<std::int64_t>(nodes.size());
  bool leads_somewhere = false;
  for (const auto& node : nodes) {
    for (std::size_t run = 6; run < node.as_array().size(); ++run) {
      if (!node.as_array()[run].is_array()) continue;
      const auto& outcome = node.as_array()[run].as_array();
      for (std::size_t cause = 6; cause < outcome.size(); ++cause) {
        const std::int64_t next = outcome[cause].as_array()[1].as_int64();
        EXPECT_LT(next, count);
        leads_somewhere = leads_somewhere || next >= 0;
      }
    }
  }
  EXPECT_TRUE(leads_somewhere);
  for (const auto& run : data.at("runs").as_array()) {
    EXPECT_EQ(run.at("product").as_array().size(), data.at("products").as_array().size());
    EXPECT_EQ(run.at("stops").as_array().size(), data.at("products").as_array().size());
  }
}

}  // namespace
}  // namespace tenon
