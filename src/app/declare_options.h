// Options that several commands have, worded once; for declare_*.cpp.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/declare.h"

namespace CLI {
class Option;
}

namespace tenon {

constexpr const char* kNamesAndPage = "Names in the table and language the page opens in: zh, en or both";

void add_dataset(CLI::App& command, std::string& dataset);
void add_scenario(CLI::App& command, std::string& scenario, const char* help);
void add_scope(CLI::App& command, std::string& scope);
void add_chain(CLI::App& command, std::string& chain);
void add_levels(CLI::App& command, std::string& levels);
// Products under the name `option`, and the levels that count where none is given.
void add_products(CLI::App& command, const char* option, std::vector<std::string>& products,
                  std::string& levels);
void add_friendly(CLI::App& command, std::vector<std::string>& friendly);
void add_failure_days(CLI::App& command, int& days);
void add_days_simulated(CLI::App& command, int& days);
void add_format(CLI::App& command, std::string& format);  // table, json, csv
CLI::Option* add_language(CLI::App& command, std::string& language, const char* help = "zh, en or both");

// Declares --threads and --out; when the command is called, `run` gives the exit code.
void on_call(CLI::App& command, CommandLine& line, std::function<int()> run);

// The same for run(*options), which gets what the command line has for every command.
template <class Options, class Run>
void on_call(CLI::App& command, CommandLine& line, const std::shared_ptr<Options>& options, Run run) {
  on_call(command, line, [options, run, &line] {
    options->out = line.out;
    if constexpr (requires { options->threads; }) options->threads = line.threads;
    return run(*options);
  });
}

}  // namespace tenon
