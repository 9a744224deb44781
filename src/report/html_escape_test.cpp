#include "report/html_escape.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace tenon {
namespace {

TEST(HtmlEscape, LeavesNoWayOutOfElementsAndAttributes) {
  const std::string safe = html_escape("\"><img src=x onerror='alert(1)'>&amp;");
  EXPECT_EQ(safe.find_first_of("<>\"'"), std::string::npos);
  EXPECT_EQ(safe, "&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;");
}

TEST(HtmlEscape, DropsControlsAndKeepsChinese) {
  EXPECT_EQ(html_escape(std::string_view("a\0b\x1B\tc\n光刻胶", 16)), "ab\tc\n光刻胶");
}

TEST(HtmlEscape, EveryTwoBytesGiveValidUtf8) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string bytes = {static_cast<char>(first), static_cast<char>(second)};
      EXPECT_TRUE(is_valid_utf8(with_valid_utf8(bytes))) << first << " " << second;
      EXPECT_TRUE(is_valid_utf8(html_escape(bytes)));
    }
  }
}

TEST(WebAddress, OnlyHttpLeavesThePage) {
  EXPECT_EQ(web_address(" https://example.org/a?b=c#d "), "https://example.org/a?b=c#d");
  EXPECT_EQ(web_address("HTTP://example.org"), "HTTP://example.org");
  EXPECT_EQ(web_address("javascript:alert(1)"), "");
  EXPECT_EQ(web_address("data:text/html,x"), "");
  EXPECT_EQ(web_address("file:///etc/passwd"), "");
  EXPECT_EQ(web_address("//example.org"), "");
  EXPECT_EQ(web_address("https://example.org/a b"), "");
  EXPECT_EQ(web_address("https://e\nvil"), "");
  EXPECT_EQ(web_address(""), "");
}

}  // namespace
}  // namespace tenon
