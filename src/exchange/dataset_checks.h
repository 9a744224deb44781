// What the records of a dataset must say together: no duplicates, no cycles.
#pragma once

#include <map>
#include <string_view>

#include "base/fault.h"
#include "exchange/dataset_row.h"
#include "model/dataset.h"

namespace tenon {

// By file name; every file of the format has an entry.
using DatasetNotes = std::map<std::string_view, RowNotes>;

// Judges only rows that are sound and files whose references could be resolved. Errors: an input twice, a
// fact used twice for one question, cycles among essential inputs (alternatives included) and among the
// parents of regions and firms, each named in full. Warnings: supplies, capabilities or social credit codes
// that come twice, an alternative group of one. O(records) hashing; at most 20 cycles are looked for in each
// place.
void check_records(const Dataset& dataset, const DatasetKeys& keys, const DatasetNotes& notes,
                   FaultList& faults);

}  // namespace tenon
