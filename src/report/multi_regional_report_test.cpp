#include "report/multi_regional_report.h"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/json.hpp>
#include <string>
#include <vector>

namespace tenon {
namespace {

// Ore from one region and from outside, steel from two regions.
MultiRegionalTable table_of_four() {
  MultiRegionalTable table;
  table.source = "four, \"industries\".csv";
  table.year = 2020;
  table.unit = "万元";
  table.regions = {{"东", false}, {"西", false}, {"imports", true}};
  table.sectors = {{"01", "铁矿石", "Iron ore"}, {"steel", "", ""}};
  table.industries = {{0, 0}, {0, 1}, {1, 1}, {2, 0}};
  table.final_demand_labels = {"households"};
  table.intermediate = {0, 3650, 7300, 0, 0, 365, 0, 0, 0, 0, 365, 0, 0, 3650, 0, 0};
  table.final_demand = {0, 36500, 73000, 0};
  return table;
}

TableSimulation simulation_of(const MultiRegionalTable& table, const std::atomic<bool>* stop = nullptr) {
  MultiRegionalOptions options;
  options.inventory_days = 5;
  const auto model = build_multi_regional_model(table, options);
  EXPECT_TRUE(model.ok());
  TableEvent event;
  event.start_day = 2;
  event.duration_days = 10;
  event.industries = {0};
  event.amount = {1};
  TableSimulationOptions run;
  run.horizon_days = 40;
  run.keep_limiting_inputs = true;
  run.stop = stop;
  auto simulation = simulate_table(*model, {event}, run);
  EXPECT_TRUE(simulation.ok());
  return std::move(*simulation);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

TEST(TableReport, WritesOneCsvRowADay) {
  const MultiRegionalTable table = table_of_four();
  const auto lines = lines_of(table_report_csv(table, simulation_of(table), TableCsv::kDays));
  ASSERT_EQ(lines.size(), 41U);
  EXPECT_EQ(lines[0], "day,东|01,东|steel,西|steel,imports|01");
  EXPECT_EQ(lines[1], "0,30,101,201,10");
  EXPECT_TRUE(lines[4].starts_with("3,0,")) << lines[4];
}

TEST(TableReport, WritesOneCsvRowAnIndustryAndDay) {
  const MultiRegionalTable table = table_of_four();
  const auto lines = lines_of(table_report_csv(table, simulation_of(table), TableCsv::kIndustries));
  ASSERT_EQ(lines.size(), 1U + 40 * 4);
  EXPECT_EQ(lines[0], "day,region,sector,output,normal_output,limiting_input");
  EXPECT_EQ(lines[1], "0,东,01,30,30,");
  // In the west all ore comes from the east: it curbs steel once the stock is short.
  EXPECT_TRUE(lines[1 + 11 * 4 + 2].starts_with("11,西,steel,")) << lines[1 + 11 * 4 + 2];
  EXPECT_TRUE(lines[1 + 11 * 4 + 2].ends_with(",201,01")) << lines[1 + 11 * 4 + 2];
}

TEST(TableReport, WritesLossesAsCsv) {
  const MultiRegionalTable table = table_of_four();
  const TableSimulation simulation = simulation_of(table);
  const auto lines = lines_of(table_report_csv(table, simulation, TableCsv::kLosses));
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_TRUE(
      lines[0].starts_with("region,sector,sector_zh,sector_en,source,year,unit,days,partial,normal_output,"));
  EXPECT_TRUE(
      lines[1].starts_with("东,01,铁矿石,Iron ore,\"four, \"\"industries\"\".csv\",2020,万元,40,0,30,"))
      << lines[1];
  EXPECT_TRUE(lines[1].ends_with(",2,0")) << lines[1];  // worst day and level
}

TEST(TableReport, WritesJson) {
  const MultiRegionalTable table = table_of_four();
  const TableSimulation simulation = simulation_of(table);
  TableReportOptions options;
  options.top = 2;
  const auto json = boost::json::parse(table_report_json(table, simulation, options));
  EXPECT_EQ(json.at("source").as_string(), "four, \"industries\".csv");
  EXPECT_EQ(json.at("year").as_int64(), 2020);
  EXPECT_EQ(json.at("unit").as_string(), "万元");
  EXPECT_EQ(json.at("days").as_int64(), 40);
  EXPECT_FALSE(json.at("partial").as_bool());
  EXPECT_EQ(json.at("normal").at("output").to_number<double>(), 332);  // without imports
  EXPECT_DOUBLE_EQ(json.at("total").at("lost_output").to_number<double>(), simulation.total.lost_output);
  EXPECT_EQ(json.at("by_day").as_array().size(), 40U);
  EXPECT_DOUBLE_EQ(json.at("by_day").at(5).at("output").to_number<double>(), simulation.totals[5].output);
  ASSERT_EQ(json.at("regions").as_array().size(), 2U);
  EXPECT_EQ(json.at("regions").at(0).at("output_by_day").as_array().size(), 40U);
  EXPECT_GE(json.at("regions").at(0).at("lost_output").to_number<double>(),
            json.at("regions").at(1).at("lost_output").to_number<double>());
  EXPECT_EQ(json.at("sectors").at(0).at("sector").as_string(), "steel");
  EXPECT_EQ(json.at("industries").as_array().size(), 2U);
  EXPECT_EQ(json.at("industries").at(0).at("region").as_string(), "西");
}

TEST(TableReport, PrintsAReadableTable) {
  const MultiRegionalTable table = table_of_four();
  const TableSimulation simulation = simulation_of(table);
  TableReportOptions options;
  options.top = 2;
  const std::string text = table_report_text(table, simulation, options);
  for (const char* part :
       {"3 regions 区域, 2 sectors 部门, 4 industries 产业", "year 年份 2020", "unit 单位 万元",
        "40 days simulated 模拟天数", "worst day 最严重的一天 ", "2 of 3, by output lost 按产出损失排序",
        "2 of 4, by output lost", "西 | steel", "01 铁矿石 Iron ore"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  EXPECT_EQ(text.find("PARTIAL"), std::string::npos);
}

TEST(TableReport, MarksWhatIsPartialOrCalm) {
  const MultiRegionalTable table = table_of_four();
  const std::atomic<bool> stop = true;
  const TableSimulation nothing = simulation_of(table, &stop);
  EXPECT_NE(table_report_text(table, nothing, {}).find("PARTIAL"), std::string::npos);
  EXPECT_NE(table_report_text(table, nothing, {}).find("never below normal"), std::string::npos);
  const auto json = boost::json::parse(table_report_json(table, nothing, {}));
  EXPECT_TRUE(json.at("partial").as_bool());
  EXPECT_TRUE(json.at("total").at("worst_day").is_null());
  EXPECT_TRUE(json.at("total").at("back_to_normal_day").is_null());
  EXPECT_EQ(lines_of(table_report_csv(table, nothing, TableCsv::kDays)).size(), 1U);
}

}  // namespace
}  // namespace tenon
