// The thread of a queue that starts, watches and ends jobs (job_queue.h tells what it keeps to). Inside of
// the module.
//
// Only this thread writes to the database about jobs that run: what a job's own thread does is the work, at
// its low priority, and saying that it is over. Otherwise a thread that nobody gives a processor could hold
// the lock of the database that everybody waits for.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "service/job_ending.h"
#include "service/job_heart.h"
#include "service/job_queue.h"

namespace tenon {

// A job that runs here. What the mutex of the keeper does not guard belongs to the keeper's thread.
struct RunningJob {
  RunningJob(JobRow taken, const JobKind& its_kind, unsigned threads)
      : row(std::move(taken)),
        kind(its_kind),
        hold{row.id, row.server.value_or(""), row.attempts},
        control(threads) {}

  const JobRow row;  // as it was taken
  const JobKind& kind;
  const JobHold hold;
  JobControl control;
  const std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();

  JobStop stop = JobStop::kNone;             // guarded
  std::optional<Result<JobResult>> outcome;  // guarded; set: it is over, and nothing changes it any more
  double seconds = 0;                        // as outcome

  std::pair<double, std::string> told;
  std::pair<double, std::string> saved;
  int failed_ends = 0;  // how often the database refused to keep how it ended
  std::string refusal;
  std::thread thread;
};

class JobKeeper {
 public:
  JobKeeper(Database& database, const std::vector<JobKind>& kinds, JobQueueOptions options);
  ~JobKeeper();
  JobKeeper(const JobKeeper&) = delete;
  JobKeeper& operator=(const JobKeeper&) = delete;

  // As those of JobQueue.
  Result<void> start();
  std::size_t drain(double seconds);

  // Something about the job was changed by another thread: tell who listens, and look for work.
  void note_change(std::int64_t id);
  // If it runs here.
  void ask_to_stop(std::int64_t id, JobStop why);
  // The row with the progress of this moment.
  [[nodiscard]] JobView current(const JobRow& row) const;
  [[nodiscard]] UtcTime now() const;
  [[nodiscard]] const std::string& server_id() const { return server_; }
  [[nodiscard]] const JobQueueOptions& options() const { return options_; }

 private:
  using Clock = std::chrono::steady_clock;
  using Job = std::shared_ptr<RunningJob>;

  void keep();
  void step();
  void release_dead();
  void stop_overdue();
  void hear_others();
  void end_over();
  bool end(RunningJob& job);
  void abandon_rest();
  void take_next();
  bool may_take();
  std::optional<JobRow> take(bool may_be_heavy);
  void begin(JobRow row);
  void work(RunningJob& job);
  void tell_progress();
  void save_progress();
  void tell_changes();
  void tell(std::int64_t id);

  [[nodiscard]] std::vector<Job> running() const;
  [[nodiscard]] std::vector<QueuedJob> fitting(Connection& connection) const;
  [[nodiscard]] bool is_due(Clock::time_point& last, double seconds) const;
  Result<void> write(const std::function<Result<void>(Connection&)>& work);
  Result<bool> put_back(RunningJob& job);

  Database& database_;
  const std::vector<JobKind>& kinds_;
  const JobQueueOptions options_;
  const std::string server_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::int64_t, Job> running_;  // guarded; changed by the keeper's thread only
  std::vector<std::int64_t> changes_;    // guarded
  bool is_started_ = false;              // guarded
  bool is_woken_ = false;                // guarded
  bool is_taking_ = false;               // guarded: a job may be about to run
  bool is_draining_ = false;             // guarded
  bool is_abandoning_ = false;           // guarded
  bool is_ending_ = false;               // guarded

  // Of the keeper's thread.
  bool may_have_work_ = true;
  Clock::time_point last_judging_;
  Clock::time_point last_look_;
  Clock::time_point last_tell_;
  Clock::time_point last_save_;
  std::vector<Job> abandoned_;  // their threads still run

  JobHeart heart_;
  std::thread thread_;
};

}  // namespace tenon
