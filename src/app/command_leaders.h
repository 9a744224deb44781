// tenon leaders: the leading firms of the chains of a dataset; of one of them its supplier circle, the single
// points of failure in it, and the cooperations that would lower the loss most.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tenon {

struct LeadersOptions {
  std::string dataset;
  std::string chain;          // id or name; empty: all
  std::string firm;           // id or name: its circle as well; empty: leaders alone
  std::string scenario;       // stocks and policy from this file; its events are not used
  std::string scope = "YRD";  // region code or name, of the search for alternatives
  std::uint32_t tiers = 2;
  double stops_at = 0.5;  // part of an essential input whose loss stops a line, (0, 1]
  int closure_days = 30;
  int failure_days = 180;
  double test_line_factor = 0.5;
  double contract_part = 0.3;
  std::size_t points = 5;  // single points for which cooperations are sought
  std::string format = "table";
  std::string list;  // of CSV: leaders, known, supplies, points, cooperations; empty: by --firm
  std::string language = "both";
  std::optional<std::size_t> top;
  std::string out;
  unsigned threads = 0;
};

// Returns the exit code.
int run_leaders(const LeadersOptions& options);

}  // namespace tenon
