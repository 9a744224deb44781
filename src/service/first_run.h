// The first administrator of a new installation. There are no default accounts: the operator gives the name,
// the program makes up a password for one use and shows it once.
//
// The account can do one thing: name the administrators (role setup_administrator). That needs four people:
// one system administrator, two security administrators (who approve each other's changes of roles,
// approval.h) and one audit administrator. With them in place the set-up is over, its account is disabled and
// cannot come back. Pure and thread-safe; start_first_run() costs one argon2id.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/result.h"
#include "service/access.h"
#include "service/account.h"
#include "service/password.h"
#include "service/utc_time.h"

namespace tenon {

inline constexpr std::chrono::hours kFirstPasswordLife{24};
inline constexpr std::chrono::days kFirstRunLife{7};

struct FirstRun {
  Account account;
  Grant grant;
  std::string one_time_password;  // to be shown once and wiped
};

// kInvalidArgument: there are accounts already, or the name is empty. kIo as of hash_password().
Result<FirstRun> start_first_run(std::size_t accounts, std::string name, UtcTime now,
                                 const PasswordCost& cost = {});

// Whether system, security (two of them) and audit administration are in different hands; `grants` are all
// grants of accounts that are not disabled, of which those count that are in force.
[[nodiscard]] bool is_set_up(std::span<const Grant> grants, UtcTime now);

}  // namespace tenon
