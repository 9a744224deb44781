#include "http/event_hub.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <thread>

namespace tenon {
namespace {

using namespace std::chrono_literals;

const EventHub::Clock::time_point kStart{1000s};

struct Outlet : EventOutlet {
  void deliver(SharedEvent event) override { events.push_back(std::move(event)); }
  std::vector<SharedEvent> events;
};

bool has_reset(const EventHub::Opening& opening) {
  return opening.frames.find("event: reset\n") != std::string::npos;
}

// Names of the events in an opening, in order.
std::vector<std::string> names(const EventHub::Opening& opening) {
  std::vector<std::string> found;
  const std::string mark = "event: ";
  for (std::size_t at = opening.frames.find(mark); at != std::string::npos;
       at = opening.frames.find(mark, at + 1))
    found.push_back(
        opening.frames.substr(at + mark.size(), opening.frames.find('\n', at) - at - mark.size()));
  return found;
}

TEST(EventFrame, HasOneLineForEachLineOfData) {
  EXPECT_EQ(event_frame("7", "changed", "a"), "id: 7\nevent: changed\ndata: a\n\n");
  EXPECT_EQ(event_frame("", "", "a\nb\r\nc\rd"), "data: a\ndata: b\ndata: c\ndata: d\n\n");
  EXPECT_EQ(event_frame("", "", ""), "data: \n\n");
  EXPECT_EQ(event_frame("", "", "a\n"), "data: a\ndata: \n\n");
  EXPECT_EQ(event_frame("", "x\ndata: evil", "\n\nid: 9"),
            "event: x data: evil\ndata: \ndata: \ndata: id: 9\n\n");
}

TEST(EventHub, NumbersAndDeliversInOrder) {
  EventHub hub;
  Outlet outlet;
  hub.attach(outlet);
  EXPECT_EQ(hub.publish("a", "n", "1"), 1U);
  EXPECT_EQ(hub.publish("b", "n", "2"), 2U);
  hub.detach(outlet);
  EXPECT_EQ(hub.publish("a", "n", "3"), 3U);
  ASSERT_EQ(outlet.events.size(), 2U);
  EXPECT_EQ(outlet.events[1]->topic, "b");
  EXPECT_EQ(outlet.events[1]->frame, "id: " + hub.id_text(2) + "\nevent: n\ndata: 2\n\n");
}

TEST(EventHub, ResumesBehindTheLastId) {
  EventHub hub;
  for (const char* topic : {"a", "b", "c", "a", "b"}) hub.publish(topic, topic, "x");
  EXPECT_EQ(names(hub.open({"a", "b", "a"}, hub.id_text(1))), (std::vector<std::string>{"b", "a", "b"}));
  EXPECT_EQ(names(hub.open({"a"}, hub.id_text(4))), std::vector<std::string>{});
  EXPECT_EQ(names(hub.open({"nothing"}, hub.id_text(0))), std::vector<std::string>{});
  // Who is new gets nothing of the past, but an id to come back with.
  const EventHub::Opening fresh = hub.open({"a"}, "");
  EXPECT_EQ(fresh.frames, "id: " + hub.id_text(5) + "\n\n");
  EXPECT_EQ(fresh.number, 5U);
}

TEST(EventHub, TellsWhatItCannotResume) {
  EventHub hub({.topic_events = 3});
  for (int i = 0; i < 5; ++i) hub.publish("a", "n", "x");
  EXPECT_FALSE(has_reset(hub.open({"a"}, hub.id_text(2))));
  EXPECT_TRUE(has_reset(hub.open({"a"}, hub.id_text(1))));
  EXPECT_FALSE(has_reset(hub.open({"b"}, hub.id_text(1))));
  EXPECT_TRUE(has_reset(hub.open({"a"}, hub.id_text(6))));
  for (const char* wrong : {"5", "x.5", ".", "other.1", "-1", "\n"})
    EXPECT_TRUE(has_reset(hub.open({"b"}, wrong))) << wrong;
  EXPECT_TRUE(has_reset(hub.open({"b"}, hub.id_text(1) + "x")));
}

TEST(EventHub, BoundsBytesAndTopics) {
  EventHub hub({.topic_events = 100, .topic_bytes = 1100, .topics = 8});
  for (int i = 0; i < 5; ++i) hub.publish("a", "n", std::string(300, 'x'), kStart);
  const std::size_t kept = names(hub.open({"a"}, hub.id_text(2))).size();
  EXPECT_TRUE(has_reset(hub.open({"a"}, hub.id_text(1))));
  EXPECT_EQ(kept, 3U);
  // One event that is too large by itself is not kept, and that shows.
  hub.publish("big", "n", std::string(5000, 'x'), kStart);
  EXPECT_TRUE(has_reset(hub.open({"big"}, hub.id_text(5))));
  // Many topics: the quietest go, and whoever listened to them is told.
  for (int i = 0; i < 100; ++i)
    hub.publish("t" + std::to_string(i), "n", "x", kStart + std::chrono::seconds(i));
  EXPECT_TRUE(has_reset(hub.open({"t0"}, hub.id_text(6))));
  EXPECT_FALSE(has_reset(hub.open({"t99"}, hub.id_text(105))));
}

TEST(EventHub, ForgetsQuietTopics) {
  EventHub hub({.topic_time = 60s});
  hub.publish("a", "n", "x", kStart);
  hub.publish("b", "n", "x", kStart + 50s);
  EXPECT_EQ(names(hub.open({"a"}, hub.id_text(0))), std::vector<std::string>{"n"});
  hub.publish("b", "n", "x", kStart + 70s);
  EXPECT_TRUE(has_reset(hub.open({"a"}, hub.id_text(0))));
  EXPECT_FALSE(has_reset(hub.open({"a"}, hub.id_text(1))));
}

// A listener that comes and goes at random either has every event of its topics once, in order, or was told
// to reset.
RC_GTEST_PROP(EventHub, NothingIsMissedUnnoticed, ()) {
  EventHub hub(
      {.topic_events = *rc::gen::inRange<std::size_t>(1, 6), .topics = *rc::gen::inRange<std::size_t>(1, 4)});
  const std::vector<std::string> topics{"t0", "t1"};
  std::map<std::uint64_t, std::string> published;
  std::uint64_t seen = 0;
  auto now = kStart;
  for (const int act : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 8))) {
    now += 1s;
    if (act < 6) {
      const std::string topic = "t" + std::to_string(act);
      published[hub.publish(topic, topic, "x", now)] = topic;
      continue;
    }
    const EventHub::Opening opening = hub.open(topics, hub.id_text(seen));
    if (!has_reset(opening)) {
      std::vector<std::string> expected;
      for (auto event = published.upper_bound(seen); event != published.end(); ++event) {
        if (event->second == "t0" || event->second == "t1") expected.push_back(event->second);
      }
      RC_ASSERT(names(opening) == expected);
    }
    seen = opening.number;
  }
}

TEST(EventHub, IsThreadSafe) {
  EventHub hub;
  Outlet outlet;
  hub.attach(outlet);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        hub.publish("a", "n", "x");
        (void)hub.open({"a"}, "");
      }
    });
  }
  for (auto& thread : threads) thread.join();
  ASSERT_EQ(outlet.events.size(), 800U);
  for (std::size_t i = 0; i < 800; ++i) EXPECT_EQ(outlet.events[i]->number, i + 1);
}

}  // namespace
}  // namespace tenon
