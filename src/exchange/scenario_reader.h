// Scenarios from YAML files; keys, units and rules: docs/formats.md, docs/scenario.schema.json.
//
// A file is read whole or not at all. Every fault is told in one go with line, column, the path of its keys
// as column name, the value and what was expected: keys that are unknown (with the nearest known one), stand
// twice or are missing; values of another type or outside their range; words that an enum has not;
// selectors and keys that do not go with the kind of event; ids that are taken; events after the horizon;
// and what yaml_tree.h refuses. Of a file with a syntax error the part before it is checked as well.
//
// Whether the named firms, products and places exist is for the network that the scenario meets.
//
// Two events alike in kind, target, time, loss and recovery draw a warning; overlapping ones are legal.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/fault.h"
#include "model/scenario.h"

namespace tenon {

constexpr std::size_t kMaxScenarioEvents = 10'000;

// nullopt: `faults` has errors. `file` names the bytes in faults and becomes Scenario::file. O(bytes log
// bytes).
std::optional<Scenario> parse_scenario(const std::string& file, std::string_view bytes, FaultList& faults);

// The same for a file on disk; one that cannot be read, or of more than kMaxYamlBytes, is a fault.
std::optional<Scenario> read_scenario(const std::string& path, FaultList& faults);

}  // namespace tenon
