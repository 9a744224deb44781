// tenon whatif: what edits of a supply network change in the systemic risk of its firms.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tenon {

struct WhatIfOptions {
  std::string edges;
  std::string edits;
  std::string revenue;  // firm,revenue
  std::string outside;  // firms abroad (column firm), for localise
  double epsilon = 1e-2;
  double tolerance = 1e-4;  // relative error that a score may have without being computed anew
  std::optional<std::uint64_t> most_effort;  // iterations of closures that may be computed anew
  std::string format = "table";
  std::optional<std::size_t> top;
  std::string out;
  unsigned threads = 0;
};

// Returns the exit code.
int run_whatif(const WhatIfOptions& options);

}  // namespace tenon
