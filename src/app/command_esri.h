// tenon esri EDGES.csv: the systemic risk of every firm of a supply network, or the cascade of one shock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tenon {

struct EsriCommandOptions {
  std::string edges;                      // edge list, CSV
  std::string essential;                  // essentiality matrix, CSV; empty: the list's type column
  std::string sector_map;                 // sector codes -> those of the matrix, CSV; empty: as they are
  std::string replaceability = "market";  // market or none
  double epsilon = 1e-2;
  std::uint32_t max_iterations = 10000;
  double tolerance = 0;
  std::string firms;           // CSV with a column firm: only these; empty: all
  std::size_t sample = 0;      // this many firms at random; 0: all
  std::uint64_t seed = 1;      // of the sample
  std::string revenue;         // CSV firm,revenue; empty: sales in the network are all sales
  std::string costs;           // CSV firm,costs
  std::string weights;         // CSV firm,weight; empty: out-strength
  std::string shock;           // CSV firm,remaining (0 closed .. 1 intact): one cascade instead of scores
  std::string shock_upstream;  // the same for the upstream channel; empty: as `shock`
  std::size_t stop_check =
      100;  // firms scored again at epsilon / 100 to see what the stop rule decides; 0: none
  std::string format = "csv";  // csv, json or table
  std::optional<std::size_t>
      top;  // worst firms only; 0: all (default: 20 in a table, else all in file order)
  std::string out;
  unsigned threads = 0;
};

// Scores to stdout (or `out`), the summary (epsilon, iterations, leakage, warnings) to stderr and into the
// JSON.
int run_esri(const EsriCommandOptions& options);

}  // namespace tenon
