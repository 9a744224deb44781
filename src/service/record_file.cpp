#include "service/record_file.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "exchange/governance_reader.h"
#include "report/json_writer.h"
#include "service/record_check.h"
#include "store/case_store.h"
#include "store/file_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

constexpr std::size_t kLongestName = 400;    // bytes
constexpr std::size_t kLongestNote = 4'000;  // bytes
constexpr std::size_t kMostLinks = 100;

std::int64_t seconds_of(UtcTime time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

Result<void> check_text(const char* what, const std::string& text, std::size_t longest, bool may_be_empty,
                        bool may_have_lines) {
  const bool has_control = std::any_of(text.begin(), text.end(), [&](char c) {
    return static_cast<unsigned char>(c) < 0x20 && !(may_have_lines && (c == '\n' || c == '\t'));
  });
  if (text.size() <= longest && !has_control && is_valid_utf8(text) && (may_be_empty || !trim(text).empty()))
    return {};
  return Error{ErrorCode::kInvalidArgument,
               std::string(what) + " '" + printable(text, 60) + "': expected UTF-8 of " +
                   (may_be_empty ? "at most " : "1 to ") + std::to_string(longest) +
                   " bytes, without control characters"};
}

Result<void> check_form(const std::string& kind, const std::string& name, const std::string& text,
                        const std::string& note) {
  if (auto fits = check_text("name", name, kLongestName, false, false); !fits) return fits;
  if (auto fits = check_text("note", note, kLongestNote, true, true); !fits) return fits;
  FaultList faults;
  check_record_text(kind, text, faults);
  if (faults.has_errors()) return Error{ErrorCode::kBadInput, faults.to_string()};
  return {};
}

Error no_target(const RecordLink& link) {
  return {ErrorCode::kNotFound,
          "there is no " + link.target_kind + " '" + printable(link.target_id, 200) + "'" +
              (link.target_version == 0 ? "" : " with version " + std::to_string(link.target_version)) +
              ", which the link '" + printable(link.role, 60) + "' names"};
}

std::optional<std::int64_t> record_id_of(const std::string& text) {
  constexpr std::size_t kMostDigits = 18;
  if (text.empty() || text.size() > kMostDigits) return std::nullopt;
  std::int64_t id = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    id = id * 10 + (c - '0');
  }
  return id;
}

// What the links name is there (datasets are checked by record_desk.cpp), and files are needed by the record.
Result<void> hold_targets(Connection& connection, std::int64_t id, const std::vector<RecordLink>& links) {
  for (const RecordLink& link : links) {
    if (link.target_kind == "file") {
      if (auto held = add_file_reference(connection, link.target_id, {"record", std::to_string(id)}); !held)
        return held;
    } else if (link.target_kind == "record") {
      const auto other = record_id_of(link.target_id);
      if (!other || !find_revision(connection, *other, link.target_version)) return no_target(link);
    } else if (link.target_kind == "case") {
      if (!find_case(connection, link.target_id)) return no_target(link);
    }
  }
  return {};
}

Result<void> check_links(const std::vector<RecordLink>& links) {
  if (links.size() > kMostLinks) {
    return Error{ErrorCode::kInvalidArgument,
                 "a record has at most " + std::to_string(kMostLinks) + " links"};
  }
  for (const RecordLink& link : links) {
    if (auto fits = check_text("role of a link", link.role, 64, false, false); !fits) return fits;
    if (auto fits = check_text("target of a link", link.target_id, kLongestName, false, false); !fits)
      return fits;
    const bool is_known = link.target_kind == "record" || link.target_kind == "dataset" ||
                          link.target_kind == "file" || link.target_kind == "case";
    if (is_known && link.target_version >= 0) continue;
    return Error{ErrorCode::kInvalidArgument,
                 "link to '" + printable(link.target_kind, 60) +
                     "': expected record, dataset, file or case, and a version that is not negative"};
  }
  return {};
}

}  // namespace

Error missing_record(const std::string& name) {
  return {ErrorCode::kNotFound, "there is no record " + name};
}

bool is_permitted(const RecordRow& record, RecordAct act, const RecordCaller& caller) {
  return !caller.permits || caller.permits(record, act);
}

Result<RecordRow> permitted_record(Connection& connection, std::int64_t id, RecordAct act,
                                   const RecordCaller& caller) {
  auto record = find_record(connection, id);
  if (!record || !is_permitted(*record, act, caller)) return missing_record(std::to_string(id));
  return std::move(*record);
}

AuditEvent record_audit(const RecordRow& record, const std::string& what, const RecordCaller& caller) {
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object()
      .key("what")
      .text(what)
      .key("kind")
      .text(record.kind)
      .key("revision")
      .integer(record.revision);
  if (record.key) json.key("key").text(*record.key);
  json.key("name").text(record.name).end_object();
  AuditEvent event = event_of(caller.account, caller.time, what == "read" ? "record.read" : "record.change",
                              "record", std::to_string(record.id), json.take());
  event.classification = classification_of(record.classification).value_or(Classification::kInternal);
  return event;
}

Result<RecordRow> in_record_act(Database& database, const RecordCaller& caller, const std::string& about,
                                const std::string& what,
                                const std::function<Result<RecordRow>(Connection&)>& work) {
  auto record = in_transaction<RecordRow>(database, TransactionKind::kWrite, work);
  if (record || (record.error().code != ErrorCode::kConflict && record.error().code != ErrorCode::kNotFound))
    return record;
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("what").text(what).key("why").text(record.error().message).end_object();
  AuditEvent event = event_of(caller.account, caller.time, "record.change", "record", about, json.take());
  event.result = record.error().code == ErrorCode::kConflict ? AuditResult::kFailed : AuditResult::kRefused;
  if (auto logged = log_audit(database, std::move(event)); !logged) return logged.error();
  return record;
}

Result<RecordRow> put_new_record(Connection& connection, const NewRecord& record,
                                 const RecordCaller& caller) {
  if (auto fits = check_form(record.kind, record.name, record.text, record.note); !fits) return fits.error();
  if (record.key) {
    if (auto fits = check_text("key", *record.key, 200, false, false); !fits) return fits.error();
  }
  if (auto fits = check_text("organisation", record.organisation_id, 200, true, false); !fits)
    return fits.error();
  if (auto fits = check_text("region", record.region_code, 64, true, false); !fits) return fits.error();
  if (auto fits = check_links(record.links); !fits) return fits.error();
  RecordRow row;
  row.kind = record.kind;
  row.key = record.key;
  row.organisation_id = record.organisation_id;
  row.region_code = record.region_code;
  row.classification = std::string(id_of(record.classification));
  row.name = record.name;
  if (!is_permitted(row, RecordAct::kMake, caller)) {
    return Error{ErrorCode::kNotFound,
                 "records of kind " + record.kind + " may not be made here by this account"};
  }
  const RevisionRow first{
      0, record.name, record.text, seconds_of(caller.time), caller.account.user_id, record.note, {}};
  auto kept = add_record(connection, row, first, record.links);
  if (!kept) return kept;
  if (auto held = hold_targets(connection, kept->id, record.links); !held) return held.error();
  if (auto logged = audit_step(record_audit(*kept, "make", caller))(connection); !logged)
    return logged.error();
  return kept;
}

Result<RecordRow> put_revision(Connection& connection, const RecordRow& record, std::int64_t expected,
                               const RecordChange& change, std::optional<std::int64_t> restores,
                               const RecordCaller& caller, const std::string& what) {
  if (record.is_archived) {
    return Error{ErrorCode::kInvalidArgument,
                 "record " + std::to_string(record.id) + " is archived: bring it back before it is changed"};
  }
  const std::string& name = change.name.empty() ? record.name : change.name;
  if (auto fits = check_form(record.kind, name, change.text, change.note); !fits) return fits.error();
  if (auto fits = check_links(change.links); !fits) return fits.error();
  const RevisionRow revision{
      0, name, change.text, seconds_of(caller.time), caller.account.user_id, change.note, restores};
  const auto number = add_revision(connection, record.id, expected, revision, change.links);
  if (!number) return number.error();
  if (auto held = hold_targets(connection, record.id, change.links); !held) return held.error();
  const RecordRow now = *find_record(connection, record.id);
  if (auto logged = audit_step(record_audit(now, what, caller))(connection); !logged) return logged.error();
  return now;
}

Result<RecordRow> put_standing(Connection& connection, const RecordRow& record, std::int64_t expected,
                               const RecordStanding& standing, const RecordCaller& caller,
                               const std::string& what) {
  if (auto set = set_standing(connection, record.id, expected, standing, seconds_of(caller.time)); !set)
    return set.error();
  const RecordRow now = *find_record(connection, record.id);
  if (auto logged = audit_step(record_audit(now, what, caller))(connection); !logged) return logged.error();
  return now;
}

Result<void> check_own_signatures(const std::string& kind, const std::string& text) {
  FaultList faults;  // told by check_record_text()
  bool has_signatures = false;
  if (kind == "governance") {
    const auto governance = parse_chain_governance(kind, text, faults);
    has_signatures = governance && !governance->countersigned_by.empty();
  } else if (kind == "work_plan") {
    const auto plan = parse_work_plan(kind, text, faults);
    has_signatures = plan && !plan->countersigned_by.empty();
  }
  if (!has_signatures) return {};
  return Error{ErrorCode::kInvalidArgument,
               "countersigned_by: countersignatures come by countersigning, not with a text"};
}

}  // namespace tenon
