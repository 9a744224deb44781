#include "scenario/water_level.h"

#include <cmath>
#include <limits>

namespace tenon {

double water_level(std::span<const Claim> claims, double supply, double guess) {
  double weight = 0;
  double wanted = 0;
  for (const Claim& claim : claims) {
    weight += claim.weight;
    wanted += claim.wanted;
  }
  if (wanted <= supply) return std::numeric_limits<double>::infinity();
  if (supply <= 0) return 0;
  const double lowest = supply / weight;  // the solution where nobody is fully served
  double level = std::isfinite(guess) && guess > lowest ? guess : lowest;
  bool below_solution = level == lowest;
  while (true) {
    // No branches on the claims: who is met and who is not changes from claim to claim.
    double met = 0;
    double open_weight = 0;
    for (const Claim& claim : claims) {
      const bool is_met = claim.wanted <= level * claim.weight;
      met += is_met ? claim.wanted : 0.0;
      open_weight += is_met ? 0.0 : claim.weight;
    }
    const double next = open_weight > 0 ? (supply - met) / open_weight : lowest;
    if (below_solution && !(next > level)) return level;
    level = next > lowest ? next : lowest;
    below_solution = true;
  }
}

}  // namespace tenon
