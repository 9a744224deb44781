// Many rows of dataset_rows at once, in the way that is fast for each database: prepared statements with
// vectors for SQLite, arrays in one statement for PostgreSQL. For dataset_store.cpp.
// Throws where the database refuses; run_transaction() makes an Error of it.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "store/database.h"
#include "store/row_changes.h"

namespace tenon {

// Within a transaction. `version`: the one that is being added.
void end_rows(Connection& connection, std::int64_t dataset, const std::string& file, std::int64_t version,
              std::span<const std::int64_t> places);
void begin_rows(Connection& connection, std::int64_t dataset, const std::string& file, std::int64_t version,
                std::span<const PlacedRow> rows);

}  // namespace tenon
