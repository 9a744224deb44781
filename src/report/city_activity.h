// The cities of the scope: where each stands on the schematic tile map, and which of the examined products it
// makes.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "report/analysis.h"

namespace tenon {

// Column and row of a tile, 0 at the west and north. The scheme keeps neighbours together, not distances.
struct Tile {
  int column = 0;
  int row = 0;
};

inline constexpr int kTileColumns = 9;
inline constexpr int kTileRows = 9;

// The tile of one of the 41 cities of the Yangtze River Delta by GB/T 2260 code; absent for other places.
std::optional<Tile> tile_of_city(std::string_view region_code);

struct CityProduct {
  ProductId product;
  std::size_t real_makers = 0;       // capability entries of real firms
  std::size_t synthetic_makers = 0;  // of synthetic firms
};

struct CityActivity {
  RegionId city;
  RegionId province;                  // the city itself where it is a municipality
  std::vector<CityProduct> products;  // examined products with a capability here, in dataset order
};

// The cities within the scope in dataset order: regions of tier city, and provinces without a city of their
// own (municipalities). A capability counts where the plant stands, else where the firm does; one that is
// known only by province counts nowhere. Cities without entries are listed with no products. O(regions^2 +
// capabilities).
std::vector<CityActivity> city_activity(const Analysis& analysis);

}  // namespace tenon
