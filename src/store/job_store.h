// Where long work is kept: jobs with what was asked, how far they are and how they ended; what they brought;
// and which processes are alive, so that the jobs of a dead one do not stay "running" for good. What the
// requests and results say, and who runs what when, is the service's business (service/job_queue.h).
//
// A job is held by one server at a time: the pair (server, attempts) of take_job() is what the other
// functions on a running job ask for, so that a server which was taken for dead can change nothing any more.
//
// All functions work within a transaction of the caller, those that change something within a write
// transaction. Where the database refuses they throw, and run_transaction() makes an Error of it. Texts hold
// no U+0000.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace tenon {

enum class JobState {
  kQueued,
  kRunning,
  kDone,
  kFailed,
  kCancelled,
  kTimedOut,
  kInterrupted,  // its processes died under it
};
// "queued", "running", "done", "failed", "cancelled", "timed_out", "interrupted": stable.
std::string_view id_of(JobState state);
std::optional<JobState> job_state_of(std::string_view id);
// Nothing changes it any more.
inline bool is_final(JobState state) {
  return state != JobState::kQueued && state != JobState::kRunning;
}

struct JobRow {
  std::int64_t id = 0;  // 1, 2, 3 …
  std::string kind;
  std::string request;         // JSON
  std::string request_digest;  // of kind and request, hexadecimal
  std::string account;         // who asked, as the audit chain names them
  std::string organisation;
  std::string session;
  std::string address;
  std::string region_code;
  std::string classification;
  std::string weight;         // "light", "heavy"
  std::int64_t priority = 0;  // higher ones of an account first
  std::int64_t time_limit_s = 0;
  JobState state = JobState::kQueued;
  bool is_cancel_asked = false;       // of a running job
  std::optional<std::string> server;  // while it runs
  std::int64_t attempts = 0;          // starts that count
  std::int64_t made_us = 0;           // microseconds since 1970-01-01 UTC
  std::optional<std::int64_t> started_us;
  std::optional<std::int64_t> ended_us;
  double progress = 0;  // 0 … 1
  std::string progress_note;
  std::string error_code;  // empty: none
  std::string error_message;

  bool operator==(const JobRow&) const = default;
};

struct JobResultRow {
  std::int64_t job_id = 0;
  std::string content_type;
  std::string text;
  std::string digest;  // SM3 of the text, hexadecimal
  std::int64_t byte_count = 0;
  std::string classification;
  bool is_partial = false;
  std::string metadata;  // JSON
  std::int64_t made_us = 0;

  bool operator==(const JobResultRow&) const = default;
};

// Queued, with the next id, which is returned; of `job` what stands before `state`, and made_us.
std::int64_t add_job(Connection& connection, const JobRow& job);

std::optional<JobRow> find_job(Connection& connection, std::int64_t id);

// The open job of the account with this digest that nobody asked to stop, the newest.
std::optional<JobRow> find_open_job(Connection& connection, const std::string& account,
                                    const std::string& request_digest);

// What is not set is not looked at.
struct JobFilter {
  std::optional<JobState> state;
  std::optional<std::string> kind;
  std::optional<std::string> account;
  std::optional<std::string> organisation;
  std::optional<std::string> server;
  std::optional<std::int64_t> before;  // ids below this one: the last of the page before
  std::size_t limit = 50;
};
// Newest first.
std::vector<JobRow> list_jobs(Connection& connection, const JobFilter& filter = {});

// States without a job are not listed.
std::map<JobState, std::size_t> count_jobs(Connection& connection);
std::size_t count_queued_jobs(Connection& connection, const std::string& account);

// What choosing the next one needs of a queued job. By id.
struct QueuedJob {
  std::int64_t id = 0;
  std::string kind;
  std::string account;
  bool is_heavy = false;
  std::int64_t priority = 0;
  std::int64_t turn = 0;  // when the account last had its turn; 0: never

  bool operator==(const QueuedJob&) const = default;
};
std::vector<QueuedJob> queued_jobs(Connection& connection);

// From queued to running, if it is still queued: one attempt more, and the account has had its turn. nullopt:
// somebody else was first.
std::optional<JobRow> take_job(Connection& connection, std::int64_t id, const std::string& server,
                               std::int64_t now_us);

// Who holds a running job. `false` of the functions below: does so no more, and nothing has changed.
struct JobHold {
  std::int64_t id = 0;
  std::string server;
  std::int64_t attempts = 0;
};
bool save_job_progress(Connection& connection, const JobHold& hold, double progress, const std::string& note);

struct JobEnding {
  JobState state = JobState::kDone;  // a final one
  std::int64_t ended_us = 0;
  std::string error_code;
  std::string error_message;
};
bool end_job(Connection& connection, const JobHold& hold, const JobEnding& ending,
             const std::optional<JobResultRow>& result);

// Back into the queue; `counts`: the attempt counts as one.
bool requeue_job(Connection& connection, const JobHold& hold, bool counts);

enum class CancelOutcome { kNotFound, kCancelled, kAsked, kEnded };
// A queued one is cancelled at once; of a running one the wish is kept for who runs it.
CancelOutcome cancel_job(Connection& connection, std::int64_t id, std::int64_t now_us);

std::optional<JobResultRow> find_job_result(Connection& connection, std::int64_t id);
// All but the text.
std::optional<JobResultRow> find_job_result_facts(Connection& connection, std::int64_t id);
// Of results made before; the jobs stay. How many.
std::size_t delete_job_results(Connection& connection, std::int64_t before_us);

// The clock by which servers are judged: PostgreSQL's own, so that those of several machines need not agree.
std::int64_t database_time_us(Connection& connection);
void beat_heart(Connection& connection, const std::string& server, std::int64_t now_us);
void remove_job_server(Connection& connection, const std::string& server);

// Whether there is one whose heart did not beat since, or a running job of none that lives.
bool has_dead_job_servers(Connection& connection, std::int64_t alive_after_us);

// Jobs that run on no living server: those with a heartbeat of `alive_after_us` or later live. Jobs with
// fewer than `most_attempts` are queued again, the others interrupted; a job that somebody asked to cancel is
// cancelled. Dead servers are forgotten. Returns the ids, in order.
std::vector<std::int64_t> release_jobs_of_dead_servers(Connection& connection, std::int64_t alive_after_us,
                                                       std::int64_t most_attempts, std::int64_t now_us);

}  // namespace tenon
