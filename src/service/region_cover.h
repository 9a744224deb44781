// Which region codes lie in which, for grants: they outlive datasets, so they name regions by code.
//
// Built once per dataset in O(regions x depth); a question costs two look-ups. Immutable: any number of
// threads.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/dataset.h"

namespace tenon {

class RegionCover {
 public:
  explicit RegionCover(const Dataset& dataset);

  // Whether `inner` is `outer` or lies in it. A code that the dataset does not know lies in itself only.
  [[nodiscard]] bool covers(std::string_view outer, std::string_view inner) const;

 private:
  std::unordered_map<std::string, std::vector<std::string>> ancestors_;  // without the region itself
};

}  // namespace tenon
