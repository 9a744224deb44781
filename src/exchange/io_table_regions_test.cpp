#include "exchange/io_table_regions.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tenon {
namespace {

// Two sectors; final use: households, exports.
IoTable competitive() {
  IoTable table;
  table.source = "t.csv";
  table.year = 2020;
  table.sectors = {{"1", "农业", "Farming"}, {"2", "工业", "Industry"}};
  table.final_uses = {{"THC", "", ""}, {"EX", "", ""}};
  table.exports = 1;
  table.intermediate = {10, 30, 20, 40};
  table.final_use = {50, 10, 80, 60};  // row sums of use: 100 and 200
  table.imports = {20, 50};
  table.gross_output = {80, 150};
  table.value_added = {50, 80};
  return table;
}

double row_sum(const MultiRegionalTable& table, std::size_t i) {
  double sum = 0;
  for (std::size_t j = 0; j < table.size(); ++j) sum += table.intermediate[i * table.size() + j];
  const std::size_t c = table.final_demand_labels.size();
  for (std::size_t k = 0; k < c; ++k) sum += table.final_demand[i * c + k];
  return sum;
}

TEST(IoTableRegions, PutsImportsBesideTheCountry) {
  FaultList warnings;
  const MultiRegionalTable table = regional_table_of(competitive(), {}, warnings);
  EXPECT_EQ(warnings.warning_count(), 0U) << warnings.to_string();
  EXPECT_EQ(table.regions, (std::vector<TableRegion>{{"CHN", false}, {"imports", true}}));
  ASSERT_EQ(table.size(), 4U);
  EXPECT_EQ(table.sectors[1].name_zh, "工业");
  EXPECT_EQ(industry_label(table, 3), "imports|2");
  EXPECT_EQ(table.unit, "10,000 CNY");
  EXPECT_EQ(table.year, 2020);
  // Imports of 20 in a domestic use of 90: two ninths of every domestic use.
  const double share = 20.0 / 90;
  EXPECT_DOUBLE_EQ(table.intermediate[0], 10 * (1 - share));
  EXPECT_DOUBLE_EQ(table.intermediate[2 * 4 + 1], 30 * share);
  EXPECT_DOUBLE_EQ(table.final_demand[0], 50 * (1 - share));
  EXPECT_EQ(table.final_demand[1], 10);
  EXPECT_DOUBLE_EQ(table.final_demand[2 * 2], 50 * share);
  EXPECT_EQ(table.final_demand[2 * 2 + 1], 0);
  // Home rows sum to gross output, the others to imports; imports buy nothing.
  EXPECT_NEAR(row_sum(table, 0), 80, 1e-12);
  EXPECT_NEAR(row_sum(table, 1), 150, 1e-12);
  EXPECT_NEAR(row_sum(table, 2), 20, 1e-12);
  EXPECT_NEAR(row_sum(table, 3), 50, 1e-12);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(table.intermediate[i * 4 + 2], 0);
    EXPECT_EQ(table.intermediate[i * 4 + 3], 0);
  }
}

TEST(IoTableRegions, TakesSeparateImportsAsTheyAre) {
  IoTable table = competitive();
  table.layout = IoLayout::kSeparateImports;
  table.imported_intermediate = {1, 2, 3, 4};
  table.imported_final_use = {5, 0, 6, 0};
  FaultList warnings;
  const MultiRegionalTable regional = regional_table_of(table, {"home", "world"}, warnings);
  EXPECT_EQ(regional.regions[1].name, "world");
  EXPECT_EQ(regional.intermediate, (std::vector<double>{10, 30, 0, 0, 20, 40, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0}));
  EXPECT_EQ(regional.final_demand, (std::vector<double>{50, 10, 80, 60, 5, 0, 6, 0}));
}

TEST(IoTableRegions, SaysWhatItHadToChange) {
  IoTable table = competitive();
  table.intermediate[1] = -3;
  table.final_use[2] = -90;  // stocks drawn down by more than is exported
  table.final_use[1] = 200;  // re-exports
  table.gross_output = {160, 10};
  table.imports = {200, 0};
  FaultList warnings;
  const MultiRegionalTable regional = regional_table_of(table, {}, warnings);
  const std::string text = warnings.to_string();
  EXPECT_NE(text.find("\"1\": exports exceed gross output (re-exports): the import share is clamped to 1"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("1 negative flows and the negative cells of 1 rows"), std::string::npos) << text;
  EXPECT_NE(text.find("93 10,000 CNY in all"), std::string::npos) << text;
  for (const double flow : regional.intermediate) EXPECT_GE(flow, 0);
  EXPECT_EQ(regional.final_demand[2], 0);
  table.gross_output[0] = 0;
  table.imports[0] = 100;
  FaultList others;
  regional_table_of(table, {}, others);
  EXPECT_NE(others.to_string().find("clamped to 0"), std::string::npos) << others.to_string();
}

}  // namespace
}  // namespace tenon
