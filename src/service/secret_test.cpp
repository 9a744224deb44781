#include "service/secret.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

namespace tenon {
namespace {

TEST(Secret, RandomBytesDiffer) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(random_bytes(16)).second);
  EXPECT_EQ(random_bytes(0), "");
  EXPECT_EQ(random_bytes((1U << 20U) + 5).size(), (1U << 20U) + 5);
}

// 30,000 draws over three letters: 10,000 +- 82 each; a modulo of 256 would give 'a' 10,039.
TEST(Secret, RandomTextIsFair) {
  std::map<char, int> counts;
  for (const char c : random_text(30000, "abc")) ++counts[c];
  ASSERT_EQ(counts.size(), 3U);
  for (const auto& [letter, count] : counts) EXPECT_NEAR(count, 10000, 600) << letter;
  // Of 200 letters the first 56 would come twice as often.
  std::string alphabet(200, '\0');
  for (std::size_t i = 0; i < alphabet.size(); ++i) alphabet[i] = static_cast<char>(i);
  int low = 0;
  for (const char c : random_text(20000, alphabet)) low += static_cast<unsigned char>(c) < 56 ? 1 : 0;
  EXPECT_NEAR(low, 5600, 400);
}

RC_GTEST_PROP(Secret, EqualInConstantTimeIsEqual, (const std::string& a, const std::string& b)) {
  RC_ASSERT(equal_in_constant_time(a, a));
  RC_ASSERT(equal_in_constant_time(a, b) == (a == b));
  std::string other = a + "x";
  RC_ASSERT(!equal_in_constant_time(a, other));
  other.back() = 'y';
  RC_ASSERT(!equal_in_constant_time(a + "x", other));
}

TEST(Secret, WipeLeavesZeros) {
  std::string secret = "correct horse battery staple";
  const char* const bytes = secret.data();
  const std::size_t size = secret.size();
  wipe(secret);
  EXPECT_TRUE(secret.empty());
  // The buffer still belongs to the string: reading below its capacity is sound after a resize.
  secret.resize(1);
  ASSERT_EQ(secret.data(), bytes);
  for (std::size_t i = 0; i < size; ++i) EXPECT_EQ(bytes[i], '\0');
}

}  // namespace
}  // namespace tenon
