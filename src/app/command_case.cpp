#include "app/command_case.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <utility>

#include "app/case_text.h"
#include "app/case_values.h"
#include "app/dataset_source.h"
#include "app/output.h"
#include "base/file.h"
#include "service/case_files.h"
#include "service/notification_desk.h"
#include "service/process_shelf.h"
#include "service/recompute_desk.h"
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

// Sends what `make` makes of the options and the type of the case, with the files that it names.
int send(const CaseActCommand& options,
         const std::function<Result<process::Command>(const ProcessType&, std::vector<NewFile>&)>& make) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const auto type = type_for(*store, options.id, "");
  if (!type) return report_error(type.error());
  std::vector<NewFile> files;
  const auto command = make(*type, files);
  if (!command) return report_error(command.error());
  return report_outcome(
      act_with_files(*store, options.id, *command, files, caller_of(options), options.expected), options);
}

int send_plain(const CaseActCommand& options, process::Command command) {
  return send(options, [&](const ProcessType&, std::vector<NewFile>&) {
    return Result<process::Command>(std::move(command));
  });
}

// An entry of a kind that the type defines.
Result<process::Command> entry_of(const CaseActCommand& options, const ProcessType& type,
                                  std::vector<NewFile>& files) {
  const process::EntryKind* kind = find_entry_kind(type, options.kind);
  if (kind == nullptr) {
    std::string kinds;
    for (const process::EntryKind& one : type.entries) kinds += (kinds.empty() ? "" : ", ") + one.id;
    return Error{ErrorCode::kInvalidArgument, "--kind: found '" + options.kind +
                                                  "': expected a kind of entry of " + type.id +
                                                  (kinds.empty() ? ", which has none" : ": " + kinds)};
  }
  std::vector<std::string> fields = options.fields;
  if (!options.date.empty()) {
    const auto day = std::find_if(kind->fields.begin(), kind->fields.end(), [](const process::Field& field) {
      return field.type == process::FieldType::kDay;
    });
    if (day == kind->fields.end())
      return Error{ErrorCode::kInvalidArgument, "--date: entries of kind " + kind->id + " have no day"};
    fields.push_back(day->id + "=" + options.date);
  }
  auto filled = case_fields_of(kind->fields, type.id + "." + kind->id, fields, files);
  if (!filled) return filled.error();
  return process::Command(process::command::AddEntry{kind->id, options.text, std::move(*filled)});
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
  std::vector<NewFile> files;
  auto fields = case_fields_of(type->fields, type->id, options.fields, files);
  if (!fields) return report_error(fields.error());
  command.fields = std::move(*fields);
  for (const std::string& text : options.people) {
    const auto person = case_person_of(text);
    if (!person) return report_error(person.error());
    command.people.push_back(*person);
  }
  return report_outcome(open_with_files(*store, options.type, command, files, caller_of(options)), options);
}

int run_case_act(const CaseActCommand& options) {
  return send(options, [&](const ProcessType& type, std::vector<NewFile>& files) -> Result<process::Command> {
    auto fields = case_fields_of(type.fields, type.id, options.fields, files);
    if (!fields) return fields.error();
    return process::Command(process::command::Act{options.transition, std::move(*fields)});
  });
}

int run_case_fill(const CaseActCommand& options) {
  return send(options, [&](const ProcessType& type, std::vector<NewFile>& files) -> Result<process::Command> {
    auto fields = case_fields_of(type.fields, type.id, options.fields, files);
    if (!fields) return fields.error();
    return process::Command(process::command::Fill{std::move(*fields)});
  });
}

int run_case_note(const CaseActCommand& options) {
  if (options.kind.empty() && (!options.date.empty() || !options.fields.empty())) {
    return report_error(
        {ErrorCode::kInvalidArgument, "--date and --field go with --kind: a comment has no fields"});
  }
  if (options.kind.empty()) return send_plain(options, process::command::AddEntry{"", options.text, {}});
  return send(options, [&](const ProcessType& type, std::vector<NewFile>& files) {
    return entry_of(options, type, files);
  });
}

int run_case_attach(const CaseActCommand& options) {
  return send(options, [&](const ProcessType&, std::vector<NewFile>& files) -> Result<process::Command> {
    auto file = file_from_disk(options.file, options.file_name);
    if (!file) return file.error();
    files.push_back(std::move(*file));
    return process::Command(process::command::Attach{reference_of(files.back())});
  });
}

int run_case_file(const CaseFileCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const auto file = read_case_file(*store, options.id, options.digest, caller_of(options));
  if (!file) return report_error(file.error());
  return write_output(options.out, file->bytes);
}

int run_case_notifications(const CaseNotificationsCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const CaseCaller caller = caller_of(options);
  const NotificationReader reader{caller.party.person, caller.party.organisation, caller.party.region,
                                  options.roles};
  if (options.read_id) {
    const auto read = read_notification(*store, reader, *options.read_id, caller.time);
    if (!read) return report_error(read.error());
  }
  if (options.read_all) {
    const auto read = read_all_notifications(*store, reader, caller.time);
    if (!read) return report_error(read.error());
  }
  NotificationFilter filter;
  filter.only_unread = options.only_unread;
  const auto rows = list_notifications(*store, reader, filter);
  if (!rows) return report_error(rows.error());
  return write_output(options.out, notifications_text(*rows, options.format));
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

int run_case_recompute(const CaseRecomputeCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  DatasetShelf shelf(*store);
  RecomputeOptions recompute;
  recompute.taker.name = recompute_taker_name();
  recompute.actor = command_line_actor();
  recompute.threads = 0;
  std::vector<FinishedRecompute> finished;
  while (options.limit == 0 || finished.size() < options.limit) {
    auto one = carry_out_recompute(*store, shelf, recompute, now_utc());
    if (!one) return report_error(one.error());
    if (!*one) break;
    finished.push_back(std::move(**one));
  }
  return write_output(options.out, recompute_text(finished, options.format));
}

}  // namespace tenon
