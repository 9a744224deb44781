// The transitions of a process type's file: guards, signatures, assignments, effects.
#pragma once

#include "exchange/yaml_values.h"
#include "process/process_type.h"

namespace tenon {

// Values in conditions and assignments are read by the type of their field in `type`, whose fields must have
// been read. After faults what is returned only has to be safe to go on with. O(size of the value).
process::Transition read_transition(const YamlValue& value, const process::ProcessType& type, YamlSite& site);

}  // namespace tenon
