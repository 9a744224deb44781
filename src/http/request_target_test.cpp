#include "http/request_target.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"

namespace tenon {
namespace {

using Segments = std::vector<std::string>;
using Query = std::vector<std::pair<std::string, std::string>>;

TEST(RequestTarget, TakesApartPathAndQuery) {
  const struct {
    const char* target;
    Segments segments;
    Query query;
  } cases[] = {
      {"/", {}, {}},
      {"*", {}, {}},
      {"/api/v1/a%2Fb", {"api", "v1", "a/b"}, {}},
      {"/a/", {"a", ""}, {}},
      {"//a", {"", "a"}, {}},
      {"/%E5%85%89%e5%88%bb%E8%83%B6", {"光刻胶"}, {}},
      {"/a+b", {"a+b"}, {}},
      {"/a?x=1&y=a+b%2B&&z&=v&x=2", {"a"}, {{"x", "1"}, {"y", "a b+"}, {"z", ""}, {"", "v"}, {"x", "2"}}},
      {"/?a=b=c?d", {}, {{"a", "b=c?d"}}},
      {"/?", {}, {}},
      {"/...", {"..."}, {}},
      {"/a%5Cb", {"a\\b"}, {}},
      {"http://host:80/p?q", {"p"}, {{"q", ""}}},
      {"https://host", {}, {}},
      {"http://host?q=1", {}, {}},
  };
  for (const auto& c : cases) {
    RequestTarget decoded;
    const std::string wrong = decode_target(c.target, decoded);
    if (std::string_view(c.target) == "http://host?q=1") {
      EXPECT_FALSE(wrong.empty());
      continue;
    }
    EXPECT_EQ(wrong, "") << c.target;
    EXPECT_EQ(decoded.segments, c.segments) << c.target;
    EXPECT_EQ(decoded.query, c.query) << c.target;
  }
}

TEST(RequestTarget, Refuses) {
  for (const char* target :
       {"",       "a",       "?a",        "host:443",     "/%",          "/%2",        "/%zz",     "/%2g",
        "/a?%",   "/a?b=%1", "/%00",      "/%0a",         "/%0D",        "/%7f",       "/a?b=%00", "/a?%0a=b",
        "/.",     "/..",     "/a/../b",   "/a/.",         "/%2e%2E/etc", "/.%2e",      "/%2e",     "/a b",
        "/a\tb",  "/\x80",   "/光",       "/%ff",         "/%c0%af",     "/%ed%a0%80", "/a?b=%ff", "/a#b",
        "/a?b#c", "http://", "http:///a", "ftp://host/a", "/\x7f"}) {
    RequestTarget decoded;
    EXPECT_NE(decode_target(target, decoded), "") << target;
  }
}

// What is encoded comes back, whatever it holds.
RC_GTEST_PROP(RequestTarget, DecodesWhatWasEncoded, ()) {
  const auto segments =
      *rc::gen::container<Segments>(rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '\x7f')));
  RequestTarget expected;
  std::string target;
  for (const std::string& segment : segments) {
    RC_PRE(segment != "." && segment != "..");
    target += '/';
    for (const char c : segment) {
      static constexpr char kHex[] = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(c);
      target += '%';
      target += kHex[byte >> 4U];
      target += kHex[byte & 15U];
    }
    expected.segments.push_back(segment);
  }
  if (target.empty()) target = "/";
  // "/" alone is no segment, not an empty one.
  if (segments == Segments{""}) expected.segments.clear();
  RequestTarget decoded;
  RC_ASSERT(decode_target(target, decoded).empty());
  RC_ASSERT(decoded.segments == expected.segments);
}

RC_GTEST_PROP(RequestTarget, NothingDecodedIsDangerous, ()) {
  const auto target = "/" + *rc::gen::container<std::string>(
                                rc::gen::elementOf(std::string("%%%%2eE0017fFcC/.?&=+aZ#\\ \x80")));
  RequestTarget decoded;
  if (!decode_target(target, decoded).empty()) return;
  for (const std::string& segment : decoded.segments) {
    RC_ASSERT(segment != "." && segment != "..");
    RC_ASSERT(is_valid_utf8(segment));
    for (const char c : segment) RC_ASSERT(static_cast<unsigned char>(c) >= 0x20);
  }
}

}  // namespace
}  // namespace tenon
