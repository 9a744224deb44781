// The first run (first_run.h) in the store: one account that names the administrators, who are then four
// people. Each step is one transaction: an installation is set up or not, never in between.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/caller.h"
#include "service/directory.h"
#include "service/first_run.h"
#include "service/password_pool.h"
#include "store/database.h"

namespace tenon {

// The account of the set-up. kInvalidArgument: there are accounts already, or the name will not do.
Result<IssuedPassword> begin_first_run(Database& database, PasswordPool& passwords, const std::string& name,
                                       const Caller& caller, const PasswordCost& cost = {});

enum class SetupState { kNoAccounts, kNaming, kDone };
std::string_view id_of(SetupState state);  // "no_accounts", "naming", "done": stable
Result<SetupState> setup_state(Database& database, UtcTime now);

struct NamedAdministrator {
  std::string name;
  std::string full_name;
  std::string role_id;  // system_administrator, security_administrator, audit_administrator
};

// Makes the organisation of the administrators (or takes the one with this id as it is), their accounts and
// grants, and disables the account of the set-up with its sessions: the set-up is over. Passwords for one use
// in the order of the names. kInvalidArgument: not at least one system, two security and one audit
// administrator, or the set-up is over.
Result<std::vector<IssuedPassword>> name_administrators(Database& database, PasswordPool& passwords,
                                                        const Organisation& organisation,
                                                        std::span<const NamedAdministrator> people,
                                                        const Caller& caller, const PasswordCost& cost = {});

}  // namespace tenon
