// Two policies (or networks, or measures) compared on the same simulated years.
//
// With common random numbers (equal hazards and seed) year r brings both the same events, so what is left in
// the difference of their losses is the policy. Pure; O(n log n).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/result.h"
#include "scenario/confidence.h"

namespace tenon {

struct TailDifference {
  double level = 0;
  Estimate conditional_at_risk;  // of the second less that of the first
};

// Positive: the second loses more.
struct PairedComparison {
  std::size_t years = 0;
  double confidence = 0;
  double first_expected = 0;  // means of the years compared
  double second_expected = 0;
  Estimate expected;          // mean of second - first, Student's interval of the differences
  double correlation = 0;     // of the two losses over the years; 0 where one does not vary
  double variance_ratio = 0;  // of the mean difference: paired over independent runs; 0 if nothing varies
  Estimate share_lower;       // of the years, in which the second loses less
  Estimate share_higher;      // and in which it loses more
  std::vector<TailDifference> tails;
};

// kInvalidArgument: lengths that differ or are below 2, a confidence or level outside (0, 1). The interval of
// the difference of conditional values at risk comes from the difference of their influence functions
// (confidence.h), so it is narrow where both have their worst years together.
Result<PairedComparison> compare_paired(std::span<const double> first, std::span<const double> second,
                                        double confidence, std::span<const double> tail_levels);

}  // namespace tenon
