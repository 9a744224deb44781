// What should be known about a product and is not.
#pragma once

#include <vector>

#include "risk/break_points.h"
#include "risk/exposure.h"
#include "risk/recovery.h"
#include "risk/recovery_makers.h"

namespace tenon {

// Stable identifiers, in this order: "no_evidence" (no score), "no_dependence_figure" (only named makers or a
// floor), "only_old_facts", "only_weak_grades", "no_concentration", "no_maker", "maker_status_unknown"; and
// for a level of yellow or worse: "no_recovery_time", "no_capacity".
std::vector<DataGap> data_gaps(const BreakPoint& point, const MakerCensus& census, const Exposure& exposure,
                               const Recovery& recovery, const NMinus1& n_minus_1);

}  // namespace tenon
