// The directory of an installation: organisations and the accounts of their people.
//
// Whether the caller may do it is his own affair (allow(), identity.h); what the data must be like is looked
// after here. Each change is one transaction with its entry in the audit chain. Errors: kInvalidArgument: the
// data are not as they must be; kNotFound; kConflict: the name or id is taken, or the record is no longer as
// the caller saw it (`expected`, caller.h); kBusy (password_pool.h); those of the database.
// Thread-safe as the database is. An IdentityCache is told of changes by the caller.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/account.h"
#include "service/caller.h"
#include "service/lockout.h"
#include "service/password.h"
#include "service/password_pool.h"
#include "store/database.h"

namespace tenon {

// Ids of organisations are 1 to 64 of a-z, 0-9, '-', '_', '.'; names in both languages are needed, of a firm
// its firm_id, of a bureau its region.
Result<void> check_organisation(const Organisation& organisation);

Result<Revised<Organisation>> make_organisation(Database& database, const Organisation& organisation,
                                                const Caller& caller);
// All but the id and the kind.
Result<Revised<Organisation>> change_organisation(Database& database, const Organisation& organisation,
                                                  std::int64_t expected, const Caller& caller);
Result<Revised<Organisation>> find_organisation(Database& database, const std::string& id);
Result<std::vector<Revised<Organisation>>> list_organisations(Database& database);  // by id

// Names for signing in are 2 to 64 of A-Z, a-z, 0-9, '.', '_', '-', '@' and Chinese characters (U+4E00 to
// U+9FFF), so that no two look alike; letter case does not matter.
Result<void> check_account_name(std::string_view name);

// What administrators see of an account.
struct AccountSummary {
  Account account;  // without secrets
  bool has_second_factor = false;
  std::size_t recovery_codes_left = 0;
  TryDecision lock;  // of signing in, as of the time asked for
};

struct NewAccount {
  std::string name;
  std::string full_name;
  std::string organisation_id;
};

// A password for one use, valid for kFirstPasswordLife (first_run.h), and whom it is for.
struct IssuedPassword {
  std::string account_id;
  std::string name;
  std::string one_time_password;  // to be shown once and wiped
};

// An account without any grant.
Result<IssuedPassword> make_account(Database& database, PasswordPool& passwords, const NewAccount& account,
                                    const Caller& caller, const PasswordCost& cost = {});

// What is set changes. Of another organisation: the grants of the account must be such as its people may hold
// (check_grant, access.h).
struct AccountChange {
  std::optional<std::string> name;
  std::optional<std::string> full_name;
  std::optional<std::string> organisation_id;
};
Result<Revised<AccountSummary>> change_account(Database& database, const std::string& id,
                                               const AccountChange& change, std::int64_t expected,
                                               const Caller& caller);

// Its sessions end; its tokens permit nothing until it is enabled again. kInvalidArgument: the caller's own,
// or one without which the administrators are not complete any more (is_set_up, first_run.h).
Result<Revised<AccountSummary>> disable_account(Database& database, const std::string& id,
                                                std::int64_t expected, const Caller& caller);
Result<Revised<AccountSummary>> enable_account(Database& database, const std::string& id,
                                               std::int64_t expected, const Caller& caller);

// A new password for one use; sessions end and failures are forgotten. With `second_factor`, it is taken
// away as well: no sealing key is needed for that. Of the account of a first run that is not over, the time
// starts anew.
struct AccountReset {
  bool second_factor = false;
};
Result<IssuedPassword> reset_account(Database& database, PasswordPool& passwords, const std::string& id,
                                     const AccountReset& reset, const Caller& caller,
                                     const PasswordCost& cost = {});

// Takes the second factor away and leaves the password; sessions end.
Result<Revised<AccountSummary>> reset_second_factor(Database& database, const std::string& id,
                                                    const Caller& caller);

// Forgets the failures of the account; those of addresses stay.
Result<void> unlock_account(Database& database, const std::string& id, const Caller& caller);

Result<Revised<AccountSummary>> find_account(Database& database, const std::string& id, UtcTime now);
Result<Revised<AccountSummary>> find_account_by_name(Database& database, std::string_view name, UtcTime now);

struct AccountFilter {
  std::optional<std::string> organisation_id;
  std::optional<bool> is_disabled;
};
// By name, in lower case.
Result<std::vector<Revised<AccountSummary>>> list_accounts(Database& database, UtcTime now,
                                                           const AccountFilter& filter = {});

}  // namespace tenon
