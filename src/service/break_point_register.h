// Break points across analyses: the same subject is the same record, and what an analysis changes is an
// event.
//
//   opened     a subject gets a level (blue or worse) for the first time
//   worsened   its level rises, eased: it falls, but not below all thresholds
//   closed     it falls below all thresholds, or is no longer in the dataset
//   reopened   a closed one gets a level again
//   unclear    the evidence does not allow a level any more: the record stays open until it does again
//
// A score that moves within its level is kept, but is no event.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "risk/break_points.h"
#include "service/dataset_import.h"
#include "store/break_point_store.h"

namespace tenon {

// Of all subjects that are registered or get a level, by subject. Pure. O(n log n).
std::vector<RegisterChange> register_changes(std::span<const RegisteredPoint> before, const Dataset& dataset,
                                             const BreakPointReport& now);

struct RecordedAnalysis {
  std::int64_t analysis = 0;
  std::vector<RegisterEvent> events;  // by subject
};

// Brings the register of the stored dataset `name` up to date with `report`, found in its version `version`;
// an audit entry says so. kInvalidArgument: an analysis of one chain alone, which says nothing of the others.
// kNotFound: the dataset.
Result<RecordedAnalysis> record_break_points(Database& database, const std::string& name,
                                             std::int64_t version, const Dataset& dataset,
                                             const BreakPointReport& report, const ImportNote& note);

}  // namespace tenon
