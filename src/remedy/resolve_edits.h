// Names of edits become firms and sectors of a network of links.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/fault.h"
#include "base/result.h"
#include "model/named_edit.h"
#include "network/name_table.h"
#include "remedy/network_edit.h"

namespace tenon {

// Names of a network of links; what is pointed to must outlive the call.
struct EditNames {
  const NameTable& firms;                // one a firm
  std::span<const std::string> sectors;  // one a sector
};

// In order. A plant that an edit builds can be named by the edits after it. kBadInput: a firm or sector that
// does not exist, a plant named like a firm; all in `faults` with line, column and the nearest name, and in
// the message. O(firms + edits).
Result<std::vector<NetworkEdit>> resolve_edits(const NamedEdits& named, const EditNames& names,
                                               FaultList& faults);

}  // namespace tenon
