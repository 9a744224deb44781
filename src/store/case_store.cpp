#include "store/case_store.h"

#include <soci/soci.h>

#include <algorithm>
#include <utility>

#include "store/nullable.h"

namespace tenon {
namespace {

constexpr const char* kCaseColumns =
    "id, type, type_version, subject_kind, subject_id, state, is_final, is_running, unique_key, next_due, "
    "sequence, updated_at, people, wakes_on";

using NullableNumber = Nullable<long long, soci::i_ok, soci::i_null>;
using NullableText = Nullable<std::string, soci::i_ok, soci::i_null>;

CaseRow case_of(const soci::row& row) {
  CaseRow one;
  one.id = row.get<std::string>(0);
  one.type = row.get<std::string>(1);
  one.type_version = row.get<long long>(2);
  one.subject_kind = row.get<std::string>(3);
  one.subject_id = row.get<std::string>(4);
  one.state = row.get<std::string>(5);
  one.is_final = row.get<long long>(6) != 0;
  one.is_running = row.get<long long>(7) != 0;
  if (row.get_indicator(8) != soci::i_null) one.unique_key = row.get<std::string>(8);
  if (row.get_indicator(9) != soci::i_null) one.next_due = row.get<long long>(9);
  one.sequence = static_cast<std::uint64_t>(row.get<long long>(10));
  one.updated_at = row.get<long long>(11);
  if (row.get_indicator(12) != soci::i_null) one.people = row.get<std::string>(12);
  if (row.get_indicator(13) != soci::i_null) one.wakes_on = row.get<long long>(13);
  return one;
}

Result<void> check_sequence(const std::optional<CaseRow>& before, const CaseRow& now,
                            std::span<const CaseEventRow> events) {
  bool is_whole = !events.empty() && events.back().sequence == now.sequence;
  for (std::size_t k = 1; k < events.size(); ++k) {
    is_whole = is_whole && events[k].sequence == events[k - 1].sequence + 1;
  }
  if (!is_whole || events.front().sequence == 0) {
    return Error{ErrorCode::kInvalidArgument, "the events of case '" + now.id + "' do not follow each other"};
  }
  const std::uint64_t last = before ? before->sequence : 0;
  if (events.front().sequence == last + 1) return {};
  if (events.front().sequence == 1)
    return Error{ErrorCode::kConflict, "there is a case '" + now.id + "' already"};
  return Error{ErrorCode::kConflict, "case '" + now.id + "' has changed: its last event is " +
                                         std::to_string(last) + ", the new one would be " +
                                         std::to_string(events.front().sequence)};
}

Result<void> check_key(soci::session& session, const CaseRow& now) {
  if (!now.unique_key) return {};
  std::string other;
  session << "SELECT id FROM cases WHERE unique_key = :key AND id <> :id", soci::into(other),
      soci::use(*now.unique_key), soci::use(now.id);
  if (!session.got_data()) return {};
  return Error{ErrorCode::kConflict, "there is a case of this kind already, and may be one only"};
}

Result<void> check_claim(soci::session& session, const CaseRow& now, const CaseClaim& claim) {
  const auto from = static_cast<long long>(claim.from);
  const auto until = static_cast<long long>(claim.until);
  long long others = 0;
  session << "SELECT COUNT(*) FROM case_claims WHERE type = :type AND resource = :resource AND held_from < "
             ":until AND held_until > :from AND case_id <> :id",
      soci::into(others), soci::use(now.type), soci::use(claim.resource), soci::use(until), soci::use(from),
      soci::use(now.id);
  if (others == 0) return {};
  return Error{ErrorCode::kConflict, "'" + claim.resource + "' is taken at this time"};
}

void write_case(soci::session& session, const CaseRow& now, bool is_new) {
  const auto version = static_cast<long long>(now.type_version);
  const long long is_final = now.is_final ? 1 : 0;
  const long long is_running = now.is_running ? 1 : 0;
  const auto sequence = static_cast<long long>(now.sequence);
  const auto updated_at = static_cast<long long>(now.updated_at);
  NullableText key(now.unique_key);
  NullableNumber due(now.next_due);
  NullableText people(now.people);
  NullableNumber wakes_on(now.wakes_on);
  if (is_new) {
    session
        << "INSERT INTO cases (id, type, type_version, subject_kind, subject_id, state, is_final, "
           "is_running, unique_key, next_due, sequence, updated_at, people, wakes_on) VALUES (:id, :type, "
           ":version, :kind, :subject, :state, :final, :running, :key, :due, :sequence, :updated, "
           ":people, :wakes)",
        soci::use(now.id), soci::use(now.type), soci::use(version), soci::use(now.subject_kind),
        soci::use(now.subject_id), soci::use(now.state), soci::use(is_final), soci::use(is_running),
        soci::use(key.value, key.indicator), soci::use(due.value, due.indicator), soci::use(sequence),
        soci::use(updated_at), soci::use(people.value, people.indicator),
        soci::use(wakes_on.value, wakes_on.indicator);
    return;
  }
  session
      << "UPDATE cases SET state = :state, is_final = :final, is_running = :running, unique_key = :key, "
         "next_due = :due, sequence = :sequence, updated_at = :updated, people = :people, wakes_on = :wakes "
         "WHERE id = :id",
      soci::use(now.state), soci::use(is_final), soci::use(is_running), soci::use(key.value, key.indicator),
      soci::use(due.value, due.indicator), soci::use(sequence), soci::use(updated_at),
      soci::use(people.value, people.indicator), soci::use(wakes_on.value, wakes_on.indicator),
      soci::use(now.id);
}

void write_claim(soci::session& session, const CaseRow& now, const std::optional<CaseClaim>& claim) {
  session << "DELETE FROM case_claims WHERE case_id = :id", soci::use(now.id);
  if (!claim) return;
  const auto from = static_cast<long long>(claim->from);
  const auto until = static_cast<long long>(claim->until);
  session << "INSERT INTO case_claims (case_id, type, resource, held_from, held_until) VALUES (:id, :type, "
             ":resource, :from, :until)",
      soci::use(now.id), soci::use(now.type), soci::use(claim->resource), soci::use(from), soci::use(until);
}

}  // namespace

Result<void> add_case_events(Connection& connection, const CaseRow& now, std::span<const CaseEventRow> events,
                             const std::optional<CaseClaim>& claim) {
  soci::session& session = connection.session();
  const auto before = find_case(connection, now.id);
  if (auto fits = check_sequence(before, now, events); !fits) return fits;
  if (auto is_free = check_key(session, now); !is_free) return is_free;
  if (claim) {
    if (auto is_free = check_claim(session, now, *claim); !is_free) return is_free;
  }
  write_case(session, now, !before);
  for (const CaseEventRow& event : events) {
    const auto sequence = static_cast<long long>(event.sequence);
    const auto at = static_cast<long long>(event.at);
    session << "INSERT INTO case_events (case_id, sequence, happened_at, line) VALUES (:id, :sequence, :at, "
               ":line)",
        soci::use(now.id), soci::use(sequence), soci::use(at), soci::use(event.line);
  }
  write_claim(session, now, claim);
  return {};
}

std::optional<CaseRow> find_case(Connection& connection, const std::string& id) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kCaseColumns << " FROM cases WHERE id = :id",
       soci::use(id));
  for (const soci::row& row : rows) return case_of(row);
  return std::nullopt;
}

std::vector<CaseEventRow> case_events(Connection& connection, const std::string& id) {
  std::vector<CaseEventRow> events;
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT sequence, happened_at, line FROM case_events WHERE case_id "
                                       "= :id ORDER BY sequence",
       soci::use(id));
  for (const soci::row& row : rows) {
    events.push_back(
        {static_cast<std::uint64_t>(row.get<long long>(0)), row.get<long long>(1), row.get<std::string>(2)});
  }
  return events;
}

std::optional<CaseClaim> case_claim(Connection& connection, const std::string& id) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT resource, held_from, held_until FROM case_claims WHERE case_id = :id",
       soci::use(id));
  for (const soci::row& row : rows)
    return CaseClaim{row.get<std::string>(0), row.get<long long>(1), row.get<long long>(2)};
  return std::nullopt;
}

std::vector<CaseRow> list_cases(Connection& connection, const CaseFilter& filter) {
  // Each condition takes its value and whether it counts at all.
  const long long any_type = filter.type ? 0 : 1;
  const long long any_state = filter.state ? 0 : 1;
  const long long any_kind = filter.subject_kind ? 0 : 1;
  const long long any_subject = filter.subject_id ? 0 : 1;
  const long long any_due = filter.due_before ? 0 : 1;
  const long long any_final = filter.is_final ? 0 : 1;
  const long long any_running = filter.is_running ? 0 : 1;
  const long long any_wake = filter.wakes_by ? 0 : 1;
  const std::string type = filter.type.value_or("");
  const std::string state = filter.state.value_or("");
  const std::string kind = filter.subject_kind.value_or("");
  const std::string subject = filter.subject_id.value_or("");
  const auto due = static_cast<long long>(filter.due_before.value_or(0));
  const long long is_final = filter.is_final.value_or(false) ? 1 : 0;
  const long long is_running = filter.is_running.value_or(false) ? 1 : 0;
  const auto wakes_by = static_cast<long long>(filter.wakes_by.value_or(0));
  constexpr std::size_t kAll = std::size_t{1} << 62U;
  const auto limit = static_cast<long long>(filter.limit == 0 ? kAll : std::min(filter.limit, kAll));
  std::vector<CaseRow> found;
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT " << kCaseColumns
           << " FROM cases WHERE (:any_type = 1 OR type = :type) AND (:any_state = 1 OR state = :state) AND "
              "(:any_kind = 1 OR subject_kind = :kind) AND (:any_subject = 1 OR subject_id = :subject) AND "
              "(:any_due = 1 OR next_due < :due) AND (:any_final = 1 OR is_final = :final) AND (:any_running "
              "= 1 OR is_running = :running) AND (:any_wake = 1 OR (is_running = 1 AND (wakes_on IS NULL OR "
              "wakes_on <= :wake))) AND id > :after ORDER BY id LIMIT :limit",
       soci::use(any_type), soci::use(type), soci::use(any_state), soci::use(state), soci::use(any_kind),
       soci::use(kind), soci::use(any_subject), soci::use(subject), soci::use(any_due), soci::use(due),
       soci::use(any_final), soci::use(is_final), soci::use(any_running), soci::use(is_running),
       soci::use(any_wake), soci::use(wakes_by), soci::use(filter.after_id), soci::use(limit));
  for (const soci::row& row : rows) found.push_back(case_of(row));
  return found;
}

void put_case_summary(Connection& connection, const CaseRow& row) {
  NullableText people(row.people);
  NullableNumber wakes_on(row.wakes_on);
  const auto sequence = static_cast<long long>(row.sequence);
  connection.session()
      << "UPDATE cases SET people = :people, wakes_on = :wakes WHERE id = :id AND sequence = "
         ":sequence",
      soci::use(people.value, people.indicator), soci::use(wakes_on.value, wakes_on.indicator),
      soci::use(row.id), soci::use(sequence);
}

Result<void> put_process_type(Connection& connection, const std::string& id, std::int64_t version,
                              const std::string& text) {
  if (const auto kept = find_process_type(connection, id, version); version != 0 && kept) {
    if (kept->text == text) return {};
    return Error{ErrorCode::kConflict, "process type '" + id + "', version " + std::to_string(version) +
                                           ", is kept with another text: what changes needs a new version"};
  }
  const auto number = static_cast<long long>(version);
  connection.session() << "INSERT INTO process_types (id, version, text) VALUES (:id, :version, :text)",
      soci::use(id), soci::use(number), soci::use(text);
  return {};
}

std::optional<ProcessTypeRow> find_process_type(Connection& connection, const std::string& id,
                                                std::int64_t version) {
  const auto number = static_cast<long long>(version);
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT id, version, text FROM process_types WHERE id = :id AND "
                                       "(version = :version OR :newest = 0) ORDER BY version DESC LIMIT 1",
       soci::use(id), soci::use(number), soci::use(number));
  for (const soci::row& row : rows)
    return ProcessTypeRow{row.get<std::string>(0), row.get<long long>(1), row.get<std::string>(2)};
  return std::nullopt;
}

std::vector<ProcessTypeRow> list_process_types(Connection& connection) {
  std::vector<ProcessTypeRow> types;
  soci::rowset<soci::row> rows = (connection.session().prepare
                                  << "SELECT id, version, text FROM process_types p WHERE version = (SELECT "
                                     "MAX(version) FROM process_types q WHERE q.id = p.id) ORDER BY id");
  for (const soci::row& row : rows)
    types.push_back({row.get<std::string>(0), row.get<long long>(1), row.get<std::string>(2)});
  return types;
}

}  // namespace tenon
