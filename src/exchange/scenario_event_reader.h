// The event of a scenario file: what is hit, when, how hard, and how the loss fades.
#pragma once

#include <optional>

#include "exchange/yaml_values.h"
#include "model/scenario.h"

namespace tenon {

// Faults go to `site`. Without a horizon (it is at fault itself) the start is not held to it. Where there
// were faults the event is incomplete; its id is empty if there is none. O(size of the event).
ScenarioEvent read_event(const YamlValue& value, std::optional<int> horizon_days, YamlSite& site);

// Names by selector; a selector that does not go with events of `kind` is a fault, and so is an empty target.
void read_target(const YamlValue& value, std::optional<EventKind> kind, EventTarget& target, YamlSite& site);

// A mapping of text, url, year and grade.
Provenance read_source(const YamlValue& value, YamlSite& site);

// A text for both languages, or a mapping of zh and en.
void read_bilingual(const YamlValue& value, std::string& zh, std::string& en, bool is_one_line,
                    YamlSite& site);

}  // namespace tenon
