#include "http/server.h"

#include <fstream>
#include <thread>

#include "support/http_fixture.h"

namespace tenon {
namespace {

using testing::RawClient;
using testing::RawResponse;

class HttpServerTest : public testing::HttpFixture {};

TEST_F(HttpServerTest, AnswersQuicklyAndOnWorkers) {
  start();
  const auto quick = get("/quick/a%2Fb?x=1&y=a+b");
  ASSERT_TRUE(quick);
  EXPECT_EQ(quick->status, 200);
  EXPECT_EQ(quick->body, "GET\n[quick][a/b]\nx=1;y=a b;\n127.0.0.1 plain\n");
  EXPECT_EQ(handler.handled, 0);
  const auto worked = get("/else");
  ASSERT_TRUE(worked);
  EXPECT_EQ(worked->body, "GET\n[else]\n\n127.0.0.1 plain\n");
  EXPECT_EQ(handler.handled, 1);
}

TEST_F(HttpServerTest, KeepsConnectionsAndTakesBodies) {
  start();
  RawClient c = client();
  for (int i = 0; i < 3; ++i) {
    const auto answer = c.ask("POST /else HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello");
    ASSERT_TRUE(answer) << i;
    EXPECT_EQ(answer->body, "POST\n[else]\n\n127.0.0.1 plain\nhello");
    EXPECT_FALSE(answer->headers.contains("connection"));
  }
  const auto chunked = c.ask(
      "PUT /else HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n "
      "world\r\n0\r\n\r\n");
  ASSERT_TRUE(chunked);
  EXPECT_TRUE(chunked->body.ends_with("\nhello world"));
  const std::string large(900'000, 'z');
  const auto whole = c.ask("PUT /else HTTP/1.1\r\nHost: t\r\nContent-Length: 900000\r\n\r\n" + large);
  ASSERT_TRUE(whole);
  EXPECT_TRUE(whole->body.ends_with("\n" + large));
}

TEST_F(HttpServerTest, EveryAnswerHasItsHeaders) {
  start();
  std::string last_id;
  for (const char* target : {"/quick", "/else", "/missing", "/throw", "/%zz"}) {
    const auto answer = get(target);
    ASSERT_TRUE(answer) << target;
    for (const char* name : {"date", "x-request-id", "content-security-policy", "x-content-type-options",
                             "referrer-policy", "x-frame-options", "cross-origin-opener-policy",
                             "permissions-policy", "cache-control", "content-length"})
      EXPECT_TRUE(answer->headers.contains(name)) << target << " " << name;
    EXPECT_FALSE(answer->headers.contains("strict-transport-security"));
    EXPECT_NE(answer->headers.at("x-request-id"), last_id);
    last_id = answer->headers.at("x-request-id");
  }
  const auto own = get("/headers");
  ASSERT_TRUE(own);
  EXPECT_EQ(own->body, "<p>");
  EXPECT_EQ(own->headers.at("content-security-policy"), "default-src 'none'");
  EXPECT_EQ(own->headers.at("cache-control"), "max-age=60");
  EXPECT_NE(own->head.find("set-cookie: a=1\r\n"), std::string::npos);
  EXPECT_NE(own->head.find("set-cookie: b=2\r\n"), std::string::npos);
}

TEST_F(HttpServerTest, HeadIsGetWithoutItsBody) {
  start();
  RawClient c = client();
  const auto head = c.ask("HEAD /large?bytes=5000 HTTP/1.1\r\nHost: t\r\n\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->headers.at("content-length"), "5000");
  // Nothing of a body stands before the next answer.
  const auto next = c.ask("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n");
  ASSERT_TRUE(next);
  EXPECT_TRUE(next->body.starts_with("GET\n"));
  for (const char* target : {"/empty", "/not-modified"}) {
    const auto none = c.ask(std::string("GET ") + target + " HTTP/1.1\r\nHost: t\r\n\r\n");
    ASSERT_TRUE(none) << target;
    EXPECT_FALSE(none->headers.contains("content-length")) << target;
  }
  EXPECT_TRUE(c.ask("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n"));
}

TEST_F(HttpServerTest, OptionsAndOtherMethodsAreTheHandlers) {
  start();
  RawClient c = client();
  EXPECT_TRUE(c.ask("OPTIONS * HTTP/1.1\r\nHost: t\r\n\r\n")->body.starts_with("OPTIONS\n\n"));
  EXPECT_TRUE(c.ask("OPTIONS /a HTTP/1.1\r\nHost: t\r\n\r\n")->body.starts_with("OPTIONS\n[a]\n"));
  EXPECT_TRUE(c.ask("BREW /a HTTP/1.1\r\nHost: t\r\n\r\n")->body.starts_with("BREW\n[a]\n"));
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInOrder) {
  start({.io_threads = 2});
  handler.sleep_ms = 20;
  RawClient c = client();
  std::string requests;
  for (int i = 0; i < 40; ++i) {
    const std::string target = (i % 4 == 0   ? "/slow/"
                                : i % 2 == 0 ? "/quick/"
                                             : "/else/") +
                               std::to_string(i);
    requests += "POST " + target + " HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\nab";
  }
  ASSERT_TRUE(c.send(requests));
  for (int i = 0; i < 40; ++i) {
    const auto answer = c.read_response();
    ASSERT_TRUE(answer) << i;
    EXPECT_NE(answer->body.find("[" + std::to_string(i) + "]"), std::string::npos) << i;
  }
  EXPECT_TRUE(c.bytes().empty());
}

TEST_F(HttpServerTest, ClosesWhenAsked) {
  start();
  RawClient closing = client();
  const auto answer = closing.ask(
      "GET /quick HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\nGET /else HTTP/1.1\r\nHost: t\r\n\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->headers.at("connection"), "close");
  EXPECT_TRUE(closing.wait_for_close());
  EXPECT_TRUE(closing.bytes().empty());
  EXPECT_EQ(handler.handled, 0);

  RawClient old = client();
  EXPECT_EQ(old.ask("GET /quick HTTP/1.0\r\n\r\n")->headers.at("connection"), "close");
  EXPECT_TRUE(old.wait_for_close());
  RawClient old_and_kept = client();
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(
        old_and_kept.ask("GET /quick HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")->headers.at("connection"),
        "keep-alive");
}

// A client that says it is done sending still gets its answer.
TEST_F(HttpServerTest, AnswersHalfClosedClients) {
  start();
  RawClient c = client();
  ASSERT_TRUE(c.send("GET /slow HTTP/1.1\r\nHost: t\r\n\r\n"));
  c.finish_sending();
  const auto answer = c.read_response();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_TRUE(c.wait_for_close());
}

TEST_F(HttpServerTest, Continues) {
  start();
  RawClient c = client();
  ASSERT_TRUE(c.send("PUT /else HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"));
  const auto go_on = c.read_response();
  ASSERT_TRUE(go_on);
  EXPECT_EQ(go_on->status, 100);
  const auto answer = c.ask("hello");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  // Refused before the body is sent.
  ASSERT_TRUE(
      c.send("PUT /else HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 5000000\r\n\r\n"));
  EXPECT_EQ(c.read_response()->status, 413);
}

TEST_F(HttpServerTest, ExceptionsTellNothing) {
  const std::string path = ::testing::TempDir() + "http_server_test.jsonl";
  std::remove(path.c_str());
  {
    auto log = AccessLog::open({.file = path});
    ASSERT_TRUE(log.ok());
    start({}, &*log);
    RawClient c = client();
    for (const char* target : {"/throw", "/throw-int", "/throw-quickly", "/split"}) {
      const auto answer =
          c.ask(std::string("GET ") + target + "?token=t0p HTTP/1.1\r\nHost: t\r\nUser-Agent: u\r\n\r\n");
      ASSERT_TRUE(answer) << target;
      EXPECT_EQ(answer->status, 500) << target;
      EXPECT_EQ(answer->body.find("10.1.2.3"), std::string::npos);
      EXPECT_EQ(answer->head.find("evil"), std::string::npos);
    }
    // And the connection goes on.
    EXPECT_EQ(c.ask("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n")->status, 200);
    server->stop();
    server.reset();
  }
  std::ifstream file(path);
  const std::string log((std::istreambuf_iterator<char>(file)), {});
  EXPECT_NE(log.find("database at 10.1.2.3 said no"), std::string::npos);
  EXPECT_NE(log.find("a bug in the quick part"), std::string::npos);
  EXPECT_NE(log.find("\"method\":\"GET\",\"target\":\"/throw?token=*\",\"status\":500"), std::string::npos)
      << log;
  EXPECT_NE(
      log.find(
          "\"account\":\"toy\",\"method\":\"GET\",\"target\":\"/quick\",\"route\":\"/quick\",\"status\":200"),
      std::string::npos)
      << log;
  EXPECT_EQ(log.find("t0p"), std::string::npos);
}

TEST_F(HttpServerTest, LargeAnswersComeWhole) {
  start();
  RawClient c = client();
  for (int i = 0; i < 3; ++i) {
    const auto answer = c.ask("GET /large?bytes=5000000 HTTP/1.1\r\nHost: t\r\n\r\n");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, std::string(5'000'000, 'x'));
  }
}

TEST_F(HttpServerTest, ForwardedAddressesOnlyFromTrustedProxies) {
  const std::string forwarded = "X-Forwarded-For: 6.6.6.6, 1.2.3.4\r\nX-Forwarded-Proto: https\r\n";
  start();
  EXPECT_NE(get("/quick", forwarded)->body.find("\n127.0.0.1 plain\n"), std::string::npos);
  start({.trusted_proxies = {"127.0.0.0/8"}});
  const auto answer = get("/quick", forwarded);
  EXPECT_NE(answer->body.find("\n1.2.3.4 secure\n"), std::string::npos);
  EXPECT_EQ(answer->headers.at("strict-transport-security"), "max-age=31536000");
}

TEST_F(HttpServerTest, CountsWhatItDoes) {
  start();
  (void)get("/quick");
  (void)get("/else");
  RawClient open = client();
  ASSERT_TRUE(open.ask("GET /missing HTTP/1.1\r\nHost: t\r\n\r\n"));
  // Counted behind the answer, on the thread of the server.
  const auto holds = [&](const char* line) {
    for (int i = 0; i < 500; ++i) {
      if (metrics.text().find(line) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  };
  for (const char* line : {"tenon_http_requests_total{method=\"GET\",route=\"/quick\",status=\"2xx\"} 1\n",
                           "tenon_http_requests_total{method=\"GET\",route=\"other\",status=\"4xx\"} 1\n",
                           "tenon_http_connections_total 3\n", "tenon_http_connections 1\n",
                           "tenon_http_workers_busy 0\n", "tenon_http_requests_queued 0\n"})
    EXPECT_TRUE(holds(line)) << line << metrics.text();
}

TEST_F(HttpServerTest, OptionsThatMakeNoSense) {
  const auto error_of = [&](HttpServerOptions options) {
    auto started = HttpServer::start(std::move(options), handler, events, nullptr, nullptr);
    EXPECT_FALSE(started.ok());
    return started.ok() ? Error{} : started.error();
  };
  start();
  const Error taken = error_of({.port = server->port()});
  EXPECT_EQ(taken.code, ErrorCode::kConflict);
  EXPECT_EQ(taken.message,
            "127.0.0.1:" + std::to_string(server->port()) + " is taken: another program listens there");
  EXPECT_EQ(error_of({.address = "localhost"}).code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of({.address = "203.0.113.7"}).code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of({.io_threads = 0}).code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of({.header_time = std::chrono::milliseconds(0)}).code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of({.certificate_file = "x"}).code, ErrorCode::kInvalidArgument);
  EXPECT_NE(error_of({.trusted_proxies = {"proxy"}}).message.find("'proxy'"), std::string::npos);
}

TEST_F(HttpServerTest, ListensOnIpv6) {
  HttpServerOptions options{.address = "::"};
  auto started = HttpServer::start(options, handler, events, nullptr, nullptr);
  if (!started.ok()) GTEST_SKIP() << "no IPv6 here: " << started.error().message;
  server.emplace(std::move(started).value());
  // IPv4 as well, and shown as such.
  EXPECT_NE(get("/quick")->body.find("\n127.0.0.1 plain\n"), std::string::npos);
}

}  // namespace
}  // namespace tenon
