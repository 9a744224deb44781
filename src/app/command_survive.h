// tenon survive: how long stocks carry each product or firm, and whether supply is back in time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace tenon {

struct SurviveOptions {
  std::string dataset;
  std::string scenario;        // stocks and policy from this file; its events are not used
  std::string of = "product";  // product, import, firm
  int horizon_days = 365;      // of the simulation
  bool use_synthetic = false;  // makers and lead times that are made up count as known
  std::optional<double>
      assumed_recovery_days;  // where the time to recover is not known; marked an assumption
  std::string format = "table";
  std::string language = "both";
  std::optional<std::size_t> top;
  std::string out;
  unsigned threads = 0;
};

// Returns the exit code. Stopped by Ctrl-C it writes what it has, marked partial, and ends with 1.
int run_survive(const SurviveOptions& options);

}  // namespace tenon
