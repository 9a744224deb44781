// ESRI after an edit, without running all closures again: firms for which the edit can matter are computed
// anew, all others keep a score with a proven bound on its error. Method and proofs: docs/methods_what_if.md.
//
// 1. The upstream index of every firm after the edit has a closed form, a few sweeps over all links.
// 2. Upper bounds on what the edit moves downstream, on how the two channels meet in the combined index, and
// on
//    every change that the stop rule looks at, come from some more sweeps.
// 3. Firms whose bound is above the tolerance, whose stop could change, or whose closure is too violent for
// the
//    bounds, are computed with compute_esri, so their scores are those of a full computation to the last bit.
//
// Threads: pure functions; results do not depend on `threads`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "remedy/network_edit.h"
#include "risk/esri.h"
#include "risk/esri_trace.h"

namespace tenon {

// All scores of a network, with what is needed to update them. Memory: about 200 bytes a firm beside the
// model.
struct EsriBaseline {
  EsriModelPtr model;
  EsriOptions options;
  std::vector<EsriScore> scores;  // one a firm
  std::vector<EsriTrace> traces;
};

// Every closure. kInvalidArgument: as build_esri_model and compute_esri_traced.
Result<EsriBaseline> compute_esri_baseline(const EsriInputs& inputs, const EsriOptions& options);

struct EsriUpdateOptions {
  // Relative error that a score may have without being computed anew, >= 0; 0: every score that the edit can
  // touch is.
  double tolerance = 1e-4;
  // The effort that may go into computing firms anew, in iterations of their closures before the edit, each
  // of which may touch every link. In order: firms that the edit names and `wanted` ones (always), the `top`
  // highest scores before, then by the bound relative to the score, at last closures that cannot be bounded.
  // The others keep what is known, with their bound: the answer comes sooner, but is not certified for all.
  std::uint64_t max_effort = UINT64_MAX;
  std::size_t top = 20;
  // Also computed anew whatever their bound, firms after the edit.
  std::vector<std::uint32_t> wanted{};
  unsigned threads = 0;
};

// How a score after the edit came about.
enum class ScoreOrigin : std::uint8_t {
  kBounded,     // the bound is within the tolerance
  kRecomputed,  // computed anew
  kLeft,        // the bound is above the tolerance, but max_effort was reached
};

struct EsriUpdate {
  EsriModelPtr model;  // of the edited network, as build_esri_model gives it
  std::vector<EsriScore>
      scores;  // one a firm after the edit; error_bound holds for each of the three indices
  std::vector<ScoreOrigin> origin;
  std::size_t recomputed = 0;
  std::size_t left = 0;
  std::size_t violent = 0;   // of the recomputed or left: beyond what can be bounded
  std::size_t doubtful = 0;  // of the rest: the stop could change
  double largest_bound = 0;  // of scores not recomputed, relative to the score
};

// `inputs`: of the baseline; `edited`: apply_edits of its network. Essentiality and replaceability are those
// of `inputs`; the market is the sector. kInvalidArgument: a baseline of another size, tolerance out of
// range, a market in `inputs`, what build_esri_model refuses.
Result<EsriUpdate> update_esri(const EsriBaseline& baseline, const EsriInputs& inputs,
                               const EditedNetwork& edited, const EsriUpdateOptions& options);

}  // namespace tenon
