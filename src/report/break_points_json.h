// The result of `tenon analyze` as JSON.
#pragma once

#include <string>

#include "report/analysis.h"

namespace tenon {

// One object, indented, as docs/analyze.schema.json describes it. Members keep a fixed order, numbers are
// finite, what is not known is null and never 0. `top` > 0 keeps only the first break points (gaps stay
// whole).
std::string break_points_json(const Analysis& analysis, std::size_t top);

}  // namespace tenon
