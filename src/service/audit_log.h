// The audit chain of a store: entries are added in the transaction of what they tell of, so that neither is
// there without the other.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/audit_chain.h"
#include "service/audit_verifier.h"
#include "store/audit_store.h"
#include "store/transaction.h"

namespace tenon {

// Who acts, as each entry says it.
struct Actor {
  std::string user_id;
  std::string organisation_id;
  std::string session_id;
  std::string address;
};

// An event of `actor` at `time`, done, of internal data.
AuditEvent event_of(const Actor& actor, UtcTime time, std::string action, std::string object_kind,
                    std::string object_id, std::string detail);

// For the end of another transaction. Errors of append(); kBadInput: the last entry of the store cannot be
// read.
TransactionStep audit_step(AuditEvent event);

// In a transaction of its own: for what changes nothing else, such as reading restricted data, or being
// refused.
Result<void> log_audit(Database& database, AuditEvent event);

// Errors of the database; kBadInput as above.
Result<AuditHead> audit_head(Database& database);

// The export (audit_export.h), piece by piece. Returns false to stop.
Result<void> export_audit(Database& database, const std::function<bool(std::string_view)>& write);

Result<AuditVerification> verify_audit(Database& database, const AuditVerifyOptions& options = {});

}  // namespace tenon
