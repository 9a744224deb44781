#include "base/hash.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tenon {
namespace {

TEST(Fingerprint, OfBytesIsFnv1a) {
  // Test vectors of the authors' reference code.
  EXPECT_EQ(Fingerprint().value(), 0xcbf29ce484222325U);
  EXPECT_EQ(Fingerprint().add_bytes("a").value(), 0xaf63dc4c8601ec8cU);
  EXPECT_EQ(Fingerprint().add_bytes("foobar").value(), 0x85944171f73967e8U);
}

TEST(Fingerprint, TellsWhereOneValueEndsAndTheNextBegins) {
  const auto of = [](std::string_view a, std::string_view b) { return Fingerprint().add(a).add(b).value(); };
  EXPECT_NE(of("ab", "c"), of("a", "bc"));
  EXPECT_NE(of("", "a"), of("a", ""));
  EXPECT_NE(Fingerprint().add(0.0).value(), Fingerprint().add(-0.0).value());
  EXPECT_NE(Fingerprint().add(1.0).value(), Fingerprint().add(std::uint64_t{1}).value());
}

TEST(Fingerprint, OfListsCountsThem) {
  const std::vector<std::uint32_t> narrow{1, 2};
  const std::vector<std::uint64_t> wide{1, 2};
  const auto print = [](auto values) { return Fingerprint().add_all(values).value(); };
  EXPECT_EQ(print(std::span(narrow)), print(std::span(wide)));
  EXPECT_NE(print(std::span(wide)), print(std::span(wide).first(1)));
}

}  // namespace
}  // namespace tenon
