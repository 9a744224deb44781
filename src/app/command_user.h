// tenon user: the accounts of a store, for the operator who has the database: the first run, and what helps
// people who cannot sign in. Everything else about accounts is the administrators' business.
#pragma once

#include <string>

namespace tenon {

struct UserCommand {
  std::string address;  // empty: $TENON_DB, else tenon.db
  std::string by;       // who; empty: the user of the machine
  std::string name;     // for signing in; not of list
  bool revoke = false;  // sessions: end them
  std::string format = "table";
  std::string out;
};

// Return the exit code. first-run and reset print a password for one use, which stands nowhere else.
int run_user_first_run(const UserCommand& options);
int run_user_list(const UserCommand& options);
int run_user_unlock(const UserCommand& options);
int run_user_reset(const UserCommand& options);
int run_user_sessions(const UserCommand& options);

}  // namespace tenon
