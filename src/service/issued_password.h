// Passwords for one use, given by administrators. Inside of the module.
#pragma once

#include <string>

#include "base/result.h"
#include "service/account.h"
#include "service/password.h"
#include "service/password_pool.h"
#include "store/database.h"

namespace tenon {

struct HashedPassword {
  std::string password;
  std::string phc;
};
// kBusy, and errors of hash_password().
Result<HashedPassword> new_password(PasswordPool& passwords, const PasswordCost& cost);

// The account has this password for one use from now on.
void give(Account& account, const std::string& phc, UtcTime now);

// What there is of it, an enrolment that was begun too.
void take_second_factor(Account& account);

// Where the account is that of a first run that is not over: its time starts anew. Within a transaction.
Result<void> renew_first_run(Connection& connection, const std::string& account_id, UtcTime now);

}  // namespace tenon
