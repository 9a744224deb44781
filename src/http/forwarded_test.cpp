#include "http/forwarded.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

AddressSet set_of(std::vector<std::string> blocks) {
  auto set = AddressSet::parse(blocks);
  EXPECT_TRUE(set.ok());
  return std::move(set).value();
}

TEST(Forwarded, BlocksOfAddresses) {
  const AddressSet set =
      set_of({"10.0.0.0/8", "192.168.1.5", "172.16.0.0/12", "::1", "fd00::/8", "2001:db8::/33"});
  for (const char* in : {"10.0.0.1", "10.255.255.255", "192.168.1.5", "172.31.9.9", "::1", "fdff::1",
                         "2001:db8::7", "::ffff:10.1.2.3", "2001:db8:7fff::1"})
    EXPECT_TRUE(set.contains(in)) << in;
  for (const char* out : {"11.0.0.1", "192.168.1.6", "172.32.0.1", "::2", "fe00::1", "2001:db8:8000::1", "",
                          "10", "x", "127.0.0.1"})
    EXPECT_FALSE(set.contains(out)) << out;
  EXPECT_TRUE(set_of({"0.0.0.0/0"}).contains("9.9.9.9"));
  EXPECT_FALSE(set_of({"0.0.0.0/0"}).contains("::1"));
  EXPECT_TRUE(set_of({"::/0"}).contains("9.9.9.9"));
  EXPECT_FALSE(set_of({}).contains("127.0.0.1"));
}

TEST(Forwarded, RefusesWhatIsNoBlock) {
  for (const char* wrong :
       {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::1/129", "host", "10.0.0.0/-1", "/8", "1.2.3.4/a"}) {
    const auto set = AddressSet::parse(std::vector<std::string>{"::1", wrong});
    ASSERT_FALSE(set.ok()) << wrong;
    EXPECT_NE(set.error().message.find("'" + std::string(wrong) + "'"), std::string::npos);
  }
}

TEST(Forwarded, PlainAddresses) {
  EXPECT_EQ(plain_address("1.2.3.4"), "1.2.3.4");
  EXPECT_EQ(plain_address("1.2.3.4:5678"), "1.2.3.4");
  EXPECT_EQ(plain_address("[2001:DB8::1]:443"), "2001:db8::1");
  EXPECT_EQ(plain_address("2001:db8:0::1"), "2001:db8::1");
  EXPECT_EQ(plain_address("::ffff:1.2.3.4"), "1.2.3.4");
  for (const char* none : {"", "unknown", "_hidden", "1.2.3", "[::1", "1.2.3.4.5", "a:b:c"})
    EXPECT_FALSE(plain_address(none)) << none;
}

TEST(Forwarded, OnlyTrustedProxiesAreBelieved) {
  const AddressSet trusted = set_of({"10.0.0.0/8"});
  HttpHeaders headers;
  headers.add("X-Forwarded-For", "6.6.6.6, 1.2.3.4");
  headers.add("X-Forwarded-For", "10.0.0.9");
  headers.add("X-Forwarded-Proto", "http, https");
  Origin origin = origin_of("9.9.9.9", false, headers, trusted);
  EXPECT_EQ(origin.address, "9.9.9.9");
  EXPECT_FALSE(origin.is_secure);
  // From the right over trusted ones; what a client wrote itself stands further left.
  origin = origin_of("10.0.0.1", false, headers, trusted);
  EXPECT_EQ(origin.address, "1.2.3.4");
  EXPECT_TRUE(origin.is_secure);
  EXPECT_EQ(origin_of("10.0.0.1", false, headers, set_of({})).address, "10.0.0.1");
  EXPECT_TRUE(origin_of("9.9.9.9", true, headers, trusted).is_secure);
}

TEST(Forwarded, StopsAtWhatIsNoAddress) {
  const AddressSet trusted = set_of({"10.0.0.0/8"});
  const std::pair<const char*, const char*> cases[] = {{"1.1.1.1, unknown", "10.0.0.1"},
                                                       {"1.1.1.1, unknown, 10.2.2.2", "10.2.2.2"},
                                                       {"", "10.0.0.1"},
                                                       {"10.3.3.3", "10.3.3.3"},
                                                       {"5.5.5.5:99", "5.5.5.5"}};
  for (const auto& [value, expected] : cases) {
    HttpHeaders headers;
    headers.add("x-forwarded-for", value);
    headers.add("x-forwarded-proto", "ftp");
    const Origin origin = origin_of("10.0.0.1", true, headers, trusted);
    EXPECT_EQ(origin.address, expected) << value;
    EXPECT_FALSE(origin.is_secure);
  }
}

}  // namespace
}  // namespace tenon
