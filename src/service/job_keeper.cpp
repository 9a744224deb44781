#include "service/job_keeper.h"

#include <algorithm>
#include <exception>
#include <new>
#include <system_error>

#include "base/parallel.h"
#include "base/thread_priority.h"
#include "service/encoding.h"
#include "service/job_ending.h"
#include "service/job_turns.h"
#include "service/secret.h"
#include "store/transaction.h"

namespace tenon {
namespace {

constexpr std::size_t kServerIdBytes = 16;
constexpr int kMostFailedEnds = 5;

std::chrono::steady_clock::duration duration_of(double seconds) {
  return std::chrono::duration_cast<std::chrono::steady_clock::duration>(
      std::chrono::duration<double>(seconds));
}

std::int64_t microseconds_of(double seconds) {
  return static_cast<std::int64_t>(seconds * 1e6);
}

unsigned threads_for(const JobQueueOptions& options) {
  if (options.threads_per_job > 0) return options.threads_per_job;
  return std::max(1U, resolve_threads(0) - 1);
}

}  // namespace

JobKeeper::JobKeeper(Database& database, const std::vector<JobKind>& kinds, JobQueueOptions options)
    : database_(database),
      kinds_(kinds),
      options_(std::move(options)),
      server_(to_hex(random_bytes(kServerIdBytes))),
      heart_(database, server_, options_.lease_seconds, options_.look_seconds, [this] { stop_overdue(); }) {}

JobKeeper::~JobKeeper() {
  drain(0);
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
    is_woken_ = true;
  }
  changed_.notify_all();
  thread_.join();
  heart_.stop();
  for (const Job& job : abandoned_) job->thread.join();
}

Result<void> JobKeeper::start() {
  {
    const std::lock_guard lock(mutex_);
    if (is_draining_ || is_started_)
      return Error{ErrorCode::kInvalidArgument, "a queue is started once, and not after it was drained"};
    is_started_ = true;
  }
  // It beats before the first job is taken.
  if (auto beaten = heart_.start(); !beaten) {
    const std::lock_guard lock(mutex_);
    is_started_ = false;
    return beaten;
  }
  thread_ = std::thread([this] { keep(); });
  return {};
}

std::size_t JobKeeper::drain(double seconds) {
  std::unique_lock lock(mutex_);
  is_draining_ = true;
  if (!is_started_) return 0;
  const auto wake = [&] {
    is_woken_ = true;
    changed_.notify_all();
  };
  wake();
  const auto is_over = [&] { return running_.empty() && !is_taking_; };
  changed_.wait_for(lock, duration_of(seconds), is_over);
  const std::size_t left = running_.size();
  is_abandoning_ = true;
  wake();
  changed_.wait(lock, is_over);
  return left;
}

void JobKeeper::note_change(std::int64_t id) {
  {
    const std::lock_guard lock(mutex_);
    if (!is_started_) return;  // nobody would take it away
    changes_.push_back(id);
    is_woken_ = true;
  }
  changed_.notify_all();
}

void JobKeeper::ask_to_stop(std::int64_t id, JobStop why) {
  const std::lock_guard lock(mutex_);
  const auto found = running_.find(id);
  if (found == running_.end()) return;
  // Who wants it no more matters more than that the queue drains: it is not to come back.
  RunningJob& job = *found->second;
  if (job.stop == JobStop::kNone || (job.stop == JobStop::kDrained && why == JobStop::kCancelled))
    job.stop = why;
  job.control.ask_to_stop();
}

UtcTime JobKeeper::now() const {
  if (options_.now) return options_.now();
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

void JobKeeper::keep() {
  last_judging_ = last_look_ = last_save_ = last_tell_ = Clock::now();
  std::unique_lock lock(mutex_);
  while (!is_ending_) {
    lock.unlock();
    step();
    lock.lock();
    const double tick = running_.empty()
                            ? options_.look_seconds
                            : std::min({options_.tell_seconds, options_.save_seconds, options_.look_seconds});
    changed_.wait_for(lock, duration_of(tick), [&] { return is_woken_ || is_ending_; });
    is_woken_ = false;
  }
  lock.unlock();
  tell_changes();
}

void JobKeeper::step() {
  stop_overdue();
  if (is_due(last_judging_, std::min(options_.look_seconds, options_.lease_seconds)) && heart_.is_in_time())
    release_dead();
  if (is_due(last_look_, options_.look_seconds)) hear_others();
  end_over();
  tell_changes();
  take_next();
  if (is_due(last_tell_, options_.tell_seconds)) tell_progress();
  if (is_due(last_save_, options_.save_seconds)) save_progress();
  abandon_rest();
}

void JobKeeper::release_dead() {
  const auto alive_after = [&](Connection& c) {
    return database_time_us(c) - microseconds_of(options_.lease_seconds);
  };
  // Most of the time all live: looking locks nobody out.
  bool has_some = false;
  static_cast<void>(run_transaction(database_, TransactionKind::kRead, [&](Connection& c) -> Result<void> {
    has_some = has_dead_job_servers(c, alive_after(c));
    return {};
  }));
  if (!has_some) return;
  std::vector<std::int64_t> released;
  const auto done = write([&](Connection& c) -> Result<void> {
    if (!heart_.is_in_time()) return {};  // waiting for this transaction was long
    const UtcTime at = now();
    released = release_jobs_of_dead_servers(c, alive_after(c), options_.most_attempts,
                                            at.time_since_epoch().count());
    for (const std::int64_t id : released) {
      const auto row = find_job(c, id);
      if (!is_final(row->state)) continue;
      if (auto told = audit_step(end_event(*row, row->state, at))(c); !told) return told;
    }
    return {};
  });
  if (!done) return;
  may_have_work_ = may_have_work_ || !released.empty();
  for (const std::int64_t id : released) {
    ask_to_stop(id, JobStop::kLost);  // of this server, if its own heart had not beaten
    const std::lock_guard lock(mutex_);
    changes_.push_back(id);
  }
}

void JobKeeper::stop_overdue() {
  bool is_draining = false;
  {
    const std::lock_guard lock(mutex_);
    is_draining = is_draining_;
  }
  for (const Job& job : running()) {
    if (Clock::now() - job->started >= std::chrono::seconds(job->row.time_limit_s))
      ask_to_stop(job->row.id, JobStop::kTimeLimit);
    if (is_draining) ask_to_stop(job->row.id, JobStop::kDrained);
  }
}

void JobKeeper::end_over() {
  for (const Job& job : running()) {
    {
      const std::lock_guard lock(mutex_);
      if (!job->outcome) continue;
    }
    if (job->thread.joinable()) job->thread.join();  // it has said its last word
    if (!end(*job)) continue;                        // the database refused: again in the next step
    may_have_work_ = true;
    {
      const std::lock_guard lock(mutex_);
      running_.erase(job->row.id);
      changes_.push_back(job->row.id);
    }
    changed_.notify_all();
  }
}

// Whether it is written, or not ours any more.
bool JobKeeper::end(RunningJob& job) {
  JobStop stop = JobStop::kNone;
  {
    const std::lock_guard lock(mutex_);
    stop = job.stop;
  }
  if (stop == JobStop::kLost) return true;
  const bool is_whole = job.outcome->ok() && !(*job.outcome)->is_partial;
  if (stop == JobStop::kDrained && !is_whole) return put_back(job).ok();
  const UtcTime at = now();
  JobEnd end = end_of({job.row, *job.outcome, stop, job.seconds, job.control.threads()}, at);
  if (job.failed_ends >= kMostFailedEnds && end.result) {
    // Perhaps it is the result that the database does not take: better no result than a job without an end.
    end.result.reset();
    end.ending.state = JobState::kFailed;
    end.ending.error_code = id_of(ErrorCode::kIo);
    end.ending.error_message = "the result could not be kept: " + job.refusal;
  }
  const auto done = write([&](Connection& c) -> Result<void> {
    if (!end_job(c, job.hold, end.ending, end.result)) return {};
    return audit_step(end_event(job.row, end.ending.state, at))(c);
  });
  if (done) return true;
  job.refusal = done.error().message;
  if (done.error().code != ErrorCode::kBusy) ++job.failed_ends;
  return false;
}

// Into the queue for the next start, unless somebody cancelled it meanwhile. Whether it was still ours.
Result<bool> JobKeeper::put_back(RunningJob& job) {
  bool is_ours = false;
  const auto done = write([&](Connection& c) -> Result<void> {
    const auto row = find_job(c, job.row.id);
    if (!row || !row->is_cancel_asked) {
      is_ours = requeue_job(c, job.hold, false);
      return {};
    }
    const UtcTime at = now();
    is_ours = end_job(c, job.hold,
                      {JobState::kCancelled, at.time_since_epoch().count(), "cancelled", "cancelled"}, {});
    return is_ours ? audit_step(end_event(job.row, JobState::kCancelled, at))(c) : Result<void>();
  });
  if (!done) return done.error();
  return is_ours;
}

// The end of drain(): what still runs goes back into the queue, whatever its thread does.
void JobKeeper::abandon_rest() {
  {
    const std::lock_guard lock(mutex_);
    if (!is_abandoning_) return;
  }
  for (const Job& job : running()) {
    // Where even this is refused, the end of the lease does it.
    static_cast<void>(put_back(*job));
    abandoned_.push_back(job);
    const std::lock_guard lock(mutex_);
    job->stop = JobStop::kLost;
    job->control.ask_to_stop();
    running_.erase(job->row.id);
    changes_.push_back(job->row.id);
  }
  changed_.notify_all();
}

std::vector<QueuedJob> JobKeeper::fitting(Connection& connection) const {
  auto queued = queued_jobs(connection);
  const std::lock_guard lock(mutex_);
  std::erase_if(queued, [&](const QueuedJob& job) {
    // One that this server lost and whose thread has not heeded yet is for others, or for later.
    if (running_.contains(job.id)) return true;
    // Another program, with other kinds, may share the database.
    return std::none_of(kinds_.begin(), kinds_.end(),
                        [&](const JobKind& kind) { return kind.id == job.kind; });
  });
  return queued;
}

void JobKeeper::take_next() {
  while (may_have_work_ && may_take()) {
    const auto jobs = running();
    const auto heavy = std::count_if(
        jobs.begin(), jobs.end(), [](const Job& job) { return job->row.weight == id_of(JobWeight::kHeavy); });
    auto taken = take(static_cast<unsigned>(heavy) < options_.heavy_workers);
    const bool has_taken = taken.has_value();
    if (has_taken) begin(std::move(*taken));
    {
      const std::lock_guard lock(mutex_);
      is_taking_ = false;
    }
    changed_.notify_all();
    if (!has_taken) return;
  }
}

// Whether there is room for one more; if so, drain() waits for it from now on.
bool JobKeeper::may_take() {
  const std::lock_guard lock(mutex_);
  is_taking_ = !is_draining_ && running_.size() < options_.workers;
  return is_taking_;
}

std::optional<JobRow> JobKeeper::take(bool may_be_heavy) {
  // Most of the time there is nothing: looking locks nobody out.
  bool has_some = false;
  std::optional<JobRow> taken;
  auto done = run_transaction(database_, TransactionKind::kRead, [&](Connection& c) -> Result<void> {
    has_some = next_job(fitting(c), may_be_heavy).has_value();
    return {};
  });
  if (done && has_some) {
    done = write([&](Connection& c) -> Result<void> {
      const auto queued = fitting(c);
      const auto next = next_job(queued, may_be_heavy);
      if (next) taken = take_job(c, queued[*next].id, server_, now().time_since_epoch().count());
      return {};
    });
    if (!done) taken.reset();
  }
  // What the database refused is tried again in the next step.
  may_have_work_ = !done || taken.has_value();
  return taken;
}

void JobKeeper::begin(JobRow row) {
  const auto kind =
      std::find_if(kinds_.begin(), kinds_.end(), [&](const JobKind& one) { return one.id == row.kind; });
  const auto job = std::make_shared<RunningJob>(std::move(row), *kind, threads_for(options_));
  {
    const std::lock_guard lock(mutex_);
    running_[job->row.id] = job;
  }
  tell(job->row.id);
  try {
    job->thread = std::thread([this, job] { work(*job); });
  } catch (const std::system_error& failure) {
    const std::lock_guard lock(mutex_);
    job->outcome = Error{ErrorCode::kIo, std::string("no thread for the job: ") + failure.what()};
    is_woken_ = true;
  }
}

void JobKeeper::work(RunningJob& job) {
  if (options_.lowers_priority) lower_thread_priority();
  const JobRequest request{job.row.id, job.row.request, actor_of(job.row), job.row.region_code};
  // Other jobs and the server go on, whatever this one does.
  auto outcome = [&]() -> Result<JobResult> {
    try {
      return job.kind.run(request, job.control);
    } catch (const std::bad_alloc&) {
      return Error{ErrorCode::kTooLarge, "not enough memory"};
    } catch (const std::exception& failure) {
      return Error{ErrorCode::kIo, std::string("ended by a fault of the program: ") + failure.what()};
    }
  }();
  {
    const std::lock_guard lock(mutex_);
    job.seconds = std::chrono::duration<double>(Clock::now() - job.started).count();
    job.outcome = std::move(outcome);
    is_woken_ = true;
  }
  changed_.notify_all();
}

std::vector<JobKeeper::Job> JobKeeper::running() const {
  const std::lock_guard lock(mutex_);
  std::vector<Job> jobs;
  for (const auto& [id, job] : running_) jobs.push_back(job);
  return jobs;
}

bool JobKeeper::is_due(Clock::time_point& last, double seconds) const {
  const auto now = Clock::now();
  if (now - last < duration_of(seconds)) return false;
  last = now;
  return true;
}

Result<void> JobKeeper::write(const std::function<Result<void>(Connection&)>& work) {
  return run_transaction(database_, TransactionKind::kWrite, work);
}

}  // namespace tenon
