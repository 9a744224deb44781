// tenon check DATASET: validates a dataset folder and says how much is in it.
#pragma once

#include <string>

namespace tenon {

struct CheckOptions {
  std::string dataset;           // folder
  std::string format = "table";  // table or json
  std::string out;               // file; empty: stdout
};

// Counts to stdout (or `out`), faults to stderr in the table format and inside the object in JSON.
// Exit code 0: no errors (warnings may stand), 2: errors, 1: the output could not be written.
int run_check(const CheckOptions& options);

}  // namespace tenon
