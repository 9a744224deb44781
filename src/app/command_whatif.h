// tenon whatif: what edits change, in the systemic risk of the firms of a supply network, or in the break
// points of a dataset.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tenon {

struct WhatIfOptions {
  std::string input;  // edge list, or folder of a dataset
  std::string edits;
  // Of a dataset:
  std::string scope = "YRD";   // region code or name: judged from inside it
  bool use_synthetic = false;  // compute with the synthetic firms too
  std::string language = "both";
  // Of an edge list:
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
int run_whatif_on_dataset(const WhatIfOptions& options);
int run_whatif_on_links(const WhatIfOptions& options);

}  // namespace tenon
