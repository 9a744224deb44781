// The command line: parses, wires, prints. Options are declared in declare_*.cpp; every command is one
// function int run_NAME(const NameOptions&), and only this file and declare_*.cpp know CLI11.
#include <CLI/CLI.hpp>
#include <exception>

#include "app/declare.h"
#include "app/output.h"

namespace {

int run(int argc, char** argv) {
  CLI::App app{"Tenon 榫卯: find where an industrial chain can break"};
  app.set_version_flag("--version", "tenon 0.1.0");
  app.require_subcommand(1);
  tenon::CommandLine line;
  tenon::declare_analyses(app, line);
  tenon::declare_networks(app, line);
  tenon::declare_simulations(app, line);
  tenon::declare_backups(app, line);
  tenon::declare_measures(app, line);
  tenon::declare_store(app, line);
  tenon::declare_audit(app, line);
  tenon::declare_case(app, line);
  tenon::declare_serve(app, line);
  tenon::declare_user(app, line);
  tenon::declare_governance(app, line);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version end with 0, everything else is wrong usage.
    return app.exit(error) == 0 ? tenon::kExitDone : tenon::kExitBadInput;
  }
  return line.status;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    return tenon::report_error({tenon::ErrorCode::kIo, error.what()});
  }
}
