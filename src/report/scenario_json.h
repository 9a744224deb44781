// A scenario as a JSON object, the way docs/simulate.schema.json describes it.
#pragma once

#include "model/scenario.h"
#include "report/json_writer.h"

namespace tenon {

void write_scenario(JsonWriter& json, const Scenario& scenario);

// {source, url, year, grade}; null where not stated.
void write_provenance(JsonWriter& json, const Provenance& provenance);

}  // namespace tenon
