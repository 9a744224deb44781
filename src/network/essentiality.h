// Which inputs a sector cannot do without: C[k][l] for supplier sector k and buyer sector l.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/firm_network.h"

namespace tenon {

// Shape sector_count x sector_count, row = supplier's sector. Survey-based matrices: Pichler et al. 2022 (IHS
// Markit).
struct Essentiality {
  std::uint32_t sector_count = 0;
  std::vector<InputClass> classes{};

  [[nodiscard]] InputClass of(std::uint32_t supplier_sector, std::uint32_t buyer_sector) const {
    return classes[std::size_t{supplier_sector} * sector_count + buyer_sector];
  }
};

}  // namespace tenon
