#include "report/io_report.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>

#include "risk/input_output_example.h"

namespace tenon {
namespace {

IoAnalysis analysis_of(IoTable table) {
  table.source = "three, \"sectors\".csv";
  table.balance.identities = 12;
  table.balance.tolerance = 1e-6;
  auto analysis = analyze_io_table(std::move(table));
  EXPECT_TRUE(analysis.ok());
  return std::move(*analysis);
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

TEST(IoReport, WritesEveryMeasureOfBothBasesAsJson) {
  const IoAnalysis analysis = analysis_of(example_three_sectors());
  const auto json = boost::json::parse(io_report_json(analysis, {}));
  EXPECT_EQ(json.at("unit").as_string(), "10,000 CNY");
  EXPECT_TRUE(json.at("year").is_null());
  EXPECT_EQ(json.at("year_from").as_string(), "unknown");
  EXPECT_EQ(json.at("totals").at("gross_output").to_number<double>(), 450);
  EXPECT_EQ(json.at("totals").at("value_added").to_number<double>(), 220);
  EXPECT_EQ(json.at("totals").at("exports").to_number<double>(), 40);
  EXPECT_EQ(json.at("totals").at("imports").to_number<double>(), 50);
  EXPECT_LT(json.at("bases").at("domestic").at("spectral_radius").to_number<double>(),
            json.at("bases").at("total").at("spectral_radius").to_number<double>());
  const auto& first = json.at("sectors").at(0);
  EXPECT_EQ(first.at("name_zh").as_string(), "农业");  // the largest import share
  EXPECT_NEAR(first.at("import_share").to_number<double>(), 40.0 / 130, 1e-15);
  EXPECT_EQ(first.at("domestic").at("output_multiplier").to_number<double>(),
            analysis.domestic.sectors[0].output_multiplier);
  EXPECT_EQ(first.at("total").at("output_multiplier").to_number<double>(),
            analysis.total.sectors[0].output_multiplier);
  EXPECT_TRUE(first.at("total").at("import_multiplier").is_null());
  EXPECT_NEAR(first.at("domestic").at("extraction_loss_share").to_number<double>(),
              *analysis.domestic.sectors[0].extraction_loss / 450, 1e-15);
}

TEST(IoReport, WritesOneCsvRowASector) {
  const IoAnalysis analysis = analysis_of(example_three_sectors());
  IoReportOptions options;
  options.sort = IoSortKey::kCode;
  options.basis = IoBasis::kTotal;
  const auto lines = lines_of(io_report_csv(analysis, options));
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_TRUE(lines[0].starts_with("code,name_zh,name_en,source,year,unit,basis,gross_output,")) << lines[0];
  EXPECT_TRUE(lines[1].starts_with(
      "1,农业,Agriculture,\"three, \"\"sectors\"\".csv\",,\"10,000 CNY\",total,100,40,10,40,"))
      << lines[1];
  for (const std::string& name : io_sort_key_names())
    EXPECT_NE(lines[0].find(name), std::string::npos) << name;
}

TEST(IoReport, SortsByEveryKeyWithTheUnknownLast) {
  IoTable table = example_three_sectors();
  table.imports[1] = 0;
  table.gross_output[1] = 30;  // no domestic use: no import share
  const IoAnalysis analysis = analysis_of(table);
  ASSERT_EQ(analysis.import_shares[1], std::nullopt);
  IoReportOptions options;
  EXPECT_NE(lines_of(io_report_csv(analysis, options))[3].find("Industry"), std::string::npos);
  options.top = 1;
  options.sort = IoSortKey::kOutput;
  const auto lines = lines_of(io_report_csv(analysis, options));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_NE(lines[1].find("Services"), std::string::npos);
  EXPECT_EQ(io_sort_key("forward_loss_others"), IoSortKey::kForwardLossOthers);
  EXPECT_EQ(io_sort_key("code"), IoSortKey::kCode);
  EXPECT_EQ(io_sort_key("nonsense"), std::nullopt);
}

TEST(IoReport, PrintsAReadableTable) {
  IoReportOptions options;
  options.top = 2;
  const std::string text = io_report_text(analysis_of(example_three_sectors()), options);
  EXPECT_NE(text.find("3 sectors, year not stated (--year)"), std::string::npos) << text;
  EXPECT_NE(text.find("12 identities checked, all hold within 1e-06"), std::string::npos) << text;
  EXPECT_NE(text.find("import proportionality"), std::string::npos) << text;
  EXPECT_NE(text.find("2 of 3 sectors, by import_share"), std::string::npos) << text;
  EXPECT_NE(text.find("30.8"), std::string::npos) << text;
  EXPECT_EQ(text.find("Services"), std::string::npos) << text;
  EXPECT_EQ(io_report_text(analysis_of(example_separate_imports()), options).find("proportionality"),
            std::string::npos);
}

TEST(IoReport, WarnsOfAnEconomyThatEatsItself) {
  IoTable table = example_separate_imports();
  for (double& z : table.intermediate) z *= 10;
  const std::string text = io_report_text(analysis_of(table), {});
  EXPECT_NE(text.find("WARNING: a spectral radius of 1 or more"), std::string::npos) << text;
}

}  // namespace
}  // namespace tenon
