// The result of `tenon analyze` as JSON.
#pragma once

#include <string>

#include "report/analysis.h"
#include "report/json_writer.h"

namespace tenon {

// One object, indented, as docs/analyze.schema.json describes it. Members keep a fixed order, numbers are
// finite, what is not known is null and never 0. `top` > 0 keeps only the first break points (gaps stay
// whole).
std::string break_points_json(const Analysis& analysis, std::size_t top);

// One number or flag behind a break point, as the views have it (EvidenceLine).
void write_evidence(JsonWriter& json, const Evidence& evidence);

// One of its break points, as one object.
void write_break_point(JsonWriter& json, const Dataset& dataset, const BreakPoint& point);

}  // namespace tenon
