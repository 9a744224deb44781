#include "scenario/water_level.h"

#include <limits>
#include <utility>

namespace tenon {

double water_level(std::span<Claim> claims, double supply) {
  double weight = 0;  // of those that are not fully served
  double wanted = 0;
  for (const Claim& claim : claims) {
    weight += claim.weight;
    wanted += claim.wanted;
  }
  if (wanted <= supply) return std::numeric_limits<double>::infinity();
  if (supply <= 0) return 0;
  std::size_t open = claims.size();
  double left = supply;
  double level = left / weight;
  while (true) {
    const std::size_t before = open;
    double served = 0;
    double served_weight = 0;
    for (std::size_t c = 0; c < open;) {
      if (claims[c].wanted <= level * claims[c].weight) {
        served += claims[c].wanted;
        served_weight += claims[c].weight;
        std::swap(claims[c], claims[--open]);
      } else {
        ++c;
      }
    }
    if (open == before || open == 0) return level;
    left -= served;
    weight -= served_weight;
    // Rounding alone could lower the level; it only ever rises.
    if (weight > 0 && left / weight > level) level = left / weight;
  }
}

}  // namespace tenon
