#include "service/audit_log.h"

#include <utility>

#include "service/audit_export.h"
#include "service/encoding.h"

namespace tenon {
namespace {

// Looking things up needs texts that a database holds; the line has them as they were.
std::string searchable(const std::string& text) {
  std::string kept;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7F) kept += c;
  }
  return kept.size() == text.size() ? text : kept;
}

AuditRow row_of(const AuditEntry& entry) {
  AuditRow row;
  row.sequence = entry.sequence;
  row.at_us = entry.event.time.time_since_epoch().count();
  row.user_id = searchable(entry.event.user_id);
  row.action = searchable(entry.event.action);
  row.object_kind = searchable(entry.event.object_kind);
  row.object_id = searchable(entry.event.object_id);
  row.hash = to_hex(bytes_of(entry.hash));
  write_audit_entry(row.line, entry);
  row.line.pop_back();
  return row;
}

Result<AuditHead> head_in(Connection& connection) {
  const auto row = last_audit_row(connection);
  if (!row) return AuditHead{};
  const AuditLine line = read_audit_entry(row->line);
  if (!line.entry) {
    return Error{ErrorCode::kBadInput,
                 "entry " + std::to_string(row->sequence) +
                     " of the audit chain cannot be read: nothing can be added to it; run "
                     "tenon audit verify"};
  }
  return head_of(*line.entry);
}

}  // namespace

AuditEvent event_of(const Actor& actor, UtcTime time, std::string action, std::string object_kind,
                    std::string object_id, std::string detail) {
  AuditEvent event;
  event.time = time;
  event.user_id = actor.user_id;
  event.organisation_id = actor.organisation_id;
  event.session_id = actor.session_id;
  event.address = actor.address;
  event.action = std::move(action);
  event.object_kind = std::move(object_kind);
  event.object_id = std::move(object_id);
  event.detail = std::move(detail);
  return event;
}

TransactionStep audit_step(AuditEvent event) {
  return [event = std::move(event)](Connection& connection) -> Result<void> {
    const auto head = head_in(connection);
    if (!head) return head.error();
    const auto entry = append(*head, event);
    if (!entry) return entry.error();
    add_audit_row(connection, row_of(*entry));
    return {};
  };
}

Result<void> log_audit(Database& database, AuditEvent event) {
  return run_transaction(database, TransactionKind::kWrite, audit_step(std::move(event)));
}

Result<AuditHead> audit_head(Database& database) {
  return in_transaction<AuditHead>(database, TransactionKind::kRead, head_in);
}

Result<void> export_audit(Database& database, const std::function<bool(std::string_view)>& write) {
  if (!write(audit_export_header())) return {};
  return visit_audit_rows(database, 1, [&](const AuditRow& row) { return write(row.line + "\n"); });
}

Result<AuditVerification> verify_audit(Database& database, const AuditVerifyOptions& options) {
  AuditVerifier verifier(options);
  const auto done = visit_audit_rows(database, options.start.sequence + 1, [&](const AuditRow& row) {
    const AuditLine line = read_audit_entry(row.line);
    if (line.entry && line.entry->sequence == row.sequence) {
      verifier.add(*line.entry);
    } else {
      verifier.add_unreadable("entry " + std::to_string(row.sequence) + ": " +
                                  (line.entry ? "kept under another number" : line.fault.expected),
                              0);
    }
    return true;
  });
  if (!done) return done.error();
  return verifier.finish();
}

}  // namespace tenon
