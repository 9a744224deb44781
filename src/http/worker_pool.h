// Threads that may wait, and a queue of bounded length before them. Thread-safe.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tenon {

class WorkerPool {
 public:
  // `changed`: told how many work and how many wait, after each change and in order; must not wait, may be
  // empty.
  WorkerPool(unsigned threads, std::size_t queue_length,
             std::function<void(std::size_t busy, std::size_t queued)> changed);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool();  // stops

  // False: the queue is full, or the pool has stopped. Tasks must not throw.
  bool try_post(std::function<void()> task);
  // Waits for tasks that run; those that wait are dropped.
  void stop();

 private:
  void work();
  void tell();  // under the lock

  std::size_t queue_length_;
  std::function<void(std::size_t, std::size_t)> changed_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  std::size_t busy_ = 0;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace tenon
