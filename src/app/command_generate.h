// tenon generate: synthetic production networks as edge lists.
#pragma once

#include <string>

#include "network/generator.h"

namespace tenon {

struct GenerateOptions {
  GeneratorOptions generator;
  std::string out;          // edge list
  std::string revenue_out;  // firm,revenue; empty: not written
  unsigned threads = 0;     // 0: all cores
};

// Writes the files, progress and a summary to stderr. Exit code 0: written, 1: could not write, 2: options
// that make no network.
int run_generate(const GenerateOptions& options);

}  // namespace tenon
