// The result of `tenon analyze` as CSV.
#pragma once

#include <string>

#include "report/analysis.h"

namespace tenon {

// One row a break point (RFC 4180, UTF-8, LF): rank and rank range, subject, level, score and the three
// components each with low and high, kinds joined by '|', remedy, lost end products joined by '|', and the
// main evidence with its source, year and grade. Empty fields are not known. `top` > 0 keeps only the first
// break points.
std::string break_points_csv(const Analysis& analysis, std::size_t top);

}  // namespace tenon
