#include "base/number.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

TEST(Number, ParsesOnlyWholeFiniteNumbers) {
  EXPECT_EQ(parse_number("1.5"), 1.5);
  EXPECT_EQ(parse_number("+4"), 4.0);
  EXPECT_EQ(parse_number("-2e3"), -2000.0);
  for (const char* bad : {"", "+", "+-1", "1,5", "1.5 ", "nan", "inf", "1e999", "0x10", "--1"}) {
    EXPECT_EQ(parse_number(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(parse_integer("-12"), -12);
  EXPECT_EQ(parse_integer("1.0"), std::nullopt);
}

TEST(Number, FormatsRoundTrip) {
  for (const double value : {0.1, 1.0 / 3.0, 1e-300, 123456789.125, -0.0}) {
    EXPECT_EQ(parse_number(format_number(value)), value);
  }
  EXPECT_EQ(format_fixed(2.349, 1), "2.3");
  EXPECT_EQ(format_count(0), "0");
  EXPECT_EQ(format_count(1234567), "1,234,567");
}

}  // namespace
}  // namespace tenon
