// Declarations of command-line options; for main.cpp and declare_*.cpp, which alone know CLI11.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace tenon {

// Options that every command has. The same results come out for any number of threads.
struct CommonOptions {
  unsigned threads = 0;
  std::string out;
};

void add_common_options(CLI::App& command, CommonOptions& common);

// The commands about backups and remedies. `common` and `status`, which a command that has run sets, outlive
// the app.
void declare_backups(CLI::App& app, CommonOptions& common, int& status);

}  // namespace tenon
