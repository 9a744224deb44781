// What case_desk.h has for reading.
#include <algorithm>
#include <span>
#include <utility>

#include "service/case_desk.h"
#include "service/case_file.h"
#include "store/transaction.h"

namespace tenon {
namespace {

// Calls `visit` for each case of the list that the caller may see.
Result<void> visit_seen(Database& database, const CaseFilter& filter, const CaseCaller& caller,
                        const std::function<void(const CaseRow&, const CaseFile&)>& visit) {
  return run_transaction(database, TransactionKind::kRead, [&](Connection& connection) -> Result<void> {
    ProcessShelf shelf;
    for (const CaseRow& row : list_cases(connection, filter)) {
      const auto file = fetch_case(connection, shelf, row.id);
      if (!file) return file.error();
      const process::Actor actor = case_actor(caller, *file->type, file->c);
      if (process::may_see(*file->type, file->c, actor)) visit(row, *file);
    }
    return {};
  });
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
        return SeenCase{*file->type, process::visible_case(*file->type, file->c, actor),
                        process::visible_fields(*file->type, file->c, actor),
                        process::allowed_actions(*file->type, file->c, actor, now),
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
  const auto done =
      visit_seen(database, filter, caller, [&](const CaseRow& row, const CaseFile&) { rows.push_back(row); });
  if (!done) return done.error();
  return rows;
}

Result<std::vector<process::DueItem>> overdue_in_cases(Database& database, const CaseFilter& filter,
                                                       const CaseCaller& caller) {
  const process::UtcSeconds now = case_seconds(caller.time);
  CaseFilter overdue = filter;
  const std::int64_t today = process::day_of(now).time_since_epoch().count();
  overdue.due_before = std::min(filter.due_before.value_or(today), today);
  std::vector<process::DueItem> items;
  const auto done = visit_seen(database, overdue, caller, [&](const CaseRow&, const CaseFile& file) {
    for (process::DueItem& item : process::overdue_items(*file.type, std::span(&file.c, 1), now))
      items.push_back(std::move(item));
  });
  if (!done) return done.error();
  std::stable_sort(items.begin(), items.end(),
                   [](const process::DueItem& a, const process::DueItem& b) { return a.day < b.day; });
  return items;
}

}  // namespace tenon
