// How sure a level is, by the published figures that stand behind it: stated apart from the level itself.
#pragma once

#include <optional>
#include <string_view>

#include "risk/break_points.h"

namespace tenon {

enum class Confidence { kHigh, kMedium, kLow };

// Over the published figures in the computation (is_published) of grade A or B that are not old: high, at
// least two from different sources; medium, one source; low, none. Absent: the break point has no score.
std::optional<Confidence> confidence_of(const BreakPoint& point);

std::string_view id_of(Confidence confidence);  // high, medium, low

}  // namespace tenon
