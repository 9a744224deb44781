// How many rows of each file a version changed, as JSON.
#pragma once

#include <map>
#include <string>

#include "report/json_writer.h"
#include "store/dataset_store.h"

namespace tenon {

// An object by file.
void write_row_counts(JsonWriter& json, const std::map<std::string, RowCounts, std::less<>>& files);

}  // namespace tenon
