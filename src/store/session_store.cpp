#include "store/session_store.h"

#include <soci/soci.h>

#include "store/nullable.h"

namespace tenon {
namespace {

constexpr const char* kSessionColumns =
    "token_hash, id, account_id, opened_us, last_used_us, revoked_us, second_factor, address, device";
constexpr const char* kTokenColumns =
    "token_hash, id, account_id, name, carried, made_us, expires_us, last_used_us, revoked_us";

using NullableNumber = Nullable<long long, soci::i_ok, soci::i_null>;

std::optional<std::int64_t> number_at(const soci::row& row, std::size_t column) {
  return optional_at<long long, soci::i_null>(row, column);
}

SessionRow session_at(const soci::row& row) {
  return {row.get<std::string>(0),    row.get<std::string>(1), row.get<std::string>(2),
          row.get<long long>(3),      row.get<long long>(4),   number_at(row, 5),
          row.get<long long>(6) != 0, row.get<std::string>(7), row.get<std::string>(8)};
}

ApiTokenRow token_at(const soci::row& row) {
  return {row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
          row.get<std::string>(3), row.get<std::string>(4), row.get<long long>(5),
          row.get<long long>(6),   row.get<long long>(7),   number_at(row, 8)};
}

}  // namespace

void add_session(Connection& connection, const SessionRow& row) {
  const auto opened = static_cast<long long>(row.opened_us);
  const auto last_used = static_cast<long long>(row.last_used_us);
  NullableNumber revoked(row.revoked_us);
  const long long second_factor = row.second_factor ? 1 : 0;
  connection.session() << "INSERT INTO sessions (token_hash, id, account_id, opened_us, last_used_us, "
                          "revoked_us, second_factor, address, device) VALUES (:hash, :id, :account, "
                          ":opened, :used, :revoked, :factor, :address, :device)",
      soci::use(row.token_hash), soci::use(row.id), soci::use(row.account_id), soci::use(opened),
      soci::use(last_used), soci::use(revoked.value, revoked.indicator), soci::use(second_factor),
      soci::use(row.address), soci::use(row.device);
}

std::optional<SessionRow> find_session_row(Connection& connection, const std::string& token_hash) {
  soci::rowset<soci::row> rows = (connection.session().prepare << "SELECT " << kSessionColumns
                                                               << " FROM sessions WHERE token_hash = :hash",
                                  soci::use(token_hash));
  for (const soci::row& row : rows) return session_at(row);
  return std::nullopt;
}

std::vector<SessionRow> list_session_rows(Connection& connection, const std::string& account_id) {
  std::vector<SessionRow> found;
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT " << kSessionColumns
           << " FROM sessions WHERE account_id = :account ORDER BY last_used_us DESC, id",
       soci::use(account_id));
  for (const soci::row& row : rows) found.push_back(session_at(row));
  return found;
}

void revoke_session_row(Connection& connection, const std::string& id, std::int64_t at_us) {
  const auto at = static_cast<long long>(at_us);
  connection.session() << "UPDATE sessions SET revoked_us = :at WHERE id = :id AND revoked_us IS NULL",
      soci::use(at), soci::use(id);
}

void set_second_factor(Connection& connection, const std::string& id) {
  connection.session() << "UPDATE sessions SET second_factor = 1 WHERE id = :id", soci::use(id);
}

void touch_session(Connection& connection, const std::string& token_hash, std::int64_t used_us) {
  const auto used = static_cast<long long>(used_us);
  connection.session()
      << "UPDATE sessions SET last_used_us = :used WHERE token_hash = :hash AND last_used_us < :before",
      soci::use(used), soci::use(token_hash), soci::use(used);
}

void remove_sessions(Connection& connection, std::int64_t opened_before_us) {
  const auto before = static_cast<long long>(opened_before_us);
  connection.session() << "DELETE FROM sessions WHERE opened_us < :before", soci::use(before);
}

void add_api_token(Connection& connection, const ApiTokenRow& row) {
  const auto made = static_cast<long long>(row.made_us);
  const auto expires = static_cast<long long>(row.expires_us);
  const auto last_used = static_cast<long long>(row.last_used_us);
  NullableNumber revoked(row.revoked_us);
  connection.session() << "INSERT INTO api_tokens (token_hash, id, account_id, name, carried, made_us, "
                          "expires_us, last_used_us, revoked_us) VALUES (:hash, :id, :account, :name, "
                          ":carried, :made, :expires, :used, :revoked)",
      soci::use(row.token_hash), soci::use(row.id), soci::use(row.account_id), soci::use(row.name),
      soci::use(row.carried), soci::use(made), soci::use(expires), soci::use(last_used),
      soci::use(revoked.value, revoked.indicator);
}

std::optional<ApiTokenRow> find_api_token_row(Connection& connection, const std::string& token_hash) {
  soci::rowset<soci::row> rows = (connection.session().prepare << "SELECT " << kTokenColumns
                                                               << " FROM api_tokens WHERE token_hash = :hash",
                                  soci::use(token_hash));
  for (const soci::row& row : rows) return token_at(row);
  return std::nullopt;
}

std::vector<ApiTokenRow> list_api_token_rows(Connection& connection, const std::string& account_id) {
  std::vector<ApiTokenRow> found;
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT " << kTokenColumns
           << " FROM api_tokens WHERE account_id = :account ORDER BY made_us DESC, id",
       soci::use(account_id));
  for (const soci::row& row : rows) found.push_back(token_at(row));
  return found;
}

void revoke_api_token_row(Connection& connection, const std::string& id, std::int64_t at_us) {
  const auto at = static_cast<long long>(at_us);
  connection.session() << "UPDATE api_tokens SET revoked_us = :at WHERE id = :id AND revoked_us IS NULL",
      soci::use(at), soci::use(id);
}

void touch_api_token(Connection& connection, const std::string& token_hash, std::int64_t used_us) {
  const auto used = static_cast<long long>(used_us);
  connection.session()
      << "UPDATE api_tokens SET last_used_us = :used WHERE token_hash = :hash AND last_used_us < :before",
      soci::use(used), soci::use(token_hash), soci::use(used);
}

std::optional<FailureRow> find_failure_row(Connection& connection, const std::string& kind,
                                           const std::string& subject) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT failures, last_failure_us FROM sign_in_failures WHERE kind = "
                                       ":kind AND subject = :subject",
       soci::use(kind), soci::use(subject));
  for (const soci::row& row : rows)
    return FailureRow{kind, subject, row.get<long long>(0), row.get<long long>(1)};
  return std::nullopt;
}

void put_failure_row(Connection& connection, const FailureRow& row) {
  remove_failure_row(connection, row.kind, row.subject);
  const auto failures = static_cast<long long>(row.failures);
  const auto last = static_cast<long long>(row.last_failure_us);
  connection.session() << "INSERT INTO sign_in_failures (kind, subject, failures, last_failure_us) VALUES "
                          "(:kind, :subject, :failures, :last)",
      soci::use(row.kind), soci::use(row.subject), soci::use(failures), soci::use(last);
}

void remove_failure_row(Connection& connection, const std::string& kind, const std::string& subject) {
  connection.session() << "DELETE FROM sign_in_failures WHERE kind = :kind AND subject = :subject",
      soci::use(kind), soci::use(subject);
}

void remove_failure_rows(Connection& connection, std::int64_t last_before_us) {
  const auto before = static_cast<long long>(last_before_us);
  connection.session() << "DELETE FROM sign_in_failures WHERE last_failure_us < :before", soci::use(before);
}

}  // namespace tenon
