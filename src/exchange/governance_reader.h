// Files of chain governance, YAML or JSON (which is YAML): kinds of artefacts, dictionaries, the governance
// of a chain, work plans. Keys and rules: docs/formats.md.
//
// Read as scenarios are (scenario_reader.h): whole or not at all, every fault in one go with line, column,
// path of keys, value and what was expected. `file` names the bytes in faults. O(bytes log bytes).
//
// Whether chains, regions and kinds of artefacts exist is for who has them at hand (service/governance.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "model/governance.h"

namespace tenon {

constexpr std::size_t kMostGovernanceItems = 2'000;  // of any list

std::optional<ArtefactTypes> parse_artefact_types(const std::string& file, std::string_view bytes,
                                                  FaultList& faults);
std::optional<Dictionary> parse_dictionary(const std::string& file, std::string_view bytes,
                                           FaultList& faults);
// Several in one file, under `dictionaries`; ids each once.
std::optional<std::vector<Dictionary>> parse_dictionaries(const std::string& file, std::string_view bytes,
                                                          FaultList& faults);
std::optional<ChainGovernance> parse_chain_governance(const std::string& file, std::string_view bytes,
                                                      FaultList& faults);
std::optional<WorkPlan> parse_work_plan(const std::string& file, std::string_view bytes, FaultList& faults);

}  // namespace tenon
