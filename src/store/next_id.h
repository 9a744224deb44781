// Keys that are counted up. There is one writer at a time, so the next one is the largest and one.
#pragma once

#include <string>

#include "store/database.h"

namespace tenon {

// Within a write transaction. `table` has a column id.
long long next_id(Connection& connection, const std::string& table);

}  // namespace tenon
