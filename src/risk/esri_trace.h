// What a closure went through, kept beside its score: enough to prove, without running it again, how little a
// change of the network can matter to it (remedy/esri_update.h).
//
// Memory: 72 bytes a firm and 8 an iteration.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "risk/esri.h"

namespace tenon {

struct EsriTrace {
  // The largest change exceeded epsilon by at least this in every iteration but the last; infinite for one.
  double above_epsilon = std::numeric_limits<double>::infinity();
  // In the last iteration the changes of each channel stayed below epsilon by at least this; negative where
  // the run was cut short.
  double below_downstream = 0;
  double below_upstream = 0;
  // Largest ratio, over the markets, of what firms other than the closed one sell to what was left of it at
  // the last iteration. Infinite where nothing was left. Other markets than the closed firm's own count only
  // if several firms sell: a lone seller cannot be replaced anyhow.
  double amplification = 1;
  // Of a firm other than the closed one, in the last iteration.
  double largest_downstream_loss = 0;
  // Orders that came back to the closed firm for the first time, summed over iterations 1 .. t: one an
  // iteration, each in [0, 1].
  std::vector<double> returned;
};

struct TracedScores {
  std::vector<EsriScore> scores;  // as compute_esri gives them, to the last bit
  std::vector<EsriTrace> traces;
};

// compute_esri with the traces; a few percent slower. kInvalidArgument: as compute_esri, or a tolerance above
// 0.
Result<TracedScores> compute_esri_traced(const EsriModel& model, std::span<const std::uint32_t> firms,
                                         const EsriOptions& options);

}  // namespace tenon
