#include "service/case_desk.h"

#include <algorithm>
#include <deque>

#include "service/case_file.h"
#include "service/case_summary.h"
#include "service/notification_desk.h"
#include "store/transaction.h"

namespace tenon {
namespace {

using process::Case;
using process::Decision;
using process::EventRecord;
using process::Reasons;

const process::Actor kPlatform{{"", "", "", true}, {}};

// One act: the cases that it touches, in the order in which it came to them, and what it leaves to do.
struct Act {
  Connection& connection;
  process::UtcSeconds now;
  ProcessShelf& shelf;
  std::deque<CaseFile> files;  // the first is the case of the act
  std::vector<CaseErrand> errands;
};

std::string child_id(Act& act, const std::string& parent, std::uint64_t sequence) {
  while (true) {
    std::string id = parent + "." + std::to_string(sequence++);
    const bool is_ours = std::any_of(act.files.begin(), act.files.end(),
                                     [&](const CaseFile& file) { return file.c.id == id; });
    if (!is_ours && !find_case(act.connection, id)) return id;
  }
}

Result<Reasons> follow(Act& act, std::size_t file, const Decision& decision);

// Opens what a transition of the case in `parent` asks for, and fills the link to it.
Result<Reasons> open_asked(Act& act, std::size_t parent, std::uint64_t sequence,
                           const process::event::CaseAsked& asked) {
  const auto type = stored_process_type(act.connection, act.shelf, asked.type, 0);
  if (!type) return type.error();
  const std::string id = child_id(act, act.files[parent].c.id, sequence);
  if (auto fits = check_case_text("case", id); !fits) return fits.error();
  const Decision opened =
      process::open(**type, {id, asked.subject, asked.fields, asked.people}, kPlatform, act.now);
  if (!opened.ok()) return opened.refusal;
  act.files.push_back({*type, {}, 0});
  auto reasons = follow(act, act.files.size() - 1, opened);
  if (!reasons || !reasons->empty() || asked.link.empty()) return reasons;
  const CaseFile& file = act.files[parent];
  const process::Command fill = process::command::Fill{{{asked.link, {process::FieldValue(id)}}}};
  const Decision linked = process::decide(*file.type, file.c, fill, kPlatform, act.now);
  if (!linked.ok()) return linked.refusal;
  return follow(act, parent, linked);
}

// Applies what was decided of a case and does what its events ask of the platform. The reasons are those of
// the first case that could not be opened as asked.
Result<Reasons> follow(Act& act, std::size_t file, const Decision& decision) {
  act.files[file].c = process::after(std::move(act.files[file].c), decision);
  const std::string id = act.files[file].c.id;
  for (const EventRecord& record : decision.events) {
    if (const auto* notify = std::get_if<process::event::NotificationAsked>(&record.event))
      act.errands.push_back({id, *notify});
    if (const auto* recompute = std::get_if<process::event::RecomputeAsked>(&record.event))
      act.errands.push_back({id, *recompute});
    if (const auto* asked = std::get_if<process::event::CaseAsked>(&record.event)) {
      auto reasons = open_asked(act, file, record.sequence, *asked);
      if (!reasons || !reasons->empty()) return reasons;
    }
  }
  return Reasons{};
}

// What is done to the first case of an act, and how the audit chain tells of it.
struct Step {
  CaseNote note;
  std::function<Decision(const CaseFile&)> decide;
};

// Carries the steps out, each on the case as the one before left it.
Result<CaseOutcome> carry_through(Act& act, std::span<const Step> steps, const std::string& id,
                                  const CaseCaller& caller, const TransactionStep& also = {}) {
  CaseOutcome outcome;
  outcome.case_id = id;
  const std::uint64_t kept = act.files.front().kept;
  std::vector<std::string> states;
  for (const Step& step : steps) {
    const Decision decision = step.decide(act.files.front());
    outcome.refusal = decision.refusal;
    if (decision.ok()) {
      auto reasons = follow(act, 0, decision);
      if (!reasons) return reasons.error();
      outcome.refusal = std::move(*reasons);
    }
    if (!outcome.ok()) {
      const auto logged = audit_step(case_audit(caller, step.note, id, AuditResult::kRefused,
                                                process::to_string(outcome.refusal)))(act.connection);
      if (!logged) return logged.error();
      return outcome;
    }
    states.push_back(act.files.front().c.state);
  }
  const Case& c = act.files.front().c;
  outcome.state = c.state;
  outcome.sequence = c.history.size();
  outcome.events = c.history.size() - kept;
  outcome.errands = std::move(act.errands);
  if (outcome.events == 0) return outcome;
  const auto tell = [&](const CaseNote& note, const std::string& about, const std::string& state) {
    return audit_step(case_audit(caller, note, about, AuditResult::kDone, state))(act.connection);
  };
  for (std::size_t k = 0; k < act.files.size(); ++k) {
    const CaseFile& file = act.files[k];
    if (auto stored = store_case(act.connection, file); !stored) return stored.error();
    keep_errands(act.connection, *file.type, file.c, std::span(file.c.history).subspan(file.kept));
    if (k > 0) {
      outcome.opened.push_back(file.c.id);
      const auto told = tell({"case.create", "open", "by case " + id}, file.c.id, file.c.state);
      if (!told) return told.error();
      continue;
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (auto told = tell(steps[i].note, id, states[i]); !told) return told.error();
    }
  }
  if (also) {
    if (auto done = also(act.connection); !done) return done.error();
  }
  return outcome;
}

// The act in a write transaction; one that came too late is told in the audit chain.
Result<CaseOutcome> in_act(Database& database, const std::string& id, const CaseCaller& caller,
                           const CaseNote& note,
                           const std::function<Result<CaseOutcome>(Connection&)>& work) {
  auto outcome = in_transaction<CaseOutcome>(database, TransactionKind::kWrite, work);
  if (!outcome && outcome.error().code == ErrorCode::kConflict) {
    const auto logged =
        log_audit(database, case_audit(caller, note, id, AuditResult::kFailed, outcome.error().message));
    if (!logged) return logged.error();
  }
  return outcome;
}

CaseNote note_of(const process::Command& command) {
  using namespace process::command;  // NOLINT(google-build-using-namespace)
  const auto note = [](const char* word, const std::string& about) {
    return CaseNote{"case.act", word, about};
  };
  struct Visitor {
    decltype(note)& make;
    CaseNote operator()(const process::command::Act& c) const { return make("act", c.transition); }
    CaseNote operator()(const Fill& c) const {
      return make("fill", c.fields.empty() ? "" : c.fields.begin()->first);
    }
    CaseNote operator()(const Assign& c) const { return make("assign", c.person.person); }
    CaseNote operator()(const Release& c) const { return make("release", c.person.person); }
    CaseNote operator()(const AddEntry& c) const { return make("add entry", c.kind); }
    CaseNote operator()(const Attach& c) const { return make("attach", c.file.digest); }
    CaseNote operator()(const Sign& c) const { return make("sign", c.transition); }
    CaseNote operator()(const Approve& c) const { return make("approve", c.transition); }
    CaseNote operator()(const Refuse& c) const { return make("refuse", c.transition); }
    CaseNote operator()(const Withdraw& c) const { return make("withdraw", c.transition); }
  };
  return std::visit(Visitor{note}, command);
}

}  // namespace

Result<CaseOutcome> open_case(Database& database, const std::string& type,
                              const process::command::Open& command, const CaseCaller& caller,
                              const TransactionStep& also) {
  for (const auto& [what, text] : {std::pair("case", &command.case_id), {"subject", &command.subject.id}}) {
    if (auto fits = check_case_text(what, *text); !fits) return fits.error();
  }
  const CaseNote note{"case.create", "open", type};
  return in_act(database, command.case_id, caller, note, [&](Connection& connection) -> Result<CaseOutcome> {
    ProcessShelf shelf;
    const auto found = stored_process_type(connection, shelf, type, 0);
    if (!found) return found.error();
    Case before;
    before.id = command.case_id;
    before.type_id = (*found)->id;
    before.type_version = (*found)->version;
    before.subject = command.subject;
    const process::Actor actor = case_actor(caller, **found, before);
    Act act{connection, case_seconds(caller.time), shelf, {{*found, {}, 0}}, {}};
    const Step step{note, [&](const CaseFile&) { return process::open(**found, command, actor, act.now); }};
    return carry_through(act, std::span(&step, 1), command.case_id, caller, also);
  });
}

Result<CaseOutcome> act_on_case(Database& database, const std::string& id,
                                std::span<const process::Command> commands, const CaseCaller& caller,
                                std::optional<std::uint64_t> expected, const TransactionStep& also) {
  if (commands.empty()) return Error{ErrorCode::kInvalidArgument, "case '" + id + "': nothing to be done"};
  const CaseNote note = note_of(commands.front());
  return in_act(database, id, caller, note, [&](Connection& connection) -> Result<CaseOutcome> {
    ProcessShelf shelf;
    auto file = fetch_case(connection, shelf, id);
    if (!file) return file.error();
    if (expected && *expected != file->kept) {
      return Error{ErrorCode::kConflict, "case '" + id + "' has changed: its last event is " +
                                             std::to_string(file->kept) + ", not " +
                                             std::to_string(*expected)};
    }
    Act act{connection, case_seconds(caller.time), shelf, {}, {}};
    act.files.push_back(std::move(*file));
    std::vector<Step> steps;
    for (const process::Command& command : commands) {
      steps.push_back({note_of(command), [&](const CaseFile& first) {
                         return process::decide(*first.type, first.c, command,
                                                case_actor(caller, *first.type, first.c), act.now);
                       }});
    }
    return carry_through(act, steps, id, caller, also);
  });
}

Result<CaseOutcome> act_on_case(Database& database, const std::string& id, const process::Command& command,
                                const CaseCaller& caller, std::optional<std::uint64_t> expected,
                                const TransactionStep& also) {
  return act_on_case(database, id, std::span(&command, 1), caller, expected, also);
}

Result<TickReport> tick_cases(Database& database, const CaseCaller& caller) {
  TickReport report;
  ProcessShelf shelf;
  const process::UtcSeconds now = case_seconds(caller.time);
  std::vector<std::string> due;
  std::vector<CaseRow> unsummarised;
  // Looked at first without keeping writers out: most cases have nothing new to say.
  const auto looked =
      run_transaction(database, TransactionKind::kRead, [&](Connection& connection) -> Result<void> {
        CaseFilter awake;
        awake.wakes_by = process::day_of(now).time_since_epoch().count();
        for (CaseRow& row : list_cases(connection, awake)) {
          const auto file = fetch_case(connection, shelf, row.id);
          if (!file) return file.error();
          ++report.looked_at;
          if (!process::tick(*file->type, file->c, now).events.empty()) {
            due.push_back(row.id);
          } else if (!row.people) {
            summarise_case(*file->type, file->c, row);
            unsummarised.push_back(std::move(row));
          }
        }
        return {};
      });
  if (!looked) return looked.error();
  if (!unsummarised.empty()) {
    const auto kept =
        run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
          for (const CaseRow& row : unsummarised) put_case_summary(connection, row);
          return {};
        });
    if (!kept) return kept.error();
  }
  const CaseNote note{"case.act", "tick", ""};
  for (const std::string& id : due) {
    auto outcome = in_act(database, id, caller, note, [&](Connection& connection) -> Result<CaseOutcome> {
      ProcessShelf own;
      auto file = fetch_case(connection, own, id);
      if (!file) return file.error();
      Act act{connection, now, own, {}, {}};
      act.files.push_back(std::move(*file));
      const Step step{note, [&](const CaseFile& first) { return process::tick(*first.type, first.c, now); }};
      return carry_through(act, std::span(&step, 1), id, caller);
    });
    if (outcome) {
      if (outcome->events > 0 || !outcome->ok()) report.changed.push_back(std::move(*outcome));
    } else if (outcome.error().code == ErrorCode::kConflict) {
      report.failed.emplace_back(id, outcome.error());
    } else {
      return outcome.error();
    }
  }
  return report;
}

}  // namespace tenon
