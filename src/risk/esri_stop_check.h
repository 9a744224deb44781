// Does the stop rule decide the ranking? Scores of some firms again, with a hundredth of epsilon.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "risk/esri.h"

namespace tenon {

struct EsriStopCheck {
  std::size_t firms = 0;           // compared
  double epsilon = 0;              // of the comparison
  double mean_understatement = 0;  // mean of 1 - score / finer score, combined index
  double max_understatement = 0;
  double rank_correlation = 1;   // Spearman, ties share their mean rank
  bool decides_ranking = false;  // mean above 5 %, or correlation below 0.99
};

// Compares up to `limit` of the scored firms: the half with the highest scores and an even spread of the
// others. Cost: so many closures at the finer epsilon. kInvalidArgument as compute_esri.
Result<EsriStopCheck> check_stop_rule(const EsriModel& model, std::span<const std::uint32_t> firms,
                                      std::span<const EsriScore> scores, const EsriOptions& options,
                                      std::size_t limit);

}  // namespace tenon
