// Cases of a store: what people and the platform do to them, by the rules of their process types.
//
// A case is its history; each act reads it, lets the kernel decide (process/kernel.h) and appends the events,
// in one transaction with all that goes with it: the cases that a transition opens and the links to them,
// what people look for, what the case holds, and an entry in the audit chain. Either all of it is there
// afterwards or nothing.
//
// Refused by the rules: CaseOutcome::refusal gives the reasons, nothing has changed but the audit chain,
// which tells of the attempt. Errors: kNotFound (no such case or process type); kConflict: somebody else was
// first (the case is no longer as the caller saw it, another one of its kind is there, its resource is
// taken), told in the audit chain as failed; kInvalidArgument: ids that cannot be kept; kBadInput: what is
// kept no longer reads; those of the database.
//
// What a transition asks the platform to do is done in the same transaction: cases are opened, people
// notified (notification_desk.h), computations put on the list of recompute_desk.h.
//
// O(length of the history) an act; lists and the clock read histories only where they must (case_summary.h).
// Thread-safe as the database is.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "process/allowed_edits.h"
#include "process/case_view.h"
#include "process/kernel.h"
#include "process/unanswered.h"
#include "service/audit_log.h"
#include "store/case_store.h"
#include "store/transaction.h"

namespace tenon {

// Who asks, and when. The server gives permissions by roles and scopes. Of a case to be opened only id, type
// and subject are known then; of one in a list state and people as well, but no fields and no history.
struct CaseCaller {
  process::Party party;
  std::function<std::vector<std::string>(const process::ProcessType&, const process::Case&)> permissions;
  Actor account;  // as the audit chain names who acts
  UtcTime time;
};

// What an act asked of the platform. It is kept with the act; this is for who wants to tell of it at once.
struct CaseErrand {
  std::string case_id;
  std::variant<process::event::NotificationAsked, process::event::RecomputeAsked> what;
};

struct CaseOutcome {
  std::string case_id;
  std::string state;
  std::uint64_t sequence = 0;       // of the last event
  std::size_t events = 0;           // that this act added to the case
  std::vector<std::string> opened;  // ids of other cases
  std::vector<CaseErrand> errands;  // in the order in which they were asked for
  process::Reasons refusal;         // empty: done
  [[nodiscard]] bool ok() const { return refusal.empty(); }
};

// A case of the newest version of the type. `also` happens in the same transaction if it is opened.
Result<CaseOutcome> open_case(Database& database, const std::string& type,
                              const process::command::Open& command, const CaseCaller& caller,
                              const TransactionStep& also = {});

// `expected`: the sequence of the last event that the caller saw; otherwise as the case stands. `also`
// happens in the same transaction if the act is done.
Result<CaseOutcome> act_on_case(Database& database, const std::string& id, const process::Command& command,
                                const CaseCaller& caller,
                                std::optional<std::uint64_t> expected = std::nullopt,
                                const TransactionStep& also = {});
// Several acts, each on the case as the one before left it: all are done or none. Refused: the reasons of the
// first that is. kInvalidArgument if there are none.
Result<CaseOutcome> act_on_case(Database& database, const std::string& id,
                                std::span<const process::Command> commands, const CaseCaller& caller,
                                std::optional<std::uint64_t> expected = std::nullopt,
                                const TransactionStep& also = {});

struct TickReport {
  std::size_t looked_at = 0;  // cases of which time might have had something to say
  std::vector<CaseOutcome> changed;
  std::vector<std::pair<std::string, Error>>
      failed;  // kConflict: what time would bring about is not to be had
};
// What time brings about, for all cases with something due or pending, each in a transaction of its own; the
// events are the platform's, the audit chain names the caller.
Result<TickReport> tick_cases(Database& database, const CaseCaller& caller);

// What the caller may see of a case, with its type. kNotFound also for who may not see it. Reading is told in
// the audit chain.
struct SeenCase {
  process::ProcessType type;
  process::Case seen;
  std::vector<process::VisibleField> fields;
  std::vector<process::AllowedAction> actions;
  process::AllowedEdits edits;
  std::vector<process::DueItem> dues;
};
Result<SeenCase> read_case(Database& database, const std::string& id, const CaseCaller& caller);

// Those that the caller may see, by id; with filter.limit at most so many, the next page begins after the
// last.
Result<std::vector<CaseRow>> list_seen_cases(Database& database, const CaseFilter& filter,
                                             const CaseCaller& caller);
// What a list shows of a case beside its row: who stands in which relation, since when it is in its state,
// what is due next, what waits for signatures or approval.
struct CaseGlance {
  process::Names state;
  process::StateKind state_kind = process::StateKind::kWaiting;
  process::UtcSeconds state_since = 0;
  std::vector<process::CasePerson> people;
  std::optional<process::DueItem> due;
  struct Pending {
    std::string transition;
    process::Names names;
    process::UtcSeconds asked_at = 0;
  };
  std::vector<Pending> pending;
  std::optional<process::Unanswered> unanswered;  // of cases that are open
};
// Of rows that list_seen_cases() gave to the caller, in their order; as of now, should they have changed.
// O(length of the histories): for a page of the list.
Result<std::vector<CaseGlance>> glance_at_cases(Database& database, std::span<const CaseRow> rows,
                                                const CaseCaller& caller);

// All that is overdue in them, longest overdue first.
Result<std::vector<process::DueItem>> overdue_in_cases(Database& database, const CaseFilter& filter,
                                                       const CaseCaller& caller);

// The case as it is kept, whole: for the platform and for tests. Within a transaction.
Result<process::Case> stored_case(Connection& connection, const std::string& id);

}  // namespace tenon
