// The command line: parses, wires, prints. Every option is declared here; every command is one function
// int run_NAME(const NameOptions&) in command_NAME.cpp, and this file alone knows CLI11.
#include <CLI/CLI.hpp>
#include <string>

#include "app/command_check.h"
#include "app/output.h"

namespace {

// Options that every command has. The same results come out for any number of threads.
struct CommonOptions {
  unsigned threads = 0;
  std::string out;
};

void add_common_options(CLI::App& command, CommonOptions& common) {
  command
      .add_option("--threads", common.threads, "Worker threads; 0: all cores. Results do not depend on it")
      ->check(CLI::Range(0U, 4096U));
  command.add_option("--out", common.out,
                     "Write the result to this file, whole or not at all, instead of stdout");
}

int run(int argc, char** argv) {
  CLI::App app{"Tenon 榫卯: find where an industrial chain can break"};
  app.set_version_flag("--version", "tenon 0.1.0");
  app.require_subcommand(1);
  CommonOptions common;
  int status = tenon::kExitDone;

  tenon::CheckOptions check;
  CLI::App* check_command = app.add_subcommand("check", "Validate a dataset folder");
  check_command->add_option("DATASET", check.dataset, "Folder of CSV files")->required();
  check_command->add_option("--format", check.format, "table or json")
      ->check(CLI::IsMember({"table", "json"}));
  add_common_options(*check_command, common);
  check_command->callback([&] {
    check.out = common.out;
    status = tenon::run_check(check);
  });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version end with 0, everything else is wrong usage.
    return app.exit(error) == 0 ? tenon::kExitDone : tenon::kExitBadInput;
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    return tenon::report_error({tenon::ErrorCode::kIo, error.what()});
  }
}
