#include "http/message.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

TEST(HttpMessage, HeadersKeepOrderAndLowerNames) {
  HttpHeaders headers;
  headers.add("Accept", "a");
  headers.add("X-Y", "1");
  headers.add("ACCEPT", "b");
  ASSERT_EQ(headers.all().size(), 3U);
  EXPECT_EQ(*headers.find("accept"), "a");
  EXPECT_EQ(headers.all()[2].second, "b");
  EXPECT_EQ(headers.find("Accept"), nullptr);
  headers.set("Accept", "c");
  ASSERT_EQ(headers.all().size(), 2U);
  EXPECT_EQ(*headers.find("accept"), "c");
  EXPECT_EQ(headers.find("x"), nullptr);
}

TEST(HttpMessage, ParametersAreFoundByTheirFirst) {
  HttpRequest request;
  request.query = {{"a", "1"}, {"a", "2"}, {"b", ""}};
  EXPECT_EQ(*request.parameter("a"), "1");
  EXPECT_EQ(*request.parameter("b"), "");
  EXPECT_EQ(request.parameter("c"), nullptr);
}

TEST(HttpMessage, Cookies) {
  HttpRequest request;
  EXPECT_FALSE(request.cookie("a"));
  request.headers.add("Cookie", "a=1; __Host-session=x=y;b=\"q\" ;c; =v; a=2");
  request.headers.add("Cookie", "late=9");
  EXPECT_EQ(request.cookie("a"), "1");
  EXPECT_EQ(request.cookie("__Host-session"), "x=y");
  EXPECT_EQ(request.cookie("b"), "q");
  EXPECT_EQ(request.cookie("late"), "9");
  EXPECT_EQ(request.cookie(""), "v");
  for (const char* none : {"c", "session", "A", "host-session"}) EXPECT_FALSE(request.cookie(none)) << none;
}

TEST(HttpMessage, ResponsesShareTheirBody) {
  const HttpResponse response = make_response(404, "text/plain", "gone");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(*response.body, "gone");
  const HttpResponse copy = response;
  EXPECT_EQ(copy.body.get(), response.body.get());
}

}  // namespace
}  // namespace tenon
