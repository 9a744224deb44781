#include "service/case_file.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "report/json_writer.h"
#include "service/case_codec.h"
#include "service/case_summary.h"
#include "service/digest.h"
#include "service/encoding.h"
#include "store/case_store.h"

namespace tenon {
namespace {

using process::Case;
using process::EventRecord;

constexpr std::size_t kLongestId = 200;  // bytes

CaseRow row_of(const CaseFile& file) {
  const Case& c = file.c;
  CaseRow row;
  row.id = c.id;
  row.type = c.type_id;
  row.type_version = c.type_version;
  row.subject_kind = c.subject.kind;
  row.subject_id = c.subject.id;
  row.state = c.state;
  const process::State* state = find_state(*file.type, c.state);
  row.is_final = state != nullptr && state->is_final();
  row.is_running = !c.dues.empty() || !c.proposals.empty();
  if (const auto key = unique_key(*file.type, c)) row.unique_key = to_hex(bytes_of(sm3(*key)));
  for (const process::RunningDue& due : c.dues) {
    const std::int64_t day = due.day.time_since_epoch().count();
    row.next_due = std::min(row.next_due.value_or(day), day);
  }
  summarise_case(*file.type, c, row);
  row.sequence = c.history.back().sequence;
  row.updated_at = c.history.back().at;
  return row;
}

}  // namespace

Result<void> check_case_text(const std::string& what, const std::string& text) {
  const bool has_control =
      std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (text.size() <= kLongestId && is_valid_utf8(text) && !has_control) return {};
  return Error{ErrorCode::kInvalidArgument, what + " '" + printable(text, kLongestId) +
                                                "': expected UTF-8 of at most 200 bytes, without control "
                                                "characters"};
}

Error missing_case(const std::string& id) {
  return {ErrorCode::kNotFound, "there is no case '" + printable(id, kLongestId) + "'"};
}

process::UtcSeconds case_seconds(UtcTime time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

process::Actor case_actor(const CaseCaller& caller, const process::ProcessType& type, const Case& c) {
  return {caller.party, caller.permissions ? caller.permissions(type, c) : std::vector<std::string>{}};
}

Result<CaseFile> fetch_case(Connection& connection, ProcessShelf& shelf, const std::string& id) {
  auto c = stored_case(connection, id);
  if (!c) return c.error();
  const auto type = stored_process_type(connection, shelf, c->type_id, c->type_version);
  if (!type) return type.error();
  const std::uint64_t kept = c->history.size();
  return CaseFile{*type, std::move(*c), kept};
}

Result<void> store_case(Connection& connection, const CaseFile& file) {
  std::vector<CaseEventRow> rows;
  for (std::size_t k = file.kept; k < file.c.history.size(); ++k) {
    const EventRecord& record = file.c.history[k];
    auto line = write_case_event(record);
    if (!line) return line.error();
    rows.push_back({record.sequence, record.at, std::move(*line)});
  }
  if (rows.empty()) return {};
  std::optional<CaseClaim> claim;
  if (const auto held = resource_claim(*file.type, file.c)) {
    if (auto fits = check_case_text("resource", held->resource); !fits) return fits;
    claim = CaseClaim{held->resource, held->from, held->until};
  }
  return add_case_events(connection, row_of(file), rows, claim);
}

Result<Case> stored_case(Connection& connection, const std::string& id) {
  const std::vector<CaseEventRow> rows =
      check_case_text("case", id) ? case_events(connection, id) : std::vector<CaseEventRow>{};
  if (rows.empty()) return missing_case(id);
  std::vector<EventRecord> history;
  for (const CaseEventRow& row : rows) {
    auto record = read_case_event(row.line);
    const std::string where = "case '" + id + "', event " + std::to_string(row.sequence);
    if (!record) return Error{record.error().code, where + ": " + record.error().message};
    if (record->sequence != row.sequence || row.sequence != history.size() + 1)
      return Error{ErrorCode::kBadInput, where + ": out of its place"};
    history.push_back(std::move(*record));
  }
  Case c = process::replay(history);
  if (c.id != id) return Error{ErrorCode::kBadInput, "case '" + id + "' does not begin with its opening"};
  return c;
}

AuditEvent case_audit(const CaseCaller& caller, const CaseNote& note, const std::string& id,
                      AuditResult result, const std::string& more) {
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("what").text(note.command);
  if (!note.about.empty()) json.key("about").text(note.about);
  json.key("as").text(caller.party.is_system ? "platform" : caller.party.person);
  if (!more.empty()) json.key(result == AuditResult::kDone ? "state" : "why").text(more);
  json.end_object();
  AuditEvent event =
      event_of(caller.account, caller.time, note.action, "case", printable(id, kLongestId), json.take());
  event.result = result;
  return event;
}

}  // namespace tenon
