#include "report/figures.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "base/number.h"

namespace tenon {
namespace {

constexpr std::string_view kNone = "—";
constexpr std::string_view kMinus = "\u2212";

// value = digits * 10^(exponent - 2), digits 100 .. 999; 0 and 0 for zero.
struct ThreeDigits {
  std::int64_t digits = 0;
  int exponent = 0;
};

// Rounded from the exact decimal expansion: the standard formats round ties to even, browsers do not.
ThreeDigits three_digits(double size) {
  ThreeDigits result;
  if (size == 0) return result;
  std::array<char, 64> text{};
  constexpr int kDecimals = 40;
  const auto [end, status] =
      std::to_chars(text.data(), text.data() + text.size(), size, std::chars_format::scientific, kDecimals);
  if (status != std::errc{}) return result;
  const std::string_view written(text.data(), static_cast<std::size_t>(end - text.data()));
  const std::size_t mark = written.find('e');
  result.digits = (written[0] - '0') * 100 + (written[2] - '0') * 10 + (written[3] - '0');
  if (written[4] >= '5') ++result.digits;
  std::string_view exponent = written.substr(mark + 1);
  if (exponent.front() == '+') exponent.remove_prefix(1);
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), result.exponent);
  if (result.digits == 1000) {
    result.digits = 100;
    ++result.exponent;
  }
  return result;
}

// digits * 10^power, written without exponent.
std::string decimal(std::int64_t digits, int power) {
  std::string text = std::to_string(digits);
  if (power >= 0) {
    text.append(static_cast<std::size_t>(power), '0');
    return text;
  }
  const auto decimals = static_cast<std::size_t>(-power);
  if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
  text.insert(text.size() - decimals, ".");
  return text;
}

struct Scale {
  int exponent;  // of ten
  std::string_view word;
};

std::string with_scale(const ThreeDigits& figure, const std::array<Scale, 3>& scales) {
  const Scale* chosen = scales.data();
  for (const Scale& scale : scales) {
    if (figure.exponent >= scale.exponent) chosen = &scale;
  }
  return decimal(figure.digits, figure.exponent - 2 - chosen->exponent) + " " + std::string(chosen->word);
}

constexpr std::array<Scale, 3> kChinese = {{{4, "万"}, {8, "亿"}, {12, "万亿"}}};
constexpr std::array<Scale, 3> kEnglish = {{{3, "k"}, {6, "m"}, {9, "bn"}}};

// 0.0456, 12.3, 8,234.
std::string unscaled(double size, const ThreeDigits& figure) {
  if (figure.digits == 0) return "0";
  if (figure.exponent < 2) return decimal(figure.digits, figure.exponent - 2);
  return format_count(static_cast<std::uint64_t>(std::floor(size + 0.5)));
}

std::string percent_of_size(double size) {
  if (size == 0) return "0%";
  const ThreeDigits figure = three_digits(size);
  if (figure.exponent >= 0) return decimal(figure.digits, figure.exponent - 2) + "%";
  const auto hundredths = static_cast<std::int64_t>(std::floor(size * 100 + 0.5));
  return decimal(hundredths, -2) + "%";
}

// Fixed decimals with commas between thousands; ties away from zero.
std::string fixed_figure(double value, int exponent, int decimals) {
  const double scaled = std::fabs(value) / std::pow(10.0, exponent);
  const double shift = std::pow(10.0, decimals);
  const double rounded = std::floor(scaled * shift + 0.5);
  std::string text;
  if (rounded == 0) {
    return value < 0 ? "≈0" : "<" + decimal(1, -decimals);
  } else {
    const double whole = std::floor(rounded / shift);
    text = format_count(static_cast<std::uint64_t>(std::min(whole, 1e18)));
    if (decimals > 0) {
      const auto rest = static_cast<std::uint64_t>(rounded - whole * shift);
      std::string digits = std::to_string(rest);
      digits.insert(0, static_cast<std::size_t>(decimals) - digits.size(), '0');
      text += "." + digits;
    }
  }
  return (value < 0 ? std::string(kMinus) : "") + text;
}

int decimals_of(double largest, int exponent) {
  const double scaled = largest / std::pow(10.0, exponent);
  return scaled >= 99.95 ? 1 : 2;
}

}  // namespace

ColumnScale column_scale(double largest) {
  const double size = std::isfinite(largest) ? std::fabs(largest) : 0;
  ColumnScale scale;
  for (const int exponent : {4, 8, 12}) {
    if (size >= std::pow(10.0, exponent)) scale.exponent_zh = exponent;
  }
  for (const int exponent : {3, 6, 9, 12}) {
    if (size >= std::pow(10.0, exponent)) scale.exponent_en = exponent;
  }
  scale.decimals_zh = decimals_of(size, scale.exponent_zh);
  scale.decimals_en = decimals_of(size, scale.exponent_en);
  return scale;
}

Bilingual column_unit(const ColumnScale& scale, std::string_view currency) {
  constexpr std::array<std::string_view, 4> kWordsZh = {"", "万", "亿", "万亿"};
  constexpr std::array<std::string_view, 5> kWordsEn = {"", "k", "m", "bn", "trn"};
  Bilingual unit;
  unit.zh = kWordsZh[static_cast<std::size_t>(scale.exponent_zh / 4)];
  unit.en = kWordsEn[static_cast<std::size_t>(scale.exponent_en / 3)];
  if (currency.empty()) return unit;
  unit.zh += currency == "CNY" ? "元" : (unit.zh.empty() ? "" : " ") + std::string(currency);
  unit.en = std::string(currency) + (unit.en.empty() ? "" : " ") + unit.en;
  return unit;
}

Bilingual column_figure(double value, const ColumnScale& scale) {
  if (!std::isfinite(value)) return {std::string(kNone), std::string(kNone)};
  if (value == 0) return {"0", "0"};
  return {fixed_figure(value, scale.exponent_zh, scale.decimals_zh),
          fixed_figure(value, scale.exponent_en, scale.decimals_en)};
}

Bilingual scaled_figure(double value) {
  if (!std::isfinite(value)) return {std::string(kNone), std::string(kNone)};
  const double size = std::fabs(value);
  const ThreeDigits figure = three_digits(size);
  Bilingual text;
  if (size < 9999.5) {
    text.zh = text.en = unscaled(size, figure);
  } else {
    text.zh = with_scale(figure, kChinese);
    text.en = figure.exponent >= 12 ? decimal(figure.digits, figure.exponent - 14) + " trn"
                                    : with_scale(figure, kEnglish);
  }
  if (value < 0 && text.zh != "0") {
    text.zh.insert(0, kMinus);
    text.en.insert(0, kMinus);
  }
  return text;
}

Bilingual money_figure(double value, std::string_view currency) {
  Bilingual text = scaled_figure(value);
  if (currency.empty() || !std::isfinite(value)) return text;
  const bool yuan = currency == "CNY";
  const bool scaled = text.zh.find(' ') != std::string::npos;
  if (yuan) {
    text.zh += scaled ? "元" : " 元";
  } else {
    text.zh += " " + std::string(currency);
  }
  text.en = std::string(currency) + " " + text.en;
  return text;
}

std::string percent_figure(double share) {
  if (!std::isfinite(share)) return std::string(kNone);
  if (share != 0 && std::fabs(share) * 100 < 0.01) return share < 0 ? "≈0%" : "<0.01%";
  return (share < 0 ? std::string(kMinus) : "") + percent_of_size(std::fabs(share) * 100);
}

std::string change_figure(double share) {
  if (!std::isfinite(share)) return std::string(kNone);
  if (share == 0) return "0%";
  if (std::fabs(share) * 100 < 0.01) return "≈0%";
  return std::string(share < 0 ? kMinus : "+") + percent_of_size(std::fabs(share) * 100);
}

}  // namespace tenon
