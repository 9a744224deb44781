#include "api/access_ground.h"

#include "model/dataset.h"
#include "service/dataset_table.h"
#include "service/role_desk.h"
#include "store/dataset_store.h"

namespace tenon {

Result<void> AccessGrounds::read_regions() {
  auto datasets = list_datasets(database_);
  if (!datasets) return datasets.error();
  const StoredDataset* chosen = nullptr;
  for (const StoredDataset& dataset : *datasets) {
    if (dataset.newest_version > 0 && (regions_of_.empty() || dataset.name == regions_of_)) {
      chosen = &dataset;
      break;
    }
  }
  if (chosen == nullptr) {
    regions_ = std::make_shared<RegionCover>(Dataset{});
    regions_name_.clear();
    regions_version_ = 0;
    return {};
  }
  if (regions_ && regions_name_ == chosen->name && regions_version_ == chosen->newest_version) return {};
  auto regions = stored_regions(database_, chosen->name, chosen->newest_version);
  if (!regions) return regions.error();
  regions_ = std::make_shared<RegionCover>(std::move(*regions));
  regions_name_ = chosen->name;
  regions_version_ = chosen->newest_version;
  return {};
}

Result<std::shared_ptr<const AccessGround>> AccessGrounds::now(UtcTime time) {
  const std::lock_guard lock(mutex_);
  if (ground_ && time - read_at_ < std::chrono::seconds(1) && time >= read_at_) return ground_;
  auto roles = stored_roles(database_);
  if (!roles) return roles.error();
  if (auto read = read_regions(); !read) return read.error();
  ground_ = std::make_shared<const AccessGround>(std::move(*roles), regions_);
  read_at_ = time;
  return ground_;
}

void AccessGrounds::forget() {
  const std::lock_guard lock(mutex_);
  ground_ = nullptr;
}

}  // namespace tenon
