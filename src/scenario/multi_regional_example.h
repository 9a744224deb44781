// Tables for tests: drawn at random, and small ones with a symmetry.
#pragma once

#include <cstdint>
#include <string>

#include "base/random.h"
#include "model/multi_regional_table.h"

namespace tenon {

// `regions` x `sectors` industries; about `density` of the flows are there, sizes span three decades, every
// industry has final demand and, on average, inputs of about half of its output.
inline MultiRegionalTable random_table(std::uint32_t regions, std::uint32_t sectors, double density,
                                       std::uint64_t seed) {
  MultiRegionalTable table;
  table.source = "random.csv";
  for (std::uint32_t r = 0; r < regions; ++r) table.regions.push_back({"r" + std::to_string(r), false});
  for (std::uint32_t s = 0; s < sectors; ++s) table.sectors.push_back({"s" + std::to_string(s), "", ""});
  for (std::uint32_t r = 0; r < regions; ++r) {
    for (std::uint32_t s = 0; s < sectors; ++s) table.industries.push_back({r, s});
  }
  table.final_demand_labels = {"households", "exports"};
  const Philox random(seed);
  const std::size_t n = table.size();
  table.intermediate.assign(n * n, 0);
  table.final_demand.assign(n * 2, 0);
  const double flow = 100 / (density * static_cast<double>(n));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      if (random.uniform(0, i * n + j) >= density) continue;
      const double u = random.uniform(1, i * n + j);
      const double home = table.industries[i].region == table.industries[j].region ? 4 : 0.5;
      table.intermediate[i * n + j] = flow * home * u * u * u;
    }
    table.final_demand[i * 2] = 20 + 100 * random.uniform(2, i);
    table.final_demand[i * 2 + 1] = 50 * random.uniform(3, i);
  }
  return table;
}

}  // namespace tenon
