#include "exchange/spreadsheet.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tenon {
namespace {

TEST(Spreadsheet, NamesCells) {
  EXPECT_EQ(column_letters(1), "A");
  EXPECT_EQ(column_letters(26), "Z");
  EXPECT_EQ(column_letters(27), "AA");
  EXPECT_EQ(column_letters(702), "ZZ");
  EXPECT_EQ(column_letters(703), "AAA");
  EXPECT_EQ(column_letters(16384), "XFD");
  EXPECT_EQ(cell_name({12, 3}), "C12");
  EXPECT_EQ(parse_cell_name("XFD1048576"), (CellPlace{1048576, 16384}));
  for (const char* wrong : {"", "A", "1", "a1", "A0", "A01", "1A", "$A$1", "A1 ", "A-1", "A1B",
                            "A99999999999", "AAAAAAAAAAAAAAAAAA1"}) {
    EXPECT_EQ(parse_cell_name(wrong), std::nullopt) << wrong;
  }
}

TEST(Spreadsheet, ParsesRanges) {
  EXPECT_EQ(parse_cell_range("B2:C7"), (MergedRange{2, 2, 7, 3}));
  EXPECT_EQ(parse_cell_range("B2"), (MergedRange{2, 2, 2, 2}));
  for (const char* wrong : {"", ":", "B2:", ":B2", "C2:B7", "B7:C2", "B2:C7:D8"}) {
    EXPECT_EQ(parse_cell_range(wrong), std::nullopt) << wrong;
  }
}

TEST(Spreadsheet, NamesReadBack) {
  EXPECT_TRUE(rc::check("the name of a cell is its place", [] {
    const CellPlace place{*rc::gen::inRange<std::size_t>(1, 1'048'577),
                          *rc::gen::inRange<std::size_t>(1, 16'385)};
    RC_ASSERT(parse_cell_name(cell_name(place)) == place);
  }));
}

TEST(Spreadsheet, FindsCells) {
  Sheet sheet;
  sheet.rows = {{2, {{1, CellKind::kText, false, "a"}, {4, CellKind::kNumber, false, "5"}}}, {9, {}}};
  EXPECT_EQ(find_cell(sheet, 2, 4)->text, "5");
  EXPECT_EQ(find_cell(sheet, 2, 1)->text, "a");
  EXPECT_EQ(find_cell(sheet, 2, 2), nullptr);
  EXPECT_EQ(find_cell(sheet, 2, 5), nullptr);
  EXPECT_EQ(find_cell(sheet, 3, 1), nullptr);
  EXPECT_EQ(find_cell(sheet, 10, 1), nullptr);
}

TEST(Spreadsheet, FaultsNameSheetAndCell) {
  EXPECT_EQ(
      to_string(cell_fault(Severity::kError, sheet_file_name("r.xlsx", "名册"), {12, 3}, "x", "expected y")),
      "r.xlsx:名册:12: error: column 3 'C12' found \"x\": expected y");
}

}  // namespace
}  // namespace tenon
