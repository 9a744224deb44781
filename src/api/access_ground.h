// What permissions are decided by at a moment: the roles there are, and which regions lie in which.
//
// A snapshot, immutable and shared; AccessGrounds reads a new one when something was changed here, and at
// most a second after something was changed by another process.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/access.h"
#include "service/region_cover.h"
#include "service/role.h"
#include "service/utc_time.h"
#include "store/database.h"

namespace tenon {

class AccessGround {
 public:
  AccessGround(std::vector<Role> roles, std::shared_ptr<const RegionCover> regions)
      : roles_(std::move(roles)), regions_(std::move(regions)) {}

  [[nodiscard]] AccessRules rules() const { return {roles_, *regions_}; }
  [[nodiscard]] const RegionCover& regions() const { return *regions_; }
  [[nodiscard]] const std::vector<Role>& roles() const { return roles_; }

 private:
  std::vector<Role> roles_;
  std::shared_ptr<const RegionCover> regions_;
};

class AccessGrounds {
 public:
  // Regions are those of the newest version of the dataset `regions_of` (empty: of the first by name), as far
  // as it is there.
  AccessGrounds(Database& database, std::string regions_of)
      : database_(database), regions_of_(std::move(regions_of)) {}

  Result<std::shared_ptr<const AccessGround>> now(UtcTime time);
  // Roles or datasets were changed by this process.
  void forget();

 private:
  Result<void> read_regions();

  Database& database_;
  std::string regions_of_;
  std::mutex mutex_;
  std::shared_ptr<const AccessGround> ground_;
  UtcTime read_at_;
  std::shared_ptr<const RegionCover> regions_;
  std::string regions_name_;
  std::int64_t regions_version_ = -1;
};

}  // namespace tenon
