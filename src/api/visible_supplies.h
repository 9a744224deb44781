// Which supplies between firms a caller may see: in lists, exports and pictures alike.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "api/call.h"
#include "model/dataset.h"
#include "service/supply_visibility.h"

namespace tenon {

SupplyViewer supply_viewer(const Identity& identity);

// Code of the region of a firm; empty: not known.
std::string region_code(const Dataset& dataset, FirmId firm);

// Positions of the supplies that the caller may see (supply_visibility.h), of one firm or product where the
// call names one.
std::vector<std::size_t> visible_supplies(const ApiCall& call, const Dataset& dataset);

}  // namespace tenon
