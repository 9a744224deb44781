// Who is known to make a product, and where: real firms by the place of their plants. Firms that only could
// make it (status potential) and made-up ones are left out. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "report/analysis.h"
#include "risk/evidence_scope.h"

namespace tenon {

// Whether the entry says that a real firm makes the product.
bool is_real_maker(const Dataset& dataset, const Capability& capability);

// Firms, each counted once, at the nearest of its plants.
struct MakerPlaces {
  std::size_t scope = 0;
  std::size_t country = 0;  // elsewhere in the country of the scope
  std::size_t abroad = 0;   // outside its customs border
  std::size_t unplaced = 0;
  std::vector<RegionId> provinces;  // of the scope, in dataset order

  [[nodiscard]] std::size_t total() const { return scope + country + abroad + unplaced; }
};

// Of each product, by ProductId. O(capabilities x depth of regions).
std::vector<MakerPlaces> maker_places(const Dataset& dataset, const ScopeView& scope);

// The region of tier province that `region` is or lies in.
std::optional<RegionId> province_of(const Dataset& dataset, RegionId region);

}  // namespace tenon
