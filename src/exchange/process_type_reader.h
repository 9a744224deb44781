// Process types from YAML files; keys and rules: docs/processes.md, docs/process.schema.json.
//
// A file is read whole or not at all. Every fault is told in one go with line, column, the path of its keys
// as column name, the value and what was expected: keys that are unknown (with the nearest known one), stand
// twice or are missing; values of another type; words that an enum has not; what yaml_tree.h refuses; and,
// where the file reads at all, everything that process/process_type_check.h finds in the type, at the place
// that says it.
//
// Whether other types that are named exist is for process::check_process_types.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/fault.h"
#include "process/process_type.h"

namespace tenon {

// nullopt: `faults` has errors. `file` names the bytes in faults. O(bytes log bytes) and the check.
std::optional<process::ProcessType> parse_process_type(const std::string& file, std::string_view bytes,
                                                       FaultList& faults);

// The same for a file on disk; one that cannot be read, or of more than kMaxYamlBytes, is a fault.
std::optional<process::ProcessType> read_process_type(const std::string& path, FaultList& faults);

}  // namespace tenon
