#include <CLI/CLI.hpp>

#include "app/command_case.h"
#include "app/declare_options.h"

namespace tenon {
namespace {

constexpr const char* kFields = "NAME=VALUE; again for more fields, or more values of a list";
constexpr const char* kPeople = "RELATION=PERSON[@ORGANISATION[@REGION]]";

// A subcommand of tenon case with the options that all of them have.
template <class Options, class Run>
std::pair<CLI::App*, std::shared_ptr<Options>> declare_one(CLI::App& app, CommandLine& line, const char* name,
                                                           const char* help, Run run) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option("--db", options->address,
                      "Database: a file, or postgresql://…; otherwise $TENON_DB, else tenon.db");
  command->add_option("--as", options->acts_as,
                      "Who acts: PERSON[@ORGANISATION[@REGION]]; otherwise the user of the machine");
  command->add_option("--format", options->format, "table or json")
      ->check(CLI::IsMember({"table", "json"}))
      ->capture_default_str();
  on_call(*command, line, options, run);
  return {command, options};
}

void add_platform(CLI::App& command, CaseOptions& options) {
  command.add_flag("--platform", options.is_platform, "The platform itself acts: for what it computes")
      ->excludes("--as");
}

void declare_opening(CLI::App& app, CommandLine& line) {
  const auto [types, files] = declare_one<CaseTypesCommand>(
      app, line, "types", "Take process types into the store; list those that it has", run_case_types);
  types->add_option("FILE", files->files, "YAML files (data/processes); those that name each other together");
  const auto [command, options] =
      declare_one<CaseOpenCommand>(app, line, "open", "Open a case", run_case_open);
  command->add_option("TYPE", options->type, "Process type")->required();
  command->add_option("SUBJECT_KIND", options->subject_kind, "What it is about: break_point, firm, …")
      ->required();
  command->add_option("SUBJECT_ID", options->subject_id, "Id of the subject")->required();
  command->add_option("--id", options->id, "Id of the new case")->required();
  command->add_option("--field", options->fields, kFields);
  command->add_option("--person", options->people, kPeople);
  add_platform(*command, *options);
}

void declare_acts(CLI::App& app, CommandLine& line) {
  const auto declare = [&](const char* name, const char* help, int (*run)(const CaseActCommand&)) {
    const auto made = declare_one<CaseActCommand>(app, line, name, help, run);
    made.first->add_option("ID", made.second->id, "Id of the case")->required();
    made.first->add_option("--expect", made.second->expected,
                           "Number of the last event that was seen; refused if there is a later one");
    return made;
  };
  const auto declare_transition = [&](const char* name, const char* help, int (*run)(const CaseActCommand&)) {
    const auto made = declare(name, help, run);
    made.first->add_option("TRANSITION", made.second->transition, "Transition of the process type")
        ->required();
    return made;
  };
  const auto act = declare_transition("act", "Take a transition, filling fields on the way", run_case_act);
  act.first->add_option("--field", act.second->fields, kFields);
  add_platform(*act.first, *act.second);
  const auto fill = declare("fill", "Fill fields; an empty VALUE empties", run_case_fill);
  fill.first->add_option("--field", fill.second->fields, kFields)->required();
  add_platform(*fill.first, *fill.second);
  const auto note = declare("note", "Add a comment, or a dated entry of a kind", run_case_note);
  note.first->add_option("TEXT", note.second->text, "Comment; of an entry it may be left out");
  note.first->add_option("--kind", note.second->kind, "Kind of entry that the process type defines");
  note.first->add_option("--date", note.second->date, "Day of the entry, as in 2026-11-26");
  note.first->add_option("--field", note.second->fields, kFields);
  const auto attach = declare("attach", "Attach a file; the store keeps its bytes", run_case_attach);
  attach.first->add_option("--file", attach.second->file, "File, 50 MiB at most")->required();
  attach.first->add_option("--name", attach.second->file_name,
                           "Name in the case; otherwise that of the file");
  const auto assign = declare("assign", "Put people in relation to the case", run_case_assign);
  assign.first->add_option("PERSON", assign.second->people, kPeople)->required();
  const auto release = declare("release", "Take people out of a relation", run_case_release);
  release.first->add_option("PERSON", release.second->people, kPeople)->required();
  declare_transition("sign", "Sign a pending transition for one's organisation", run_case_sign);
  declare_transition("approve", "Approve a pending transition that somebody else asked for",
                     run_case_approve);
  const auto refuse = declare_transition("refuse", "Refuse a pending transition", run_case_refuse);
  refuse.first->add_option("--why", refuse.second->text, "Reason")->required();
  declare_transition("withdraw", "Take back a pending transition that one asked for", run_case_withdraw);
}

}  // namespace

void declare_case(CLI::App& app, CommandLine& line) {
  CLI::App* all =
      app.add_subcommand("case", "Cases: break points, bookings, warnings … by their process types");
  all->require_subcommand(1);
  declare_opening(*all, line);
  declare_acts(*all, line);
  const auto show = declare_one<CaseShowCommand>(
      *all, line, "show", "A case: state, fields, people, dues, what may be done, history", run_case_show);
  show.first->add_option("ID", show.second->id, "Id of the case")->required();
  const auto file =
      declare_one<CaseFileCommand>(*all, line, "file", "Write a file of a case to --out", run_case_file);
  file.first->add_option("ID", file.second->id, "Id of the case")->required();
  file.first->add_option("DIGEST", file.second->digest, "Digest of the file, as tenon case show has it")
      ->required();
  const auto told = declare_one<CaseNotificationsCommand>(
      *all, line, "notifications", "What cases tell the person, organisation and region of --as",
      run_case_notifications);
  told.first->add_option("--role", told.second->roles, "Role that the person has; again for more");
  told.first->add_flag("--unread", told.second->only_unread, "Only what is not read yet");
  told.first->add_option("--read", told.second->read_id, "Mark this one as read");
  told.first->add_flag("--read-all", told.second->read_all, "Mark all as read");
  const auto list =
      declare_one<CaseListCommand>(*all, line, "list", "Cases, or what is overdue", run_case_list);
  list.first->add_option("--type", list.second->type, "Of this process type");
  list.first->add_option("--state", list.second->state, "In this state");
  list.first->add_flag("--overdue", list.second->is_overdue, "What is overdue, longest first");
  const auto recompute = declare_one<CaseRecomputeCommand>(
      *all, line, "recompute", "Carry out what cases ask the platform to compute", run_case_recompute);
  recompute.first->add_option("--limit", recompute.second->limit, "At most so many; 0: all")
      ->capture_default_str();
  declare_one<CaseOptions>(*all, line, "tick", "What time brings about: reminders, expiries", run_case_tick);
}

}  // namespace tenon
