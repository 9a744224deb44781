// Event streams over connections.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <thread>
#include <vector>

#include "http/server.h"
#include "support/http_fixture.h"

namespace tenon {
namespace {

using namespace std::chrono_literals;
using testing::RawClient;

class HttpStreams : public testing::HttpFixture {
 protected:
  RawClient listen(const std::string& target, const std::string& last_id = "") {
    RawClient c = client();
    EXPECT_TRUE(c.send("GET " + target + " HTTP/1.1\r\nHost: t\r\n" +
                       (last_id.empty() ? "" : "Last-Event-ID: " + last_id + "\r\n") + "\r\n"));
    EXPECT_TRUE(c.wait_for("\r\n\r\nid: "));
    return c;
  }
  bool has_listeners(int count) {
    const std::string line = "tenon_http_event_listeners " + std::to_string(count) + "\n";
    for (int i = 0; i < 500; ++i) {
      if (metrics.text().find(line) != std::string::npos) return true;
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }
};

TEST_F(HttpStreams, PassesEventsOn) {
  start({.io_threads = 2});
  RawClient both = listen("/events?topic=a&topic=b&topic=a");
  RawClient one = listen("/events?topic=b");
  EXPECT_NE(both.bytes().find("content-type: text/event-stream\r\n"), std::string::npos);
  EXPECT_NE(both.bytes().find("cache-control: no-store\r\n"), std::string::npos);
  EXPECT_EQ(both.bytes().find("content-length"), std::string::npos);
  events.publish("a", "first", "1\n2");
  events.publish("b", "second", "3");
  events.publish("c", "third", "4");
  const std::string first = "id: " + events.id_text(1) + "\nevent: first\ndata: 1\ndata: 2\n\n";
  const std::string second = "id: " + events.id_text(2) + "\nevent: second\ndata: 3\n\n";
  EXPECT_TRUE(both.wait_for(first + second));
  EXPECT_TRUE(one.wait_for(second));
  EXPECT_EQ(one.bytes().find("first"), std::string::npos);
  EXPECT_EQ(both.bytes().find("third"), std::string::npos);
  EXPECT_EQ(both.bytes().find("event: first", both.bytes().find(first) + first.size()), std::string::npos);
  EXPECT_TRUE(has_listeners(2));
  one.close();
  EXPECT_TRUE(has_listeners(1));
  both.reset();
  EXPECT_TRUE(has_listeners(0));
}

TEST_F(HttpStreams, ResumesAndResets) {
  start();
  events.publish("a", "first", "1");
  events.publish("a", "second", "2");
  RawClient resumed = listen("/events?topic=a", events.id_text(1));
  EXPECT_TRUE(resumed.wait_for("event: second\n"));
  events.publish("a", "third", "3");
  EXPECT_TRUE(resumed.wait_for("event: third\n"));
  EXPECT_EQ(resumed.bytes().find("first"), std::string::npos);
  EXPECT_EQ(resumed.bytes().find("reset"), std::string::npos);
  RawClient stranger = listen("/events?topic=a", "another-run.2");
  EXPECT_TRUE(stranger.wait_for("event: reset\n"));
  EXPECT_EQ(stranger.bytes().find("second"), std::string::npos);
}

// While events are published all the time, whoever comes and comes back misses none and sees none twice.
TEST_F(HttpStreams, NothingIsLostOnTheWayInAndOut) {
  start({.io_threads = 2});
  std::atomic<bool> stop{false};
  std::thread publisher([&] {
    for (int i = 0; !stop; ++i) {
      events.publish(i % 2 == 0 ? "a" : "b", "n", "x");
      if (i % 8 == 0) std::this_thread::sleep_for(1ms);
    }
  });
  std::string last_id;
  std::uint64_t seen = 0;
  for (int round = 0; round < 30; ++round) {
    RawClient c = listen("/events?topic=a&topic=b", last_id);
    std::string& bytes = c.bytes();
    bytes.erase(0, bytes.find("\r\n\r\n") + 4);
    for (int i = 0; i < 3; ++i) c.receive(5ms);
    bytes.erase(bytes.rfind("\n\n") + 2);
    ASSERT_EQ(bytes.find("event: reset"), std::string::npos) << round;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t end = bytes.find("\n\n", at);
      const std::string frame = bytes.substr(at, end - at);
      at = end + 2;
      const std::size_t id_end = std::min(frame.find('\n'), frame.size());
      last_id = frame.substr(4, id_end - 4);
      const std::uint64_t number = std::stoull(last_id.substr(last_id.find('.') + 1));
      // The first frame has an id and no event.
      if (frame.find("event: n") == std::string::npos) {
        if (seen != 0) {
          ASSERT_EQ(number, seen);
        }
        seen = number;
        continue;
      }
      ASSERT_EQ(number, seen + 1);
      seen = number;
    }
  }
  stop = true;
  publisher.join();
  EXPECT_GT(seen, 100U);
}

TEST_F(HttpStreams, HeartbeatsAndPermission) {
  start({.heartbeat = 100ms});
  RawClient plain = listen("/events?topic=a");
  RawClient guarded = listen("/events?topic=a&guarded=1");
  EXPECT_TRUE(plain.wait_for("\n\n:\n\n:\n\n"));
  EXPECT_TRUE(guarded.wait_for("\n\n:\n\n"));
  EXPECT_GT(handler.asked_whether_to_go_on, 0);
  handler.may_go_on = false;
  EXPECT_TRUE(guarded.wait_for("event: goodbye\ndata: this stream may not go on\n\n"));
  EXPECT_TRUE(guarded.wait_for_close());
  plain.bytes().clear();
  EXPECT_TRUE(plain.wait_for(":\n\n"));
}

TEST_F(HttpStreams, SlowListenersAreClosedAndOthersNotHeldUp) {
  start({.stream_bytes = 100'000});
  RawClient fast = listen("/events?topic=a");
  RawClient slow = client();
  const int small = 4096;
  setsockopt(slow.descriptor(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  ASSERT_TRUE(slow.send("GET /events?topic=a HTTP/1.1\r\nHost: t\r\n\r\n"));
  ASSERT_TRUE(has_listeners(2));
  std::size_t received = 0;
  const std::string data(10'000, 'x');
  for (int i = 0; i < 1000; ++i) {
    events.publish("a", "n", data);
    while (received < static_cast<std::size_t>(i) * data.size() && fast.receive(5s))
      received += std::exchange(fast.bytes(), {}).size();
  }
  EXPECT_TRUE(has_listeners(1));
  EXPECT_TRUE(slow.wait_for_close());
}

TEST_F(HttpStreams, AStreamIsNoPlaceForRequests) {
  start();
  RawClient c = listen("/events?topic=a");
  ASSERT_TRUE(c.send("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n"));
  events.publish("a", "n", "x");
  EXPECT_TRUE(c.wait_for("event: n\n"));
  EXPECT_EQ(c.bytes().find("[quick]"), std::string::npos);
  // HEAD tells what GET would be and ends.
  RawClient head = client();
  const auto answer = head.ask("HEAD /events?topic=a HTTP/1.1\r\nHost: t\r\n\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->headers.at("content-type"), "text/event-stream");
  EXPECT_TRUE(head.wait_for_close());
}

TEST_F(HttpStreams, GoodbyeWhenTheServerDrains) {
  start({.io_threads = 2});
  std::vector<RawClient> listeners;
  for (int i = 0; i < 20; ++i) listeners.push_back(listen("/events?topic=a"));
  std::thread drain([&] { EXPECT_TRUE(server->drain(5s)); });
  for (RawClient& c : listeners) {
    EXPECT_TRUE(c.wait_for("event: goodbye\ndata: the server stops\n\n"));
    EXPECT_TRUE(c.wait_for_close());
    c.close();
  }
  drain.join();
  EXPECT_TRUE(has_listeners(0));
  events.publish("a", "n", "to nobody");
}

}  // namespace
}  // namespace tenon
