#include "report/figures.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

namespace tenon {
namespace {

Bilingual scaled(double value) {
  return scaled_figure(value);
}

TEST(Figures, KeepThreeDigitsInBothLanguages) {
  EXPECT_EQ(scaled(0), (Bilingual{"0", "0"}));
  EXPECT_EQ(scaled(0.0456), (Bilingual{"0.0456", "0.0456"}));
  EXPECT_EQ(scaled(12.345), (Bilingual{"12.3", "12.3"}));
  EXPECT_EQ(scaled(8234), (Bilingual{"8,234", "8,234"}));
  EXPECT_EQ(scaled(23456), (Bilingual{"2.35 万", "23.5 k"}));
  EXPECT_EQ(scaled(134127000), (Bilingual{"1.34 亿", "134 m"}));
  EXPECT_EQ(scaled(2.5634e9), (Bilingual{"25.6 亿", "2.56 bn"}));
  EXPECT_EQ(scaled(2.563e12), (Bilingual{"2.56 万亿", "2.56 trn"}));
  EXPECT_EQ(scaled(3e15), (Bilingual{"3000 万亿", "3000 trn"}));
  EXPECT_EQ(scaled(-134127000), (Bilingual{"−1.34 亿", "−134 m"}));
  EXPECT_EQ(scaled(std::numeric_limits<double>::quiet_NaN()), (Bilingual{"—", "—"}));
}

TEST(Figures, MoveToTheNextScaleWhenTheyRoundUpToIt) {
  EXPECT_EQ(scaled(9999.4), (Bilingual{"9,999", "9,999"}));
  EXPECT_EQ(scaled(9999.6), (Bilingual{"1.00 万", "10.0 k"}));
  EXPECT_EQ(scaled(99996000), (Bilingual{"1.00 亿", "100 m"}));
  EXPECT_EQ(scaled(999.6e6), (Bilingual{"10.0 亿", "1.00 bn"}));
  EXPECT_EQ(scaled(9.997e11), (Bilingual{"1.00 万亿", "1.00 trn"}));
}

TEST(Figures, RoundTiesAwayFromZero) {
  EXPECT_EQ(scaled(1.125).en, "1.13");
  EXPECT_EQ(scaled(-1.125).en, "−1.13");
  EXPECT_EQ(percent_figure(0.01125), "1.13%");
}

TEST(Figures, OfMoneyNameTheCurrency) {
  EXPECT_EQ(money_figure(134127000, "CNY"), (Bilingual{"1.34 亿元", "CNY 134 m"}));
  EXPECT_EQ(money_figure(12, "CNY"), (Bilingual{"12.0 元", "CNY 12.0"}));
  EXPECT_EQ(money_figure(134127000, "EUR"), (Bilingual{"1.34 亿 EUR", "EUR 134 m"}));
  EXPECT_EQ(money_figure(134127000, ""), (Bilingual{"1.34 亿", "134 m"}));
}

TEST(Figures, OfSharesStayShort) {
  EXPECT_EQ(percent_figure(0), "0%");
  EXPECT_EQ(percent_figure(0.00001), "<0.01%");
  EXPECT_EQ(percent_figure(-0.00001), "≈0%");
  EXPECT_EQ(change_figure(0.00001), "≈0%");
  EXPECT_EQ(percent_figure(0.0005), "0.05%");
  EXPECT_EQ(percent_figure(0.00999), "1.00%");
  EXPECT_EQ(percent_figure(0.0534), "5.34%");
  EXPECT_EQ(percent_figure(0.182), "18.2%");
  EXPECT_EQ(percent_figure(0.99996), "100%");
  EXPECT_EQ(percent_figure(1), "100%");
  EXPECT_EQ(change_figure(-0.182), "−18.2%");
  EXPECT_EQ(change_figure(0.05), "+5.00%");
  EXPECT_EQ(change_figure(0), "0%");
}

TEST(Figures, OfAColumnShareOneUnit) {
  const ColumnScale scale = column_scale(123456789012);
  EXPECT_EQ(column_unit(scale, "CNY"), (Bilingual{"亿元", "CNY bn"}));
  EXPECT_EQ(column_figure(123456789012, scale), (Bilingual{"1,234.6", "123.5"}));
  EXPECT_EQ(column_figure(-5e8, scale), (Bilingual{"−5.0", "−0.5"}));
  EXPECT_EQ(column_figure(1, scale), (Bilingual{"<0.1", "<0.1"}));
  EXPECT_EQ(column_figure(-1, scale), (Bilingual{"≈0", "≈0"}));
  EXPECT_EQ(column_figure(0, scale), (Bilingual{"0", "0"}));
  const ColumnScale small = column_scale(42);
  EXPECT_EQ(column_unit(small, ""), (Bilingual{"", ""}));
  EXPECT_EQ(column_unit(small, "EUR"), (Bilingual{"EUR", "EUR"}));
  EXPECT_EQ(column_figure(1.005, small), (Bilingual{"1.00", "1.00"}));
  EXPECT_EQ(column_figure(41.999, small), (Bilingual{"42.00", "42.00"}));
  EXPECT_EQ(column_unit(column_scale(3e12), "EUR"), (Bilingual{"万亿 EUR", "EUR trn"}));
  EXPECT_EQ(column_figure(std::numeric_limits<double>::infinity(), small).zh, "—");
}

RC_GTEST_PROP(Figures, StayWithinHalfADigit, ()) {
  const int exponent = *rc::gen::inRange(-6, 14);
  const int mantissa = *rc::gen::inRange(1000000, 9999999);
  const double value = mantissa * std::pow(10.0, exponent - 6);
  const std::string text = scaled_figure(value).en;
  const std::size_t gap = text.find(' ');
  std::string digits = text.substr(0, gap);
  std::erase(digits, ',');
  double read = std::stod(digits);
  const std::string word = gap == std::string::npos ? "" : text.substr(gap + 1);
  read *= word == "k" ? 1e3 : word == "m" ? 1e6 : word == "bn" ? 1e9 : word == "trn" ? 1e12 : 1;
  RC_ASSERT(std::fabs(read - value) <= value * 0.00501);
}

}  // namespace
}  // namespace tenon
