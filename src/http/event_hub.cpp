#include "http/event_hub.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace tenon {
namespace {

std::string make_epoch() {
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  char text[32];
  const auto end = std::to_chars(std::begin(text), std::end(text), microseconds.count(), 36).ptr;
  return {std::begin(text), end};
}

constexpr std::string_view kReset = "event: reset\ndata: events were missed; read anew\n\n";

}  // namespace

std::string event_frame(std::string_view id, std::string_view name, std::string_view data) {
  std::string frame;
  frame.reserve(id.size() + name.size() + data.size() + 32);
  if (!id.empty()) frame.append("id: ").append(id).append("\n");
  if (!name.empty()) {
    frame += "event: ";
    for (const char c : name) frame += c == '\n' || c == '\r' ? ' ' : c;
    frame += '\n';
  }
  while (true) {
    const std::size_t end = std::min(data.find_first_of("\r\n"), data.size());
    frame.append("data: ").append(data.substr(0, end)).append("\n");
    if (end == data.size()) break;
    data.remove_prefix(end + (data.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  frame += '\n';
  return frame;
}

EventHub::EventHub(EventHubOptions options) : options_(options), epoch_(make_epoch()) {}

std::string EventHub::id_text(std::uint64_t number) const {
  return epoch_ + "." + std::to_string(number);
}

bool EventHub::parse_id(std::string_view id, std::uint64_t& number) const {
  const std::size_t dot = id.find('.');
  if (dot == std::string_view::npos || id.substr(0, dot) != epoch_) return false;
  const std::string_view digits = id.substr(dot + 1);
  const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return ec == std::errc() && end == digits.data() + digits.size();
}

std::uint64_t EventHub::publish(std::string topic, std::string_view name, std::string_view data,
                                Clock::time_point now) {
  auto event = std::make_shared<PublishedEvent>();
  event->topic = std::move(topic);
  const std::lock_guard lock(mutex_);
  event->number = ++last_number_;
  event->frame = event_frame(id_text(event->number), name, data);
  keep(event, now);
  for (EventOutlet* outlet : outlets_) outlet->deliver(event);
  return event->number;
}

void EventHub::keep(const SharedEvent& event, Clock::time_point now) {
  if (now - last_sweep_ > options_.topic_time / 8 || topics_.size() > options_.topics) {
    forget_quiet_topics(now);
    last_sweep_ = now;
  }
  const auto [place, is_new] = topics_.try_emplace(event->topic);
  Topic& topic = place->second;
  // Of a topic that was forgotten the earlier events may have been there.
  if (is_new) topic.forgotten = forgotten_;
  topic.last = now;
  topic.events.push_back(event);
  topic.bytes += event->frame.size();
  while (topic.events.size() > options_.topic_events ||
         (topic.bytes > options_.topic_bytes && !topic.events.empty())) {
    topic.bytes -= topic.events.front()->frame.size();
    topic.forgotten = topic.events.front()->number;
    topic.events.pop_front();
  }
}

void EventHub::forget_quiet_topics(Clock::time_point now) {
  const auto number_of_last = [](const Topic& topic) {
    return topic.events.empty() ? topic.forgotten : topic.events.back()->number;
  };
  Clock::time_point quiet_since = now - options_.topic_time;
  if (topics_.size() > options_.topics) {
    // A quarter at once, so that a stream of new topics does not look through all of them each time.
    std::vector<Clock::time_point> times;
    times.reserve(topics_.size());
    for (const auto& [name, topic] : topics_) times.push_back(topic.last);
    const auto quarter = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 4);
    std::nth_element(times.begin(), quarter, times.end());
    quiet_since = std::max(quiet_since, *quarter);
  }
  std::erase_if(topics_, [&](const auto& entry) {
    if (entry.second.last > quiet_since) return false;
    forgotten_ = std::max(forgotten_, number_of_last(entry.second));
    return true;
  });
}

EventHub::Opening EventHub::open(const std::vector<std::string>& topics,
                                 std::string_view last_event_id) const {
  const std::lock_guard lock(mutex_);
  Opening opening;
  opening.number = last_number_;
  std::uint64_t seen = 0;
  bool is_gap = false;
  std::vector<const PublishedEvent*> missed;
  if (!last_event_id.empty()) {
    is_gap = !parse_id(last_event_id, seen) || seen > last_number_;
    std::vector<std::string> distinct = topics;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    for (const std::string& name : distinct) {
      const auto topic = topics_.find(name);
      is_gap = is_gap || seen < (topic == topics_.end() ? forgotten_ : topic->second.forgotten);
      if (is_gap) break;
      if (topic == topics_.end()) continue;
      for (const SharedEvent& event : topic->second.events) {
        if (event->number > seen) missed.push_back(event.get());
      }
    }
  }
  // The id alone is no event, but what a browser sends when it comes back.
  opening.frames = "id: " + id_text(is_gap || last_event_id.empty() ? last_number_ : seen) + "\n\n";
  if (is_gap) {
    opening.frames += kReset;
    return opening;
  }
  std::sort(missed.begin(), missed.end(), [](const auto* a, const auto* b) { return a->number < b->number; });
  for (const PublishedEvent* event : missed) opening.frames += event->frame;
  return opening;
}

void EventHub::attach(EventOutlet& outlet) {
  const std::lock_guard lock(mutex_);
  outlets_.push_back(&outlet);
}

void EventHub::detach(EventOutlet& outlet) {
  const std::lock_guard lock(mutex_);
  std::erase(outlets_, &outlet);
}

}  // namespace tenon
