// The audit chain as a text file, for keeping elsewhere and verifying offline.
//
// JSON Lines in UTF-8, LF after every line. The first line is {"format":"tenon audit","version":1}; every
// other line is one entry, in the order of the chain, members always in this order and without white space:
//
//   {"sequence":1,"time":"2026-11-26T08:30:00.000000Z","user":"","organisation":"","session":"","address":"",
//    "action":"","object_kind":"","object_id":"","result":"done","classification":"internal","detail":"",
//    "previous":"<64 hexadecimal digits>","hash":"<64 hexadecimal digits>"}
//
// In texts, " and \ are written with a backslash, U+0000 to U+001F as \u00xx in lower case, everything else
// as it is; a text that is not UTF-8 is {"base64":"..."} instead (RFC 4648 §4, padded). So any bytes come
// back, any JSON reader reads the file, and each entry has exactly one line: reading refuses a line that the
// writer would have written otherwise, and no byte of a file can change unseen.
//
// Pure; about 8 microseconds an entry to read and verify; the reader holds one entry at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/fault.h"
#include "service/audit_chain.h"
#include "service/audit_verifier.h"

namespace tenon {

// The first line, with its LF.
std::string_view audit_export_header();

// One line with its LF, added to `text`. The entry's time must be writable (append() sees to it).
void write_audit_entry(std::string& text, const AuditEntry& entry);

// Without its LF. The fault's line is 0; its column the byte in the line where reading stopped.
struct AuditLine {
  std::optional<AuditEntry> entry;
  Fault fault;  // if there is no entry
};
AuditLine read_audit_entry(std::string_view line);

// Calls visit(entry, line number) for every entry of an export, in order, until it returns false or a line
// cannot be read. Hashes are not looked at. `file` is what faults call it.
std::optional<Fault> read_audit_export(std::string_view bytes, const std::string& file,
                                       const std::function<bool(const AuditEntry&, std::size_t)>& visit);

// Reading and verifying in one pass; lines that cannot be read are faults of the chain.
AuditVerification verify_audit_export(std::string_view bytes, const std::string& file,
                                      const AuditVerifyOptions& options = {});

}  // namespace tenon
