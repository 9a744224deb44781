#include "exchange/multi_regional_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tenon {
namespace {

const std::string kFlows =
    "industry,A|food,A|steel,B|food\n"
    "A|food,1,2,3\n"
    "A|steel,4,5,6\n"
    "B|food,7,8,9\n";
const std::string kDemand =
    "industry,A|households,B|exports\n"
    "A|food,100,-10\n"
    "A|steel,20,0\n"
    "B|food,30,3\n";

// Replaces the first occurrence, which must exist: a test that replaces nothing is wrong.
std::string with(std::string text, const std::string& what, const std::string& replacement) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  if (at != std::string::npos) text.replace(at, what.size(), replacement);
  return text;
}

std::optional<MultiRegionalTable> parse(const std::string& flows, const std::string& demand,
                                        FaultList& faults, NegativeFlows negative = NegativeFlows::kRefuse) {
  MultiRegionalReadOptions options;
  options.negative = negative;
  auto table = parse_multi_regional_table("data/Z.csv", flows, "data/Y.csv", demand, options, faults);
  EXPECT_EQ(table.has_value(), !faults.has_errors()) << faults.to_string();
  return table;
}

void expect_fault(const std::string& flows, const std::string& demand, const std::string& message) {
  FaultList faults;
  parse(flows, demand, faults);
  EXPECT_TRUE(faults.has_errors()) << message;
  EXPECT_NE(faults.to_string().find(message), std::string::npos) << message << "\n" << faults.to_string();
}

TEST(MultiRegionalReader, ReadsATable) {
  FaultList faults;
  MultiRegionalReadOptions options;
  options.year = 2019;
  options.unit = "million EUR";
  const auto table = parse_multi_regional_table("data/Z.csv", kFlows, "Y.csv", kDemand, options, faults);
  ASSERT_TRUE(table) << faults.to_string();
  EXPECT_EQ(faults.warning_count(), 0U) << faults.to_string();
  EXPECT_EQ(table->source, "Z.csv");
  EXPECT_EQ(table->year, 2019);
  EXPECT_EQ(table->unit, "million EUR");
  EXPECT_EQ(table->regions, (std::vector<TableRegion>{{"A", false}, {"B", false}}));
  ASSERT_EQ(table->sectors.size(), 2U);
  EXPECT_EQ(table->sectors[1].name, "steel");
  EXPECT_EQ(table->industries, (std::vector<TableIndustry>{{0, 0}, {0, 1}, {1, 0}}));
  EXPECT_EQ(industry_label(*table, 2), "B|food");
  EXPECT_EQ(table->intermediate, (std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_EQ(table->final_demand, (std::vector<double>{100, -10, 20, 0, 30, 3}));
  EXPECT_EQ(table->final_demand_labels, (std::vector<std::string>{"A|households", "B|exports"}));
}

TEST(MultiRegionalReader, MatchesRowsByName) {
  FaultList faults;
  const auto table = parse(
      "industry,A|food,A|steel,B|food\nB|food,7,8,9\nA|food,1,2,3\nA|steel,4,5,6\n",
      "\xEF\xBB\xBFwhat,A|households,B|exports\r\nA|steel, ２０ ,0\r\nB|food,30,3\r\n A|food ,+100,-10\r\n",
      faults);
  ASSERT_TRUE(table) << faults.to_string();
  EXPECT_EQ(table->intermediate, (std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_EQ(table->final_demand, (std::vector<double>{100, -10, 20, 0, 30, 3}));
}

TEST(MultiRegionalReader, RefusesBrokenLabels) {
  expect_fault("", kDemand, "data/Z.csv: error: the file is empty; expected the labels of the industries");
  expect_fault(kFlows, "", "data/Y.csv: error: the file is empty; expected the categories of final demand");
  expect_fault("industry\nA|food\n", kDemand, "data/Z.csv:1: error: expected the labels of the industries");
  expect_fault(with(kFlows, "A|steel,B", "A:steel,B"), kDemand,
               "data/Z.csv:1: error: column 3 found \"A:steel\": expected a label of the form region|sector");
  expect_fault(with(kFlows, "A|steel,B", "|steel,B"), kDemand, "found \"|steel\": expected a label");
  expect_fault(with(kFlows, "A|steel,B", "A|,B"), kDemand, "found \"A|\": expected a label");
  expect_fault(with(kFlows, "A|steel,B", "A|food,B"), kDemand,
               "column 3 'A|food' found \"A|food\": expected each column once; it is column 2");
  expect_fault(
      kFlows, with(kDemand, "B|exports", "A|households"),
      "data/Y.csv:1: error: column 3 'A|households' found \"A|households\": expected each column once");
}

TEST(MultiRegionalReader, RefusesRowsThatDoNotMatch) {
  expect_fault(
      with(kFlows, "\nA|steel", "\nA|stele"), kDemand,
      "data/Z.csv:3: error: column 1 found \"A|stele\": expected one of the industries that head the "
      "columns of intermediate flows; did you mean \"A|steel\"?");
  expect_fault(with(kFlows, "\nA|steel", "\nA|stele"), kDemand,
               "data/Z.csv: error: found \"A|steel\": expected a row with this label, found none");
  expect_fault(with(kFlows, "\nA|steel,4,5,6", ""), kDemand, "expected a row with this label, found none");
  expect_fault(kFlows, with(kDemand, "\nB|food,30,3", ""),
               "data/Y.csv: error: found \"B|food\": expected a row");
  expect_fault(kFlows, kDemand + "A|food,1,1\n",
               "data/Y.csv:5: error: column 1 found \"A|food\": expected each row once; it stands on line 2");
  expect_fault(kFlows, kDemand + "C|food,1,1\n", "data/Y.csv:5: error: column 1 found \"C|food\"");
  expect_fault(with(kFlows, "4,5,6", "4,5"), kDemand, "expected 4 fields as in the header, found 3");
}

TEST(MultiRegionalReader, RefusesBrokenCells) {
  expect_fault(with(kFlows, "4,5,6", "4,n/a,6"), kDemand,
               "data/Z.csv:3: error: column 3 'A|steel' found \"n/a\": expected a number");
  expect_fault(with(kFlows, "4,5,6", "4,,6"), kDemand, "expected a number, found a blank cell");
  expect_fault(with(kFlows, "4,5,6", "4,nan,6"), kDemand, "found \"nan\"");
  expect_fault(with(kFlows, "4,5,6", "4,1e19,6"), kDemand, "at most 1e18");
  expect_fault(with(kFlows, "4,5,6", "4,-5,6"), kDemand, "found \"-5\": expected a flow of at least 0");
  expect_fault(
      kFlows, with(kDemand, "100,-10", "100,-100.5"),
      "data/Y.csv:2: error: found \"A|food\": expected final demand that sums to at least 0, found -0.5");
}

TEST(MultiRegionalReader, ReportsAllFaultsOfBothFilesAtOnce) {
  FaultList faults;
  parse(with(kFlows, "4,5,6", "x,y,-6"), with(kDemand, "30,3", ",z"), faults);
  EXPECT_EQ(faults.error_count(), 5U) << faults.to_string();
}

TEST(MultiRegionalReader, SetsNegativeFlowsToZeroOnlyWhenAsked) {
  FaultList faults;
  const auto table = parse(with(kFlows, "4,5,6", "4,-5,-6.5"), with(kDemand, "100,-10", "100,-101"), faults,
                           NegativeFlows::kSetToZero);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->intermediate, (std::vector<double>{1, 2, 3, 4, 0, 0, 7, 8, 9}));
  EXPECT_EQ(table->final_demand, (std::vector<double>{100, 0, 20, 0, 30, 3}));
  const std::string text = faults.to_string();
  EXPECT_NE(text.find("2 negative intermediate flows set to 0, -11.5 in all"), std::string::npos) << text;
  EXPECT_NE(text.find("final demand of 1 industries sums to less than 0"), std::string::npos) << text;
}

TEST(MultiRegionalReader, WarnsOfIndustriesThatTheModelTakesOtherwise) {
  FaultList faults;
  ASSERT_TRUE(parse(with(kFlows, "7,8,9", "70,8,9"), kDemand, faults));
  EXPECT_EQ(faults.warning_count(), 0U);
  ASSERT_TRUE(parse(with(kFlows, "7,8,9", "0,80,9"), kDemand, faults));
  EXPECT_NE(
      faults.to_string().find("\"A|steel\": uses up 52 more than it makes: its value added counts as 0"),
      std::string::npos)
      << faults.to_string();
  FaultList others;
  ASSERT_TRUE(parse(with(kFlows, "4,5,6", "0,0,0"), with(kDemand, "20,0", "0,0"), others));
  EXPECT_NE(others.to_string().find("\"A|steel\": buys 10 and makes nothing"), std::string::npos)
      << others.to_string();
}

TEST(MultiRegionalReader, SpendsNoMemoryOnAFileThatIsTooShort) {
  std::string header = "industry";
  for (int i = 0; i < 5000; ++i) header += ",a|" + std::to_string(i);
  FaultList faults;
  EXPECT_FALSE(parse(header + "\n", kDemand, faults));
  EXPECT_GT(faults.error_count(), 5000U);
}

TEST(MultiRegionalReader, SaysWhenAFileIsMissing) {
  FaultList faults;
  EXPECT_FALSE(read_multi_regional_table("/nowhere/Z.csv", "/nowhere/Y.csv", {}, faults));
  EXPECT_EQ(faults.error_count(), 2U);
}

}  // namespace
}  // namespace tenon
