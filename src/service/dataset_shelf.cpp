#include "service/dataset_shelf.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "service/computed_once.h"
#include "service/dataset_import.h"
#include "store/dataset_store.h"

namespace tenon {

class DatasetShelf::Versions {
 public:
  Versions(Database& its_database, std::size_t capacity) : database(its_database), kept(capacity) {}

  ComputedOnce<std::pair<std::string, std::int64_t>, Dataset>::Kept get(const std::string& name,
                                                                        std::int64_t version) {
    return kept.get({name, version}, [&] { return read_dataset_version(database, name, version); });
  }

  Database& database;
  ComputedOnce<std::pair<std::string, std::int64_t>, Dataset> kept;
  std::mutex mutex;
  std::set<std::pair<std::string, std::int64_t>> read_ahead;  // guarded
};

DatasetShelf::DatasetShelf(Database& database, std::size_t capacity)
    : versions_(std::make_unique<Versions>(database, capacity)) {}

DatasetShelf::~DatasetShelf() = default;

Result<ShelvedDataset> DatasetShelf::load(const std::string& name, std::int64_t version, const Actor& actor,
                                          UtcTime time, const std::string& action) {
  Database& database = versions_->database;
  if (version == 0) {
    const auto found = find_dataset(database, name);
    if (!found) return found.error();
    version = found->newest_version;
  }
  auto dataset = versions_->get(name, version);
  if (!dataset) return dataset.error();
  // Only who is written down gets it.
  if (auto logged = log_dataset_read(database, name, version, actor, time, action); !logged)
    return logged.error();
  return ShelvedDataset{name, version, std::move(*dataset)};
}

Result<void> DatasetShelf::read_ahead(std::size_t most) {
  const auto datasets = list_datasets(versions_->database);
  if (!datasets) return datasets.error();
  std::vector<std::tuple<std::int64_t, std::string, std::int64_t>> newest;  // when, name, version
  for (const StoredDataset& dataset : *datasets) {
    const auto versions = list_versions(versions_->database, dataset.name);
    if (!versions) return versions.error();
    if (!versions->empty())
      newest.emplace_back(versions->back().note.at, dataset.name, versions->back().version);
  }
  std::sort(newest.begin(), newest.end(), std::greater<>());
  newest.resize(std::min(newest.size(), most));
  Result<void> first;
  for (const auto& [at, name, version] : newest) {
    {
      const std::lock_guard lock(versions_->mutex);
      if (!versions_->read_ahead.emplace(name, version).second) continue;
    }
    if (auto read = versions_->get(name, version); !read && first) first = read.error();
  }
  return first;
}

std::size_t DatasetShelf::reads() const {
  return versions_->kept.made();
}

}  // namespace tenon
