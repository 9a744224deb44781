// The parts of the HTML report that are written without the script, so that it can be read, searched and
// printed where scripts are off: the ranked table and the level counts. Both languages are in the markup; a
// style rule shows one of them.
#pragma once

#include <string>

#include "report/analysis.h"
#include "report/summary.h"

namespace tenon {

// <tr> of every break point in rank order. The strips are drawn by style rules from low, high and value in
// percent.
std::string html_break_point_rows(const Analysis& analysis);

// <li> of every level with its shape, bars, word and count.
std::string html_level_counts(const Summary& summary);

}  // namespace tenon
