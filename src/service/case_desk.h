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
// O(length of the history) an act. Thread-safe as the database is.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "process/case_view.h"
#include "process/kernel.h"
#include "service/audit_log.h"
#include "store/case_store.h"

namespace tenon {

// Who asks, and when. The server gives permissions by roles and scopes; of a case to be opened only id, type
// and subject are known then.
struct CaseCaller {
  process::Party party;
  std::function<std::vector<std::string>(const process::ProcessType&, const process::Case&)> permissions;
  Actor account;  // as the audit chain names who acts
  UtcTime time;
};

// Work that an act leaves to the caller, after it is stored.
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

// A case of the newest version of the type.
Result<CaseOutcome> open_case(Database& database, const std::string& type,
                              const process::command::Open& command, const CaseCaller& caller);

// `expected`: the sequence of the last event that the caller saw; otherwise as the case stands.
Result<CaseOutcome> act_on_case(Database& database, const std::string& id, const process::Command& command,
                                const CaseCaller& caller,
                                std::optional<std::uint64_t> expected = std::nullopt);

struct TickReport {
  std::size_t looked_at = 0;
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
  std::vector<process::DueItem> dues;
};
Result<SeenCase> read_case(Database& database, const std::string& id, const CaseCaller& caller);

// Those that the caller may see, by id.
Result<std::vector<CaseRow>> list_seen_cases(Database& database, const CaseFilter& filter,
                                             const CaseCaller& caller);
// All that is overdue in them, longest overdue first.
Result<std::vector<process::DueItem>> overdue_in_cases(Database& database, const CaseFilter& filter,
                                                       const CaseCaller& caller);

// The case as it is kept, whole: for the platform and for tests. Within a transaction.
Result<process::Case> stored_case(Connection& connection, const std::string& id);

}  // namespace tenon
