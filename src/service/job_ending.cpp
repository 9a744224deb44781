#include "service/job_ending.h"

#include <cstdio>

#include "service/audit_json.h"
#include "service/digest.h"
#include "service/encoding.h"

namespace tenon {
namespace {

constexpr std::size_t kLongestMessage = 64 * 1024;  // bytes of an error message

JobState state_for(JobStop stop) {
  return stop == JobStop::kTimeLimit ? JobState::kTimedOut : JobState::kCancelled;
}

std::string message_for(const JobRun& run) {
  if (run.stop == JobStop::kTimeLimit)
    return "stopped at its time limit of " + std::to_string(run.row.time_limit_s) + " seconds";
  return "cancelled";
}

JobResultRow row_of(const JobRun& run, const JobResult& result, UtcTime now) {
  JobResultRow row;
  row.job_id = run.row.id;
  row.content_type = result.content_type;
  row.text = result.text;
  row.digest = to_hex(bytes_of(sm3(result.text)));
  row.byte_count = static_cast<std::int64_t>(result.text.size());
  row.classification = id_of(result.classification);
  row.is_partial = result.is_partial;
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.3f", run.seconds);
  row.metadata = std::string("{\"seconds\":") + seconds + ",\"threads\":" + std::to_string(run.threads) +
                 ",\"attempts\":" + std::to_string(run.row.attempts) +
                 ",\"details\":" + (result.metadata.empty() ? "{}" : result.metadata) + "}";
  row.made_us = now.time_since_epoch().count();
  return row;
}

}  // namespace

std::string_view id_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid_argument";
    case ErrorCode::kBadInput:
      return "bad_input";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kTooLarge:
      return "too_large";
    case ErrorCode::kCancelled:
      return "cancelled";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kBusy:
      return "busy";
  }
  return "unknown";
}

JobEnd end_of(const JobRun& run, UtcTime now) {
  JobEnd end;
  end.ending.ended_us = now.time_since_epoch().count();
  const Result<JobResult>& outcome = run.outcome;
  const bool was_stopped = run.stop != JobStop::kNone;
  if (outcome && !(outcome->is_partial && was_stopped)) {
    end.ending.state = JobState::kDone;
    end.result = row_of(run, *outcome, now);
    return end;
  }
  if (was_stopped) {
    end.ending.state = state_for(run.stop);
    end.ending.error_code = id_of(end.ending.state);
    end.ending.error_message = message_for(run);
    if (outcome && run.stop == JobStop::kTimeLimit) end.result = row_of(run, *outcome, now);
    return end;
  }
  end.ending.state = JobState::kFailed;
  end.ending.error_code = id_of(outcome.error().code);
  end.ending.error_message = outcome.error().message.substr(0, kLongestMessage);
  return end;
}

Actor actor_of(const JobRow& row) {
  return {row.account, row.organisation, row.session, row.address};
}

AuditEvent end_event(const JobRow& row, JobState state, UtcTime now) {
  std::string detail = "{\"kind\":";
  write_json_text(detail, row.kind);
  detail +=
      ",\"state\":\"" + std::string(id_of(state)) + "\",\"attempts\":" + std::to_string(row.attempts) + "}";
  AuditEvent event =
      event_of(actor_of(row), now, "end_job", "job", std::to_string(row.id), std::move(detail));
  event.classification = view_of(row).classification;
  if (state == JobState::kFailed || state == JobState::kTimedOut || state == JobState::kInterrupted)
    event.result = AuditResult::kFailed;
  return event;
}

}  // namespace tenon
