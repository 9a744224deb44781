#include "app/declare_options.h"

#include <CLI/CLI.hpp>
#include <utility>

namespace tenon {
namespace {

constexpr int kLongestRunDays = 3650;

}  // namespace

void add_dataset(CLI::App& command, std::string& dataset) {
  command.add_option("DATASET", dataset, "Folder of CSV files, or db:NAME[@VERSION] of the store")
      ->required();
}

void add_scenario(CLI::App& command, std::string& scenario, const char* help) {
  command.add_option("--scenario", scenario, help);
}

void add_scope(CLI::App& command, std::string& scope) {
  command.add_option("--scope", scope, "Region, by code or name, from inside which is judged")
      ->capture_default_str();
}

void add_chain(CLI::App& command, std::string& chain) {
  command.add_option("--chain", chain, "Only this chain, by id or Chinese or English name");
}

void add_levels(CLI::App& command, std::string& levels) {
  command.add_option("--levels", levels, "Break points: all, or red,orange,yellow,blue,none,unknown")
      ->capture_default_str();
}

void add_products(CLI::App& command, const char* option, std::vector<std::string>& products,
                  std::string& levels) {
  command.add_option(option, products, "Products by id or name; otherwise the break points of --levels");
  add_levels(command, levels);
}

void add_friendly(CLI::App& command, std::vector<std::string>& friendly) {
  command.add_option("--friendly", friendly, "Codes of countries abroad that count as friendly")
      ->delimiter(',');
}

void add_failure_days(CLI::App& command, int& days) {
  command.add_option("--failure-days", days, "Days that the primary source delivers nothing")
      ->check(CLI::Range(1, kLongestRunDays))
      ->capture_default_str();
}

void add_days_simulated(CLI::App& command, int& days) {
  command.add_option("--horizon", days, "Days simulated")
      ->check(CLI::Range(1, kLongestRunDays))
      ->capture_default_str();
}

void add_format(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
}

CLI::Option* add_language(CLI::App& command, std::string& language, const char* help) {
  return command.add_option("--lang", language, help)
      ->check(CLI::IsMember({"zh", "en", "both"}))
      ->capture_default_str();
}

void on_call(CLI::App& command, CommandLine& line, std::function<int()> run) {
  command.add_option("--threads", line.threads, "Worker threads; 0: all cores. Results do not depend on it")
      ->check(CLI::Range(0U, 4096U));
  command.add_option("--out", line.out,
                     "Write the result to this file, whole or not at all, instead of stdout");
  command.callback([run = std::move(run), &line] { line.status = run(); });
}

}  // namespace tenon
