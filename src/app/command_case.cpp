#include "app/command_case.h"

#include <cstdio>
#include <functional>
#include <utility>

#include "app/case_text.h"
#include "app/case_values.h"
#include "app/dataset_source.h"
#include "app/output.h"
#include "base/file.h"
#include "service/case_desk.h"
#include "service/process_shelf.h"
#include "store/transaction.h"

namespace tenon {
namespace {

using process::ProcessType;

CaseCaller caller_of(const CaseOptions& options) {
  CaseCaller caller;
  if (options.is_platform) {
    caller.party.is_system = true;
    caller.account = command_line_actor();
  } else {
    caller.party = party_of(options.acts_as.empty() ? command_line_actor().user_id : options.acts_as);
    caller.account = command_line_actor(caller.party.person);
    caller.account.organisation_id = caller.party.organisation;
  }
  caller.permissions = [](const ProcessType& type, const process::Case&) { return permissions_of(type); };
  caller.time = now_utc();
  return caller;
}

int report_outcome(const Result<CaseOutcome>& outcome, const CaseOptions& options) {
  if (!outcome) return report_error(outcome.error());
  if (outcome->ok()) return write_output(options.out, outcome_text(*outcome, options.format));
  const std::string text = "tenon: 不予办理 refused: " + reasons_text(outcome->refusal) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
  return kExitFailed;
}

// The type of the case `id`, or the newest version of `type` where `id` is empty.
Result<ProcessType> type_for(Database& store, const std::string& id, const std::string& type) {
  return in_transaction<ProcessType>(
      store, TransactionKind::kRead, [&](Connection& connection) -> Result<ProcessType> {
        std::pair<std::string, std::int64_t> wanted(type, 0);
        if (!id.empty()) {
          const auto row = find_case(connection, id);
          if (!row) return Error{ErrorCode::kNotFound, "there is no case '" + id + "'"};
          wanted = {row->type, row->type_version};
        }
        ProcessShelf shelf;
        const auto found = stored_process_type(connection, shelf, wanted.first, wanted.second);
        if (!found) return found.error();
        return **found;
      });
}

// Sends what `make` makes of the options and the type of the case.
int send(const CaseActCommand& options,
         const std::function<Result<process::Command>(const ProcessType&)>& make) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const auto type = type_for(*store, options.id, "");
  if (!type) return report_error(type.error());
  const auto command = make(*type);
  if (!command) return report_error(command.error());
  return report_outcome(act_on_case(*store, options.id, *command, caller_of(options), options.expected),
                        options);
}

int send_plain(const CaseActCommand& options, process::Command command) {
  return send(options, [&](const ProcessType&) { return Result<process::Command>(std::move(command)); });
}

// One command for each person; the first that is refused ends it.
template <class Command>
int send_people(const CaseActCommand& options) {
  for (const std::string& text : options.people) {
    const auto person = case_person_of(text);
    if (!person) return report_error(person.error());
    if (const int status = send_plain(options, Command{*person}); status != kExitDone) return status;
  }
  return kExitDone;
}

}  // namespace

int run_case_types(const CaseTypesCommand& options) {
  auto store = open_store(options.address, options.files.empty());
  if (!store) return report_error(store.error());
  if (!options.files.empty()) {
    std::vector<ProcessTypeText> texts;
    for (const std::string& path : options.files) {
      const auto file = MappedFile::open(path);
      if (!file) return report_error(file.error());
      texts.push_back({path, std::string(file->bytes())});
    }
    FaultList faults;
    const auto kept = keep_process_types(*store, texts, caller_of(options).account, now_utc(), faults);
    if (!kept) return report_error(kept.error());
    report_faults(faults);
    if (!*kept) return kExitBadInput;
  }
  const auto types = list_stored_process_types(*store);
  if (!types) return report_error(types.error());
  return write_output(options.out, case_types_text(*types, options.format));
}

int run_case_open(const CaseOpenCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const auto type = type_for(*store, "", options.type);
  if (!type) return report_error(type.error());
  process::command::Open command{options.id, {options.subject_kind, options.subject_id}, {}, {}};
  auto fields = case_fields_of(*type, options.fields);
  if (!fields) return report_error(fields.error());
  command.fields = std::move(*fields);
  for (const std::string& text : options.people) {
    const auto person = case_person_of(text);
    if (!person) return report_error(person.error());
    command.people.push_back(*person);
  }
  return report_outcome(open_case(*store, options.type, command, caller_of(options)), options);
}

int run_case_act(const CaseActCommand& options) {
  return send(options, [&](const ProcessType& type) -> Result<process::Command> {
    auto fields = case_fields_of(type, options.fields);
    if (!fields) return fields.error();
    return process::Command(process::command::Act{options.transition, std::move(*fields)});
  });
}

int run_case_fill(const CaseActCommand& options) {
  return send(options, [&](const ProcessType& type) -> Result<process::Command> {
    auto fields = case_fields_of(type, options.fields);
    if (!fields) return fields.error();
    return process::Command(process::command::Fill{std::move(*fields)});
  });
}

int run_case_note(const CaseActCommand& options) {
  return send_plain(options, process::command::AddEntry{"", options.text, {}});
}

int run_case_assign(const CaseActCommand& options) {
  return send_people<process::command::Assign>(options);
}

int run_case_release(const CaseActCommand& options) {
  return send_people<process::command::Release>(options);
}

int run_case_sign(const CaseActCommand& options) {
  return send_plain(options, process::command::Sign{options.transition});
}

int run_case_approve(const CaseActCommand& options) {
  return send_plain(options, process::command::Approve{options.transition});
}

int run_case_refuse(const CaseActCommand& options) {
  return send_plain(options, process::command::Refuse{options.transition, options.text});
}

int run_case_withdraw(const CaseActCommand& options) {
  return send_plain(options, process::command::Withdraw{options.transition});
}

int run_case_show(const CaseShowCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const auto seen = read_case(*store, options.id, caller_of(options));
  if (!seen) return report_error(seen.error());
  return write_output(options.out, case_text(*seen, options.format));
}

int run_case_list(const CaseListCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  CaseFilter filter;
  if (!options.type.empty()) filter.type = options.type;
  if (!options.state.empty()) filter.state = options.state;
  if (options.is_overdue) {
    const auto items = overdue_in_cases(*store, filter, caller_of(options));
    if (!items) return report_error(items.error());
    return write_output(options.out, overdue_text(*items, options.format));
  }
  const auto rows = list_seen_cases(*store, filter, caller_of(options));
  if (!rows) return report_error(rows.error());
  return write_output(options.out, case_list_text(*rows, options.format));
}

int run_case_tick(const CaseOptions& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const auto report = tick_cases(*store, caller_of(options));
  if (!report) return report_error(report.error());
  return write_output(options.out, tick_text(*report, options.format));
}

}  // namespace tenon
