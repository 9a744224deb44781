#include "report/figures.h"

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
  if (size < 0.01) return "<0.01%";
  const ThreeDigits figure = three_digits(size);
  if (figure.exponent >= 0) return decimal(figure.digits, figure.exponent - 2) + "%";
  const auto hundredths = static_cast<std::int64_t>(std::floor(size * 100 + 0.5));
  return decimal(hundredths, -2) + "%";
}

}  // namespace

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
  return (share < 0 ? std::string(kMinus) : "") + percent_of_size(std::fabs(share) * 100);
}

std::string change_figure(double share) {
  if (!std::isfinite(share)) return std::string(kNone);
  if (share == 0) return "0%";
  return std::string(share < 0 ? kMinus : "+") + percent_of_size(std::fabs(share) * 100);
}

}  // namespace tenon
