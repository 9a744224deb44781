// Keys that are counted up. There is one writer at a time, so the next one is the largest and one.
// Throws where the database refuses; run_transaction() makes an Error of it.
#pragma once

#include <string>

#include "store/database.h"

namespace tenon {

// Within a write transaction. `table` has a column id.
long long next_id(Connection& connection, const std::string& table);

}  // namespace tenon
