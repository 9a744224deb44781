// Files of a store: bytes under their SM3 digest, the same bytes kept once. What is read is verified: bytes
// that do not fit their digest are an error (kBadInput), never an answer.
//
// A file is given first and referred to afterwards, in one transaction (case_files.h) or in two: what nobody
// refers to stays until remove_files_without_use(). Files of at most kMostFileBytes; a file costs 4/3 of its
// size in the database. In memory as a whole while it is read or written.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/audit_log.h"
#include "store/file_store.h"

namespace tenon {

constexpr std::size_t kMostFileBytes = std::size_t{50} << 20U;

// SM3, lower-case hexadecimal.
std::string file_digest(std::string_view bytes);

// Returns the digest. kTooLarge. An entry in the audit chain says who gave it.
Result<std::string> keep_file(Database& database, std::string_view bytes, const Actor& actor, UtcTime time);
// The same within a write transaction, without an entry.
Result<std::string> put_file_bytes(Connection& connection, std::string_view bytes, UtcTime time);

// kNotFound; kBadInput: what is kept does not fit its digest. Within a transaction or in one of its own; who
// may, and telling the audit chain, is the caller's business.
Result<std::string> file_bytes(Connection& connection, const std::string& digest);
Result<std::string> file_bytes(Database& database, const std::string& digest);

// Those that no case and no record refers to and that were given before `kept_before`; told in the audit
// chain.
Result<RemovedFiles> remove_files_without_use(Database& database, UtcTime kept_before, const Actor& actor,
                                              UtcTime time);

}  // namespace tenon
