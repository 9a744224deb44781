#include "base/text.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

TEST(Text, Utf8Validity) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("光刻胶 photoresist"));
  EXPECT_FALSE(is_valid_utf8("\xB9\xE2\xBF\xCC"));            // 光刻 in GB18030
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));                // a surrogate
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));                    // overlong
  EXPECT_FALSE(is_valid_utf8(std::string_view("a\xE5", 2)));  // cut short
}

TEST(Text, FindsTheFirstInvalidByte) {
  EXPECT_EQ(find_invalid_utf8("abc"), 3U);
  EXPECT_EQ(find_invalid_utf8(""), 0U);
  EXPECT_EQ(find_invalid_utf8("光\xFFx\xFF"), 3U);
  EXPECT_EQ(find_invalid_utf8(std::string_view("ab\xE5\x85", 4)), 2U);
}

TEST(Text, FindsTheFirstInvalidByteAtAnyPlace) {
  for (std::size_t before = 0; before < 20; ++before) {
    const std::string good = std::string(before, 'a') + "光" + std::string(before, 'b');
    EXPECT_EQ(find_invalid_utf8(good), good.size());
    EXPECT_EQ(find_invalid_utf8(good + "\x80" + std::string(20, 'c')), good.size());
  }
}

TEST(Text, Gb18030) {
  EXPECT_EQ(gb18030_to_utf8("\xB9\xE2\xBF\xCC,1\n"), "光刻,1\n");
  EXPECT_EQ(gb18030_to_utf8("\x82\x35\x8F\x33"), "\xE9\xBE\xA6");  // four-byte form, U+9FA6
  EXPECT_EQ(gb18030_to_utf8(""), "");
  EXPECT_EQ(gb18030_to_utf8("\xFF\xFF"), std::nullopt);
  EXPECT_EQ(gb18030_to_utf8("\xB9"), std::nullopt);
}

TEST(Text, TrimKnowsIdeographicSpace) {
  EXPECT_EQ(trim("\t \xE3\x80\x80"
                 "芯片\xE3\x80\x80 \r\n"),
            "芯片");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim("a b"), "a b");
}

TEST(Text, HalfWidth) {
  EXPECT_EQ(to_half_width("９１３３Ａ－２．５％　x光"), "9133A-2.5% x光");
}

TEST(Text, DisplayWidth) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("光刻胶"), 6U);
  EXPECT_EQ(display_width("e\xCC\x81"), 1U);  // e + combining acute
  EXPECT_EQ(display_width("\xFF"), 1U);
}

TEST(Text, ShortenCountsColumns) {
  EXPECT_EQ(shorten("光刻胶", 6), "光刻胶");
  EXPECT_EQ(shorten("光刻胶", 5), "光刻…");
  EXPECT_EQ(shorten("光刻胶", 4), "光…");
  EXPECT_EQ(shorten("abc", 0), "");
}

TEST(Text, PrintableEscapes) {
  EXPECT_EQ(printable("a\x1B[2J\xFF", 80), "a\\x1b[2J\\xff");
  EXPECT_EQ(printable("abcdef", 3), "abc…");
}

}  // namespace
}  // namespace tenon
