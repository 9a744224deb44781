// Thousands of requests that are not what they should be, sent to a living server.
#include <algorithm>
#include <string>
#include <vector>

#include "base/random.h"
#include "http/server.h"
#include "support/http_fixture.h"

namespace tenon {
namespace {

using testing::RawClient;

class HttpMalformed : public testing::HttpFixture {
 protected:
  // What came back is nothing, or well-formed answers one behind the other; their statuses.
  std::vector<int> answers_to(const std::string& bytes, bool in_pieces) {
    RawClient c = client();
    if (in_pieces) {
      c.send(std::string_view(bytes).substr(0, bytes.size() / 2));
      c.send(std::string_view(bytes).substr(bytes.size() / 2));
    } else {
      c.send(bytes);
    }
    // So that the server does not wait for more.
    c.finish_sending();
    std::vector<int> statuses;
    while (true) {
      while (c.bytes().find("\r\n\r\n") == std::string::npos && c.receive()) {
      }
      if (c.bytes().empty()) return statuses;
      const bool is_head = statuses.empty() && bytes.starts_with("HEAD ");
      const auto answer = c.read_response(is_head);
      if (!answer) {
        ADD_FAILURE() << "no well-formed answer to:\n" << bytes << "\nbut:\n" << c.bytes();
        return statuses;
      }
      EXPECT_TRUE(answer->headers.contains("x-request-id"));
      statuses.push_back(answer->status);
      if (answer->headers.contains("connection")) {
        EXPECT_TRUE(c.wait_for_close());
        EXPECT_TRUE(c.bytes().empty()) << bytes;
        return statuses;
      }
    }
  }
};

const std::string kGet = "GET /quick/a?b=c HTTP/1.1\r\nHost: t\r\nUser-Agent: u\r\nAccept: */*\r\n\r\n";
const std::string kPost = "POST /else HTTP/1.1\r\nHost: t\r\nContent-Length: 11\r\n\r\nhello world";
const std::string kChunked =
    "PUT /else HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n";

// Each makes a request malformed for certain.
std::string malformed(const Philox& random, std::uint64_t i) {
  const auto pick = [&](std::uint64_t index, const std::vector<std::string>& from) {
    return from[random.below(from.size(), i, index)];
  };
  const std::string request = pick(0, {kGet, kPost, kChunked});
  const std::size_t line_end = request.find("\r\n");
  switch (random.below(8, i, 1)) {
    case 0:  // a line that is no header
      return std::string(request).insert(
          line_end + 2,
          pick(2, {"X Y: 1\r\n", ": 1\r\n", "nothing\r\n", " folded: 1\r\n", "X\x80: 1\r\n", "(: 1\r\n",
                   "X: \x01\r\n", std::string("X: \0\r\n", 6), "X: a\rb\r\n", "X: a\nY: b\r\n", "X : 1\r\n",
                   "\tX: 1\r\n", "Host: u\r\n", "Content-Length: x\r\n", "Content-Length: -1\r\n",
                   "Content-Length: 1, 2\r\n", "Transfer-Encoding: gzip\r\n",
                   "Transfer-Encoding: chunked, chunked\r\n", "Expect: nothing\r\n"}));
    case 1:  // an ambiguous length
      return std::string(kPost).insert(kPost.find("\r\n") + 2,
                                       pick(2, {"Transfer-Encoding: chunked\r\n", "Content-Length: 11\r\n",
                                                "Content-Length: 12\r\n", "TRANSFER-ENCODING: CHUNKED\r\n"}));
    case 2:  // a target that is none
      return pick(2,
                  {"GET /%", "GET /%zz", "GET /a/../b", "GET /%2e%2e/", "GET /\x01", "GET /a\xff", "GET a",
                   "GET ", "GET *", "GET /a#b", "CONNECT t:1", "GET /%00", "GET /%0d%0aX:1", "GET http://"}) +
             " HTTP/1.1\r\nHost: t\r\n\r\n";
    case 3:  // a version that is not spoken
      return "GET /quick " +
             pick(2, {"HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "http/1.1", "HTTP/1.1 ", "", "HTTP/1.", "HTTP/11.1",
                      "ICY/1.1"}) +
             "\r\nHost: t\r\n\r\n";
    case 4: {  // bytes that are no HTTP
      std::string junk;
      const std::uint64_t size = 1 + random.below(300, i, 3);
      for (std::uint64_t k = 0; k < size; ++k) junk += static_cast<char>(random.below(256, i, 10 + k));
      return "\x01" + junk + "\r\n\r\n";
    }
    case 5:  // too much
      return pick(2, {"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n",
                      "GET / HTTP/1.1\r\nHost: t\r\nX: " + std::string(20'000, 'b') + "\r\n\r\n",
                      std::string(100, 'M') + " / HTTP/1.1\r\nHost: t\r\n\r\n",
                      "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 99999999\r\n\r\n"});
    case 6:  // chunks that are none
      return kChunked.substr(0, kChunked.find("\r\n\r\n") + 4) +
             pick(2, {"x\r\n", "5\nhello\r\n", "5\r\nhelloXY\r\n", "-1\r\n", "5;a=b\r\nhello\r\n",
                      "FFFFFFFFFFFFFFFFF\r\n", " 5\r\nhello\r\n", "5\r\nhello\r\n0\r\nbad trailer\r\n\r\n",
                      "\r\n\r\n"});
    default:  // lines that end otherwise
      return pick(2, {"GET /quick HTTP/1.1\nHost: t\n\n", "GET /quick HTTP/1.1\r\nHost: t\n\r\n",
                      "GET /quick HTTP/1.1\rHost: t\r\n\r\n", "GET /quick HTTP/1.1\r\n\r\n"});
  }
}

TEST_F(HttpMalformed, EveryOneIsRefusedAndTheServerServes) {
  start({.io_threads = 2});
  const Philox random(7);
  for (std::uint64_t i = 0; i < 4000; ++i) {
    const std::string bytes = malformed(random, i);
    const auto statuses = answers_to(bytes, i % 2 == 0);
    ASSERT_EQ(statuses.size(), 1U) << bytes;
    ASSERT_GE(statuses[0], 400) << bytes;
    ASSERT_LT(statuses[0], 600) << bytes;
  }
  EXPECT_EQ(handler.handled, 0);
  EXPECT_EQ(get("/quick")->status, 200);
}

// Bytes changed anywhere: whatever comes back is well-formed.
TEST_F(HttpMalformed, MutatedRequestsGetWellFormedAnswers) {
  start({.io_threads = 2});
  const Philox random(11);
  std::size_t refused = 0;
  for (std::uint64_t i = 0; i < 3000; ++i) {
    std::string bytes = kGet + kPost + kChunked;
    const std::uint64_t changes = 1 + random.below(4, i, 0);
    for (std::uint64_t k = 0; k < changes; ++k) {
      const std::size_t at = random.below(bytes.size(), i, 100 + k);
      switch (random.below(3, i, 200 + k)) {
        case 0:
          bytes[at] = static_cast<char>(random.below(256, i, 300 + k));
          break;
        case 1:
          bytes.erase(at, 1 + random.below(20, i, 400 + k));
          break;
        default:
          bytes.insert(
              at, bytes.substr(random.below(bytes.size(), i, 500 + k), 1 + random.below(20, i, 600 + k)));
      }
    }
    const auto statuses = answers_to(bytes, i % 2 == 0);
    refused += static_cast<std::size_t>(
        std::count_if(statuses.begin(), statuses.end(), [](int s) { return s >= 400; }));
    if (HasFailure()) return;
  }
  EXPECT_GT(refused, 1000U);
  EXPECT_EQ(get("/quick")->status, 200);
}

}  // namespace
}  // namespace tenon
