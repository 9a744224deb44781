#include "exchange/xlsx_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <bit>
#include <cmath>
#include <cstdint>

#include "base/number.h"
#include "base/text.h"

namespace tenon {
namespace {

TEST(XlsxText, ResolvesEscapes) {
  EXPECT_EQ(unescape_cell_text("a_x000D_\nb"), "a\r\nb");
  EXPECT_EQ(unescape_cell_text("_x005F_x000D_"), "_x000D_");
  EXPECT_EQ(unescape_cell_text("_x4e2D_"), "中");
  EXPECT_EQ(unescape_cell_text("_xD83D__xDE00_"), "😀");
  EXPECT_EQ(unescape_cell_text("_xD83D_x"), "\xEF\xBF\xBDx");
  EXPECT_EQ(unescape_cell_text("_xDE00__x0000_"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  for (const char* plain : {"", "_", "_x", "_x00", "_x000D", "_x00G0_", "x000D_", "_X000D_", "__x12_"}) {
    EXPECT_EQ(unescape_cell_text(plain), plain);
  }
}

TEST(XlsxText, EscapesWhatXmlCannotHold) {
  EXPECT_EQ(escape_cell_text("a\r\n\tb\x01"), "a_x000D_\n\tb_x0001_");
  EXPECT_EQ(escape_cell_text("_x000D_ _x00"), "_x005F_x000D_ _x00");
  EXPECT_EQ(escape_cell_text("_xD83D\x02"), "_x005F_xD83D_x0002_");
  EXPECT_EQ(escape_cell_text("\xEF\xBF\xBF\xEF\xBF\xBE\xEF\xBF\xBD"), "_xFFFF__xFFFE_\xEF\xBF\xBD");
}

TEST(XlsxText, EscapesReadBack) {
  EXPECT_TRUE(rc::check("what was escaped reads back", [] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "_", "x", "_x", "000D", "005F_", "_x005F_", "\r", "\n", "\x02", "中", "😀", "\xEF\xBF\xBE", "D83D"));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    RC_ASSERT(unescape_cell_text(escape_cell_text(text)) == text);
  }));
}

TEST(XlsxText, CountsUtf16) {
  EXPECT_EQ(utf16_length("aé中😀"), 5U);
  EXPECT_EQ(utf16_prefix("aé中😀b", 4), "aé中");
  EXPECT_EQ(utf16_prefix("aé中😀b", 5), "aé中😀");
  EXPECT_EQ(utf16_prefix("ab", 9), "ab");
  EXPECT_EQ(utf16_prefix("ab", 0), "");
}

TEST(XlsxText, WritesNumbersOut) {
  EXPECT_EQ(cell_number_text(0), "0");
  EXPECT_EQ(cell_number_text(-0.0), "0");
  EXPECT_EQ(cell_number_text(100000), "100000");
  EXPECT_EQ(cell_number_text(-12.5), "-12.5");
  EXPECT_EQ(cell_number_text(0.1), "0.1");
  EXPECT_EQ(cell_number_text(0.30000000000000004), "0.30000000000000004");
  EXPECT_EQ(cell_number_text(1e-7), "0.0000001");
  EXPECT_EQ(cell_number_text(1e-8), "1e-08");
  EXPECT_EQ(cell_number_text(9.1310000132207923e17), "913100001322079200");
  EXPECT_EQ(cell_number_text(1e20), "100000000000000000000");
  EXPECT_EQ(cell_number_text(1e21), "1e+21");
  EXPECT_EQ(cell_number_text(5e-324), "5e-324");
}

TEST(XlsxText, NumbersReadBack) {
  EXPECT_TRUE(rc::check("the text of a number is the number", [] {
    const auto value = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
    if (!std::isfinite(value)) return;
    const double other = *rc::gen::arbitrary<double>();
    RC_ASSERT(parse_number(cell_number_text(value)) == value);
    RC_ASSERT(parse_number(cell_number_text(other)) == other);
  }));
}

}  // namespace
}  // namespace tenon
