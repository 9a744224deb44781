// Moves purchases from makers abroad to makers inside. Internal to remedy/; the definition stands at
// Localise.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "remedy/editable_network.h"

namespace tenon {

// Returns what was moved, money/period; nothing is changed on an error. Cost: the sales of the sector's firms
// and the purchases of their customers. capacity: of a firm, >= 0. kInvalidArgument: nobody inside with a
// capacity can take over what a customer must move.
Result<double> localise(EditableNetwork& links, const std::vector<std::uint8_t>& is_outside,
                        std::uint32_t sector, double share,
                        const std::function<double(std::uint32_t firm)>& capacity,
                        const std::function<std::string(std::uint32_t firm)>& name_of);

}  // namespace tenon
