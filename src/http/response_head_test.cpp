#include "http/response_head.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace tenon {
namespace {

const ResponseHeadFrame kFrame{.request_id = "id-1",
                               .date = "Thu, 26 Nov 2026 08:30:01 GMT",
                               .keep_alive = true,
                               .minor_version = 1,
                               .strict_transport = std::nullopt,
                               .length = 7};

std::size_t count(const std::string& head, const std::string& text) {
  std::size_t found = 0;
  for (std::size_t at = head.find(text); at != std::string::npos; at = head.find(text, at + 1)) ++found;
  return found;
}

TEST(ResponseHead, HasWhatEveryAnswerHas) {
  const auto head = write_response_head(make_response(200, "text/plain", "1234567"), kFrame);
  ASSERT_TRUE(head);
  EXPECT_TRUE(
      head->starts_with("HTTP/1.1 200 OK\r\ndate: Thu, 26 Nov 2026 08:30:01 GMT\r\nx-request-id: id-1\r\n"));
  EXPECT_TRUE(head->ends_with("\r\n\r\n"));
  for (const char* field :
       {"content-length: 7", "content-type: text/plain", "cache-control: no-store", "x-frame-options: DENY",
        "x-content-type-options: nosniff", "referrer-policy: no-referrer",
        "content-security-policy: default-src 'self'", "cross-origin-opener-policy: same-origin",
        "cross-origin-resource-policy: same-origin", "cross-origin-embedder-policy: require-corp",
        "permissions-policy: "})
    EXPECT_EQ(count(*head, std::string("\r\n") + field), 1U) << field;
  EXPECT_EQ(count(*head, "strict-transport"), 0U);
  EXPECT_EQ(count(*head, "connection"), 0U);
}

TEST(ResponseHead, FollowsTheConnection) {
  ResponseHeadFrame frame = kFrame;
  frame.keep_alive = false;
  frame.strict_transport = std::chrono::seconds(100);
  frame.length.reset();
  auto head = write_response_head(make_response(200, "", ""), frame);
  EXPECT_EQ(count(*head, "connection: close\r\n"), 1U);
  EXPECT_EQ(count(*head, "strict-transport-security: max-age=100\r\n"), 1U);
  EXPECT_EQ(count(*head, "content-length"), 0U);
  EXPECT_EQ(count(*head, "content-type:"), 0U);
  frame.keep_alive = true;
  frame.minor_version = 0;
  frame.length = 3;
  head = write_response_head(make_response(204, "", ""), frame);
  EXPECT_EQ(count(*head, "connection: keep-alive\r\n"), 1U);
  EXPECT_EQ(count(*head, "content-length"), 0U);
  EXPECT_TRUE(has_no_body(204) && has_no_body(304) && !has_no_body(200));
}

TEST(ResponseHead, TheAnswerMayReplaceDefaultsAndNotWhatIsTheServers) {
  HttpResponse response = make_response(200, "text/html", "");
  response.headers.set("Content-Security-Policy", "default-src 'none'");
  response.headers.set("cache-control", "max-age=5");
  response.headers.add("set-cookie", "a=1");
  response.headers.add("set-cookie", "b=2");
  for (const char* own :
       {"Content-Length", "Transfer-Encoding", "Connection", "Date", "X-Request-Id", "Keep-Alive"})
    response.headers.set(own, "mine");
  const auto head = write_response_head(response, kFrame);
  EXPECT_EQ(count(*head, "content-security-policy: default-src 'none'\r\n"), 1U);
  EXPECT_EQ(count(*head, "content-security-policy"), 1U);
  EXPECT_EQ(count(*head, "no-store"), 0U);
  EXPECT_EQ(count(*head, "set-cookie: "), 2U);
  EXPECT_EQ(count(*head, "mine"), 0U);
}

TEST(ResponseHead, RefusesWhatWouldBreakTheMessage) {
  const std::pair<std::string, std::string> bad[] = {
      {"a", "b\r\nc: d"}, {"a", "b\nc"}, {"a", std::string("\0", 1)}, {"a b", "c"}, {"", "c"}, {"a:", "c"},
      {"a\r\n", "c"},     {"a", "\x7f"}};
  for (const auto& [name, value] : bad) {
    HttpResponse response = make_response(200, "", "");
    response.headers.add(name, value);
    EXPECT_FALSE(write_response_head(response, kFrame)) << name << ": " << value;
  }
  EXPECT_FALSE(write_response_head(make_response(200, "text/html\r\nx: y", ""), kFrame));
  for (const int status : {0, 100, 101, 199, 600, 1000, -200})
    EXPECT_FALSE(write_response_head(make_response(status, "", ""), kFrame)) << status;
  EXPECT_TRUE(write_response_head(make_response(299, "", ""), kFrame));
}

RC_GTEST_PROP(ResponseHead, IsAlwaysOneMessage, (std::string name, std::string value)) {
  HttpResponse response = make_response(200, "", "");
  response.headers.add(name, value);
  const auto head = write_response_head(response, kFrame);
  if (head) RC_ASSERT(head->find("\r\n\r\n") == head->size() - 4);
  if (head)
    RC_ASSERT(std::count(head->begin(), head->end(), '\n') == std::count(head->begin(), head->end(), '\r'));
}

TEST(ResponseHead, Dates) {
  using std::chrono::sys_days;
  using namespace std::chrono_literals;
  const auto at = [](auto days, auto time) {
    return std::chrono::system_clock::time_point(sys_days(days)) + time;
  };
  EXPECT_EQ(http_date(at(1994y / 11 / 6, 8h + 49min + 37s + 999ms)), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(at(2026y / 11 / 26, 0s)), "Thu, 26 Nov 2026 00:00:00 GMT");
  EXPECT_EQ(http_date(at(2024y / 2 / 29, 23h + 59min + 59s)), "Thu, 29 Feb 2024 23:59:59 GMT");
}

}  // namespace
}  // namespace tenon
