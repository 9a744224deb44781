#include "http/request_parser.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenon {
namespace {

// Gives the bytes piece by piece as a connection would; returns how many were taken.
std::size_t give(RequestParser& parser, std::string_view bytes, std::size_t piece = 1U << 20U,
                 std::size_t body_limit = 1000) {
  std::size_t begin = 0;
  std::size_t end = 0;
  while (true) {
    const RequestStage before = parser.stage();
    const std::size_t taken = parser.feed(bytes.substr(begin, end - begin));
    begin += taken;
    if (before == RequestStage::kHead && parser.stage() != RequestStage::kHead &&
        parser.stage() != RequestStage::kFailed)
      parser.limit_body(body_limit);
    if (parser.stage() == RequestStage::kComplete || parser.stage() == RequestStage::kFailed) return begin;
    if (taken > 0) continue;
    if (end == bytes.size()) return begin;
    end = std::min(bytes.size(), end + piece);
  }
}

int status_of(std::string_view bytes, const RequestLimits& limits = {}) {
  RequestParser parser(limits);
  give(parser, bytes);
  switch (parser.stage()) {
    case RequestStage::kComplete:
      return 200;
    case RequestStage::kFailed:
      EXPECT_FALSE(parser.fault().detail.empty());
      return parser.fault().status;
    default:
      return 0;
  }
}

TEST(RequestParser, ReadsARequest) {
  RequestParser parser({});
  const std::string bytes =
      "POST /a/b?c=d HTTP/1.1\r\nHost: h:1\r\nX-A: 1\r\nx-a:  2 \r\nContent-Length: 3\r\n\r\nxyzGET";
  EXPECT_EQ(give(parser, bytes), bytes.size() - 3);
  ASSERT_EQ(parser.stage(), RequestStage::kComplete);
  const HttpRequest& request = parser.request();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/a/b?c=d");
  EXPECT_EQ(request.segments, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(*request.parameter("c"), "d");
  EXPECT_EQ(request.headers.all().size(), 4U);
  EXPECT_EQ(request.headers.all()[2].second, "2");
  EXPECT_EQ(request.body, "xyz");
  EXPECT_TRUE(parser.keep_alive());
  EXPECT_EQ(parser.minor_version(), 1);

  parser.restart();
  EXPECT_EQ(parser.request().method, "");
  give(parser, "\r\nGET / HTTP/1.0\r\n\r\n");
  ASSERT_EQ(parser.stage(), RequestStage::kComplete);
  EXPECT_FALSE(parser.keep_alive());
  EXPECT_EQ(parser.minor_version(), 0);
  EXPECT_EQ(parser.request().body, "");
}

TEST(RequestParser, KeepAlive) {
  const std::pair<const char*, bool> cases[] = {
      {"GET / HTTP/1.1\r\nHost: h\r\n\r\n", true},
      {"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", false},
      {"GET / HTTP/1.1\r\nHost: h\r\nConnection: Close, x\r\n\r\n", false},
      {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true},
  };
  for (const auto& [bytes, expected] : cases) {
    RequestParser parser({});
    give(parser, bytes);
    ASSERT_EQ(parser.stage(), RequestStage::kComplete) << bytes;
    EXPECT_EQ(parser.keep_alive(), expected) << bytes;
  }
}

TEST(RequestParser, ReadsChunksAndDropsTrailers) {
  RequestParser parser({});
  const std::string bytes =
      "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "3\r\nabc\r\n00A\r\n0123456789\r\n0\r\nX-Forwarded-For: 9.9.9.9\r\nHost: evil\r\n\r\nrest";
  EXPECT_EQ(give(parser, bytes), bytes.size() - 4);
  ASSERT_EQ(parser.stage(), RequestStage::kComplete) << parser.fault().detail;
  EXPECT_EQ(parser.request().body, "abc0123456789");
  EXPECT_EQ(parser.request().headers.find("x-forwarded-for"), nullptr);
  EXPECT_EQ(*parser.request().headers.find("host"), "h");
}

TEST(RequestParser, Expectations) {
  RequestParser parser({});
  const std::string head = "PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n";
  give(parser, head);
  EXPECT_EQ(parser.stage(), RequestStage::kBody);
  EXPECT_TRUE(parser.expects_continue());
  EXPECT_EQ(status_of("PUT / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\n\r\n"), 417);
}

// Where a request ends must not be a matter of opinion.
TEST(RequestParser, RefusesWhatOthersCouldReadOtherwise) {
  const std::string get = "GET / HTTP/1.1\r\nHost: h\r\n";
  const std::string post = "POST / HTTP/1.1\r\nHost: h\r\n";
  const std::string chunked = post + "Transfer-Encoding: chunked\r\n";
  const std::string cases[] = {
      post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      chunked + "Content-Length: 3\r\n\r\n0\r\n\r\n",
      post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
      post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
      post + "Content-Length: 3, 3\r\n\r\nabc",
      post + "Content-Length: +3\r\n\r\nabc",
      post + "Content-Length: -3\r\n\r\nabc",
      post + "Content-Length: 0x3\r\n\r\nabc",
      post + "Content-Length: 3 \t4\r\n\r\nabc",
      post + "Content-Length:\r\n\r\n",
      post + "Content-Length: 18446744073709551617\r\n\r\n",
      post + "Content-Length : 3\r\n\r\nabc",
      post + " Content-Length: 3\r\n\r\nabc",
      post + "X: 1\r\n Content-Length: 3\r\n\r\nabc",
      post + "X: 1\r\n\tfolded\r\n\r\n",
      post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      post + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
      post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
      post + "Transfer-Encoding: identity\r\n\r\n",
      post +
          "Transfer-Encoding: \x0b"
          "chunked\r\n\r\n0\r\n\r\n",
      chunked + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      chunked + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      chunked + "\r\n3;a=b\r\nabc\r\n0\r\n\r\n",
      chunked + "\r\n3\nabc\r\n0\r\n\r\n",
      chunked + "\r\n3\r\nabcX0\r\n\r\n",
      chunked + "\r\n-3\r\nabc\r\n0\r\n\r\n",
      chunked + "\r\n0x3\r\nabc\r\n0\r\n\r\n",
      chunked + "\r\n3 \r\nabc\r\n0\r\n\r\n",
      chunked + "\r\nffffffffffffffffff\r\nabc\r\n0\r\n\r\n",
      chunked + "\r\n0\r\nContent-Length: 3\r\n\r\n",
      chunked + "\r\n\r\n",
      get + "Host: h\r\n\r\n",
      get + "Host: other\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
      "GET / HTTP/1.1\nHost: h\n\n",
      "GET / HTTP/1.1\r\nHost: h\r\nA: b\n\r\n",
      "GET / HTTP/1.1\rHost: h\r\n\r\n",
      get + "X: a\rb\r\n\r\n",
      get + std::string("X: a\0b\r\n\r\n", 10),
      get + "X: a\x01\r\n\r\n",
      get + "X: a\x7f\r\n\r\n",
      get + "X Y: a\r\n\r\n",
      get + ": a\r\n\r\n",
      get + "X\r\n\r\n",
      get + "X\xff: a\r\n\r\n",
      "GET /  HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET  / HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET /\r\n\r\n",
      "G@T / HTTP/1.1\r\nHost: h\r\n\r\n",
      " GET / HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET / http/1.1\r\nHost: h\r\n\r\n",
      "CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET * HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET a HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET /../etc HTTP/1.1\r\nHost: h\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01",
  };
  for (const std::string& bytes : cases) {
    const int status = status_of(bytes);
    EXPECT_TRUE(status == 400 || status == 505) << status << "\n" << bytes;
  }
}

TEST(RequestParser, Versions) {
  for (const char* version :
       {"HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "HTTP/3.0", "HTTP/1.10", "HTTQ/1.1", "HTTP/11"}) {
    const int status = status_of(std::string("GET / ") + version + "\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(status == 505 || status == 400) << version << " " << status;
  }
  EXPECT_EQ(status_of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505);
}

TEST(RequestParser, Limits) {
  const RequestLimits limits{.header_bytes = 2000, .target_bytes = 500, .fields = 10};
  const auto get = [](std::size_t target, std::size_t header, std::size_t fields) {
    std::string bytes =
        "GET /" + std::string(target, 'a') + " HTTP/1.1\r\nHost: h\r\nX: " + std::string(header, 'b');
    for (std::size_t i = 0; i < fields; ++i) bytes += "\r\nY: ";
    return bytes + "\r\n\r\n";
  };
  EXPECT_EQ(status_of(get(499, 100, 8), limits), 200);
  EXPECT_EQ(status_of(get(500, 100, 1), limits), 414);
  EXPECT_EQ(status_of(get(5000, 100, 1), limits), 414);
  EXPECT_EQ(status_of(get(1, 100, 9), limits), 431);
  EXPECT_EQ(status_of(get(1, 2000, 1), limits), 431);
  EXPECT_EQ(status_of(get(1, 200'000, 1), limits), 431);
  // Exactly as long as may be.
  const std::size_t rest = get(1, 0, 0).size();
  EXPECT_EQ(status_of(get(1, 2000 - rest, 0), limits), 200);
  EXPECT_EQ(status_of(get(1, 2001 - rest, 0), limits), 431);
  // Before the end has come.
  EXPECT_EQ(status_of("GET /" + std::string(600, 'a'), limits), 414);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nX: " + std::string(2000, 'a'), limits), 431);
  EXPECT_EQ(status_of(std::string(40, 'A') + " / HTTP/1.1\r\nHost: h\r\n\r\n"), 400);
  // A line between chunks that never ends.
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: " +
                          std::string(3000, 'a'),
                      limits),
            400);
}

TEST(RequestParser, BodiesThatAreTooLong) {
  const std::string post = "POST / HTTP/1.1\r\nHost: h\r\n";
  EXPECT_EQ(status_of(post + "Content-Length: 1000\r\n\r\n" + std::string(1000, 'x')), 200);
  EXPECT_EQ(status_of(post + "Content-Length: 1001\r\n\r\n"), 413);
  EXPECT_EQ(status_of(post + "Content-Length: 999999999999999999\r\n\r\n"), 413);
  std::string chunks = post + "Transfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 10; ++i) chunks += "64\r\n" + std::string(100, 'x') + "\r\n";
  EXPECT_EQ(status_of(chunks + "0\r\n\r\n"), 200);
  EXPECT_EQ(status_of(chunks + "1\r\nx\r\n0\r\n\r\n"), 413);
  EXPECT_EQ(status_of(post + "Transfer-Encoding: chunked\r\n\r\nfffffff\r\n" + std::string(1001, 'x')), 413);
}

// The pieces in which bytes come change nothing.
RC_GTEST_PROP(RequestParser, PiecesDoNotMatter, ()) {
  static const std::vector<std::string> kRequests{
      "POST /a?b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nxyzrest",
      "\r\n\r\nGET /%41 HTTP/1.1\r\nHost: h\r\nX: y\r\n\r\nGET",
      "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\n\n\r\n0\r\nT: "
      "r\r\n\r\nrest",
      "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nz\r\n"};
  std::string bytes = *rc::gen::elementOf(kRequests);
  if (*rc::gen::arbitrary<bool>())
    bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
  RequestParser whole({});
  RequestParser pieces({});
  const std::size_t taken = give(whole, bytes);
  const std::size_t taken_in_pieces = give(pieces, bytes, *rc::gen::inRange<std::size_t>(1, 9));
  RC_ASSERT(whole.stage() == pieces.stage());
  RC_ASSERT(whole.fault().status == pieces.fault().status);
  if (whole.stage() == RequestStage::kFailed) return;
  RC_ASSERT(taken == taken_in_pieces);
  RC_ASSERT(whole.request().body == pieces.request().body);
  RC_ASSERT(whole.request().segments == pieces.request().segments);
  RC_ASSERT(whole.request().headers.all() == pieces.request().headers.all());
}

}  // namespace
}  // namespace tenon
