// What connects running work with who waits for it: how far it is goes out, the wish to stop comes in.
//
// Thread-safe: the work may tell from all its threads. Telling costs a lock and no more: whoever listens
// looks when it likes.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <utility>

#include "base/progress.h"

namespace tenon {

class JobControl {
 public:
  explicit JobControl(unsigned threads = 1) : threads_(threads) {}
  JobControl(const JobControl&) = delete;
  JobControl& operator=(const JobControl&) = delete;

  // For the work. As options of long computations take it; lives as long as this.
  [[nodiscard]] const std::atomic<bool>* stop() const { return &stop_; }
  [[nodiscard]] bool is_stopped() const { return stop_.load(std::memory_order_relaxed); }
  // How many threads it may use, at least 1.
  [[nodiscard]] unsigned threads() const { return threads_; }
  // `part` of the whole, 0 … 1. Less than before counts as what was before; what is no number is not heard.
  void tell(double part, const std::string& note);
  // For computations that count: done of total becomes the part of the whole between `from` and `until`. Must
  // not outlive this.
  [[nodiscard]] Progress progress(std::string note, double from = 0, double until = 1);

  // For who waits.
  void ask_to_stop() { stop_.store(true, std::memory_order_relaxed); }
  [[nodiscard]] std::pair<double, std::string> told() const;

 private:
  std::atomic<bool> stop_{false};
  const unsigned threads_;
  mutable std::mutex mutex_;
  double part_ = 0;
  std::string note_;
};

}  // namespace tenon
