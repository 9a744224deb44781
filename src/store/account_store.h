// Where organisations, accounts, roles and grants are kept, as plain rows; what their words mean is the
// service's business (service/account_codec.h).
//
// All functions work within a transaction of the caller, those that change something within a write
// transaction. Where the database refuses they throw, and run_transaction() makes an Error of it. Times are
// microseconds since 1970-01-01 UTC. Texts hold no U+0000.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace tenon {

// Of each row that changes: put_*() takes the revision that the caller saw (0: there was none), writes the
// row with the next one and returns that. kConflict: it is another one by now, or the row is there already.
using Revision = std::int64_t;

struct OrganisationRow {
  std::string id;
  std::string kind;
  std::string name_zh;
  std::string name_en;
  std::string region_code;
  std::string firm_id;
  Revision revision = 0;

  bool operator==(const OrganisationRow&) const = default;
};

Result<Revision> put_organisation(Connection& connection, const OrganisationRow& row);
std::optional<OrganisationRow> find_organisation_row(Connection& connection, const std::string& id);
std::vector<OrganisationRow> list_organisation_rows(Connection& connection);  // by id

struct AccountRow {
  std::string id;
  std::string name;
  std::string name_key;  // unique
  std::string full_name;
  std::string organisation_id;  // empty: none
  std::string password_phc;
  std::string earlier_passwords;
  std::int64_t password_set_us = 0;
  bool must_change_password = false;
  std::optional<std::int64_t> password_valid_until_us;
  std::string totp_sealed;
  std::string totp_pending;
  std::optional<std::int64_t> totp_last_counter;
  std::string recovery_hashes;
  std::int64_t made_us = 0;
  std::optional<std::int64_t> disabled_us;
  Revision revision = 0;

  bool operator==(const AccountRow&) const = default;
};

// kConflict also where another account has the name_key.
Result<Revision> put_account(Connection& connection, const AccountRow& row);
// Only what signing in is by: passwords, second factor, recovery codes. The revision stays.
void put_credentials(Connection& connection, const AccountRow& row);
std::optional<AccountRow> find_account_row(Connection& connection, const std::string& id);
std::optional<AccountRow> find_account_row_by_name(Connection& connection, const std::string& name_key);
std::vector<AccountRow> list_account_rows(Connection& connection);  // by name_key
std::int64_t count_accounts(Connection& connection);
// Accounts with something sealed.
std::int64_t count_sealed_accounts(Connection& connection);

struct RoleRow {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string permissions;
  std::string scope_rule;
  std::string organisation_kinds;
  Revision revision = 0;

  bool operator==(const RoleRow&) const = default;
};

Result<Revision> put_role(Connection& connection, const RoleRow& row);
std::vector<RoleRow> list_role_rows(Connection& connection);  // by id

struct GrantRow {
  std::string id;
  std::string account_id;
  std::string role_id;
  std::string scope_organisation;
  std::string scope_region;
  std::string clearance;
  std::int64_t from_us = 0;
  std::optional<std::int64_t> until_us;

  bool operator==(const GrantRow&) const = default;
};

// A grant with this id takes the place of what was there.
void put_grant(Connection& connection, const GrantRow& row);
void remove_grant(Connection& connection, const std::string& id);
std::optional<GrantRow> find_grant_row(Connection& connection, const std::string& id);
std::vector<GrantRow> list_grant_rows(Connection& connection, const std::string& account_id);  // by id
std::vector<GrantRow> list_all_grant_rows(Connection& connection);  // by account, then id

}  // namespace tenon
