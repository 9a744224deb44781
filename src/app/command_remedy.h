// tenon remedy: measures against break points, each with its computed effect.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tenon {

struct RemedyCommand {
  std::string dataset;
  std::vector<std::string> products;  // break points by id or name; empty: those of `levels`
  std::string levels = "red";
  std::string chain;
  std::string scope = "YRD";
  std::string scenario;
  int failure_days = 90;
  int horizon_days = 240;
  bool with_interval = true;
  std::vector<std::string> briefs;  // policy brief to these files: .html, .docx, .pdf
  std::string format = "table";
  std::string language = "both";
  std::optional<std::size_t> top;
  std::string out;
  unsigned threads = 0;
};

// Returns the exit code. A run stopped by Ctrl-C ends with 1; the break points done are written.
int run_remedy(const RemedyCommand& options);

}  // namespace tenon
