// Scenarios as YAML files, in the layout that scenario_reader.h reads.
#pragma once

#include <string>

#include "model/scenario.h"

namespace tenon {

// Reading the text gives the scenario again but for the file's name and the places in it, if it keeps the
// rules of the reader and its texts are trimmed. Every setting is written, defaults too. Pure, O(size).
std::string scenario_yaml(const Scenario& scenario);

// One event of the list under `events`, indented for it.
std::string event_yaml(const ScenarioEvent& event);

}  // namespace tenon
