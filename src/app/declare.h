// Declarations of commands and their options; main.cpp and declare_*.cpp alone know CLI11.
#pragma once

#include <string>

#include "app/output.h"

namespace CLI {
class App;
}

namespace tenon {

// What the command line has for every command, and the exit code of the command that has run. The same
// results come out for any number of threads.
struct CommandLine {
  unsigned threads = 0;
  std::string out;
  int status = kExitDone;
};

// `line` outlives the app.
void declare_analyses(CLI::App& app, CommandLine& line);     // analyze, check, io
void declare_networks(CLI::App& app, CommandLine& line);     // esri, generate, whatif
void declare_simulations(CLI::App& app, CommandLine& line);  // simulate, hazards, survive
void declare_backups(CLI::App& app, CommandLine& line);      // backup
void declare_measures(CLI::App& app, CommandLine& line);     // remedy, leaders
void declare_store(CLI::App& app,
                   CommandLine& line);  // import, export, versions, undo, break-points, jobs, store
void declare_audit(CLI::App& app, CommandLine& line);       // audit
void declare_case(CLI::App& app, CommandLine& line);        // case
void declare_serve(CLI::App& app, CommandLine& line);       // serve
void declare_user(CLI::App& app, CommandLine& line);        // user
void declare_governance(CLI::App& app, CommandLine& line);  // governance

}  // namespace tenon
