#include <CLI/CLI.hpp>
#include <utility>

#include "app/command_jobs.h"
#include "app/command_store.h"
#include "app/declare_options.h"

namespace tenon {
namespace {

void add_store(CLI::App& command, StoreOptions& options) {
  command.add_option("--db", options.address,
                     "Database: a file, or postgresql://…; otherwise $TENON_DB, else tenon.db");
}

void add_by(CLI::App& command, StoreOptions& options) {
  command.add_option("--by", options.by,
                     "Who does it, for the audit chain; otherwise the user of the machine");
}

void add_note(CLI::App& command, StoreOptions& options) {
  add_by(command, options);
  command.add_option("--note", options.note, "Why, for those who read the versions later");
}

void add_text_format(CLI::App& command, StoreOptions& options) {
  command.add_option("--format", options.format, "table or json")
      ->check(CLI::IsMember({"table", "json"}))
      ->capture_default_str();
}

void declare_import(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<ImportCommand>();
  CLI::App* command = app.add_subcommand("import", "Take a dataset folder into the store, as a new version");
  command->add_option("DATASET", options->folder, "Folder of CSV files")->required();
  command->add_option("--as", options->name, "Name in the store; otherwise that of the folder");
  command->add_option(
      "--expect", options->expected,
      "Version that the folder was made from, 0 for a new dataset; refused if another is newest");
  command->add_flag("--dry-run", options->is_dry_run, "Say what would change, write nothing");
  add_store(*command, *options);
  add_note(*command, *options);
  add_text_format(*command, *options);
  on_call(*command, line, options, run_import);
}

void declare_export(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<ExportCommand>();
  CLI::App* command = app.add_subcommand("export", "Write a dataset of the store into the new folder --out");
  command->add_option("DATASET", options->dataset, "NAME, or NAME@VERSION")->required();
  add_store(*command, *options);
  add_by(*command, *options);
  on_call(*command, line, options, run_export);
}

void declare_versions(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<VersionsCommand>();
  CLI::App* command =
      app.add_subcommand("versions", "Datasets of the store; of one its versions, and what they changed");
  command->add_option("DATASET", options->name, "Name in the store; otherwise all datasets are listed");
  command->add_option("--changes", options->change, "Rows that this version changed");
  command->add_option("--top", options->top, "Rows of --changes; 0: all")->capture_default_str();
  add_store(*command, *options);
  add_text_format(*command, *options);
  on_call(*command, line, options, run_versions);
}

void declare_break_points(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<BreakPointsCommand>();
  CLI::App* command = app.add_subcommand(
      "break-points", "The register of break points that tenon analyze --record keeps in the store");
  command->add_option("DATASET", options->name, "Name in the store")->required();
  add_scope(*command, options->scope);
  command->add_option("--subject", options->subject, "History of this product or firm, by id");
  command->add_flag("--closed", options->with_closed, "List closed ones, too");
  add_store(*command, *options);
  add_text_format(*command, *options);
  on_call(*command, line, options, run_break_points);
}

void declare_undo(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<UndoCommand>();
  CLI::App* command = app.add_subcommand("undo", "Back to an older version of a dataset, as a new version");
  command->add_option("DATASET", options->name, "Name in the store")->required();
  command->add_option("--to", options->older, "Version to go back to; otherwise the one before the newest");
  add_store(*command, *options);
  add_note(*command, *options);
  add_text_format(*command, *options);
  on_call(*command, line, options, run_undo);
}

void declare_copies(CLI::App& app, CommandLine& line) {
  CLI::App* store = app.add_subcommand("store", "Backups of the database, and moves to another");
  store->require_subcommand(1);
  const auto declare = [&](const char* name, const char* help, const char* target, const char* target_help,
                           int (*run)(const StoreCopyCommand&)) {
    const auto options = std::make_shared<StoreCopyCommand>();
    CLI::App* command = store->add_subcommand(name, help);
    command->add_option(target, options->target, target_help)->required();
    add_store(*command, *options);
    add_by(*command, *options);
    on_call(*command, line, options, run);
  };
  declare("save", "Save everything in one new file, while others work", "FILE",
          "File that does not exist yet", run_store_save);
  declare("restore", "Bring a saved file back into an empty database", "FILE", "File of tenon store save",
          run_store_restore);
  declare("copy", "Copy everything into another, empty database", "ADDRESS", "A file, or postgresql://…",
          run_store_copy);
}

void declare_jobs(CLI::App& app, CommandLine& line) {
  CLI::App* jobs = app.add_subcommand("jobs", "Long work that a server ran or is to run, and its results");
  jobs->require_subcommand(1);
  const auto declare = [&](const char* name, const char* help, int (*run)(const JobsCommand&)) {
    const auto options = std::make_shared<JobsCommand>();
    CLI::App* command = jobs->add_subcommand(name, help);
    add_store(*command, *options);
    on_call(*command, line, options, run);
    return std::pair(command, options);
  };
  {
    const auto [command, options] = declare("list", "Jobs, newest first", run_jobs_list);
    command->add_option("--state", options->state,
                        "Only those in this state: queued, running, done, failed, …");
    command->add_option("--kind", options->kind, "Only those of this kind: analyze, simulate, …");
    command->add_option("--account", options->account, "Only those of this account");
    command->add_option("--top", options->top, "How many")->check(CLI::PositiveNumber)->capture_default_str();
    add_text_format(*command, *options);
  }
  {
    const auto [command, options] =
        declare("show", "One job, and what is known of its result", run_jobs_show);
    command->add_option("JOB", options->id, "Its number")->required();
    add_text_format(*command, *options);
  }
  {
    const auto [command, options] = declare("result", "The result of a job", run_jobs_result);
    command->add_option("JOB", options->id, "Its number")->required();
    add_by(*command, *options);
  }
}

}  // namespace

void declare_store(CLI::App& app, CommandLine& line) {
  declare_import(app, line);
  declare_export(app, line);
  declare_versions(app, line);
  declare_break_points(app, line);
  declare_undo(app, line);
  declare_jobs(app, line);
  declare_copies(app, line);
}

}  // namespace tenon
