#include "service/job.h"

#include <chrono>

namespace tenon {
namespace {

UtcTime time_of(std::int64_t microseconds) {
  return UtcTime(std::chrono::microseconds(microseconds));
}

std::optional<UtcTime> time_of(const std::optional<std::int64_t>& microseconds) {
  if (!microseconds) return std::nullopt;
  return time_of(*microseconds);
}

}  // namespace

std::string_view id_of(JobWeight weight) {
  return weight == JobWeight::kHeavy ? "heavy" : "light";
}

Wording wording_of(JobState state) {
  switch (state) {
    case JobState::kQueued:
      return {"排队中", "queued"};
    case JobState::kRunning:
      return {"运行中", "running"};
    case JobState::kDone:
      return {"已完成", "done"};
    case JobState::kFailed:
      return {"失败", "failed"};
    case JobState::kCancelled:
      return {"已取消", "cancelled"};
    case JobState::kTimedOut:
      return {"超过时限", "timed out"};
    case JobState::kInterrupted:
      return {"已中断", "interrupted"};
  }
  return {"", ""};
}

JobView view_of(const JobRow& row) {
  JobView view;
  view.id = row.id;
  view.kind = row.kind;
  view.state = row.state;
  view.account = row.account;
  view.organisation = row.organisation;
  view.region_code = row.region_code;
  // A label that nobody knows is not one that everybody may read.
  view.classification = classification_of(row.classification).value_or(Classification::kWorkSecret);
  view.weight = row.weight == id_of(JobWeight::kHeavy) ? JobWeight::kHeavy : JobWeight::kLight;
  view.priority = row.priority;
  view.time_limit_s = row.time_limit_s;
  view.attempts = row.attempts;
  view.is_cancel_asked = row.is_cancel_asked;
  view.made = time_of(row.made_us);
  view.started = time_of(row.started_us);
  view.ended = time_of(row.ended_us);
  view.progress = row.progress;
  view.progress_note = row.progress_note;
  view.error_code = row.error_code;
  view.error_message = row.error_message;
  return view;
}

}  // namespace tenon
