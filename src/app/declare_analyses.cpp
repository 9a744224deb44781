#include <CLI/CLI.hpp>

#include "app/command_analyze.h"
#include "app/command_check.h"
#include "app/command_io.h"
#include "app/declare_options.h"
#include "report/io_report.h"

namespace tenon {
namespace {

void declare_analyze(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<AnalyzeOptions>();
  CLI::App* command = app.add_subcommand("analyze", "Rank the break points of a dataset");
  add_dataset(*command, options->dataset);
  add_scope(*command, options->scope);
  add_chain(*command, options->chain);
  command->add_option("--top", options->top, "Break points listed; 0: all [20 in a table, else all]")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--html", options->html, "Write one self-contained page to this file as well");
  add_format(*command, options->format);
  add_language(*command, options->language, kNamesAndPage);
  command
      ->add_option("--thresholds", options->thresholds,
                   "Scores from which red, orange, yellow and blue start")
      ->delimiter(',');
  command->add_flag("--synthetic", options->use_synthetic,
                    "Compute with the synthetic firms too; else they are only shown");
  command->add_flag("--record", options->record,
                    "Bring the store's register of break points up to date; the dataset is db:NAME");
  command->add_option("--by", options->by, "With --record: who; otherwise the user of the machine");
  command->add_option("--note", options->note, "With --record: why");
  on_call(*command, line, options, run_analyze);
}

void declare_check(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* command = app.add_subcommand("check", "Validate a dataset folder");
  add_dataset(*command, options->dataset);
  command->add_option("--format", options->format, "table or json")->check(CLI::IsMember({"table", "json"}));
  on_call(*command, line, options, run_check);
}

void declare_io(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<IoOptions>();
  CLI::App* command = app.add_subcommand(
      "io", "Multipliers, linkages, import shares and extraction from an input-output table");
  command->add_option("TABLE", options->table, "CSV file, imports in one block or in a block of their own")
      ->required();
  command->add_option("--year", options->year, "Year of the table; otherwise taken from the file name")
      ->check(CLI::Range(1900, 2100));
  add_format(*command, options->format);
  command->add_option("--top", options->top,
                      "Show this many sectors; 0: all (default: 20 in a table, else all)");
  command->add_option("--sort", options->sort, "Measure to rank by, worst first")
      ->check(CLI::IsMember(io_sort_key_names()))
      ->capture_default_str();
  command
      ->add_option("--imports", options->imports,
                   "Whose inputs the measures count: domestic, or total (imported ones as if made at home)")
      ->check(CLI::IsMember({"domestic", "total"}))
      ->capture_default_str();
  command->add_flag("--allow-imbalance", options->allow_imbalance,
                    "Go on with a table that does not balance, with warnings");
  on_call(*command, line, options, run_io);
}

}  // namespace

void declare_analyses(CLI::App& app, CommandLine& line) {
  declare_analyze(app, line);
  declare_check(app, line);
  declare_io(app, line);
}

}  // namespace tenon
