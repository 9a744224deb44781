// Where sessions, API tokens and failures to sign in are kept, as plain rows: sessions and tokens by the hash
// of what their holders send. Rules as of account_store.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"

namespace tenon {

struct SessionRow {
  std::string token_hash;
  std::string id;
  std::string account_id;
  std::int64_t opened_us = 0;
  std::int64_t last_used_us = 0;
  std::optional<std::int64_t> revoked_us;
  bool second_factor = false;
  std::string address;
  std::string device;

  bool operator==(const SessionRow&) const = default;
};

void add_session(Connection& connection, const SessionRow& row);
std::optional<SessionRow> find_session_row(Connection& connection, const std::string& token_hash);
// Those used last first.
std::vector<SessionRow> list_session_rows(Connection& connection, const std::string& account_id);
// Sessions that are revoked already keep their time.
void revoke_session_row(Connection& connection, const std::string& id, std::int64_t at_us);
void set_second_factor(Connection& connection, const std::string& id);
// Later uses on record stay.
void touch_session(Connection& connection, const std::string& token_hash, std::int64_t used_us);
// Those opened before, so that what ended long ago does not pile up.
void remove_sessions(Connection& connection, std::int64_t opened_before_us);

struct ApiTokenRow {
  std::string token_hash;
  std::string id;
  std::string account_id;
  std::string name;
  std::string carried;
  std::int64_t made_us = 0;
  std::int64_t expires_us = 0;
  std::int64_t last_used_us = 0;
  std::optional<std::int64_t> revoked_us;

  bool operator==(const ApiTokenRow&) const = default;
};

void add_api_token(Connection& connection, const ApiTokenRow& row);
std::optional<ApiTokenRow> find_api_token_row(Connection& connection, const std::string& token_hash);
// The newest first.
std::vector<ApiTokenRow> list_api_token_rows(Connection& connection, const std::string& account_id);
void revoke_api_token_row(Connection& connection, const std::string& id, std::int64_t at_us);
void touch_api_token(Connection& connection, const std::string& token_hash, std::int64_t used_us);

// Failures of one account or address ("account", "address").
struct FailureRow {
  std::string kind;
  std::string subject;
  std::int64_t failures = 0;
  std::int64_t last_failure_us = 0;

  bool operator==(const FailureRow&) const = default;
};

std::optional<FailureRow> find_failure_row(Connection& connection, const std::string& kind,
                                           const std::string& subject);
void put_failure_row(Connection& connection, const FailureRow& row);
void remove_failure_row(Connection& connection, const std::string& kind, const std::string& subject);
void remove_failure_rows(Connection& connection, std::int64_t last_before_us);

}  // namespace tenon
