// Topics to which events are published, and those who listen: what stands behind Server-Sent Events.
//
// Events are numbered in one row for all topics. The id that a listener sees is "EPOCH.NUMBER"; EPOCH differs
// from hub to hub, so that the id of an earlier run of the program is recognised. Each topic keeps its last
// events: who comes back with an id gets all events since, or, where they are not known any more, the event
// `reset`, which tells it to read anew what it shows.
//
// Thread-safe. An event is written out once and shared by all listeners; publishing costs one message to each
// thread that has listeners.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tenon {

struct EventHubOptions {
  std::size_t topic_events = 256;                     // kept for each topic
  std::size_t topic_bytes = std::size_t{256} * 1024;  // of them
  std::size_t topics = 4096;                          // with kept events; beyond it the quietest is forgotten
  std::chrono::seconds topic_time{600};               // a topic that was quiet for so long is forgotten
};

struct PublishedEvent {
  std::uint64_t number = 0;
  std::string topic;
  std::string frame;  // as sent: "id: …\nevent: …\ndata: …\n\n"
};
using SharedEvent = std::shared_ptr<const PublishedEvent>;

// A thread of a server that has listeners.
class EventOutlet {
 public:
  virtual ~EventOutlet() = default;
  // Called in the order of the numbers, under the lock of the hub: must only pass the event on.
  virtual void deliver(SharedEvent event) = 0;
};

class EventHub {
 public:
  using Clock = std::chrono::steady_clock;

  explicit EventHub(EventHubOptions options = {});
  EventHub(const EventHub&) = delete;
  EventHub& operator=(const EventHub&) = delete;

  // The number of the event. `name`: what EventSource listens to ("case.changed"), empty for its default
  // "message"; line ends in it become spaces. `data` may have several lines.
  std::uint64_t publish(std::string topic, std::string_view name, std::string_view data,
                        Clock::time_point now = Clock::now());

  // What a listener of `topics` is sent first, and the number of the last event that it covers: events up to
  // that one are not for it any more. `last_event_id`: as it sent it, empty: new. Costs O(kept events of the
  // topics).
  struct Opening {
    std::string frames;
    std::uint64_t number = 0;
  };
  [[nodiscard]] Opening open(const std::vector<std::string>& topics, std::string_view last_event_id) const;

  void attach(EventOutlet& outlet);
  void detach(EventOutlet& outlet);  // after it returns nothing more is delivered

  [[nodiscard]] std::string id_text(std::uint64_t number) const;

 private:
  struct Topic {
    std::deque<SharedEvent> events;
    std::size_t bytes = 0;
    std::uint64_t forgotten = 0;  // number of the last event that was let go
    Clock::time_point last{};
  };

  [[nodiscard]] bool parse_id(std::string_view id, std::uint64_t& number) const;
  void keep(const SharedEvent& event, Clock::time_point now);
  void forget_quiet_topics(Clock::time_point now);

  EventHubOptions options_;
  std::string epoch_;
  mutable std::mutex mutex_;
  std::uint64_t last_number_ = 0;
  std::uint64_t forgotten_ = 0;  // of topics that are not kept at all
  std::unordered_map<std::string, Topic> topics_;
  Clock::time_point last_sweep_{};
  std::vector<EventOutlet*> outlets_;
};

// Fields of an event of text/event-stream; `id` empty: none.
std::string event_frame(std::string_view id, std::string_view name, std::string_view data);

}  // namespace tenon
