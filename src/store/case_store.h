// Where cases are kept: their events line by line, which are the truth; beside them what people look for, and
// what a case holds; and the texts of process types, each version for good, so that a case always finds the
// one it was opened with. What the lines and texts say is the service's business (service/case_desk.h).
//
// All functions work within a transaction of the caller, those that change something within a write
// transaction: the check that something is free holds until it is taken, because nobody else writes. Where
// the database refuses they throw, and run_transaction() makes an Error of it. Texts hold no U+0000.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace tenon {

struct CaseRow {
  std::string id;
  std::string type;
  std::int64_t type_version = 0;
  std::string subject_kind;
  std::string subject_id;
  std::string state;
  bool is_final = false;
  bool is_running = false;                // time may bring something about
  std::optional<std::string> unique_key;  // no two cases have the same
  std::optional<std::int64_t> next_due;   // days since 1970-01-01
  std::uint64_t sequence = 0;             // of the last event
  std::int64_t updated_at = 0;            // seconds since 1970-01-01 UTC
  // What lists and the clock need without the history. Absent where an older program kept the case last.
  std::optional<std::string> people;     // as the service writes them (case_summary.h)
  std::optional<std::int64_t> wakes_on;  // the first day on which time may bring something about

  bool operator==(const CaseRow&) const = default;
};

struct CaseEventRow {
  std::uint64_t sequence = 0;  // 1, 2, 3 … within the case
  std::int64_t at = 0;         // seconds since 1970-01-01 UTC
  std::string line;

  bool operator==(const CaseEventRow&) const = default;
};

// A resource held from `from` (inside) to `until` (outside), in seconds.
struct CaseClaim {
  std::string resource;
  std::int64_t from = 0;
  std::int64_t until = 0;

  bool operator==(const CaseClaim&) const = default;
};

// Continues the history of the case by `events`, of which the last has now.sequence, and keeps `now` and
// `claim` instead of what was kept before. kConflict, with nothing changed: the events do not follow the last
// one that is kept (somebody else was first), another case has the unique key, or one of the same type holds
// the resource at a time within the claim. kInvalidArgument: no events, or numbers with gaps.
Result<void> add_case_events(Connection& connection, const CaseRow& now, std::span<const CaseEventRow> events,
                             const std::optional<CaseClaim>& claim);

std::optional<CaseRow> find_case(Connection& connection, const std::string& id);
// In order; none where there is no such case.
std::vector<CaseEventRow> case_events(Connection& connection, const std::string& id);
std::optional<CaseClaim> case_claim(Connection& connection, const std::string& id);

// What is not set is not looked at.
struct CaseFilter {
  std::optional<std::string> type;
  std::optional<std::string> state;
  std::optional<std::string> subject_kind;
  std::optional<std::string> subject_id;
  std::optional<std::int64_t> due_before;  // the next due day is before this one
  std::optional<bool> is_final;
  std::optional<bool> is_running;
  std::optional<std::int64_t> wakes_by;  // may have something new to say on this day
  std::string after_id;                  // for the page that follows; empty: from the first
  std::size_t limit = 0;                 // 0: all
};
// By id.
std::vector<CaseRow> list_cases(Connection& connection, const CaseFilter& filter = {});

// Keeps `people` and `wakes_on` of a case whose history has not changed since: what an older program left
// out.
void put_case_summary(Connection& connection, const CaseRow& row);

// Nothing happens where the same text is kept already. kConflict: another text under this version.
Result<void> put_process_type(Connection& connection, const std::string& id, std::int64_t version,
                              const std::string& text);

struct ProcessTypeRow {
  std::string id;
  std::int64_t version = 0;
  std::string text;
};
// Version 0: the newest.
std::optional<ProcessTypeRow> find_process_type(Connection& connection, const std::string& id,
                                                std::int64_t version);
// The newest version of each, by id.
std::vector<ProcessTypeRow> list_process_types(Connection& connection);

}  // namespace tenon
