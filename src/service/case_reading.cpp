// What case_desk.h has for reading.
#include <algorithm>
#include <span>
#include <utility>

#include "service/case_desk.h"
#include "service/case_file.h"
#include "service/case_summary.h"
#include "store/transaction.h"

namespace tenon {
namespace {

// Whether the caller may see the case of the row, which decides on what the row tells; the history is read
// only where an older program left that out.
Result<bool> may_see_row(Connection& connection, ProcessShelf& shelf, const CaseRow& row,
                         const CaseCaller& caller) {
  const auto type = stored_process_type(connection, shelf, row.type, row.type_version);
  if (!type) return type.error();
  auto c = case_of_summary(row);
  if (!c) return c.error();
  if (!*c) {
    auto file = fetch_case(connection, shelf, row.id);
    if (!file) return file.error();
    *c = std::move(file->c);
  }
  return process::may_see(**type, **c, case_actor(caller, **type, **c));
}

// Calls `visit` for each case of the list that the caller may see, at most filter.limit of them (0: all).
Result<void> visit_seen(
    Database& database, const CaseFilter& filter, const CaseCaller& caller,
    const std::function<Result<void>(Connection&, ProcessShelf&, const CaseRow&)>& visit) {
  return run_transaction(database, TransactionKind::kRead, [&](Connection& connection) -> Result<void> {
    ProcessShelf shelf;
    CaseFilter page = filter;
    std::size_t seen = 0;
    while (true) {
      const std::vector<CaseRow> rows = list_cases(connection, page);
      for (const CaseRow& row : rows) {
        const auto may = may_see_row(connection, shelf, row, caller);
        if (!may) return may.error();
        if (!*may) continue;
        if (auto done = visit(connection, shelf, row); !done) return done;
        if (++seen == filter.limit) return {};
      }
      if (filter.limit == 0 || rows.size() < page.limit) return {};
      page.after_id = rows.back().id;
    }
  });
}

CaseGlance glance_of(const process::ProcessType& type, const process::Case& whole,
                     const process::Actor& actor, process::UtcSeconds now) {
  const process::Case c = process::visible_case(type, whole, actor);
  CaseGlance glance;
  if (const process::State* state = process::find_state(type, c.state)) {
    glance.state = state->names;
    glance.state_kind = state->kind;
  }
  if (!c.path.empty()) glance.state_since = c.path.back().at;
  glance.people = c.people;
  if (glance.state_kind == process::StateKind::kWaiting || glance.state_kind == process::StateKind::kActive)
    glance.unanswered = process::unanswered(c);
  const auto dues = process::due_items(type, c, now);
  if (!dues.empty()) glance.due = dues.front();
  for (const process::Proposal& proposal : c.proposals) {
    const process::Transition* transition = process::find_transition(type, proposal.transition);
    glance.pending.push_back({proposal.transition,
                              transition != nullptr ? transition->names : process::Names{},
                              proposal.asked_at});
  }
  return glance;
}

}  // namespace

Result<SeenCase> read_case(Database& database, const std::string& id, const CaseCaller& caller) {
  bool is_refused = false;
  auto seen = in_transaction<SeenCase>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<SeenCase> {
        ProcessShelf shelf;
        const auto file = fetch_case(connection, shelf, id);
        if (!file) return file.error();
        const process::Actor actor = case_actor(caller, *file->type, file->c);
        is_refused = !process::may_see(*file->type, file->c, actor);
        if (is_refused) return missing_case(id);
        const process::UtcSeconds now = case_seconds(caller.time);
        return SeenCase{*file->type,
                        process::visible_case(*file->type, file->c, actor),
                        process::visible_fields(*file->type, file->c, actor),
                        process::allowed_actions(*file->type, file->c, actor, now),
                        process::allowed_edits(*file->type, file->c, actor),
                        process::due_items(*file->type, file->c, now)};
      });
  if (!seen && !is_refused) return seen.error();
  const auto logged =
      log_audit(database, case_audit(caller, {"case.read", "read", ""}, id,
                                     is_refused ? AuditResult::kRefused : AuditResult::kDone, ""));
  if (!logged) return logged.error();
  return seen;
}

Result<std::vector<CaseRow>> list_seen_cases(Database& database, const CaseFilter& filter,
                                             const CaseCaller& caller) {
  std::vector<CaseRow> rows;
  const auto done = visit_seen(database, filter, caller,
                               [&](Connection&, ProcessShelf&, const CaseRow& row) -> Result<void> {
                                 rows.push_back(row);
                                 return {};
                               });
  if (!done) return done.error();
  return rows;
}

Result<std::vector<CaseGlance>> glance_at_cases(Database& database, std::span<const CaseRow> rows,
                                                const CaseCaller& caller) {
  using Glances = std::vector<CaseGlance>;
  return in_transaction<Glances>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<Glances> {
        ProcessShelf shelf;
        Glances glances;
        const process::UtcSeconds now = case_seconds(caller.time);
        for (const CaseRow& row : rows) {
          const auto file = fetch_case(connection, shelf, row.id);
          if (!file) return file.error();
          glances.push_back(glance_of(*file->type, file->c, case_actor(caller, *file->type, file->c), now));
        }
        return glances;
      });
}

Result<std::vector<process::DueItem>> overdue_in_cases(Database& database, const CaseFilter& filter,
                                                       const CaseCaller& caller) {
  const process::UtcSeconds now = case_seconds(caller.time);
  CaseFilter overdue = filter;
  const std::int64_t today = process::day_of(now).time_since_epoch().count();
  overdue.due_before = std::min(filter.due_before.value_or(today), today);
  std::vector<process::DueItem> items;
  const auto done = visit_seen(
      database, overdue, caller,
      [&](Connection& connection, ProcessShelf& shelf, const CaseRow& row) -> Result<void> {
        const auto file = fetch_case(connection, shelf, row.id);
        if (!file) return file.error();
        for (process::DueItem& item : process::overdue_items(*file->type, std::span(&file->c, 1), now))
          items.push_back(std::move(item));
        return {};
      });
  if (!done) return done.error();
  std::stable_sort(items.begin(), items.end(),
                   [](const process::DueItem& a, const process::DueItem& b) { return a.day < b.day; });
  return items;
}

}  // namespace tenon
