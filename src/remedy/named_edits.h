// Names of edits meet a firm network: they become numbers of firms and sectors.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "base/result.h"
#include "model/named_edit.h"
#include "network/name_table.h"
#include "remedy/network_edit.h"

namespace tenon {

// Firms and sectors are named as in the edge list; plants built by earlier edits of the list count as firms,
// by their own names. The columns other_sector of links, and sector of links and capacities, are for datasets
// only: an error here. `weight` of a plant is its capacity. kBadInput: all faults, with line and column, in
// the message and in `faults`. O(firms + edits).
Result<std::vector<NetworkEdit>> resolve_edits(const NamedEdits& edits, const NameTable& firms,
                                               std::span<const std::string> sectors, FaultList& faults);

// The column of the file that an edit's field stands in, for faults.
namespace edit_column {
inline constexpr const char* kFirm = "firm";
inline constexpr const char* kOther = "other";
inline constexpr const char* kSector = "sector";
inline constexpr const char* kOtherSector = "other_sector";
inline constexpr const char* kName = "name";
inline constexpr const char* kLocation = "location";
}  // namespace edit_column

}  // namespace tenon
