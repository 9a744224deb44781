#include "service/encoding.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenon {
namespace {

// RFC 4648 §10.
TEST(Encoding, Rfc4648Vectors) {
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foo"), "Zm9v");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(to_base32("f"), "MY");
  EXPECT_EQ(to_base32("fo"), "MZXQ");
  EXPECT_EQ(to_base32("foo"), "MZXW6");
  EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(to_hex("foobar"), "666f6f626172");
  EXPECT_EQ(to_base64url("\xFB\xFF"), "-_8");
}

TEST(Encoding, ReadsOneFormOnly) {
  EXPECT_EQ(from_base64("Zg=="), "f");
  for (const char* wrong : {"Zg", "Zg=", "Zh==", "Z===", "====", "Zg==Zg==", "Zm9v\n", "Zm 9", "-_8="})
    EXPECT_EQ(from_base64(wrong), std::nullopt) << wrong;
  for (const char* wrong : {"-_9", "-_8=", "A", "+/8"})
    EXPECT_EQ(from_base64url(wrong), std::nullopt) << wrong;
  for (const char* wrong : {"0", "0G", "AB"}) EXPECT_EQ(from_hex(wrong), std::nullopt) << wrong;
}

TEST(Encoding, Base32AsPeopleTypeIt) {
  EXPECT_EQ(from_base32("mzxw 6ytb-oi======"), "foobar");
  EXPECT_EQ(from_base32("MZXW6YTBO1"), std::nullopt);  // 1 is no digit
  EXPECT_EQ(from_base32("MZ1"), std::nullopt);
  EXPECT_EQ(from_base32("M"), std::nullopt);
}

RC_GTEST_PROP(Encoding, RoundTripOfAnyBytes, (const std::string& bytes)) {
  RC_ASSERT(from_hex(to_hex(bytes)) == bytes);
  RC_ASSERT(from_base64(to_base64(bytes)) == bytes);
  RC_ASSERT(from_base64url(to_base64url(bytes)) == bytes);
  RC_ASSERT(from_base32(to_base32(bytes)) == bytes);
}

// Whatever is read is what would be written.
RC_GTEST_PROP(Encoding, NoTwoTextsOfOneValue, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("AQgw8_-zZ0=")));
  if (const auto bytes = from_base64url(text)) RC_ASSERT(to_base64url(*bytes) == text);
  if (const auto bytes = from_base64(text)) RC_ASSERT(to_base64(*bytes) == text);
}

}  // namespace
}  // namespace tenon
