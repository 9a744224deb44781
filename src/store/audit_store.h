// Where the audit chain is kept, line by line; what the lines say and how they hold each other is the
// service's business (service/audit_chain.h). Lines are only ever added, in the transaction of what they tell
// of.
//
// Functions that take a Connection throw where the database refuses; run_transaction() makes an Error of it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/result.h"
#include "store/database.h"

namespace tenon {

struct AuditRow {
  std::uint64_t sequence = 0;  // 1, 2, 3 …
  std::int64_t at_us = 0;      // microseconds since 1970-01-01 UTC
  std::string user_id;         // what people look for; texts without U+0000
  std::string action;
  std::string object_kind;
  std::string object_id;
  std::string hash;  // hexadecimal
  std::string line;  // of the export, without its line feed

  bool operator==(const AuditRow&) const = default;
};

// Within a transaction. The last one; nullopt: none yet.
std::optional<AuditRow> last_audit_row(Connection& connection);
// Within a write transaction, in which no other program writes.
void add_audit_row(Connection& connection, const AuditRow& row);

// Rows from `first` on, in order, until `visit` returns false; one state of the chain throughout.
Result<void> visit_audit_rows(Database& database, std::uint64_t first,
                              const std::function<bool(const AuditRow&)>& visit);

}  // namespace tenon
