// The class of repair a break point calls for, and why, in words built from its numbers.
//
//   补链 supplement   no independent maker in the scope produces it in volume
//   强链 strengthen   the country's own supply covers at least 80 % and three or more makers of the scope
//                     stand on their own: hold and extend the lead
//   固链 secure       everything between: makers exist, but they are few, or too small for the dependence
#pragma once

#include <string>
#include <vector>

#include "model/dataset.h"
#include "risk/break_points.h"
#include "risk/evidence_scope.h"
#include "risk/exposure.h"
#include "risk/recovery.h"
#include "risk/recovery_makers.h"

namespace tenon {

// The name of a country or region as Chinese texts have it: TWN, HKG and MAC with 中国 before them.
std::string name_in_chinese(const Region& region);

// `could_make`: regions of the scope that might take it up, most related first; named in the action of 补链.
Remedy remedy_of(const Dataset& dataset, const ScopeView& scope, const MakerCensus& census,
                 const Exposure& exposure, const Recovery& recovery,
                 const std::vector<RelatedRegion>& could_make);

}  // namespace tenon
