// The data that the script of the HTML report reads: one compact JSON object, safe inside a <script> element.
//
// Its members are private between this file and assets/*.js and may change with them; machines read
// break_points_json instead. Texts that repeat (metrics, sources) are stored once and referred to by
// position; numbers are rounded to four decimals. Everything that is judged is computed before: the script
// only draws.
#pragma once

#include <string>

#include "report/analysis.h"
#include "report/summary.h"

namespace tenon {

// Members:
//   dataset, scope {code, zh, en}, generated, opened language "zh" | "en" | ""
//   thresholds [red, orange, yellow, blue], oldBefore, year
//   levels, kinds, remedies, segments, statuses: [[id, zh, en], ...]; grades {letter: [zh, en]}
//   regions [[code, zh, en]], chains [{id, zh, en, lead, since, columns, boxes, links, ...}], products [...]
//   points: the break points in rank order; gaps; makers; shares; cities; years
std::string page_data(const Analysis& analysis, const Summary& summary, const std::string& language);

}  // namespace tenon
