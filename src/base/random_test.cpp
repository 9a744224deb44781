#include "base/random.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tenon {
namespace {

// Known-answer vectors of the Random123 distribution for philox4x32-10.
TEST(Random, PhiloxKnownAnswers) {
  EXPECT_EQ(Philox(0).block(0, 0),
            (std::array<std::uint32_t, 4>{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(Philox(0xffffffffffffffff).block(0xffffffffffffffff, 0xffffffffffffffff),
            (std::array<std::uint32_t, 4>{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
}

TEST(Random, MomentsAreRight) {
  const Philox random(7);
  constexpr int kDraws = 100000;
  double mean = 0;
  double normal_mean = 0;
  double normal_square = 0;
  for (int i = 0; i < kDraws; ++i) {
    mean += random.uniform(1, static_cast<std::uint64_t>(i));
    const double z = random.normal(2, static_cast<std::uint64_t>(i));
    normal_mean += z;
    normal_square += z * z;
    ASSERT_LT(random.below(10, 3, static_cast<std::uint64_t>(i)), 10U);
  }
  EXPECT_NEAR(mean / kDraws, 0.5, 0.005);
  EXPECT_NEAR(normal_mean / kDraws, 0.0, 0.02);
  EXPECT_NEAR(normal_square / kDraws, 1.0, 0.03);
}

}  // namespace
}  // namespace tenon
