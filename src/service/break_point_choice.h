// Which break points of a dataset somebody means, and how they are to be judged, in the words of options and
// requests. `option` is what the words stand under, for error texts.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "risk/break_points.h"
#include "service/dataset_names.h"

namespace tenon {

// "red,orange", or "all" with unknown ones. kInvalidArgument: a word that is no level.
Result<std::vector<Level>> levels_of(const std::string& text, const char* option = "--levels");

// The products named, else the break points of these levels, worst first, of the chain if one is named.
// kNotFound: a name, or none is left; errors of levels_of().
struct BreakPointChoice {
  std::vector<std::string> products;  // ids or names
  std::string levels = "red";
  std::string chain;
};
Result<std::vector<ProductId>> chosen_products(const Dataset& dataset, const BreakPointReport& report,
                                               const BreakPointChoice& choice,
                                               const char* option = "--product",
                                               const char* levels_option = "--levels",
                                               const char* place = kCommandLine);

struct JudgingWords {
  std::string scope = "YRD";       // region code or name
  std::string chain;               // id or name; empty: all
  std::vector<double> thresholds;  // from which red, orange, yellow and blue start; empty: the defaults
};
// What find_break_points() takes. kNotFound: a region or chain, all are listed; kInvalidArgument: thresholds
// that are not four falling numbers in (0, 1].
Result<BreakPointOptions> break_point_options(const Dataset& dataset, const JudgingWords& words,
                                              const char* thresholds_option = "--thresholds");

}  // namespace tenon
