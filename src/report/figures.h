// Figures as sentences and pages print them: three significant digits in both languages, whatever the scale
// word. assets/figures.js prints the same; a browser test compares the two.
//
// Ties round away from zero. Minus is U+2212. All functions are pure; non-finite values print as "—".
#pragma once

#include <string>
#include <string_view>

#include "report/bilingual.h"

namespace tenon {

// 8,234 and 8,234; 2.35 万 and 23.5 k; 1.34 亿 and 134 m; 2.56 万亿 and 2.56 trn. Below 10,000 whole numbers
// from 100 on, three digits before: 12.3, 0.0456.
Bilingual scaled_figure(double value);

// The same with the currency: "1.34 亿元" and "CNY 134 m"; other currencies by their ISO 4217 code in both
// languages; an empty currency adds nothing.
Bilingual money_figure(double value, std::string_view currency);

// One unit for a whole column or axis: never 万 beside 亿. Chinese and English scale on their own.
struct ColumnScale {
  int exponent_zh = 0;  // of ten: 0, 4, 8, 12
  int exponent_en = 0;  // 0, 3, 6, 9, 12
  int decimals_zh = 2;
  int decimals_en = 2;
};

// The unit in which the largest value keeps one to four digits before the point, and at least three in all.
ColumnScale column_scale(double largest);

// "亿元" and "CNY m"; empty where there is neither scale nor currency.
Bilingual column_unit(const ColumnScale& scale, std::string_view currency);

// The number alone, with fixed decimals: "1,234.5", "0.03"; what would print as zero but is not: "<0.01",
// below zero "≈0".
Bilingual column_figure(double value, const ColumnScale& scale);

// A share as percent, at most two decimals: "18.2%", "5.34%", "0.05%", "<0.01%", "0%"; just below zero "≈0%".
std::string percent_figure(double share);

// With its sign: "−18.2%", "+5.34%", "0%"; "≈0%" for less than 0.01% either way.
std::string change_figure(double share);

}  // namespace tenon
