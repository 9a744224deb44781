// One file of a stored version as a table of texts, for showing rows without loading the whole dataset.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/region_cover.h"
#include "store/database.h"

namespace tenon {

struct DatasetTable {
  std::int64_t version = 0;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  // each as long as `columns`

  // The position of a column; columns.size(): there is none.
  [[nodiscard]] std::size_t column(std::string_view name) const;
};

// Version 0: the newest. Nothing is told to the audit chain: for files that are not restricted. kNotFound:
// the dataset or version. O(bytes of the file).
Result<DatasetTable> read_dataset_table(Database& database, const std::string& name, std::int64_t version,
                                        const std::string& file);

// Which regions lie in which, as that version has it.
Result<RegionCover> stored_regions(Database& database, const std::string& name, std::int64_t version);

}  // namespace tenon
