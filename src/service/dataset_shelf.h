// Versions of datasets as they were last loaded: reading one from the store costs seconds, and many ask for
// the same.
//
// A version never changes, so what was loaded stays right. At most `capacity` are kept, the last used ones;
// who holds one keeps it alive. Each load is told in the audit chain, whether it was on the shelf or not.
// Thread-safe; of several who ask for the same version at once, one loads it and the others wait.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "model/dataset.h"
#include "service/audit_log.h"
#include "store/database.h"

namespace tenon {

struct ShelvedDataset {
  std::string name;
  std::int64_t version = 0;  // from 1 on
  std::shared_ptr<const Dataset> dataset;
};

class DatasetShelf {
 public:
  // `database` lives longer. `capacity`: at least 1.
  explicit DatasetShelf(Database& database, std::size_t capacity = 4);
  ~DatasetShelf();
  DatasetShelf(const DatasetShelf&) = delete;
  DatasetShelf& operator=(const DatasetShelf&) = delete;

  // As load_dataset() (dataset_import.h), with its errors; version 0: the newest, which is looked up each
  // time.
  Result<ShelvedDataset> load(const std::string& name, std::int64_t version, const Actor& actor, UtcTime time,
                              const std::string& action = "supply.read_firm_level");

  // Reads the newest versions of the `most` datasets that changed last, before somebody asks for them, each
  // only once, so that it may be called again and again. Nobody gets them by this, so the audit chain is not
  // told. Returns the first error, which does not keep the others from being read.
  Result<void> read_ahead(std::size_t most);

  // How often a version was read from the store.
  [[nodiscard]] std::size_t reads() const;

 private:
  class Versions;
  std::unique_ptr<Versions> versions_;
};

}  // namespace tenon
