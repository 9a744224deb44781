// What the use cases of accounts share, within a transaction of the caller. Inside of the module.
//
// Errors: kNotFound where the id or name is not there; kBadInput: what is kept no longer reads.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "service/access.h"
#include "service/account.h"
#include "service/audit_chain.h"
#include "service/caller.h"
#include "service/lockout.h"
#include "service/role.h"
#include "store/database.h"

namespace tenon {

inline constexpr std::size_t kLongestName = 200;  // bytes of names, ids and reasons that people give

// Whether a database holds it as it is: UTF-8 without control characters, at most `most` bytes.
[[nodiscard]] bool is_keepable(std::string_view text, std::size_t most = kLongestName);
// kInvalidArgument names what it is.
Result<void> check_text(std::string_view what, std::string_view text, std::size_t most = kLongestName);
// What strangers send (addresses, names of browsers), made keepable.
std::string made_keepable(std::string_view text);
// 1 to 64 of a-z, 0-9, '-', '_', '.'.
Result<void> check_id(std::string_view what, std::string_view id);
std::string new_id();

Result<Revised<Account>> account_in(Connection& connection, const std::string& id);
// nullopt: none has this name.
Result<std::optional<Revised<Account>>> account_named_in(Connection& connection, std::string_view name);
Result<Revised<Organisation>> organisation_in(Connection& connection, const std::string& id);

// The record as an administrator changed it; kConflict where `expected` is not its revision.
Result<Revised<Account>> keep_account(Connection& connection, const Revised<Account>& account,
                                      std::int64_t expected);
// What signing in changes: passwords, second factor. No administrator's matter: the revision stays.
void keep_credentials(Connection& connection, const Account& account);

Result<std::vector<Grant>> grants_in(Connection& connection, const std::string& account_id);
// Whether the administrators are complete: is_set_up() of first_run.h over accounts that are not disabled.
Result<bool> is_complete_in(Connection& connection, UtcTime now);
// For after a change: kInvalidArgument if they were complete before and are not now.
Result<void> check_still_complete(Connection& connection, bool was_complete, UtcTime now);

// Whether one of the grants is in force and of an administrator's role.
bool is_administration(const std::vector<Role>& roles, const std::vector<Grant>& grants, UtcTime now);

// Failures by account or address; subjects are kept as digests, since people type passwords where names
// belong.
FailureRecord account_failures(Connection& connection, std::string_view name);
FailureRecord address_failures(Connection& connection, std::string_view address);
void keep_account_failures(Connection& connection, std::string_view name, const FailureRecord& record);
void keep_address_failures(Connection& connection, std::string_view address, const FailureRecord& record);

// Ends the live sessions of the account, but for `kept`. Their ids.
std::vector<std::string> end_sessions(Connection& connection, const std::string& account_id,
                                      const std::string& kept, UtcTime now);

// An object of JSON with text members.
using DetailMember = std::pair<std::string_view, std::string_view>;
std::string detail_of(std::initializer_list<DetailMember> members);

// An entry of the audit chain.
Result<void> note(Connection& connection, const Caller& caller, std::string_view action,
                  std::string_view object_kind, std::string_view object_id,
                  std::initializer_list<DetailMember> members, AuditResult result = AuditResult::kDone);

}  // namespace tenon
