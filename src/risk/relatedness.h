// Product-space relatedness: which regions make things like this one? (Hidalgo, Klinger, Barabasi, Hausmann,
// Science 317:482, 2007.)
//
//   RCA_cp = (X_cp / X_c.) / (X_.p / X_..)          M_cp = 1 where RCA_cp >= 1
//   phi_pq = (M'M)_pq / max(k_p, k_q)                k_p = regions with M_cp = 1; phi_pp = 1
//   density_cp = sum_q M_cq phi_pq / sum_q phi_pq    in [0, 1]
// Products that no region has an advantage in get density 0 everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/dataset.h"
#include "risk/break_points.h"
#include "risk/evidence_scope.h"

namespace tenon {

// Regions x products, row-major. Counts or values, >= 0.
struct RegionProductTable {
  std::size_t regions = 0;
  std::size_t products = 0;
  std::vector<double> value;

  [[nodiscard]] double at(std::size_t region, std::size_t product) const {
    return value[region * products + product];
  }
};

// Revealed comparative advantage of at least 1; one byte a cell, 0 or 1.
std::vector<std::uint8_t> revealed_advantage(const RegionProductTable& table);

// density, regions x products, row-major. M'M by 64-bit words: O(products^2 x regions / 64).
std::vector<double> relatedness_density(const RegionProductTable& table);

// The regions of the scope that lack a product, most related first. Cells count real makers of volume by the
// region of their plant. Rows are all regions that have one, abroad too: what the makers of a missing product
// elsewhere also make tells what it is related to. Candidates are those without regions below them.
class RelatedRegions {
 public:
  RelatedRegions(const Dataset& dataset, const ScopeView& scope, bool use_synthetic);
  // Of a region with a maker of anything around the product, in [0, 1]; 0 for other regions.
  [[nodiscard]] double density(RegionId region, ProductId product) const;
  // At most `count`, density > 0.
  [[nodiscard]] std::vector<RelatedRegion> candidates(ProductId product, std::size_t count) const;

 private:
  std::vector<RegionId> rows_;
  std::vector<std::size_t> row_of_;  // of each region; past the end: none
  std::vector<bool> is_candidate_;   // of each row
  RegionProductTable table_;
  std::vector<double> density_;
};

}  // namespace tenon
