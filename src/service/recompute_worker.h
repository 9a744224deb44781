// A thread that carries out what cases ask for (recompute_desk.h), beside the pages and the jobs of a server:
// at low priority, one request at a time, on one thread of the machine.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "service/recompute_desk.h"

namespace tenon {

struct RecomputeWorkerOptions {
  double look_seconds = 1;
  std::function<UtcTime()> now;
  std::function<void(const FinishedRecompute&)> on_finish;  // on the worker's thread
  std::function<void(const Error&)> on_error;               // the request is tried again later; may be empty
};

class RecomputeWorker {
 public:
  // `database` and `shelf` live longer.
  RecomputeWorker(Database& database, DatasetShelf& shelf, RecomputeWorkerOptions options);
  ~RecomputeWorker();
  RecomputeWorker(const RecomputeWorker&) = delete;
  RecomputeWorker& operator=(const RecomputeWorker&) = delete;

  void start();  // once
  // Waits for the request that is being computed, and takes no other one.
  void stop();

 private:
  void live();

  Database& database_;
  DatasetShelf& shelf_;
  const RecomputeWorkerOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace tenon
