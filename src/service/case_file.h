// A case in the course of an act: taken from the store with its type, and put back with what has been decided
// since. Inside of the module; see case_desk.h.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "process/case.h"
#include "service/case_desk.h"
#include "service/process_shelf.h"
#include "store/database.h"

namespace tenon {

struct CaseFile {
  const process::ProcessType* type = nullptr;  // of a shelf
  process::Case c;
  std::uint64_t kept = 0;  // events that the store has
};

// Ids and names are looked for, so they are texts that both databases keep. kInvalidArgument.
Result<void> check_case_text(const std::string& what, const std::string& text);

// Within a transaction. kNotFound, kBadInput.
Result<CaseFile> fetch_case(Connection& connection, ProcessShelf& shelf, const std::string& id);

// Within a write transaction; errors of add_case_events() (store/case_store.h) and write_case_event().
Result<void> store_case(Connection& connection, const CaseFile& file);

Error missing_case(const std::string& id);

process::UtcSeconds case_seconds(UtcTime time);
process::Actor case_actor(const CaseCaller& caller, const process::ProcessType& type, const process::Case& c);

// What the audit chain says of an attempt.
struct CaseNote {
  std::string action;   // of the permissions (permission.h)
  std::string command;  // "act", "fill", …
  std::string about;    // transition, field, person … concerned
};
// `more`: the state afterwards, or why not.
AuditEvent case_audit(const CaseCaller& caller, const CaseNote& note, const std::string& id,
                      AuditResult result, const std::string& more);

}  // namespace tenon
