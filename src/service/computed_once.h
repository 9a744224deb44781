// What is dear to make and stays right once it is made, by key: of several who ask for the same at once, one
// makes it and the others wait.
//
// The last used `capacity` are kept; who holds one keeps it alive. What could not be made is forgotten, so
// that the next one may have more luck. Thread-safe; a maker must not ask for its own key.
#pragma once

#include <algorithm>
#include <cstddef>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <utility>

#include "base/result.h"

namespace tenon {

template <class Key, class T>
class ComputedOnce {
 public:
  using Kept = Result<std::shared_ptr<const T>>;

  explicit ComputedOnce(std::size_t capacity) : capacity_(std::max<std::size_t>(capacity, 1)) {}

  // As it is kept, or of who is just making it, or of make(), which returns Result<T>.
  template <class Make>
  Kept get(const Key& key, Make make) {
    std::promise<Kept> promise;
    std::shared_future<Kept> kept;
    {
      const std::lock_guard lock(mutex_);
      const auto found = find(key);
      if (found != places_.end()) {
        places_.splice(places_.begin(), places_, found);
        kept = found->second;
      } else {
        ++made_;
        places_.emplace_front(key, promise.get_future().share());
        if (places_.size() > capacity_) places_.pop_back();
      }
    }
    if (kept.valid()) return kept.get();
    Kept made = Error{ErrorCode::kIo, "it could not be made"};
    try {
      Result<T> value = make();
      if (value) {
        made = std::make_shared<const T>(std::move(*value));
      } else {
        made = value.error();
      }
    } catch (...) {
      forget(key);
      promise.set_value(made);  // nobody is to wait for good
      throw;
    }
    if (!made) forget(key);
    promise.set_value(made);
    return made;
  }

  // How often something was made.
  [[nodiscard]] std::size_t made() const {
    const std::lock_guard lock(mutex_);
    return made_;
  }

 private:
  using Place = std::pair<Key, std::shared_future<Kept>>;

  typename std::list<Place>::iterator find(const Key& key) {
    return std::find_if(places_.begin(), places_.end(),
                        [&](const Place& place) { return place.first == key; });
  }
  void forget(const Key& key) {
    const std::lock_guard lock(mutex_);
    if (const auto found = find(key); found != places_.end()) places_.erase(found);
  }

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::size_t made_ = 0;     // guarded
  std::list<Place> places_;  // guarded; last used first
};

}  // namespace tenon
