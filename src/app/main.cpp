// The command line: parses, wires, prints. Every option is declared here; every command is one function.
#include <CLI/CLI.hpp>
#include <cstdio>

int main(int argc, char** argv) {
  CLI::App app{"Tenon 榫卯: find where an industrial chain can break"};
  app.set_version_flag("--version", "tenon 0.1.0");
  app.require_subcommand(1);
  CLI11_PARSE(app, argc, argv);
  return 0;
}
