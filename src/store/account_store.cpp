#include "store/account_store.h"

#include <soci/soci.h>

#include <utility>

#include "store/nullable.h"

namespace tenon {
namespace {

constexpr const char* kOrganisationColumns = "id, kind, name_zh, name_en, region_code, firm_id, revision";
constexpr const char* kAccountColumns =
    "id, name, name_key, full_name, organisation_id, password_phc, earlier_passwords, password_set_us, "
    "must_change_password, password_valid_until_us, totp_sealed, totp_pending, totp_last_counter, "
    "recovery_hashes, made_us, disabled_us, revision";
constexpr const char* kRoleColumns =
    "id, name_zh, name_en, permissions, scope_rule, organisation_kinds, revision";
constexpr const char* kGrantColumns =
    "id, account_id, role_id, scope_organisation, scope_region, clearance, from_us, until_us";

using NullableNumber = Nullable<long long, soci::i_ok, soci::i_null>;

std::optional<std::int64_t> number_at(const soci::row& row, std::size_t column) {
  return optional_at<long long, soci::i_null>(row, column);
}

OrganisationRow organisation_at(const soci::row& row) {
  return {row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2), row.get<std::string>(3),
          row.get<std::string>(4), row.get<std::string>(5), row.get<long long>(6)};
}

AccountRow account_at(const soci::row& row) {
  AccountRow one;
  one.id = row.get<std::string>(0);
  one.name = row.get<std::string>(1);
  one.name_key = row.get<std::string>(2);
  one.full_name = row.get<std::string>(3);
  if (row.get_indicator(4) != soci::i_null) one.organisation_id = row.get<std::string>(4);
  one.password_phc = row.get<std::string>(5);
  one.earlier_passwords = row.get<std::string>(6);
  one.password_set_us = row.get<long long>(7);
  one.must_change_password = row.get<long long>(8) != 0;
  one.password_valid_until_us = number_at(row, 9);
  one.totp_sealed = row.get<std::string>(10);
  one.totp_pending = row.get<std::string>(11);
  one.totp_last_counter = number_at(row, 12);
  one.recovery_hashes = row.get<std::string>(13);
  one.made_us = row.get<long long>(14);
  one.disabled_us = number_at(row, 15);
  one.revision = row.get<long long>(16);
  return one;
}

RoleRow role_at(const soci::row& row) {
  return {row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2), row.get<std::string>(3),
          row.get<std::string>(4), row.get<std::string>(5), row.get<long long>(6)};
}

GrantRow grant_at(const soci::row& row) {
  return {row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2), row.get<std::string>(3),
          row.get<std::string>(4), row.get<std::string>(5), row.get<long long>(6),   number_at(row, 7)};
}

// What was seen must be what is kept.
Result<void> check_revision(const std::string& what, const std::string& id, std::optional<Revision> kept,
                            Revision seen) {
  if (kept.value_or(0) == seen) return {};
  const std::string name = what + " '" + id + "'";
  if (seen == 0) return Error{ErrorCode::kConflict, name + " is there already"};
  if (!kept) return Error{ErrorCode::kConflict, name + " is not there"};
  return Error{ErrorCode::kConflict, name + " has changed: it is at revision " + std::to_string(*kept) +
                                         ", not " + std::to_string(seen)};
}

template <class Row, class Make>
std::vector<Row> all_of(soci::rowset<soci::row>& rows, Make make) {
  std::vector<Row> found;
  for (const soci::row& row : rows) found.push_back(make(row));
  return found;
}

}  // namespace

Result<Revision> put_organisation(Connection& connection, const OrganisationRow& row) {
  const auto kept = find_organisation_row(connection, row.id);
  if (auto fits = check_revision("organisation", row.id, kept ? std::optional(kept->revision) : std::nullopt,
                                 row.revision);
      !fits)
    return fits.error();
  const long long next = row.revision + 1;
  soci::session& session = connection.session();
  if (row.revision == 0) {
    session
        << "INSERT INTO organisations (id, kind, name_zh, name_en, region_code, firm_id, revision) VALUES "
           "(:id, :kind, :zh, :en, :region, :firm, :revision)",
        soci::use(row.id), soci::use(row.kind), soci::use(row.name_zh), soci::use(row.name_en),
        soci::use(row.region_code), soci::use(row.firm_id), soci::use(next);
  } else {
    session << "UPDATE organisations SET kind = :kind, name_zh = :zh, name_en = :en, region_code = :region, "
               "firm_id = :firm, revision = :revision WHERE id = :id",
        soci::use(row.kind), soci::use(row.name_zh), soci::use(row.name_en), soci::use(row.region_code),
        soci::use(row.firm_id), soci::use(next), soci::use(row.id);
  }
  return Revision(next);
}

std::optional<OrganisationRow> find_organisation_row(Connection& connection, const std::string& id) {
  soci::rowset<soci::row> rows = (connection.session().prepare << "SELECT " << kOrganisationColumns
                                                               << " FROM organisations WHERE id = :id",
                                  soci::use(id));
  for (const soci::row& row : rows) return organisation_at(row);
  return std::nullopt;
}

std::vector<OrganisationRow> list_organisation_rows(Connection& connection) {
  soci::rowset<soci::row> rows = (connection.session().prepare << "SELECT " << kOrganisationColumns
                                                               << " FROM organisations ORDER BY id");
  return all_of<OrganisationRow>(rows, organisation_at);
}

Result<Revision> put_account(Connection& connection, const AccountRow& row) {
  const auto kept = find_account_row(connection, row.id);
  if (auto fits = check_revision("account", row.id, kept ? std::optional(kept->revision) : std::nullopt,
                                 row.revision);
      !fits)
    return fits.error();
  if (const auto other = find_account_row_by_name(connection, row.name_key); other && other->id != row.id)
    return Error{ErrorCode::kConflict, "the name '" + row.name + "' is taken"};
  const long long next = row.revision + 1;
  const long long must_change = row.must_change_password ? 1 : 0;
  const auto set = static_cast<long long>(row.password_set_us);
  const auto made = static_cast<long long>(row.made_us);
  soci::indicator has_organisation = row.organisation_id.empty() ? soci::i_null : soci::i_ok;
  NullableNumber valid_until(row.password_valid_until_us);
  NullableNumber counter(row.totp_last_counter);
  NullableNumber disabled(row.disabled_us);
  const std::string statement =
      row.revision == 0
          ? "INSERT INTO accounts (name, name_key, full_name, organisation_id, password_phc, "
            "earlier_passwords, password_set_us, must_change_password, password_valid_until_us, totp_sealed, "
            "totp_pending, totp_last_counter, recovery_hashes, made_us, disabled_us, revision, id) VALUES "
            "(:name, :key, :full, :organisation, :phc, :earlier, :set, :must, :valid, :sealed, :pending, "
            ":counter, :hashes, :made, :disabled, :revision, :id)"
          : "UPDATE accounts SET name = :name, name_key = :key, full_name = :full, organisation_id = "
            ":organisation, password_phc = :phc, earlier_passwords = :earlier, password_set_us = :set, "
            "must_change_password = :must, password_valid_until_us = :valid, totp_sealed = :sealed, "
            "totp_pending = :pending, totp_last_counter = :counter, recovery_hashes = :hashes, made_us = "
            ":made, disabled_us = :disabled, revision = :revision WHERE id = :id";
  connection.session() << statement, soci::use(row.name), soci::use(row.name_key), soci::use(row.full_name),
      soci::use(row.organisation_id, has_organisation), soci::use(row.password_phc),
      soci::use(row.earlier_passwords), soci::use(set), soci::use(must_change),
      soci::use(valid_until.value, valid_until.indicator), soci::use(row.totp_sealed),
      soci::use(row.totp_pending), soci::use(counter.value, counter.indicator),
      soci::use(row.recovery_hashes), soci::use(made), soci::use(disabled.value, disabled.indicator),
      soci::use(next), soci::use(row.id);
  return Revision(next);
}

void put_credentials(Connection& connection, const AccountRow& row) {
  const long long must_change = row.must_change_password ? 1 : 0;
  const auto set = static_cast<long long>(row.password_set_us);
  NullableNumber valid_until(row.password_valid_until_us);
  NullableNumber counter(row.totp_last_counter);
  connection.session() << "UPDATE accounts SET password_phc = :phc, earlier_passwords = :earlier, "
                          "password_set_us = :set, must_change_password = :must, password_valid_until_us = "
                          ":valid, totp_sealed = :sealed, totp_pending = :pending, totp_last_counter = "
                          ":counter, recovery_hashes = :hashes WHERE id = :id",
      soci::use(row.password_phc), soci::use(row.earlier_passwords), soci::use(set), soci::use(must_change),
      soci::use(valid_until.value, valid_until.indicator), soci::use(row.totp_sealed),
      soci::use(row.totp_pending), soci::use(counter.value, counter.indicator),
      soci::use(row.recovery_hashes), soci::use(row.id);
}

std::optional<AccountRow> find_account_row(Connection& connection, const std::string& id) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kAccountColumns << " FROM accounts WHERE id = :id",
       soci::use(id));
  for (const soci::row& row : rows) return account_at(row);
  return std::nullopt;
}

std::optional<AccountRow> find_account_row_by_name(Connection& connection, const std::string& name_key) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kAccountColumns << " FROM accounts WHERE name_key = :key",
       soci::use(name_key));
  for (const soci::row& row : rows) return account_at(row);
  return std::nullopt;
}

std::vector<AccountRow> list_account_rows(Connection& connection) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kAccountColumns << " FROM accounts ORDER BY name_key");
  return all_of<AccountRow>(rows, account_at);
}

std::int64_t count_accounts(Connection& connection) {
  long long count = 0;
  connection.session() << "SELECT count(*) FROM accounts", soci::into(count);
  return count;
}

std::int64_t count_sealed_accounts(Connection& connection) {
  long long count = 0;
  connection.session() << "SELECT count(*) FROM accounts WHERE totp_sealed <> '' OR totp_pending <> ''",
      soci::into(count);
  return count;
}

Result<Revision> put_role(Connection& connection, const RoleRow& row) {
  std::optional<Revision> kept;
  for (const RoleRow& one : list_role_rows(connection)) {
    if (one.id == row.id) kept = one.revision;
  }
  if (auto fits = check_revision("role", row.id, kept, row.revision); !fits) return fits.error();
  const long long next = row.revision + 1;
  const std::string statement =
      row.revision == 0
          ? "INSERT INTO roles (name_zh, name_en, permissions, scope_rule, organisation_kinds, revision, id) "
            "VALUES (:zh, :en, :permissions, :scope, :kinds, :revision, :id)"
          : "UPDATE roles SET name_zh = :zh, name_en = :en, permissions = :permissions, scope_rule = :scope, "
            "organisation_kinds = :kinds, revision = :revision WHERE id = :id";
  connection.session() << statement, soci::use(row.name_zh), soci::use(row.name_en),
      soci::use(row.permissions), soci::use(row.scope_rule), soci::use(row.organisation_kinds),
      soci::use(next), soci::use(row.id);
  return Revision(next);
}

std::vector<RoleRow> list_role_rows(Connection& connection) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kRoleColumns << " FROM roles ORDER BY id");
  return all_of<RoleRow>(rows, role_at);
}

void put_grant(Connection& connection, const GrantRow& row) {
  remove_grant(connection, row.id);
  const auto from = static_cast<long long>(row.from_us);
  NullableNumber until(row.until_us);
  connection.session() << "INSERT INTO role_grants (id, account_id, role_id, scope_organisation, "
                          "scope_region, clearance, from_us, until_us) VALUES (:id, :account, :role, "
                          ":organisation, :region, :clearance, :from, :until)",
      soci::use(row.id), soci::use(row.account_id), soci::use(row.role_id), soci::use(row.scope_organisation),
      soci::use(row.scope_region), soci::use(row.clearance), soci::use(from),
      soci::use(until.value, until.indicator);
}

void remove_grant(Connection& connection, const std::string& id) {
  connection.session() << "DELETE FROM role_grants WHERE id = :id", soci::use(id);
}

std::optional<GrantRow> find_grant_row(Connection& connection, const std::string& id) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kGrantColumns << " FROM role_grants WHERE id = :id",
       soci::use(id));
  for (const soci::row& row : rows) return grant_at(row);
  return std::nullopt;
}

std::vector<GrantRow> list_grant_rows(Connection& connection, const std::string& account_id) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kGrantColumns
                                    << " FROM role_grants WHERE account_id = :account ORDER BY id",
       soci::use(account_id));
  return all_of<GrantRow>(rows, grant_at);
}

std::vector<GrantRow> list_all_grant_rows(Connection& connection) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kGrantColumns
                                    << " FROM role_grants ORDER BY account_id, id");
  return all_of<GrantRow>(rows, grant_at);
}

}  // namespace tenon
