// Stopping, gracefully and not.
#include <atomic>
#include <thread>
#include <vector>

#include "http/server.h"
#include "support/http_fixture.h"

namespace tenon {
namespace {

using namespace std::chrono_literals;
using testing::RawClient;
using Clock = std::chrono::steady_clock;

class HttpDrain : public testing::HttpFixture {};

TEST_F(HttpDrain, AnswersWhatRunsAndClosesWhatIsIdle) {
  start();
  handler.sleep_ms = 300;
  RawClient busy = client();
  RawClient idle = client();
  RawClient body = client();
  ASSERT_TRUE(idle.ask("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n"));
  ASSERT_TRUE(body.send("POST /else HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nbo"));
  ASSERT_TRUE(busy.send("GET /slow HTTP/1.1\r\nHost: t\r\n\r\n"));
  while (handler.running == 0) std::this_thread::yield();
  std::atomic<bool> drained{false};
  std::thread drain([&] {
    EXPECT_TRUE(server->drain(5s));
    drained = true;
  });
  EXPECT_TRUE(idle.wait_for_close());
  EXPECT_FALSE(drained);
  // A request that has begun may still end.
  ASSERT_TRUE(body.send("dy"));
  for (RawClient* c : {&busy, &body}) {
    const auto answer = c->read_response();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->headers.at("connection"), "close");
    EXPECT_TRUE(c->wait_for_close());
    c->close();
  }
  drain.join();
  EXPECT_FALSE(RawClient(server->port()).is_connected());
  // Once is enough.
  EXPECT_TRUE(server->drain(1s));
  server->stop();
}

TEST_F(HttpDrain, CutsWhatTakesTooLong) {
  start();
  handler.sleep_ms = 500;
  RawClient busy = client();
  RawClient half = client();
  ASSERT_TRUE(busy.send("GET /slow HTTP/1.1\r\nHost: t\r\n\r\n"));
  ASSERT_TRUE(half.send("GET /quick HTT"));
  while (handler.running == 0) std::this_thread::yield();
  const auto begin = Clock::now();
  EXPECT_FALSE(server->drain(200ms));
  // The handler is waited for, its client is not.
  EXPECT_LT(Clock::now() - begin, 2s);
  EXPECT_EQ(handler.running, 0);
  EXPECT_TRUE(half.wait_for_close());
  EXPECT_TRUE(busy.wait_for_close());
  EXPECT_TRUE(busy.bytes().empty()) << busy.bytes();
}

// Under load no answer is lost: each request that was sent on a new or kept connection is answered whole, or
// its connection was closed before a byte of the answer.
TEST_F(HttpDrain, UnderLoad) {
  start({.io_threads = 2});
  handler.sleep_ms = 3;
  std::atomic<bool> stop{false};
  std::atomic<int> answered{0};
  std::atomic<int> torn{0};
  std::vector<std::thread> clients;
  for (int t = 0; t < 8; ++t) {
    clients.emplace_back([&, t] {
      while (!stop) {
        RawClient c = client();
        if (!c.is_connected()) return;
        for (int i = 0; i < 20 && !stop; ++i) {
          const char* target = (i + t) % 3 == 0   ? "/slow"
                               : (i + t) % 3 == 1 ? "/quick"
                                                  : "/large?bytes=300000";
          if (!c.send(std::string("GET ") + target + " HTTP/1.1\r\nHost: t\r\n\r\n")) break;
          const auto answer = c.read_response();
          if (!answer) {
            if (!c.bytes().empty()) ++torn;
            break;
          }
          if (answer->status == 200) ++answered;
          if (answer->headers.contains("connection")) break;
        }
      }
    });
  }
  while (answered < 200) std::this_thread::yield();
  const bool all = server->drain(5s);
  stop = true;
  for (auto& thread : clients) thread.join();
  EXPECT_TRUE(all);
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(handler.running, 0);
}

TEST_F(HttpDrain, StopsWithConnectionsInEveryState) {
  for (int round = 0; round < 5; ++round) {
    start({.io_threads = 2, .worker_threads = 1});
    handler.sleep_ms = 30;
    std::vector<RawClient> clients;
    for (const char* bytes :
         {"", "GET /qu", "POST /else HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nab",
          "GET /slow HTTP/1.1\r\nHost: t\r\n\r\n", "GET /slow HTTP/1.1\r\nHost: t\r\n\r\n",
          "GET /events?topic=a&guarded=1 HTTP/1.1\r\nHost: t\r\n\r\n",
          "GET /large?bytes=9000000 HTTP/1.1\r\nHost: t\r\n\r\n", "bad\r\n\r\n",
          "GET /quick HTTP/1.1\r\nHost: t\r\n\r\n"}) {
      clients.push_back(client());
      ASSERT_TRUE(clients.back().send(bytes));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5 * round));
    if (round % 2 == 0) server->stop();
    server.reset();
    for (RawClient& c : clients) EXPECT_TRUE(c.wait_for_close());
  }
}

}  // namespace
}  // namespace tenon
