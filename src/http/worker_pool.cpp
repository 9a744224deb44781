#include "http/worker_pool.h"

#include <algorithm>
#include <utility>

namespace tenon {

WorkerPool::WorkerPool(unsigned threads, std::size_t queue_length,
                       std::function<void(std::size_t, std::size_t)> changed)
    : queue_length_(queue_length), changed_(std::move(changed)) {
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
  stop();
}

void WorkerPool::tell() {
  if (changed_) changed_(busy_, queue_.size());
}

bool WorkerPool::try_post(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || queue_.size() >= queue_length_) return false;
    queue_.push_back(std::move(task));
    tell();
  }
  wake_.notify_one();
  return true;
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
    if (stopped_) return;
    auto task = std::move(queue_.front());
    queue_.pop_front();
    ++busy_;
    tell();
    lock.unlock();
    task();
    task = nullptr;  // what it holds goes before the lock comes
    lock.lock();
    --busy_;
    tell();
  }
}

void WorkerPool::stop() {
  std::deque<std::function<void()>> dropped;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    dropped.swap(queue_);
    tell();
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

}  // namespace tenon
