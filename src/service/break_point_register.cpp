#include "service/break_point_register.h"

#include <chrono>
#include <map>
#include <optional>
#include <utility>

#include "base/number.h"
#include "report/words.h"
#include "service/audit_log.h"

namespace tenon {
namespace {

using SubjectKey = std::pair<std::string, std::string>;

// 0: below all thresholds, or no level is allowed.
int severity(std::string_view level) {
  for (const Level one : {Level::kBlue, Level::kYellow, Level::kOrange, Level::kRed}) {
    if (id_of(one) == level) return static_cast<int>(Level::kNone) - static_cast<int>(one);
  }
  return 0;
}

SubjectKey key_of(const Dataset& dataset, const Subject& subject) {
  if (subject.type == SubjectType::kFirm) return {"firm", dataset.firms[subject.index].id};
  return {"product", dataset.products[subject.index].id};
}

// Of a record, and what is found now; `now` absent: the subject is gone.
std::optional<RegisterChange> change_of(const SubjectKey& subject, const RegisteredPoint* before,
                                        const BreakPoint* now) {
  RegisterChange change;
  std::tie(change.subject_kind, change.subject_id) = subject;
  change.level = std::string(id_of(now != nullptr ? now->level : Level::kNone));
  if (now != nullptr && now->score) change.score = now->score->value;
  const int after = severity(change.level);
  const bool is_unclear = now != nullptr && now->level == Level::kUnknown;
  if (before == nullptr) {
    if (after == 0) return std::nullopt;
    change.kind = "opened";
    change.is_open = true;
    return change;
  }
  change.level_before = before->level;
  change.score_before = before->score;
  change.is_open = after > 0 || (before->is_open && is_unclear);
  if (!before->is_open) {
    if (after > 0) change.kind = "reopened";
  } else if (is_unclear) {
    if (before->level != change.level) change.kind = "unclear";
  } else if (after == 0) {
    change.kind = "closed";
  } else if (before->level != change.level) {
    // An unclear one that has a level again is held against the mildest.
    change.kind = after > severity(before->level) ? "worsened" : "eased";
  }
  return change;
}

std::string method_of(const BreakPointOptions& options) {
  return "{\"red_at\":" + format_number(options.red_at) +
         ",\"orange_at\":" + format_number(options.orange_at) +
         ",\"yellow_at\":" + format_number(options.yellow_at) +
         ",\"blue_at\":" + format_number(options.blue_at) +
         ",\"synthetic\":" + (options.use_synthetic ? "true" : "false") + "}";
}

}  // namespace

std::vector<RegisterChange> register_changes(std::span<const RegisteredPoint> before, const Dataset& dataset,
                                             const BreakPointReport& now) {
  std::map<SubjectKey, std::pair<const RegisteredPoint*, const BreakPoint*>> subjects;
  for (const RegisteredPoint& point : before) subjects[{point.subject_kind, point.subject_id}].first = &point;
  for (const BreakPoint& point : now.break_points) subjects[key_of(dataset, point.subject)].second = &point;
  std::vector<RegisterChange> changes;
  for (const auto& [subject, both] : subjects) {
    if (auto change = change_of(subject, both.first, both.second)) changes.push_back(std::move(*change));
  }
  return changes;
}

Result<RecordedAnalysis> record_break_points(Database& database, const std::string& name,
                                             std::int64_t version, const Dataset& dataset,
                                             const BreakPointReport& report, const ImportNote& note) {
  if (report.options.chain) {
    return Error{
        ErrorCode::kInvalidArgument,
        "an analysis of one chain alone cannot be recorded: it says nothing of the other chains' products"};
  }
  RegisteredAnalysis analysis;
  analysis.dataset = name;
  analysis.version = version;
  analysis.scope = report.options.scope;
  analysis.method = method_of(report.options);
  analysis.at = std::chrono::duration_cast<std::chrono::seconds>(note.time.time_since_epoch()).count();
  analysis.by = note.actor.user_id;
  analysis.note = note.reason;
  const auto id = record_analysis(
      database, analysis,
      [&](std::span<const RegisteredPoint> before) { return register_changes(before, dataset, report); },
      audit_step(event_of(note.actor, note.time, "break_point.record", "dataset", name,
                          "{\"what\":\"analysis recorded\",\"version\":" + std::to_string(version) +
                              ",\"scope\":\"" + analysis.scope + "\"}")));
  if (!id) return id.error();
  auto events = events_of_analysis(database, *id);
  if (!events) return events.error();
  return RecordedAnalysis{*id, std::move(*events)};
}

}  // namespace tenon
