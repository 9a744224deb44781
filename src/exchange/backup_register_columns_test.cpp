#include "exchange/backup_register_columns.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <set>
#include <string>

#include "base/number.h"

namespace tenon {
namespace {

TEST(BackupRegisterColumns, PositionsAndNamesBelongTogether) {
  std::set<std::string_view> names;
  for (std::size_t c = 0; c < kRegisterColumnCount; ++c) {
    const RegisterColumnText& text = register_columns()[c];
    EXPECT_EQ(static_cast<std::size_t>(text.column), c);
    EXPECT_EQ(register_column(text.name), text.column);
    EXPECT_EQ(register_column(text.title_zh), text.column);
    EXPECT_EQ(register_column(text.title_en), text.column);
    EXPECT_TRUE(names.insert(text.name).second);
    EXPECT_TRUE(names.insert(text.title_zh).second);
  }
}

TEST(BackupRegisterColumns, HeadersAsPeopleWriteThem) {
  for (const char* header :
       {"Ready_Days", " ready days ", "交货天数", "交货天数(天)", "交货天数（天） ready_days", "交货天数*",
        "ready_days / 交货天数", "交货天数\nReady after", "ｒｅａｄｙ＿ｄａｙｓ", "Ready after (days)"}) {
    EXPECT_EQ(register_column(header), RegisterColumn::kReadyDays) << header;
  }
  for (const char* header : {"", "()", "readydays", "交货天数 stock_days", "days", "产品 产品 产品"})
    EXPECT_EQ(register_column(header), std::nullopt) << header;
}

TEST(BackupRegisterColumns, DaysInTheFormsOfFilesAndSpreadsheets) {
  for (const char* day :
       {"2026-11-06", "2026/11/6", "2026/11/06", "2026年11月6日", "2026.11.6", "2026-11-6",
        "２０２６年１１月６日", " 2026/11/6 0:00 ", "2026-11-06T00:00:00", "2026-11-06 00:00"})
    EXPECT_EQ(register_day(day), "2026-11-06") << day;
  EXPECT_EQ(register_day("2028-02-29"), "2028-02-29");
  for (const char* day :
       {"", "2026", "2026-11", "2026-13-01", "2026-02-29", "2026-11-31", "26-11-06", "46352", "2026-11/06",
        "2026年11月6", "2026-11-06x", "2026-11-06 12:30", "1899-12-31", "2201-01-01", "11/6/2026",
        "2026-11-006", "-2026-11-06", "2026-00-10"})
    EXPECT_EQ(register_day(day), std::nullopt) << day;
}

TEST(BackupRegisterColumns, NumbersWithThousandsAndFullWidthDigits) {
  const auto is = [](const char* text, double value) { EXPECT_EQ(register_number(text), value) << text; };
  is("1200000", 1200000);
  is("1,200,000", 1200000);
  is("１，２００，０００．５", 1200000.5);
  is("-1,000", -1000);
  is("1.5e6", 1.5e6);
  is("　12 ", 12);
  for (const char* text : {"", "1,20", "1,2000", ",100", "1,,000", "100,", "1,000.", "1,000.2,5", "1,000e3",
                           "12万", "abc", "nan", "inf", "1 000", "-", "-,100"})
    EXPECT_EQ(register_number(text), std::nullopt) << text;
}

TEST(BackupRegisterColumns, GroupedNumbersAreTheirDigits) {
  EXPECT_TRUE(rc::check([] {
    const auto value = *rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 50U);
    RC_ASSERT(register_number(format_count(value)) == static_cast<double>(value));
  }));
}

TEST(BackupRegisterColumns, StatusInBothLanguages) {
  EXPECT_EQ(register_status(""), CapabilityStatus::kUnknown);
  EXPECT_EQ(register_status("unknown"), CapabilityStatus::kUnknown);
  EXPECT_EQ(register_status("已认证"), CapabilityStatus::kQualified);
  EXPECT_EQ(register_status(" Qualified "), CapabilityStatus::kQualified);
  EXPECT_EQ(register_status("量产"), CapabilityStatus::kQualified);
  EXPECT_EQ(register_status("试产"), CapabilityStatus::kTrial);
  EXPECT_EQ(register_status("潜在"), CapabilityStatus::kPotential);
  EXPECT_EQ(register_status("certified"), std::nullopt);
}

TEST(BackupRegisterColumns, RemarksBeginWithAHashAndABlank) {
  EXPECT_TRUE(is_register_remark("#"));
  EXPECT_TRUE(is_register_remark(" # 说明"));
  EXPECT_FALSE(is_register_remark("#1"));
  EXPECT_FALSE(is_register_remark("B#"));
  EXPECT_FALSE(is_register_remark(""));
}

}  // namespace
}  // namespace tenon
