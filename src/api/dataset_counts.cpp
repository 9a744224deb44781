#include "api/dataset_counts.h"

namespace tenon {

void write_row_counts(JsonWriter& json, const std::map<std::string, RowCounts, std::less<>>& files) {
  json.begin_object();
  for (const auto& [file, counts] : files) {
    json.key(file).begin_object().key("added").integer(static_cast<std::int64_t>(counts.added));
    json.key("changed").integer(static_cast<std::int64_t>(counts.changed));
    json.key("removed").integer(static_cast<std::int64_t>(counts.removed));
    json.key("moved").integer(static_cast<std::int64_t>(counts.moved)).end_object();
  }
  json.end_object();
}

}  // namespace tenon
