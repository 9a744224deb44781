// The sign of life of a server that runs jobs (job_queue.h). Inside of the module.
//
// A thread of its own, because who runs the jobs waits for its turn to write: beside a long import it would
// not beat for as long, and its jobs would be taken for those of a dead server.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "base/result.h"
#include "store/database.h"

namespace tenon {

class JobHeart {
 public:
  // `each_look` is called every look_seconds at least, on the heart's thread.
  JobHeart(Database& database, std::string server, double lease_seconds, double look_seconds,
           std::function<void()> each_look);
  ~JobHeart();
  JobHeart(const JobHeart&) = delete;
  JobHeart& operator=(const JobHeart&) = delete;

  // Beats once, then on and on. Errors of the database, with nothing begun. Once.
  Result<void> start();
  // The last beat; the server is known no more.
  void stop();

  // Whether the last beats were in time. Who could not beat in time, because somebody else was writing, may
  // not judge others: neither could they.
  [[nodiscard]] bool is_in_time() const;

 private:
  using Clock = std::chrono::steady_clock;

  void live();
  Result<void> beat();

  Database& database_;
  const std::string server_;
  const Clock::duration interval_;
  const Clock::duration look_;
  const std::function<void()> each_look_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool is_ending_ = false;         // guarded
  Clock::time_point last_beat_;    // guarded
  Clock::time_point beat_before_;  // guarded
  std::thread thread_;
};

}  // namespace tenon
