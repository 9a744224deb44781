// Who is too large, too slow or too many.
#include <sys/resource.h>

#include <thread>
#include <vector>

#include "http/server.h"
#include "support/http_fixture.h"

namespace tenon {
namespace {

using namespace std::chrono_literals;
using testing::RawClient;
using Clock = std::chrono::steady_clock;

class HttpLimits : public testing::HttpFixture {
 protected:
  void expect_serving() {
    const auto answer = get("/quick");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
  }
  void expect_failure(RawClient& c, int status) {
    const auto answer = c.read_response();
    ASSERT_TRUE(answer) << status;
    EXPECT_EQ(answer->status, status);
    EXPECT_EQ(answer->headers.at("content-type"), "application/problem+json");
    EXPECT_NE(answer->body.find("\"id\":\"" + answer->headers.at("x-request-id")), std::string::npos)
        << answer->body;
    EXPECT_EQ(answer->headers.at("connection"), "close");
    EXPECT_TRUE(c.wait_for_close());
    EXPECT_TRUE(c.bytes().empty());
  }
};

TEST_F(HttpLimits, HeadsThatAreTooLong) {
  start({.header_bytes = 4096});
  RawClient header = client();
  ASSERT_TRUE(header.send("GET /quick HTTP/1.1\r\nHost: t\r\nX: " + std::string(4096, 'a') + "\r\n\r\n"));
  expect_failure(header, 431);
  RawClient endless = client();
  ASSERT_TRUE(endless.send("GET /quick HTTP/1.1\r\nHost: t\r\n"));
  for (int i = 0; i < 10'000 && endless.send("X-Header: 1234567890\r\n"); ++i) {
  }
  expect_failure(endless, 431);
  RawClient target = client();
  ASSERT_TRUE(target.send("GET /" + std::string(9000, 'a')));
  expect_failure(target, 431);
  start();
  RawClient long_target = client();
  ASSERT_TRUE(long_target.send("GET /" + std::string(9000, 'a')));
  expect_failure(long_target, 414);
  expect_serving();
}

TEST_F(HttpLimits, BodiesThatAreTooLong) {
  start({.body_bytes = 1000, .body_bytes_of = {}});
  RawClient known = client();
  ASSERT_TRUE(known.send("POST /else HTTP/1.1\r\nHost: t\r\nContent-Length: 1001\r\n\r\n"));
  expect_failure(known, 413);
  // A client that sends all of it first can still read why not.
  RawClient pushing = client();
  ASSERT_TRUE(pushing.send("POST /else HTTP/1.1\r\nHost: t\r\nContent-Length: 2000000\r\n\r\n" +
                           std::string(2'000'000, 'x')));
  expect_failure(pushing, 413);
  RawClient chunked = client();
  ASSERT_TRUE(chunked.send("POST /else HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"));
  for (int i = 0; i < 11; ++i) chunked.send("64\r\n" + std::string(100, 'x') + "\r\n");
  expect_failure(chunked, 413);
  EXPECT_EQ(handler.handled, 0);
  expect_serving();
}

TEST_F(HttpLimits, BodiesMayBeLongerWhereTheyMust) {
  start({.body_bytes = 10, .body_bytes_of = [](const HttpRequest& head) {
           if (!head.segments.empty() && head.segments[0] == "throw") throw std::runtime_error("a bug");
           return std::size_t{head.segments.size() == 1 && head.segments[0] == "upload" ? 3'000'000U : 10U};
         }});
  const std::string large(3'000'000, 'x');
  const auto answer =
      client().ask("POST /upload HTTP/1.1\r\nHost: t\r\nContent-Length: 3000000\r\n\r\n" + large);
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->body.ends_with(large));
  for (const char* target : {"/else", "/throw"}) {
    RawClient c = client();
    ASSERT_TRUE(c.send(std::string("POST ") + target + " HTTP/1.1\r\nHost: t\r\nContent-Length: 11\r\n\r\n"));
    expect_failure(c, 413);
  }
}

TEST_F(HttpLimits, AllBodiesTogetherAreBounded) {
  start({.bodies_bytes = 100'000});
  const std::string head = "POST /slow HTTP/1.1\r\nHost: t\r\nContent-Length: 80000\r\n\r\n";
  RawClient first = client();
  ASSERT_TRUE(first.send(head + std::string(79'999, 'x')));
  std::this_thread::sleep_for(100ms);
  RawClient second = client();
  ASSERT_TRUE(second.send(head + std::string(79'999, 'x')));
  expect_failure(second, 503);
  EXPECT_EQ(first.ask("x")->status, 200);
  // What was held is free again, also where a client went away.
  for (int i = 0; i < 5; ++i) {
    RawClient gone = client();
    ASSERT_TRUE(gone.send(head + std::string(70'000, 'x')));
    std::this_thread::sleep_for(20ms);
    gone.reset();
    std::this_thread::sleep_for(20ms);
    EXPECT_EQ(client().ask(head + std::string(80'000, 'x'))->status, 200);
  }
}

TEST_F(HttpLimits, SlowHeadsAreCut) {
  start({.header_time = 300ms});
  const auto begin = Clock::now();
  RawClient drip = client();
  const std::string head = "GET /quick HTTP/1.1\r\nHost: t\r\nX-Slow: yes\r\n";
  for (std::size_t i = 0; i < head.size() && drip.send(head.substr(i, 1)) && Clock::now() - begin < 3s; ++i) {
    std::this_thread::sleep_for(10ms);
    if (drip.receive(0ms)) break;
  }
  expect_failure(drip, 408);
  const auto taken = Clock::now() - begin;
  EXPECT_GE(taken, 300ms);
  EXPECT_LT(taken, 2s);
  // Who says nothing at all is closed without a word.
  RawClient silent = client();
  EXPECT_TRUE(silent.wait_for_close(2s));
  EXPECT_TRUE(silent.bytes().empty());
  expect_serving();
}

TEST_F(HttpLimits, SlowBodiesAreCut) {
  start({.body_time = 300ms});
  RawClient drip = client();
  ASSERT_TRUE(drip.send("POST /else HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n\r\n"));
  const auto begin = Clock::now();
  while (Clock::now() - begin < 3s && drip.send("x")) {
    std::this_thread::sleep_for(10ms);
    if (drip.receive(0ms)) break;
  }
  expect_failure(drip, 408);
  RawClient waiting = client();
  ASSERT_TRUE(
      waiting.send("POST /else HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n"));
  EXPECT_EQ(waiting.read_response()->status, 100);
  expect_failure(waiting, 408);
  EXPECT_EQ(handler.handled, 0);
}

TEST_F(HttpLimits, IdleConnectionsAreClosed) {
  start({.idle_time = 200ms});
  RawClient c = client();
  ASSERT_TRUE(c.ask("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n"));
  std::this_thread::sleep_for(50ms);
  ASSERT_TRUE(c.ask("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n"));
  const auto begin = Clock::now();
  EXPECT_TRUE(c.wait_for_close(2s));
  EXPECT_GE(Clock::now() - begin, 150ms);
  EXPECT_TRUE(c.bytes().empty());
}

TEST_F(HttpLimits, ClientsThatDoNotReadAreCut) {
  start({.write_time = 300ms});
  RawClient c = client();
  const int small = 4096;
  setsockopt(c.descriptor(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  ASSERT_TRUE(c.send("GET /large?bytes=50000000 HTTP/1.1\r\nHost: t\r\n\r\n"));
  std::this_thread::sleep_for(800ms);
  std::size_t read = 0;
  while (c.receive(200ms)) read += std::exchange(c.bytes(), {}).size();
  EXPECT_LT(read, 50'000'000U);
  expect_serving();
}

TEST_F(HttpLimits, AHandlerMayTakeLongerThanClients) {
  start({.header_time = 100ms, .body_time = 100ms, .idle_time = 100ms, .write_time = 100ms});
  handler.sleep_ms = 400;
  EXPECT_EQ(get("/slow")->status, 200);
}

TEST_F(HttpLimits, RequestsThatFindNoWorker) {
  start({.worker_threads = 1, .queued_requests = 2});
  handler.sleep_ms = 300;
  std::vector<RawClient> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(client());
    ASSERT_TRUE(clients.back().send("GET /slow HTTP/1.1\r\nHost: t\r\n\r\n"));
    while (i == 0 && handler.running == 0) std::this_thread::yield();
  }
  int refused = 0;
  for (RawClient& c : clients) {
    const auto answer = c.read_response();
    ASSERT_TRUE(answer);
    if (answer->status != 503) continue;
    ++refused;
    EXPECT_EQ(answer->headers.at("retry-after"), "1");
    // The request was whole: its connection goes on.
    EXPECT_EQ(c.ask("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n")->status, 200);
  }
  EXPECT_EQ(refused, 3);
}

TEST_F(HttpLimits, ConnectionsInAllAndOfAnAddress) {
  start({.io_threads = 2, .connections = 5, .connections_per_address = 3});
  const auto open = [&](const char* address) {
    RawClient c(server->port(), address);
    EXPECT_EQ(c.ask("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n")->status, 200);
    return c;
  };
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) clients.push_back(open("127.0.0.1"));
  RawClient fourth = client();
  ASSERT_TRUE(fourth.send("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n"));
  expect_failure(fourth, 429);
  clients.pop_back();
  std::this_thread::sleep_for(50ms);
  clients.push_back(open("127.0.0.1"));
}

TEST_F(HttpLimits, TooManyConnectionsInAll) {
  start({.connections = 2});
  std::vector<RawClient> clients;
  for (int i = 0; i < 2; ++i) {
    clients.push_back(client());
    ASSERT_TRUE(clients.back().ask("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n"));
  }
  RawClient third = client();
  const auto refused = third.read_response();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 503);
  EXPECT_TRUE(refused->headers.contains("retry-after"));
  clients.clear();
  std::this_thread::sleep_for(100ms);
  expect_serving();
}

// Of a proxy everybody's connections come from one address.
TEST_F(HttpLimits, TrustedProxiesMayHaveMany) {
  start({.connections_per_address = 1, .trusted_proxies = {"127.0.0.1"}});
  RawClient first = client();
  ASSERT_TRUE(first.ask("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n"));
  expect_serving();
}

TEST_F(HttpLimits, GoesOnWhenDescriptorsRunOut) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "UBSan opens a pipe to look at an object's type, and calls the object bad if it gets none";
#endif
  start();
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  std::vector<RawClient> clients;
  clients.push_back(client());
  ASSERT_TRUE(clients.back().ask("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n"));
  // Sockets of this test count as well: no descriptor is left for the server's end of the last ones.
  std::vector<int> sockets;
  for (int i = 0; i < 8; ++i) sockets.push_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  rlimit low = before;
  low.rlim_cur = static_cast<rlim_t>(sockets.back()) + 1;
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(server->port());
  inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
  for (const int s : sockets) EXPECT_EQ(connect(s, reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
  std::this_thread::sleep_for(300ms);
  // Those that are open are served meanwhile.
  EXPECT_EQ(clients.back().ask("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n")->status, 200);
  setrlimit(RLIMIT_NOFILE, &before);
  std::this_thread::sleep_for(300ms);
  for (const int s : sockets) {
    const std::string_view request = "GET /quick HTTP/1.1\r\nHost: t\r\n\r\n";
    EXPECT_EQ(send(s, request.data(), request.size(), MSG_NOSIGNAL), static_cast<ssize_t>(request.size()));
    char space[16];
    EXPECT_GT(recv(s, space, sizeof space, 0), 0);
    ::close(s);
  }
  expect_serving();
}

TEST_F(HttpLimits, ResetsAtAnyMomentDoNoHarm) {
  start({.io_threads = 2});
  handler.sleep_ms = 5;
  const std::string request = "POST /slow HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nbody";
  for (int i = 0; i < 200; ++i) {
    RawClient c = client();
    c.send(std::string_view(request).substr(0, static_cast<std::size_t>(i) % (request.size() + 1)));
    if (i % 3 == 0) std::this_thread::sleep_for(1ms);
    if (i % 2 == 0) c.reset();
  }
  for (int i = 0; i < 20; ++i) {
    RawClient c = client();
    c.send("GET /large?bytes=5000000 HTTP/1.1\r\nHost: t\r\n\r\n");
    if (i % 2 == 0) c.receive();
    c.reset();
  }
  expect_serving();
  EXPECT_TRUE(server->drain(5s));
  EXPECT_NE(metrics.text().find("tenon_http_connections 0\n"), std::string::npos);
}

}  // namespace
}  // namespace tenon
