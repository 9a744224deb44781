// Long work that somebody asked for: what was asked, what people see of it, what it brings, and what a kind
// of work is. The queue (job_queue.h) keeps, runs and ends it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/audit_log.h"
#include "service/classification.h"
#include "service/job_control.h"
#include "service/permission.h"
#include "service/utc_time.h"
#include "service/wording.h"
#include "store/job_store.h"

namespace tenon {

// Heavy: takes minutes, much memory, or all processors. Light ones never wait for heavy ones.
enum class JobWeight { kLight, kHeavy };
std::string_view id_of(JobWeight weight);  // "light", "heavy": stable

Wording wording_of(JobState state);

// As the work sees it.
struct JobRequest {
  std::int64_t id = 0;
  std::string text;  // JSON, in the exact form that the kind's `prepare` gave it
  Actor actor;       // who asked: what is read for the work is read in their name
  std::string region_code;
};

// What the work brings.
struct JobResult {
  std::string content_type = "application/json";
  std::string text;
  Classification classification = Classification::kInternal;
  bool is_partial = false;  // stopped before its end; kept if the time limit did it, else dropped
  // A JSON object, empty: none. What can be told of the result without opening it: versions, options of the
  // method.
  std::string metadata;
};

struct JobKind {
  std::string id;  // "analyze": stable
  Wording name;
  JobWeight weight = JobWeight::kLight;
  std::int64_t time_limit_s = 300;           // where none is asked for
  std::int64_t longest_time_limit_s = 3600;  // that may be asked for
  // What somebody needs to submit one and to read its result. The queue does not ask: who calls it knows the
  // grants.
  Permission permission = Permission::kDatasetRead;
  Classification classification = Classification::kInternal;  // of results
  // What a request, as `prepare` gave it, needs beside, to be submitted: of requests that do more than
  // compute. Empty: nothing.
  std::function<std::optional<Permission>(const std::string& request)> also_needed;
  // Checks a request and gives it in one exact form, with what "newest" means now: equal work has equal text.
  // Called by submit(), must not take long. Empty: any text is taken as it is.
  std::function<Result<std::string>(const std::string& request)> prepare;
  // The work. On a thread of its own. Looks at control.stop() at least once a second or so, and where it is
  // set ends with kCancelled or with a partial result.
  std::function<Result<JobResult>(const JobRequest&, JobControl&)> run;
};

// As people see it: all but the request and the result.
struct JobView {
  std::int64_t id = 0;
  std::string kind;
  JobState state = JobState::kQueued;
  std::string account;
  std::string organisation;
  std::string region_code;
  Classification classification = Classification::kInternal;
  JobWeight weight = JobWeight::kLight;
  std::int64_t priority = 0;
  std::int64_t time_limit_s = 0;
  std::int64_t attempts = 0;
  bool is_cancel_asked = false;
  UtcTime made;
  std::optional<UtcTime> started;
  std::optional<UtcTime> ended;
  double progress = 0;        // 0 … 1; never falls within an attempt
  std::string progress_note;  // English: "closing firms"
  std::string error_code;     // "cancelled", "bad_input", …; empty: none
  std::string error_message;

  bool operator==(const JobView&) const = default;
};
JobView view_of(const JobRow& row);

// What a result is, without its text.
struct JobResultFacts {
  std::string content_type;
  std::int64_t byte_count = 0;
  std::string digest;  // SM3 of the text, hexadecimal
  Classification classification = Classification::kInternal;
  bool is_partial = false;
  std::string metadata;  // JSON: {"seconds":12.3,"threads":1,"attempts":1,"details":{…}}, details as the kind
                         // gave them
  UtcTime made;
};
struct KeptJobResult : JobResultFacts {
  std::string text;
};

}  // namespace tenon
