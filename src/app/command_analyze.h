// tenon analyze DATASET: ranked break points as table, JSON, CSV and as one self-contained HTML page.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tenon {

struct AnalyzeOptions {
  std::string dataset;             // folder, or db:NAME[@VERSION]
  std::string scope = "YRD";       // region code or name: dependence and makers are judged from inside it
  std::string chain;               // chain id or name in either language; empty: all
  std::optional<std::size_t> top;  // break points listed, 0: all; absent: 20 in a table, all in JSON and CSV
  std::string html;                // file for the HTML report (always with all break points); empty: none
  std::string format = "table";    // table, json or csv
  std::string out;                 // file; empty: stdout
  std::string language = "both";   // names in the table; zh and en also open the HTML page in that language
  std::vector<double>
      thresholds;              // scores from which red, orange, yellow and blue start; empty: the defaults
  bool use_synthetic = false;  // compute with the synthetic firms; else they are only shown
  bool record = false;         // in the register of the store; the dataset must come from there
  std::string by;              // who; empty: the user of the machine
  std::string note;            // why
  unsigned threads = 0;
};

// The result to stdout (or `out`), the page to `html`, warnings and progress to stderr. Exit code 0: done, 2:
// bad dataset, unknown scope or chain (the valid ones are listed) or thresholds that do not fall, 1: a file
// could not be written. Nothing is written unless the analysis succeeds. The time in the reports is
// SOURCE_DATE_EPOCH if that is set.
int run_analyze(const AnalyzeOptions& options);

}  // namespace tenon
