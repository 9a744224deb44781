// Passwords are hashed a few at a time: each takes 64 MiB and a tenth of a second, so that a crowd at the
// door, or an attacker, would else take all memory there is. The work is done on the thread that asks, which
// may wait: call from a worker, never from a thread that serves connections. Thread-safe.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>

#include "base/result.h"

namespace tenon {

struct PasswordPoolOptions {
  std::size_t at_once = 2;        // at least 1
  std::size_t most_waiting = 32;  // who comes after them is turned away
};

class PasswordPool {
 public:
  explicit PasswordPool(const PasswordPoolOptions& options = {});
  PasswordPool(const PasswordPool&) = delete;
  PasswordPool& operator=(const PasswordPool&) = delete;

  // Runs `work` as soon as fewer than `at_once` others run. kBusy, with nothing done: too many wait.
  Result<void> run(const std::function<void()>& work);

 private:
  const PasswordPoolOptions options_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::size_t running_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace tenon
