#include "exchange/backup_register_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tenon {
namespace {

constexpr const char* kHeader =
    "id,product,buyer,maker,plant,status,reserved_cny_a_year,ready_days,stock_days,unit_cost,registered_on,"
    "valid_until,contact,note,source,year,grade,url\n";

BackupRegister parse(const std::string& text) {
  FaultList faults;
  auto reg = parse_backup_register(text, "r.csv", faults);
  EXPECT_TRUE(reg.ok()) << (reg ? "" : reg.error().message);
  EXPECT_EQ(faults.warning_count(), 0U) << faults.to_string();
  return reg ? *reg : BackupRegister{};
}

std::vector<Fault> faults_of(const std::string& text) {
  FaultList faults;
  const auto reg = parse_backup_register(text, "r.csv", faults);
  EXPECT_FALSE(reg.ok());
  EXPECT_TRUE(faults.has_errors());
  if (!reg) {
    EXPECT_EQ(reg.error().code, ErrorCode::kBadInput);
    EXPECT_NE(reg.error().message.find("r.csv"), std::string::npos);
  }
  return faults.errors();
}

TEST(BackupRegisterReader, ReadsEveryColumn) {
  const BackupRegister reg =
      parse(std::string(kHeader) +
            "B1,ICIC-12,甲公司,乙公司,合肥,试产,\"12,000,000\",45,0,1.25,2026/1/5,2027年12月31日,王工 "
            "0551,\"备注, 两\n行\",协议 1,2026,b,https://example.com\n"
            "B2,光刻胶,,,,,,,30,,,,,,,,,\n");
  EXPECT_EQ(reg.file, "r.csv");
  ASSERT_EQ(reg.entries.size(), 2U);
  BackupEntry first;
  first.id = "B1";
  first.line = 2;
  first.product = {"ICIC-12", 2, 2};
  first.buyer = {"甲公司", 2, 3};
  first.maker = {"乙公司", 2, 4};
  first.plant = {"合肥", 2, 5};
  first.status = CapabilityStatus::kTrial;
  first.reserved_cny_a_year = 12e6;
  first.ready_days = 45;
  first.unit_cost = 1.25;
  first.registered_on = "2026-01-05";
  first.valid_until = "2027-12-31";
  first.contact = "王工 0551";
  first.note = "备注, 两\n行";
  first.provenance = {"协议 1", "https://example.com", 2026, 'B'};
  EXPECT_EQ(reg.entries[0], first);
  EXPECT_EQ(reg.entries[1].line, 4U);  // the first entry takes two lines
  EXPECT_EQ(reg.entries[1].stock_days, 30);
  EXPECT_EQ(reg.entries[1].provenance, Provenance{});
  EXPECT_TRUE(reg.entries[1].maker.text.empty());
}

TEST(BackupRegisterReader, ChineseHeadersInAnyOrderRemarksAndEmptyRows) {
  const BackupRegister reg = parse(
      "\xEF\xBB\xBF# 说明\n产品,编号 id,备份厂商,交货天数（天）,预留产能(元/年)\n# 只有一格的说明\n,,,,\n"
      "光刻胶,#1,乙公司,６０,１２００\n");
  ASSERT_EQ(reg.entries.size(), 1U);
  EXPECT_EQ(reg.entries[0].id, "#1");
  EXPECT_EQ(reg.entries[0].product, (PlacedName{"光刻胶", 5, 1}));
  EXPECT_EQ(reg.entries[0].ready_days, 60);
  EXPECT_EQ(reg.entries[0].reserved_cny_a_year, 1200);
}

TEST(BackupRegisterReader, Gb18030IsRecognised) {
  FaultList faults;
  // 编号,产品,备货天数 and 光刻胶 in GB18030.
  const std::string bytes =
      "\xB1\xE0\xBA\xC5,\xB2\xFA\xC6\xB7,\xB1\xB8\xBB\xF5\xCC\xEC\xCA\xFD\nB1,\xB9\xE2\xBF\xCC\xBD\xBA,30\n";
  const auto reg = parse_backup_register(bytes, "r.csv", faults);
  ASSERT_TRUE(reg.ok()) << reg.error().message;
  EXPECT_EQ(faults.warning_count(), 1U);
  ASSERT_EQ(reg->entries.size(), 1U);
  EXPECT_EQ(reg->entries[0].product.text, "光刻胶");
}

TEST(BackupRegisterReader, AllFaultsAtOnceWithTheirPlaces) {
  const auto faults = faults_of(std::string(kHeader) +
                                "B1,P,,M,,good,1,1,,,,,,,,,,\n"  // status
                                "B1,P,,M,,,1,1,,,,,,,,,,\n"      // id twice
                                ",,,M,,,1,1,,,,,,,,,,\n"         // no id, no product
                                "B4,P,,M,,,12万,1,,,,,,,,,,\n"   // number
                                "B5,P,,M,,,1,,,,,,,,,,,\n"       // no ready_days
                                "B6,P,,,,,1,1,,,,,,,,,,\n"       // capacity without a maker (and no stock)
                                "B7,P,,,合肥,,,,1,,,,,,,,,\n"    // plant without a maker
                                "B8,P,,,,,,,,,,,,,,,,\n"         // nothing at all
                                "B9,P,,M,,,1,1,-1,0,,,,,,,,\n"   // range of stock, of cost
                                "B10,P,,M,,,1,1,,,2026-02-30,,,,,,,\n"
                                "B11,P,,M,,,1,1,,,2026-02-03,2026/2/2,,,,,,\n"
                                "B12,P,,M,,,1,1,,,,,,,,2026.5,Z,\n"  // year, grade
                                "B13,P\n"                            // fields
                                "B14,P,,,,,,,0,,,,,,,,,\n");         // a stock of nothing
  struct Place {
    std::size_t line;
    std::size_t column;
  };
  const std::vector<Place> places = {{2, 6},   {3, 1},   {4, 1},   {4, 2},  {5, 7},   {6, 8},
                                     {7, 7},   {8, 5},   {9, 9},   {10, 9}, {10, 10}, {11, 11},
                                     {12, 12}, {13, 16}, {13, 17}, {14, 0}, {15, 9}};
  ASSERT_EQ(faults.size(), places.size());
  for (std::size_t k = 0; k < places.size(); ++k) {
    EXPECT_EQ(faults[k].line, places[k].line) << to_string(faults[k]);
    EXPECT_EQ(faults[k].column, places[k].column) << to_string(faults[k]);
    EXPECT_FALSE(faults[k].expected.empty());
  }
  EXPECT_EQ(faults[0].value, "good");
  EXPECT_EQ(faults[0].column_name, "status");
  EXPECT_NE(faults[1].expected.find("line 2"), std::string::npos);
  EXPECT_EQ(faults[4].value, "12万");
}

TEST(BackupRegisterReader, HeadersThatCannotBeUsed) {
  EXPECT_EQ(faults_of("").size(), 1U);
  EXPECT_EQ(faults_of("# nothing\n").size(), 1U);
  EXPECT_EQ(faults_of("maker,note\nM,n\n").size(), 2U);
  const auto twice = faults_of("id,product,编号\nB1,P,B2\n");
  ASSERT_EQ(twice.size(), 1U);
  EXPECT_EQ(twice[0].column, 3U);
  EXPECT_EQ(faults_of("id,\"product\nB1,P\n").size(), 1U);
}

TEST(BackupRegisterReader, UnknownColumnsAreIgnoredWithAWarning) {
  FaultList faults;
  const auto reg = parse_backup_register("id,product,stok_days,stock_days\nB1,P,x,3\n", "r.csv", faults);
  ASSERT_TRUE(reg.ok());
  ASSERT_EQ(faults.warning_count(), 1U);
  EXPECT_NE(faults.warnings()[0].expected.find("stock_days"), std::string::npos);
}

TEST(BackupRegisterReader, ReadsRowsOfASheetByTheirNumbers) {
  std::vector<TextRow> rows = {{3, {"编号", "产品", "备货天数(天)", ""}},
                               {4, {}},
                               {5, {"B1", "P", "30"}},
                               {9, {"B2", "P", "x", "", "over"}}};
  const auto read = [&](FaultList& faults) {
    std::size_t next = 0;
    return backup_register_of_rows(
        [&]() -> std::optional<TextRow> {
          return next < rows.size() ? std::optional(rows[next++]) : std::nullopt;
        },
        "sheet", faults);
  };
  FaultList faults;
  EXPECT_FALSE(read(faults).ok());
  ASSERT_EQ(faults.error_count(), 2U);
  EXPECT_EQ(faults.errors()[0].line, 9U);
  EXPECT_EQ(faults.errors()[0].column, 5U);
  EXPECT_EQ(faults.errors()[1].column, 3U);
  rows.pop_back();
  FaultList none;
  const auto reg = read(none);
  ASSERT_TRUE(reg.ok());
  ASSERT_EQ(reg->entries.size(), 1U);
  EXPECT_EQ(reg->entries[0].line, 5U);
}

TEST(BackupRegisterReader, AHeaderAloneIsAnEmptyRegister) {
  EXPECT_TRUE(parse(kHeader).entries.empty());
}

TEST(BackupRegisterReader, AFileThatDoesNotExist) {
  FaultList faults;
  const auto reg = read_backup_register("/nowhere/register.csv", faults);
  ASSERT_FALSE(reg.ok());
  EXPECT_EQ(reg.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace tenon
