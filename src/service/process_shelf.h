// The process types of a store: texts of YAML, each version kept for good and read again when a case needs
// it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/fault.h"
#include "base/result.h"
#include "process/process_type.h"
#include "service/audit_log.h"
#include "store/database.h"

namespace tenon {

// The types that one piece of work has read so far, so that each is read once; for one thread.
using ProcessShelf = std::map<std::pair<std::string, std::int64_t>, process::ProcessType>;

// Within a transaction. Version 0: the newest. The pointer holds as long as the shelf. kNotFound; kBadInput:
// what is kept no longer reads.
Result<const process::ProcessType*> stored_process_type(Connection& connection, ProcessShelf& shelf,
                                                        const std::string& id, std::int64_t version);

struct ProcessTypeText {
  std::string file;  // for faults
  std::string text;
};

// Takes all in or none, with an entry in the audit chain for each: each must be sound, and together with the
// newest ones that are there all that they name of each other. What is kept already is taken in again without
// an effect. Returns them in the order of `texts`; nullopt: `faults` has errors. kConflict: another text is
// kept under the same version.
Result<std::optional<std::vector<process::ProcessType>>> keep_process_types(
    Database& database, std::span<const ProcessTypeText> texts, const Actor& actor, UtcTime time,
    FaultList& faults);

// The newest version of each, by id.
Result<std::vector<process::ProcessType>> list_stored_process_types(Database& database);

// All permissions that the type asks for anywhere, each once: for who may do everything.
std::vector<std::string> permissions_of(const process::ProcessType& type);

}  // namespace tenon
