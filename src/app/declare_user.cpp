#include <CLI/CLI.hpp>

#include "app/command_user.h"
#include "app/declare_options.h"

namespace tenon {

void declare_user(CLI::App& app, CommandLine& line) {
  CLI::App* user =
      app.add_subcommand("user", "Accounts, for the operator: first run, locks, resets, sessions");
  user->require_subcommand(1);
  const auto declare = [&](const char* name, const char* help, int (*run)(const UserCommand&)) {
    const auto options = std::make_shared<UserCommand>();
    CLI::App* command = user->add_subcommand(name, help);
    command->add_option("--db", options->address,
                        "Database: a file, or postgresql://…; otherwise $TENON_DB, else tenon.db");
    command->add_option("--by", options->by, "Who does it; otherwise the user of the machine");
    command->add_option("--format", options->format, "table or json")
        ->check(CLI::IsMember({"table", "json"}))
        ->capture_default_str();
    on_call(*command, line, options, run);
    return std::pair(command, options);
  };
  {
    const auto [command, options] =
        declare("first-run", "Make the account that names the administrators; prints its password once",
                run_user_first_run);
    command->add_option("--name", options->name, "Name for signing in")->required();
  }
  declare("list", "Accounts with their state", run_user_list);
  const auto declare_one = [&](const char* name, const char* help, int (*run)(const UserCommand&)) {
    const auto made = declare(name, help, run);
    made.first->add_option("NAME", made.second->name, "Name for signing in")->required();
    return made;
  };
  declare_one("unlock", "Forget the failures of an account to sign in", run_user_unlock);
  declare_one("reset", "Give an account a new password for one use and take its second factor away",
              run_user_reset);
  const auto [command, options] = declare_one("sessions", "Where an account is signed in", run_user_sessions);
  command->add_flag("--revoke", options->revoke, "End all of them");
}

}  // namespace tenon
