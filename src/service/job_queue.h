// Long work beside the pages: jobs are kept in the store, run by a few threads, and their results are kept
// until somebody wants them.
//
// - At most `workers` jobs run at once, at most `heavy_workers` of them heavy: a light job waits for light
// ones only,
//   as long as heavy_workers < workers. Accounts take turns, whatever they have queued; within an account the
//   higher priority goes first, then who came first.
// - Threads of jobs, and those that they start, run at a lower priority of the system: who answers requests
// always
//   gets a processor.
// - A job is asked to stop when somebody cancels it, at its time limit, and when the queue drains.
// - Several queues, in one process or many, may share one database. Each beats its heart there; a queue that
// has not
//   for `lease_seconds` counts as dead, and its jobs are queued again, or `interrupted` when they were
//   started `most_attempts` times. A queue that was taken for dead and is not changes nothing any more about
//   jobs it lost.
//
// Every change is told in the audit chain in its own transaction: who submits, cancels, and how a job ends.
//
// Thread-safe. Two threads of the queue's own, at normal priority, do what there is to do with the database;
// if the database refuses, they try again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/job.h"
#include "store/database.h"

namespace tenon {

class JobKeeper;

struct JobQueueOptions {
  unsigned workers = 2;
  unsigned heavy_workers = 1;
  unsigned threads_per_job = 0;  // 0: all processors but one, at least 1
  std::size_t most_queued = 200;
  std::size_t most_queued_per_account = 20;
  std::int64_t most_attempts = 2;
  double lease_seconds = 30;  // a heart beats three times as often
  double look_seconds = 1;    // how often it looks for what other processes submitted or cancelled
  double save_seconds = 1;    // progress goes to the database at most this often
  double tell_seconds = 0.2;  // and to `on_change`
  bool lowers_priority = true;
  // Of each change of state of a job that this queue submits, cancels or runs, and of its progress. On the
  // queue's own thread: must not wait. A view may come twice; for one job, views come in the order of what
  // happened.
  std::function<void(const JobView&)> on_change;
  std::function<UtcTime()> now;  // empty: the system's clock
};

struct JobSubmission {
  std::string kind;
  std::string request;  // JSON, as the kind says
  Actor actor;          // actor.user_id is the account
  std::string region_code;
  std::int64_t priority = 0;                 // -10 … 10
  std::optional<std::int64_t> time_limit_s;  // absent: the kind's
  bool even_if_same = false;                 // a new job, also where the same is queued or running
};

struct SubmittedJob {
  std::int64_t id = 0;
  bool is_new = true;  // false: the same request of the same account, still queued or running
};

class JobQueue {
 public:
  // `database` lives longer. Does nothing but take submissions and questions until start().
  JobQueue(Database& database, std::vector<JobKind> kinds, JobQueueOptions options = {});
  // As drain(0), but waits for the threads of running jobs.
  ~JobQueue();
  JobQueue(const JobQueue&) = delete;
  JobQueue& operator=(const JobQueue&) = delete;

  // From now on jobs are run. Errors of the database.
  Result<void> start();

  // No job is started any more; running ones are asked to stop and queued again, which does not count as an
  // attempt; those that do not heed within `seconds` too, and what they bring later is dropped. Returns how
  // many did not. For good: submit() is still served, start() is not.
  std::size_t drain(double seconds);

  // kNotFound: no such kind. kInvalidArgument: a time limit or priority out of bounds, no account. kBusy: too
  // many jobs are queued, in all or of this account. Errors of the kind's `prepare`.
  Result<SubmittedJob> submit(const JobSubmission& submission);

  // Queued: cancelled. Running, here or elsewhere: asked to stop. Who may is the caller's to know. kNotFound;
  // kConflict: it has ended.
  Result<JobView> cancel(std::int64_t id, const Actor& actor);

  // With the progress of this moment. kNotFound.
  Result<JobView> find(std::int64_t id);
  // The request, as `prepare` left it. kNotFound.
  Result<std::string> request(std::int64_t id);
  // Newest first.
  Result<std::vector<JobView>> list(const JobFilter& filter = {});
  Result<std::map<JobState, std::size_t>> counts();

  // kNotFound: no such job, or no result (any more). The first is for showing what there is; the second tells
  // the audit chain, under the kind's permission, that `actor` read a result that is restricted or more.
  Result<JobResultFacts> result_facts(std::int64_t id);
  Result<KeptJobResult> result(std::int64_t id, const Actor& actor);

  // Results made before; the jobs stay. How many.
  Result<std::size_t> delete_results(UtcTime made_before, const Actor& actor);

  // nullptr: none of this id.
  [[nodiscard]] const JobKind* kind(std::string_view id) const;
  [[nodiscard]] const std::vector<JobKind>& kinds() const;
  // Of this queue among those that share the database.
  [[nodiscard]] const std::string& server_id() const;

 private:
  Database& database_;
  std::vector<JobKind> kinds_;
  std::unique_ptr<JobKeeper> keeper_;
};

}  // namespace tenon
