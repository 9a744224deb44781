// How a job ends, by what its work brought and why it was asked to stop. Pure. Inside of the module.
#pragma once

#include <optional>
#include <string>

#include "service/job.h"

namespace tenon {

// Why running work is asked to stop.
enum class JobStop {
  kNone,
  kCancelled,
  kTimeLimit,
  kDrained,  // to go on at the next start
  kLost,     // another server has it: what this one brings is dropped
};

// A run that is over.
struct JobRun {
  const JobRow& row;  // as it was taken
  const Result<JobResult>& outcome;
  JobStop stop = JobStop::kNone;
  double seconds = 0;
  unsigned threads = 1;
};

struct JobEnd {
  JobEnding ending;
  std::optional<JobResultRow> result;
};

// Of a job that was stopped for another reason than draining. Whole results count, whatever was asked
// meanwhile; partial ones are kept where nobody took the job back: at the time limit, or where the work
// itself ended early.
JobEnd end_of(const JobRun& run, UtcTime now);

// The entry of the audit chain, in the name of who asked for the job.
AuditEvent end_event(const JobRow& row, JobState state, UtcTime now);

// "bad_input" …: stable.
std::string_view id_of(ErrorCode code);

// Who asked for it, as the audit chain names them.
Actor actor_of(const JobRow& row);

}  // namespace tenon
