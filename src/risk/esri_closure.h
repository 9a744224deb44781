// ESRI of many full closures: both channels of each firm, iteration by iteration, until neither moves.
// Internal to risk/.
//
// The simple version (tests/support/esri_reference.h) sweeps all links of the network in every iteration.
// This one computes the same iterates and leaves out what is zero and what is not needed:
//  - while a cascade is small, only the links of the firms it has reached are touched;
//  - the last upstream iteration of a small cascade is recognised before it is made (esri_upstream.h) and, if
//  long, left
//    pending: the combined score needs single rows of it, only where the downstream loss could be the larger
//    one;
//  - once either channel has reached a good part of the network, the firm moves into a lane
//  (esri_lane_runner.h), where
//    several firms share every sweep over the links; a lane is filled again as soon as its firm is done.
// Every firm's result is a function of the model and the options alone, not of its neighbours in the lanes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "risk/esri_downstream.h"
#include "risk/esri_lane_runner.h"
#include "risk/esri_upstream.h"

namespace tenon {

// Memory: about 50 bytes a firm and 8 a slot; five cache lines a firm more once a dense cascade is met.
class ClosureWorker {
 public:
  ClosureWorker(const UpstreamPlan& plan, const EsriOptions& options);

  // Computes the closure, at once or by a later call of run() or finish().
  void run(const ClosureTask& task);
  // Computes what is still waiting.
  void finish();

 private:
  enum class Precision { kTolerant, kExact };

  void run_with(Precision precision, const ClosureTask& task);
  void write_score(std::uint32_t firm, bool pending, EsriScore& score);
  [[nodiscard]] double returning(std::uint32_t firm) const;
  void run_exactly(std::vector<ClosureTask>& tasks);

  const UpstreamPlan& plan_;
  const EsriModel& model_;
  EsriOptions options_;
  std::uint64_t dense_cost_;
  DownstreamCascade downstream_;
  UpstreamCascade upstream_;
  std::optional<LaneRunner<double>> exact_;
  std::optional<LaneRunner<float>> tolerant_;
  std::vector<ClosureTask> handed_back_;
};

}  // namespace tenon
