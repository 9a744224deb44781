#include "api/table_shelf.h"

#include <algorithm>

#include "store/dataset_store.h"

namespace tenon {

Result<std::shared_ptr<const DatasetTable>> TableShelf::load(Database& database, const std::string& name,
                                                             std::int64_t version, const std::string& file) {
  if (version == 0) {
    auto dataset = find_dataset(database, name);
    if (!dataset) return dataset.error();
    version = dataset->newest_version;
  }
  const std::string key = name + "\n" + std::to_string(version) + "\n" + file;
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return entry.first == key; });
    if (found != entries_.end()) {
      entries_.splice(entries_.begin(), entries_, found);
      return entries_.front().second;
    }
  }
  auto table = read_dataset_table(database, name, version, file);
  if (!table) return table.error();
  auto shared = std::make_shared<const DatasetTable>(std::move(*table));
  const std::lock_guard lock(mutex_);
  entries_.emplace_front(key, shared);
  if (entries_.size() > capacity_) entries_.pop_back();
  return shared;
}

}  // namespace tenon
