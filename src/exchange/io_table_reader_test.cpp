#include "exchange/io_table_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace tenon {
namespace {

constexpr const char* kCompetitive =
    "Code,Description,DescriptionInChinese,1,2,3,TIU,FU101,EX,TFU,IM,GO\n"
    "1,Agriculture,农业,20,60,0,80,50,10,60,40,100\n"
    "2,Industry,工业,30,40,30,100,80,30,110,10,200\n"
    "3,Services,服务,10,20,20,50,100,0,100,0,150\n"
    "TII,Total intermediate input,中间投入合计,60,120,50,230,230,40,270,50,450\n"
    "VA001,Compensation of employees,劳动者报酬,40,80,100,220,,,,,\n"
    "TVA,Total value-added,增加值合计,40,80,100,220,,,,,\n"
    "TI,Total inputs,总投入,100,200,150,450,,,,,\n";

constexpr const char* kSeparate =
    "Code,Description,DescriptionInChinese,Origin,1,2,TIU,TC,EX,TFU,GO\n"
    "1,Goods,货物,Domestic,10,20,30,50,20,70,100\n"
    "2,Services,服务,Domestic,30,40,70,80,0,80,150\n"
    "1,Goods,货物,Imports,1,2,3,1,1,2,5\n"
    "2,Services,服务,Imports,3,4,7,3,0,3,10\n"
    "TII,,,TOT,44,66,110,134,21,155,265\n"
    "VA001,,,TOT,60,80,140,,,,\n"
    "VA002,,,TOT,-4,4,0,,,,\n"
    "TVA,,,TOT,56,84,140,,,,\n"
    "TI,,,TOT,100,150,250,,,,\n";

// `text` with the first occurrence of `what` replaced; a test that replaces nothing is wrong.
std::string with(std::string text, const std::string& what, const std::string& replacement) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  if (at != std::string::npos) text.replace(at, what.size(), replacement);
  return text;
}

std::string faults_of(const std::string& text, const IoReadOptions& options = {}) {
  FaultList faults;
  const auto read = parse_io_table("t.csv", text, options, faults);
  EXPECT_EQ(read.has_value(), !faults.has_errors()) << faults.to_string();
  return faults.to_string();
}

void expect_fault(const std::string& text, const std::string& message) {
  const std::string faults = faults_of(text);
  EXPECT_NE(faults.find("error: "), std::string::npos) << message << "\n" << faults;
  EXPECT_NE(faults.find(message), std::string::npos) << message << "\n" << faults;
}

TEST(IoTableReader, ReadsCompetitiveImports) {
  FaultList faults;
  const auto read = parse_io_table("data/china_2020_3.csv", kCompetitive, {}, faults);
  ASSERT_TRUE(read) << faults.to_string();
  EXPECT_EQ(faults.warning_count(), 0U);
  const IoTable& table = *read;
  EXPECT_EQ(table.source, "china_2020_3.csv");
  EXPECT_EQ(table.year, 2020);
  EXPECT_TRUE(table.year_from_file_name);
  EXPECT_EQ(table.layout, IoLayout::kCompetitiveImports);
  ASSERT_EQ(table.size(), 3U);
  EXPECT_EQ(table.sectors[1].code, "2");
  EXPECT_EQ(table.sectors[1].name_zh, "工业");
  EXPECT_EQ(table.sectors[1].name_en, "Industry");
  EXPECT_EQ(table.intermediate, (std::vector<double>{20, 60, 0, 30, 40, 30, 10, 20, 20}));
  ASSERT_EQ(table.final_uses.size(), 2U);
  EXPECT_EQ(table.final_uses[0].name_zh, "农村居民消费");
  EXPECT_EQ(table.exports, 1U);
  EXPECT_EQ(table.final_use, (std::vector<double>{50, 10, 80, 30, 100, 0}));
  EXPECT_EQ(table.imports, (std::vector<double>{40, 10, 0}));
  EXPECT_EQ(table.gross_output, (std::vector<double>{100, 200, 150}));
  EXPECT_EQ(table.value_added_rows[0].name_en, "Compensation of employees");
  EXPECT_EQ(table.value_added, (std::vector<double>{40, 80, 100}));
  EXPECT_TRUE(table.imported_intermediate.empty());
  EXPECT_EQ(read->balance.largest_relative_residual, 0);
  EXPECT_EQ(read->balance.broken, 0U);
  // 3 rows x 3 (TIU, TFU, GO), 3 rows of value added and totals, 9 columns of TII, 4 each of TVA and TI, 3 of
  // TI = GO.
  EXPECT_EQ(read->balance.identities, 9U + 3 + 9 + 4 + 4 + 3);
}

TEST(IoTableReader, ReadsSeparateImports) {
  FaultList faults;
  const auto read = parse_io_table("t.csv", kSeparate, {.year = 2017}, faults);
  ASSERT_TRUE(read) << faults.to_string();
  const IoTable& table = *read;
  EXPECT_EQ(table.year, 2017);
  EXPECT_FALSE(table.year_from_file_name);
  EXPECT_EQ(table.layout, IoLayout::kSeparateImports);
  EXPECT_EQ(table.intermediate, (std::vector<double>{10, 20, 30, 40}));
  EXPECT_EQ(table.imported_intermediate, (std::vector<double>{1, 2, 3, 4}));
  EXPECT_EQ(table.final_use, (std::vector<double>{50, 20, 80, 0}));
  EXPECT_EQ(table.imported_final_use, (std::vector<double>{1, 1, 3, 0}));
  EXPECT_EQ(table.imports, (std::vector<double>{5, 10}));
  EXPECT_EQ(table.gross_output, (std::vector<double>{100, 150}));
  EXPECT_EQ(table.value_added, (std::vector<double>{60, 80, -4, 4}));
  EXPECT_EQ(table.final_uses[0].code, "TC");  // no parts: a category of its own
  EXPECT_EQ(table.final_uses[table.exports].code, "EX");
}

TEST(IoTableReader, TakesRowsAndTotalsInAnyOrder) {
  const std::string text =
      "Code,Description,DescriptionInChinese,1,2,TIU,GO,IM,TFU,GCF,FU202,FU201,TC,FU103,THC,EX\n"
      "TI,,,10,10,20,,,,,,,,,,\n"
      "2,,,0,1,1,10,0,9,4,-1,5,5,2,3,0\n"
      "VA002,,,9,9,18,,,,,,,,,,\n"
      "1,,,1,0,1,10,2,11,3,1,2,6,4,2,2\n"
      "TVA,,,9,9,18,0,0,0,0,0,0,0,0,0,0\n"
      "TII,,,1,1,2,20,2,20,7,0,7,11,6,5,2\n";
  FaultList faults;
  const auto read = parse_io_table("t.csv", text, {}, faults);
  ASSERT_TRUE(read) << faults.to_string();
  EXPECT_EQ(read->year, std::nullopt);
  // THC has no parts here, so it is one of the parts of TC.
  ASSERT_EQ(read->final_uses.size(), 5U);
  EXPECT_EQ(read->final_use, (std::vector<double>{1, 2, 4, 2, 2, -1, 5, 2, 3, 0}));
  EXPECT_EQ(read->exports, 4U);
  EXPECT_EQ(read->intermediate, (std::vector<double>{1, 0, 0, 1}));
}

TEST(IoTableReader, TakesTextAsUsersHaveIt) {
  std::string text = "\xEF\xBB\xBF" + std::string(kCompetitive);
  text = with(text, "1,Agriculture", "\"１ \",\"Agriculture, all\"");
  text = with(text, ",20,60,0,80,", ",２０, 60 ,0,+80.0,");
  std::string crlf;
  for (const char c : text) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  FaultList faults;
  const auto read = parse_io_table("t.csv", crlf, {}, faults);
  ASSERT_TRUE(read) << faults.to_string();
  EXPECT_EQ(read->sectors[0].name_en, "Agriculture, all");
}

TEST(IoTableReader, NamesTheUnbalancedCellByRowAndColumn) {
  const std::string faults = faults_of(with(kCompetitive, "30,40,30,100", "30,41,30,100"));
  EXPECT_NE(faults.find(
                "t.csv:3: error: column 7 'TIU' found \"100\": the table does not balance for sector 2 工业: "
                "the sum over the sectors = 101, residual 1.0000 (relative 0.0099, allowed 1e-06)"),
            std::string::npos)
      << faults;
  EXPECT_NE(
      faults.find("t.csv:5: error: column 5 '2' found \"120\": the table does not balance for sector 2 工业: "
                  "TII, the sum of all sectors' rows = 121, residual 1.0000"),
      std::string::npos)
      << faults;
  FaultList list;
  parse_io_table("t.csv", with(kCompetitive, "30,40,30,100", "30,41,30,100"), {}, list);
  EXPECT_EQ(list.error_count(), 2U);
}

TEST(IoTableReader, ChecksEveryIdentity) {
  expect_fault(with(kCompetitive, "60,40,100", "60,40,101"), "TIU + TFU - IM = 100, residual -1.0000");
  expect_fault(with(kCompetitive, "50,10,60,40,100", "50,10,60,41,100"), "TIU + TFU - IM = 99");
  expect_fault(with(kCompetitive, "30,110,10", "30,111,10"), "the sum of its parts = 110");
  expect_fault(with(kCompetitive, "40,80,100,220,", "40,81,100,220,"),
               "TVA, the sum of the value-added rows = 81");
  expect_fault(with(kCompetitive, "TI,Total inputs,总投入,100", "TI,Total inputs,总投入,99"),
               "TI, TII + TVA = 100");
  expect_fault(with(kCompetitive, "TI,Total inputs,总投入,100", "TI,Total inputs,总投入,99"),
               "TI, gross output GO = 100");
  expect_fault(with(kCompetitive, "230,230,40", "230,231,40"),
               "column FU101: TII, the sum of all sectors' rows = 230");
  expect_fault(with(kSeparate, "Imports,1,2,3", "Imports,1,2,4"),
               "sector 1 货物 (imports): the sum over the sectors");
  expect_fault(with(kSeparate, "3,0,3,10", "3,0,3,11"), "sector 2 服务 (imports): TIU + TFU = 10");
}

TEST(IoTableReader, AcceptsImbalanceOnlyWhenAsked) {
  FaultList faults;
  const auto read = parse_io_table("t.csv", with(kCompetitive, "30,40,30,100", "30,41,30,100"),
                                   {.allow_imbalance = true}, faults);
  ASSERT_TRUE(read);
  EXPECT_FALSE(faults.has_errors());
  EXPECT_EQ(faults.warning_count(), 2U);
  EXPECT_EQ(read->balance.broken, 2U);
  EXPECT_EQ(read->intermediate[4], 41);
  EXPECT_NEAR(read->balance.largest_relative_residual, 1.0 / 101, 1e-15);
  EXPECT_EQ(read->balance.largest_at, "TIU of sector 2 工业");
  // Rounding in the file is no imbalance; the tolerance is the caller's.
  EXPECT_EQ(faults_of(with(kCompetitive, "30,40,30,100", "30,40.0001,30,100")), "");
  EXPECT_NE(faults_of(with(kCompetitive, "30,40,30,100", "30,40.0001,30,100"), {.tolerance = 1e-9}), "");
}

TEST(IoTableReader, RefusesBrokenHeaders) {
  expect_fault("", "the file is empty");
  expect_fault("\n\n", "the file is empty");
  expect_fault("a,b,c\n1,2,3\n", "t.csv:1: error: column 1 found \"a\": expected the column 'Code'");
  expect_fault("Code,Description\n", "expected the column 'DescriptionInChinese'");
  expect_fault(with(kCompetitive, ",TIU,", ",TOT,"), "expected a column 'TIU'");
  expect_fault(with(kCompetitive, "1,2,3,TIU", "1,2,2,TIU"),
               "found \"2\": expected each column once; it is column 5");
  expect_fault(with(kCompetitive, "1,2,3,TIU", "1,EX,3,TIU"), "this name is kept for totals");
  expect_fault(with(kCompetitive, "1,2,3,TIU", "1,VA7,3,TIU"), "this name is kept for totals");
  expect_fault(with(kCompetitive, "1,2,3,TIU", "1,,3,TIU"), "expected a sector code");
  expect_fault(with(kCompetitive, ",IM,GO", ",ERR,GO"), "column 11 found \"ERR\": expected FU...");
  expect_fault(with(kCompetitive, ",IM,GO", ",ERR,GO"), "expected a column 'IM' (imports)");
  expect_fault(with(kCompetitive, ",EX,", ",FU102,"), "expected a column 'EX' (exports)");
  expect_fault(with(kCompetitive, "TFU,IM,GO", "TFU,IM,TFU"), "expected a column 'GO' (gross output)");
  expect_fault(with(kSeparate, "TFU,GO", "TFU,IM"), "found \"IM\"");
  expect_fault("Code,Description,DescriptionInChinese,TIU,EX,TFU,IM,GO\n", "expected at least one sector");
}

TEST(IoTableReader, RefusesBrokenRows) {
  expect_fault(with(kCompetitive, "3,Services,服务,10,20,20,50,100,0,100,0,150\n", ""),
               "t.csv: error: expected a row for the sector '3', found none");
  expect_fault(with(kCompetitive, "3,Services", "2,Services"), "it stands on line 3 already");
  expect_fault(with(kCompetitive, "3,Services", "03,Services"),
               "found \"03\": expected a sector of the header");
  expect_fault(with(kCompetitive, "TII,", "TIT,"), "expected a row TII");
  expect_fault(with(kCompetitive, "TVA,Total", "TII,Total"), "it stands on line 5 already");
  expect_fault(with(kCompetitive, "VA001,Compensation of employees,劳动者报酬,40,80,100,220,,,,,\n", ""),
               "expected a row of value added");
  expect_fault(with(kSeparate, "2,Services,服务,Imports,3,4,7,3,0,3,10\n", ""),
               "expected a row for the sector '2' with Origin Imports");
  expect_fault(with(kSeparate, "Imports,1", "Mars,1"),
               "'Origin' found \"Mars\": expected Domestic or Imports");
  expect_fault(with(kSeparate, "TOT,44", "Domestic,44"), "expected TOT");
  expect_fault(with(kSeparate, "1,Goods,货物,Imports", "1,Goods,货物,Domestic"),
               "it stands on line 2 already");
  expect_fault(with(kCompetitive, "10,60,40,100\n", "10,60,40\n"),
               "expected 12 fields as in the header, found 11");
}

TEST(IoTableReader, RefusesBrokenCells) {
  expect_fault(with(kCompetitive, "30,40,30", "30,n/a,30"),
               "t.csv:3: error: column 5 '2' found \"n/a\": expected a number");
  expect_fault(with(kCompetitive, "30,40,30", "30,nan,30"), "found \"nan\": expected a number");
  expect_fault(with(kCompetitive, "30,40,30", "30,1e300,30"), "at most 1e18");
  expect_fault(with(kCompetitive, "30,40,30", "30,,30"),
               "t.csv:3: error: column 5 '2' expected a number, found a blank");
  expect_fault(with(kCompetitive, "40,80,100,220,", "40,,100,220,"), "found a blank cell");
  expect_fault(with(kCompetitive, "230,230,40", "230,,40"),
               "found a blank cell");  // TII crosses final use with a sum
  expect_fault(with(kCompetitive, "10,200\n", "10,-200\n"), "'GO' found \"-200\": expected a gross output");
  expect_fault(with(kCompetitive, "60,40,100\n", "60,-40,100\n"),
               "'IM' found \"-40\": expected imports of at least 0");
  expect_fault(with(kCompetitive, "220,,,,,\n", "220,x,,,,\n"), "'FU101' found \"x\": expected a number");
}

TEST(IoTableReader, ReportsAllFaultsAtOnce) {
  std::string text = with(kCompetitive, "30,40,30", "30,x,y");
  text = with(text, "3,Services", "4,Services");
  FaultList faults;
  EXPECT_FALSE(parse_io_table("t.csv", text, {}, faults));
  EXPECT_EQ(faults.error_count(), 4U);  // two cells, an unknown row, a missing row
}

TEST(IoTableReader, WarnsOfOddButLegitimateCells) {
  const std::string negative = with(with(kCompetitive, "30,40,30,100", "-30,100,30,100"), "60,120", "0,180");
  const std::string faults = faults_of(negative, {.allow_imbalance = true});
  EXPECT_NE(faults.find("warning: column 4 '1' found \"-30\": negative intermediate use"), std::string::npos)
      << faults;
  EXPECT_NE(faults_of(with(kCompetitive, "220,,,,,\n", "220,7,,,,\n")).find("is ignored"), std::string::npos);
}

TEST(IoTableReader, SaysWhenAFileIsMissing) {
  FaultList faults;
  EXPECT_FALSE(read_io_table("/nowhere/t.csv", {}, faults));
  EXPECT_EQ(faults.error_count(), 1U);
}

TEST(IoTableReader, FindsTheYearInTheFileName) {
  EXPECT_EQ(year_in_file_name("china_2020_153.csv"), 2020);
  EXPECT_EQ(year_in_file_name("/data/1999/table.csv"), std::nullopt);
  EXPECT_EQ(year_in_file_name("io20201.csv"), std::nullopt);
  EXPECT_EQ(year_in_file_name("12345-0153-io2018"), 2018);
  EXPECT_EQ(year_in_file_name(""), std::nullopt);
}

}  // namespace
}  // namespace tenon
