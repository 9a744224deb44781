#include "report/level_codes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

namespace tenon {
namespace {

std::vector<double> decoded(std::string_view text, std::size_t characters) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<double> levels;
  for (std::size_t at = 0; at < text.size(); at += characters) {
    double code = 0;
    for (const char c : text.substr(at, characters)) code = 64 * code + static_cast<double>(kDigits.find(c));
    levels.push_back(code / (std::pow(64.0, static_cast<double>(characters)) / 2));
  }
  return levels;
}

TEST(LevelCodes, AreFixedInWidth) {
  const std::vector<double> levels = {1, 0, 0.5, 3, std::numeric_limits<double>::quiet_NaN()};
  EXPECT_EQ(encode_levels(levels, 2), "gAAAQA//gA");
  EXPECT_EQ(encode_levels(std::vector<double>{1, 1, 1}, 2), "=");
  EXPECT_EQ(encode_levels({}, 2), "=");
}

RC_GTEST_PROP(LevelCodes, ReadBackWithinHalfAStep, ()) {
  const auto parts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 19990));
  std::vector<double> levels = {0.25};
  for (const int part : parts) levels.push_back(part / 10000.0);
  for (const int characters : {2, 3}) {
    const double step = 2 / std::pow(64.0, characters);
    const auto back = decoded(encode_levels(levels, characters), static_cast<std::size_t>(characters));
    RC_ASSERT(back.size() == levels.size());
    for (std::size_t i = 0; i < levels.size(); ++i)
      RC_ASSERT(std::fabs(back[i] - levels[i]) <= step / 2 + 1e-12);
  }
}

}  // namespace
}  // namespace tenon
