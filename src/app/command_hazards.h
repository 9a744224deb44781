// tenon hazards: what a year costs when disasters come as often, as badly and as jointly as they do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tenon {

struct HazardsOptions {
  std::string hazards;   // YAML
  std::string dataset;   // folder
  std::string scenario;  // policy and stocks from this scenario file; its events are not used
  std::string compare;   // "switching": the same years without and with supplier switching
  std::uint64_t seed = 1;
  std::uint64_t minimum_years = 500;
  std::uint64_t maximum_years = 10000;
  std::optional<double> precision;       // of the expected loss
  std::optional<double> tail_precision;  // of conditional value at risk at 95 %
  std::string checkpoint;
  bool resume = false;
  std::string format = "table";  // table, json, csv
  std::string what = "figures";  // of csv: figures, hazards, groups, curve, years
  std::string language = "both";
  std::optional<std::size_t> top;
  std::string out;
  unsigned threads = 0;
};

// Returns the exit code. Stopped by Ctrl-C it writes what it has, marked partial, and ends with 1.
int run_hazards(const HazardsOptions& options);

}  // namespace tenon
