#include "service/job_queue.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "service/audit_json.h"
#include "service/digest.h"
#include "service/encoding.h"
#include "service/job_keeper.h"
#include "store/transaction.h"

namespace tenon {
namespace {

constexpr std::int64_t kLargestPriority = 10;
constexpr std::size_t kLongestRequest = std::size_t{4} << 20U;  // bytes

Error not_found(std::int64_t id) {
  return {ErrorCode::kNotFound, "there is no job " + std::to_string(id)};
}

std::string json_text(const std::string& text) {
  std::string json;
  write_json_text(json, text);
  return json;
}

AuditEvent event_of_job(const JobRow& row, const Actor& actor, UtcTime now, const std::string& action) {
  AuditEvent event =
      event_of(actor, now, action, "job", std::to_string(row.id),
               "{\"kind\":" + json_text(row.kind) + ",\"request\":\"" + row.request_digest + "\"}");
  event.classification = view_of(row).classification;
  return event;
}

JobResultFacts facts_of(const JobResultRow& row) {
  JobResultFacts facts;
  facts.content_type = row.content_type;
  facts.byte_count = row.byte_count;
  facts.digest = row.digest;
  facts.classification = classification_of(row.classification).value_or(Classification::kWorkSecret);
  facts.is_partial = row.is_partial;
  facts.metadata = row.metadata;
  facts.made = UtcTime(std::chrono::microseconds(row.made_us));
  return facts;
}

// Why there is no result.
Error no_result(const JobRow& row) {
  const std::string job = "job " + std::to_string(row.id);
  if (!is_final(row.state)) return {ErrorCode::kNotFound, job + " has not ended yet"};
  if (row.state == JobState::kDone)
    return {ErrorCode::kNotFound, "the result of " + job + " is not kept any more"};
  return {ErrorCode::kNotFound, job + " has no result: it is " + std::string(wording_of(row.state).en)};
}

Result<void> check(const JobSubmission& submission, const JobKind& kind) {
  if (submission.actor.user_id.empty())
    return Error{ErrorCode::kInvalidArgument, "a job needs the account that asks for it"};
  if (submission.priority < -kLargestPriority || submission.priority > kLargestPriority) {
    return Error{ErrorCode::kInvalidArgument,
                 "priority " + std::to_string(submission.priority) + ": expected -10 to 10"};
  }
  const std::int64_t limit = submission.time_limit_s.value_or(kind.time_limit_s);
  if (limit < 1 || limit > kind.longest_time_limit_s) {
    return Error{ErrorCode::kInvalidArgument, "a time limit of " + std::to_string(limit) +
                                                  " seconds: " + kind.id + " takes 1 to " +
                                                  std::to_string(kind.longest_time_limit_s)};
  }
  if (submission.request.size() > kLongestRequest)
    return Error{ErrorCode::kTooLarge,
                 "the request is longer than " + std::to_string(kLongestRequest) + " bytes"};
  return {};
}

JobRow row_of(const JobSubmission& submission, const JobKind& kind, std::string request, UtcTime now) {
  JobRow row;
  row.kind = kind.id;
  row.request_digest = to_hex(bytes_of(sm3(kind.id + "\n" + request)));
  row.request = std::move(request);
  row.account = submission.actor.user_id;
  row.organisation = submission.actor.organisation_id;
  row.session = submission.actor.session_id;
  row.address = submission.actor.address;
  row.region_code = submission.region_code;
  row.classification = id_of(kind.classification);
  row.weight = id_of(kind.weight);
  row.priority = submission.priority;
  row.time_limit_s = submission.time_limit_s.value_or(kind.time_limit_s);
  row.made_us = now.time_since_epoch().count();
  return row;
}

Result<void> check_room(Connection& connection, const JobRow& row, const JobQueueOptions& options) {
  if (count_queued_jobs(connection, row.account) >= options.most_queued_per_account) {
    return Error{ErrorCode::kBusy,
                 std::to_string(options.most_queued_per_account) +
                     " jobs of this account are queued already: wait for one, or cancel one"};
  }
  if (queued_jobs(connection).size() >= options.most_queued) {
    return Error{ErrorCode::kBusy,
                 std::to_string(options.most_queued) + " jobs are queued already: try again later"};
  }
  return {};
}

}  // namespace

JobQueue::JobQueue(Database& database, std::vector<JobKind> kinds, JobQueueOptions options)
    : database_(database),
      kinds_(std::move(kinds)),
      keeper_(std::make_unique<JobKeeper>(database, kinds_, std::move(options))) {}

JobQueue::~JobQueue() = default;

Result<void> JobQueue::start() {
  return keeper_->start();
}

std::size_t JobQueue::drain(double seconds) {
  return keeper_->drain(seconds);
}

Result<SubmittedJob> JobQueue::submit(const JobSubmission& submission) {
  const JobKind* wanted = kind(submission.kind);
  if (wanted == nullptr)
    return Error{ErrorCode::kNotFound, "there is no kind of job \"" + submission.kind.substr(0, 100) + "\""};
  if (auto checked = check(submission, *wanted); !checked) return checked.error();
  std::string request = submission.request;
  if (wanted->prepare) {
    auto prepared = wanted->prepare(request);
    if (!prepared) return prepared.error();
    request = std::move(*prepared);
  }
  const UtcTime now = keeper_->now();
  JobRow row = row_of(submission, *wanted, std::move(request), now);
  auto submitted = in_transaction<SubmittedJob>(
      database_, TransactionKind::kWrite, [&](Connection& connection) -> Result<SubmittedJob> {
        if (!submission.even_if_same) {
          if (const auto same = find_open_job(connection, row.account, row.request_digest))
            return SubmittedJob{same->id, false};
        }
        if (auto room = check_room(connection, row, keeper_->options()); !room) return room.error();
        row.id = add_job(connection, row);
        const auto told = audit_step(event_of_job(row, submission.actor, now, "submit_job"))(connection);
        if (!told) return told.error();
        return SubmittedJob{row.id, true};
      });
  if (submitted && submitted->is_new) keeper_->note_change(submitted->id);
  return submitted;
}

Result<JobView> JobQueue::cancel(std::int64_t id, const Actor& actor) {
  const UtcTime now = keeper_->now();
  auto row = in_transaction<JobRow>(
      database_, TransactionKind::kWrite, [&](Connection& connection) -> Result<JobRow> {
        const CancelOutcome outcome = cancel_job(connection, id, now.time_since_epoch().count());
        if (outcome == CancelOutcome::kNotFound) return not_found(id);
        const auto after = find_job(connection, id);
        if (outcome == CancelOutcome::kEnded) {
          return Error{ErrorCode::kConflict, "job " + std::to_string(id) + " has ended already: " +
                                                 std::string(wording_of(after->state).en)};
        }
        const auto told = audit_step(event_of_job(*after, actor, now, "cancel_job"))(connection);
        if (!told) return told.error();
        return *after;
      });
  if (!row) return row.error();
  keeper_->ask_to_stop(id, JobStop::kCancelled);
  keeper_->note_change(id);
  return keeper_->current(*row);
}

Result<JobView> JobQueue::find(std::int64_t id) {
  return in_transaction<JobView>(database_, TransactionKind::kRead, [&](Connection& c) -> Result<JobView> {
    const auto row = find_job(c, id);
    if (!row) return not_found(id);
    return keeper_->current(*row);
  });
}

Result<std::string> JobQueue::request(std::int64_t id) {
  return in_transaction<std::string>(database_, TransactionKind::kRead,
                                     [&](Connection& c) -> Result<std::string> {
                                       const auto row = find_job(c, id);
                                       if (!row) return not_found(id);
                                       return row->request;
                                     });
}

Result<std::vector<JobView>> JobQueue::list(const JobFilter& filter) {
  return in_transaction<std::vector<JobView>>(database_, TransactionKind::kRead,
                                              [&](Connection& c) -> Result<std::vector<JobView>> {
                                                std::vector<JobView> views;
                                                for (const JobRow& row : list_jobs(c, filter))
                                                  views.push_back(keeper_->current(row));
                                                return views;
                                              });
}

Result<std::map<JobState, std::size_t>> JobQueue::counts() {
  return in_transaction<std::map<JobState, std::size_t>>(
      database_, TransactionKind::kRead,
      [](Connection& c) -> Result<std::map<JobState, std::size_t>> { return count_jobs(c); });
}

Result<JobResultFacts> JobQueue::result_facts(std::int64_t id) {
  return in_transaction<JobResultFacts>(database_, TransactionKind::kRead,
                                        [&](Connection& c) -> Result<JobResultFacts> {
                                          const auto row = find_job(c, id);
                                          if (!row) return not_found(id);
                                          const auto result = find_job_result_facts(c, id);
                                          if (!result) return no_result(*row);
                                          return facts_of(*result);
                                        });
}

Result<KeptJobResult> JobQueue::result(std::int64_t id, const Actor& actor) {
  std::optional<JobRow> row;
  auto kept = in_transaction<KeptJobResult>(
      database_, TransactionKind::kRead, [&](Connection& c) -> Result<KeptJobResult> {
        row = find_job(c, id);
        if (!row) return not_found(id);
        auto result = find_job_result(c, id);
        if (!result) return no_result(*row);
        return KeptJobResult{facts_of(*result), std::move(result->text)};
      });
  if (!kept || kept->classification < Classification::kRestricted) return kept;
  // Before anything is shown: who cannot be written down does not read.
  const JobKind* its_kind = kind(row->kind);
  const std::string action =
      its_kind != nullptr ? std::string(id_of(its_kind->permission)) : "read_job_result";
  AuditEvent event = event_of_job(*row, actor, keeper_->now(), action);
  event.classification = kept->classification;
  if (auto told = log_audit(database_, std::move(event)); !told) return told.error();
  return kept;
}

Result<std::size_t> JobQueue::delete_results(UtcTime made_before, const Actor& actor) {
  return in_transaction<std::size_t>(
      database_, TransactionKind::kWrite, [&](Connection& c) -> Result<std::size_t> {
        const std::size_t deleted = delete_job_results(c, made_before.time_since_epoch().count());
        if (deleted == 0) return deleted;
        const auto told = audit_step(event_of(actor, keeper_->now(), "delete_job_results", "job", "",
                                              "{\"made_before\":\"" + utc_text(made_before) +
                                                  "\",\"results\":" + std::to_string(deleted) + "}"))(c);
        if (!told) return told.error();
        return deleted;
      });
}

const JobKind* JobQueue::kind(std::string_view id) const {
  const auto found =
      std::find_if(kinds_.begin(), kinds_.end(), [&](const JobKind& one) { return one.id == id; });
  return found == kinds_.end() ? nullptr : &*found;
}

const std::vector<JobKind>& JobQueue::kinds() const {
  return kinds_;
}

const std::string& JobQueue::server_id() const {
  return keeper_->server_id();
}

}  // namespace tenon
