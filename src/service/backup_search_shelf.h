// Backup searches (remedy/backup_candidates.h) on versions of datasets as they were last made: the supply
// network takes some 40 ms, and a page asks for one product after the other.
//
// At most `capacity` are kept, the last used ones; who holds one keeps it alive. Each use is told in the
// audit chain as a reading of the dataset. Thread-safe; of several who ask for a new one at once, one makes
// it and the others wait.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/result.h"
#include "remedy/backup_candidates.h"
#include "scenario/dataset_network.h"
#include "service/dataset_shelf.h"

namespace tenon {

struct ShelvedBackupSearch {
  ShelvedDataset shelved;
  DatasetNetwork network;
  std::optional<BackupSearch> search;  // always there once it is on the shelf
};

class BackupSearchShelf {
 public:
  // `database` and `datasets` live longer. `capacity`: at least 1.
  BackupSearchShelf(Database& database, DatasetShelf& datasets, std::size_t capacity = 2);

  // Version 0: the newest. Scope: code or name of a region; empty: that of the newest recorded analysis of
  // the dataset, else the Yangtze River Delta, else the country. kNotFound: dataset, version or scope; errors
  // of build_dataset_network().
  Result<std::shared_ptr<const ShelvedBackupSearch>> load(const std::string& name, std::int64_t version,
                                                          const std::string& scope, const Actor& actor,
                                                          UtcTime time);

 private:
  using Entry = std::pair<std::string, std::shared_ptr<const ShelvedBackupSearch>>;

  Database& database_;
  DatasetShelf& datasets_;
  const std::size_t capacity_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // used last first
};

}  // namespace tenon
