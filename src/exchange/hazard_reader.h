// Hazards from YAML files; keys, units and rules: docs/formats.md, docs/hazards.schema.json.
//
// Read as scenarios are (scenario_reader.h): whole or not at all, every fault in one go with line, column,
// path of keys, value and what was expected. Whether the named firms, products and places exist is for the
// network that the hazards meet.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/fault.h"
#include "model/hazard.h"

namespace tenon {

constexpr std::size_t kMostHazards = 1'000;
constexpr std::size_t kMostHazardPlaces = 20'000;  // of all hazards together

// nullopt: `faults` has errors. `file` names the bytes in faults and becomes HazardSet::file. O(bytes log
// bytes).
std::optional<HazardSet> parse_hazards(const std::string& file, std::string_view bytes, FaultList& faults);

// The same for a file on disk; one that cannot be read, or of more than kMaxYamlBytes, is a fault.
std::optional<HazardSet> read_hazards(const std::string& path, FaultList& faults);

}  // namespace tenon
