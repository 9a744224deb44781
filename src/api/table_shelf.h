// Tables of stored versions as they were last read: versions never change, so what was read stays right.
// Bounded; thread-safe.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "base/result.h"
#include "service/dataset_table.h"
#include "store/database.h"

namespace tenon {

class TableShelf {
 public:
  explicit TableShelf(std::size_t capacity = 64) : capacity_(capacity) {}

  // As read_dataset_table().
  Result<std::shared_ptr<const DatasetTable>> load(Database& database, const std::string& name,
                                                   std::int64_t version, const std::string& file);

 private:
  using Entry = std::pair<std::string, std::shared_ptr<const DatasetTable>>;

  const std::size_t capacity_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // used last first
};

}  // namespace tenon
