#include "service/password_pool.h"

#include <algorithm>

namespace tenon {

PasswordPool::PasswordPool(const PasswordPoolOptions& options)
    : options_{std::max<std::size_t>(options.at_once, 1), options.most_waiting} {}

Result<void> PasswordPool::run(const std::function<void()>& work) {
  {
    std::unique_lock lock(mutex_);
    if (running_ >= options_.at_once) {
      if (waiting_ >= options_.most_waiting) {
        return Error{ErrorCode::kBusy,
                     "too many people sign in at once: try again in a moment 登录人数过多，请稍后再试"};
      }
      ++waiting_;
      freed_.wait(lock, [this] { return running_ < options_.at_once; });
      --waiting_;
    }
    ++running_;
  }
  struct Leave {
    PasswordPool& pool;
    ~Leave() {
      {
        const std::lock_guard lock(pool.mutex_);
        --pool.running_;
      }
      pool.freed_.notify_one();
    }
  } leave{*this};
  work();
  return {};
}

}  // namespace tenon
