// Where firms stand when a network of them is drawn: to the right by their tier along the chain, downwards by
// city.
//
// Every city is a band of rows and every tier a block of columns; where they cross, the firms stand in a
// grid, the one that sells most first. So no two firms share a place, those of one city stand side by side,
// and the picture says who is upstream. Pure and deterministic: ties follow dataset order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/dataset.h"

namespace tenon {

struct FirmSpot {
  FirmId firm;
  std::optional<ProductId> product;  // what it sells most of; of a firm that sells nothing, what it can make
  double sales_cny = 0;              // of the supplies drawn
  double purchases_cny = 0;
  std::uint32_t tier = 0;
  std::uint32_t band = 0;
  std::uint32_t x = 0;  // in steps between neighbours
  std::uint32_t y = 0;
};

struct FirmBand {
  std::optional<RegionId> region;  // absent: firms whose place is not known, the last band
  std::size_t firm_count = 0;
  std::uint32_t y = 0;
  std::uint32_t height = 0;
};

struct FirmTier {
  std::size_t firm_count = 0;
  std::uint32_t x = 0;
  std::uint32_t width = 0;
};

struct FirmLayout {
  std::vector<FirmSpot> spots;  // in dataset order
  std::vector<FirmBand> bands;  // in order of region codes
  std::vector<FirmTier> tiers;  // from upstream on
};

struct FirmLayoutOptions {
  std::size_t tiers = 8;       // at least 1
  double height_share = 0.55;  // of the height in the width, wished for
};

// Of the firms at either end of the supplies at `positions` in Dataset::supplies. A product's tier is its
// column in the picture of its chain (chain_layout.h), as a share of the chain's columns; a firm that only
// buys and makes nothing stands one tier below the last of what it buys. O(supplies + firms log firms).
FirmLayout layout_firms(const Dataset& dataset, std::span<const std::size_t> positions,
                        const FirmLayoutOptions& options = {});

}  // namespace tenon
