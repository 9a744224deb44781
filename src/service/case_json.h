// Cases as JSON, for the command line and for the API alike (docs/formats.md).
#pragma once

#include <span>

#include "report/json_writer.h"
#include "service/case_desk.h"

namespace tenon {

void write_case_outcome(JsonWriter& json, const CaseOutcome& outcome);
// Members of the open object.
void write_case_people(JsonWriter& json, std::span<const process::CasePerson> people);
void write_case_glance(JsonWriter& json, const CaseGlance& glance);

void write_case_due(JsonWriter& json, const process::DueItem& item);
// What the caller may see of a case and do about it, and its history.
void write_case(JsonWriter& json, const SeenCase& seen);

}  // namespace tenon
