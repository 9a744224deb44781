#include "store/job_store.h"

#include <soci/soci.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "store/next_id.h"
#include "store/nullable.h"

namespace tenon {
namespace {

constexpr std::string_view kStateIds[] = {"queued",    "running",   "done",       "failed",
                                          "cancelled", "timed_out", "interrupted"};

constexpr const char* kJobColumns =
    "id, kind, request, request_digest, account, organisation, session, address, region_code, "
    "classification, "
    "weight, priority, time_limit_s, state, cancel_asked, server, attempts, made_us, started_us, ended_us, "
    "progress, progress_note, error_code, error_message";

std::string word(JobState state) {
  return std::string(id_of(state));
}

std::optional<std::int64_t> optional_number(const soci::row& row, std::size_t column) {
  return optional_at<long long, soci::i_null>(row, column);
}

JobRow job_of(const soci::row& row) {
  JobRow job;
  job.id = row.get<long long>(0);
  job.kind = row.get<std::string>(1);
  job.request = row.get<std::string>(2);
  job.request_digest = row.get<std::string>(3);
  job.account = row.get<std::string>(4);
  job.organisation = row.get<std::string>(5);
  job.session = row.get<std::string>(6);
  job.address = row.get<std::string>(7);
  job.region_code = row.get<std::string>(8);
  job.classification = row.get<std::string>(9);
  job.weight = row.get<std::string>(10);
  job.priority = row.get<long long>(11);
  job.time_limit_s = row.get<long long>(12);
  // A state of a newer program would not have opened here: migrations keep it out.
  job.state = job_state_of(row.get<std::string>(13)).value_or(JobState::kInterrupted);
  job.is_cancel_asked = row.get<long long>(14) != 0;
  if (row.get_indicator(15) != soci::i_null) job.server = row.get<std::string>(15);
  job.attempts = row.get<long long>(16);
  job.made_us = row.get<long long>(17);
  job.started_us = optional_number(row, 18);
  job.ended_us = optional_number(row, 19);
  job.progress = row.get<double>(20);
  job.progress_note = row.get<std::string>(21);
  job.error_code = row.get<std::string>(22);
  job.error_message = row.get<std::string>(23);
  return job;
}

bool has_changed_a_row(soci::statement& statement) {
  statement.execute(true);
  return statement.get_affected_rows() > 0;
}

// What the functions on a held job look for.
struct Hold {
  explicit Hold(const JobHold& hold) : id(hold.id), attempts(hold.attempts), server(hold.server) {}
  long long id;
  long long attempts;
  std::string server;
};
constexpr const char* kHeld =
    " WHERE id = :id AND state = 'running' AND server = :server AND attempts = :attempts";

void put_result(soci::session& session, const JobResultRow& result) {
  const auto id = static_cast<long long>(result.job_id);
  const auto bytes = static_cast<long long>(result.byte_count);
  const long long is_partial = result.is_partial ? 1 : 0;
  const auto made = static_cast<long long>(result.made_us);
  session << "INSERT INTO job_results (job_id, content_type, text, digest, byte_count, classification, "
             "is_partial, "
             "metadata, made_us) VALUES (:id, :type, :text, :digest, :bytes, :classification, :partial, "
             ":metadata, "
             ":made)",
      soci::use(id), soci::use(result.content_type), soci::use(result.text), soci::use(result.digest),
      soci::use(bytes), soci::use(result.classification), soci::use(is_partial), soci::use(result.metadata),
      soci::use(made);
}

std::optional<JobResultRow> result_of(Connection& connection, std::int64_t id, bool with_text) {
  const auto number = static_cast<long long>(id);
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT job_id, content_type, digest, byte_count, classification, is_partial, "
              "metadata, made_us, "
           << (with_text ? "text" : "''") << " FROM job_results WHERE job_id = :id",
       soci::use(number));
  for (const soci::row& row : rows) {
    JobResultRow result;
    result.job_id = row.get<long long>(0);
    result.content_type = row.get<std::string>(1);
    result.digest = row.get<std::string>(2);
    result.byte_count = row.get<long long>(3);
    result.classification = row.get<std::string>(4);
    result.is_partial = row.get<long long>(5) != 0;
    result.metadata = row.get<std::string>(6);
    result.made_us = row.get<long long>(7);
    if (with_text) result.text = row.get<std::string>(8);
    return result;
  }
  return std::nullopt;
}

long long next_turn(soci::session& session) {
  long long last = 0;
  session << "SELECT COALESCE(MAX(turn), 0) FROM job_turns", soci::into(last);
  return last + 1;
}

void take_turn(soci::session& session, const std::string& account) {
  const long long turn = next_turn(session);
  soci::statement update = (session.prepare << "UPDATE job_turns SET turn = :turn WHERE account = :account",
                            soci::use(turn), soci::use(account));
  if (has_changed_a_row(update)) return;
  session << "INSERT INTO job_turns (account, turn) VALUES (:account, :turn)", soci::use(account),
      soci::use(turn);
}

}  // namespace

std::string_view id_of(JobState state) {
  return kStateIds[static_cast<std::size_t>(state)];
}

std::optional<JobState> job_state_of(std::string_view id) {
  const auto* found = std::find(std::begin(kStateIds), std::end(kStateIds), id);
  if (found == std::end(kStateIds)) return std::nullopt;
  return static_cast<JobState>(found - std::begin(kStateIds));
}

std::int64_t add_job(Connection& connection, const JobRow& job) {
  const long long id = next_id(connection, "jobs");
  const auto priority = static_cast<long long>(job.priority);
  const auto limit = static_cast<long long>(job.time_limit_s);
  const auto made = static_cast<long long>(job.made_us);
  connection.session()
      << "INSERT INTO jobs (id, kind, request, request_digest, account, organisation, session, address, "
         "region_code, "
         "classification, weight, priority, time_limit_s, state, cancel_asked, attempts, made_us, progress, "
         "progress_note, error_code, error_message) VALUES (:id, :kind, :request, :digest, :account, "
         ":organisation, "
         ":session, :address, :region, :classification, :weight, :priority, :limit, 'queued', 0, 0, :made, "
         "0, '', '', "
         "'')",
      soci::use(id), soci::use(job.kind), soci::use(job.request), soci::use(job.request_digest),
      soci::use(job.account), soci::use(job.organisation), soci::use(job.session), soci::use(job.address),
      soci::use(job.region_code), soci::use(job.classification), soci::use(job.weight), soci::use(priority),
      soci::use(limit), soci::use(made);
  return id;
}

std::optional<JobRow> find_job(Connection& connection, std::int64_t id) {
  const auto number = static_cast<long long>(id);
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kJobColumns << " FROM jobs WHERE id = :id",
       soci::use(number));
  for (const soci::row& row : rows) return job_of(row);
  return std::nullopt;
}

std::optional<JobRow> find_open_job(Connection& connection, const std::string& account,
                                    const std::string& request_digest) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT " << kJobColumns
           << " FROM jobs WHERE ended_us IS NULL AND state IN ('queued', 'running') AND "
              "account = :account AND request_digest = :digest AND cancel_asked = 0 ORDER BY "
              "id DESC LIMIT 1",
       soci::use(account), soci::use(request_digest));
  for (const soci::row& row : rows) return job_of(row);
  return std::nullopt;
}

std::vector<JobRow> list_jobs(Connection& connection, const JobFilter& filter) {
  // Each condition takes its value and whether it counts at all.
  const long long any_state = filter.state ? 0 : 1;
  const long long any_kind = filter.kind ? 0 : 1;
  const long long any_account = filter.account ? 0 : 1;
  const long long any_organisation = filter.organisation ? 0 : 1;
  const long long any_server = filter.server ? 0 : 1;
  const long long any_id = filter.before ? 0 : 1;
  const std::string state = filter.state ? word(*filter.state) : "";
  const std::string kind = filter.kind.value_or("");
  const std::string account = filter.account.value_or("");
  const std::string organisation = filter.organisation.value_or("");
  const std::string server = filter.server.value_or("");
  const auto before = static_cast<long long>(filter.before.value_or(0));
  const auto limit = static_cast<long long>(filter.limit);
  std::vector<JobRow> found;
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT " << kJobColumns
           << " FROM jobs WHERE (:any_state = 1 OR state = :state) AND (:any_kind = 1 OR kind = :kind) AND "
              "(:any_account = 1 OR account = :account) AND (:any_organisation = 1 OR organisation = "
              ":organisation) "
              "AND (:any_server = 1 OR server = :server) AND (:any_id = 1 OR id < :before) ORDER BY id DESC "
              "LIMIT "
              ":limit",
       soci::use(any_state), soci::use(state), soci::use(any_kind), soci::use(kind), soci::use(any_account),
       soci::use(account), soci::use(any_organisation), soci::use(organisation), soci::use(any_server),
       soci::use(server), soci::use(any_id), soci::use(before), soci::use(limit));
  for (const soci::row& row : rows) found.push_back(job_of(row));
  return found;
}

std::map<JobState, std::size_t> count_jobs(Connection& connection) {
  std::map<JobState, std::size_t> counts;
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT state, CAST(COUNT(*) AS TEXT) FROM jobs GROUP BY state");
  for (const soci::row& row : rows) {
    if (const auto state = job_state_of(row.get<std::string>(0)))
      counts[*state] = std::stoull(row.get<std::string>(1));
  }
  return counts;
}

std::size_t count_queued_jobs(Connection& connection, const std::string& account) {
  long long count = 0;
  connection.session()
      << "SELECT COUNT(*) FROM jobs WHERE ended_us IS NULL AND state = 'queued' AND account = "
         ":account",
      soci::into(count), soci::use(account);
  return static_cast<std::size_t>(count);
}

std::vector<QueuedJob> queued_jobs(Connection& connection) {
  std::vector<QueuedJob> queued;
  soci::rowset<soci::row> rows =
      (connection.session().prepare
       << "SELECT j.id, j.kind, j.account, j.weight, j.priority, t.turn FROM jobs j LEFT JOIN job_turns t ON "
          "t.account "
          "= j.account WHERE j.ended_us IS NULL AND j.state = 'queued' ORDER BY j.id");
  for (const soci::row& row : rows) {
    queued.push_back({row.get<long long>(0), row.get<std::string>(1), row.get<std::string>(2),
                      row.get<std::string>(3) == "heavy", row.get<long long>(4),
                      optional_number(row, 5).value_or(0)});
  }
  return queued;
}

std::optional<JobRow> take_job(Connection& connection, std::int64_t id, const std::string& server,
                               std::int64_t now_us) {
  const auto number = static_cast<long long>(id);
  const auto now = static_cast<long long>(now_us);
  soci::statement take =
      (connection.session().prepare
           << "UPDATE jobs SET state = 'running', server = :server, attempts = attempts + 1, "
              "started_us = :now, progress = 0, progress_note = '', error_code = '', "
              "error_message = '' WHERE id = :id AND state = 'queued'",
       soci::use(server), soci::use(now), soci::use(number));
  if (!has_changed_a_row(take)) return std::nullopt;
  auto job = find_job(connection, id);
  take_turn(connection.session(), job->account);
  return job;
}

bool save_job_progress(Connection& connection, const JobHold& hold, double progress,
                       const std::string& note) {
  const Hold held(hold);
  soci::statement save =
      (connection.session().prepare << "UPDATE jobs SET progress = :progress, progress_note = :note" << kHeld,
       soci::use(progress), soci::use(note), soci::use(held.id), soci::use(held.server),
       soci::use(held.attempts));
  return has_changed_a_row(save);
}

bool end_job(Connection& connection, const JobHold& hold, const JobEnding& ending,
             const std::optional<JobResultRow>& result) {
  const Hold held(hold);
  const std::string state = word(ending.state);
  const auto ended = static_cast<long long>(ending.ended_us);
  soci::statement end =
      (connection.session().prepare
           << "UPDATE jobs SET state = :state, server = NULL, ended_us = :ended, progress = "
              "CASE WHEN :done = 'done' THEN 1 ELSE progress END, error_code = :code, "
              "error_message = :message"
           << kHeld,
       soci::use(state), soci::use(ended), soci::use(state), soci::use(ending.error_code),
       soci::use(ending.error_message), soci::use(held.id), soci::use(held.server), soci::use(held.attempts));
  if (!has_changed_a_row(end)) return false;
  if (result) put_result(connection.session(), *result);
  return true;
}

bool requeue_job(Connection& connection, const JobHold& hold, bool counts) {
  const Hold held(hold);
  const long long taken_back = counts ? 0 : 1;
  soci::statement requeue =
      (connection.session().prepare
           << "UPDATE jobs SET state = 'queued', server = NULL, started_us = NULL, progress = 0, "
              "progress_note = '', attempts = attempts - :taken_back"
           << kHeld,
       soci::use(taken_back), soci::use(held.id), soci::use(held.server), soci::use(held.attempts));
  return has_changed_a_row(requeue);
}

CancelOutcome cancel_job(Connection& connection, std::int64_t id, std::int64_t now_us) {
  const auto job = find_job(connection, id);
  if (!job) return CancelOutcome::kNotFound;
  if (is_final(job->state)) return CancelOutcome::kEnded;
  const auto number = static_cast<long long>(id);
  const auto now = static_cast<long long>(now_us);
  if (job->state == JobState::kRunning) {
    connection.session() << "UPDATE jobs SET cancel_asked = 1 WHERE id = :id", soci::use(number);
    return CancelOutcome::kAsked;
  }
  connection.session()
      << "UPDATE jobs SET state = 'cancelled', cancel_asked = 1, ended_us = :now, error_code = "
         "'cancelled' WHERE id = :id",
      soci::use(now), soci::use(number);
  return CancelOutcome::kCancelled;
}

std::optional<JobResultRow> find_job_result(Connection& connection, std::int64_t id) {
  return result_of(connection, id, true);
}

std::optional<JobResultRow> find_job_result_facts(Connection& connection, std::int64_t id) {
  return result_of(connection, id, false);
}

std::size_t delete_job_results(Connection& connection, std::int64_t before_us) {
  const auto before = static_cast<long long>(before_us);
  soci::statement remove =
      (connection.session().prepare << "DELETE FROM job_results WHERE made_us < :before", soci::use(before));
  remove.execute(true);
  return static_cast<std::size_t>(std::max(0LL, static_cast<long long>(remove.get_affected_rows())));
}

}  // namespace tenon
