// ESRI of many full closures: both channels of each firm, iteration by iteration, until neither moves.
// Internal to risk/.
//
// The simple version (tests/support/esri_reference.h) sweeps all links of the network in every iteration.
// This one computes the same iterates and leaves out what is zero and what is not needed:
//  - while a cascade is small, only the links of the firms it has reached are touched;
//  - once either channel has reached a good part of the network, the firm moves into a lane of a batch, where
//  eight
//    firms share every sweep over the links; a lane is filled again as soon as its firm is done;
//  - while it is sparse, the last upstream iteration is recognised before it is made (esri_upstream.h) and
//  left pending:
//    the combined score needs single rows of it, only where the downstream loss could be the larger one.
// Every firm's result is a function of the model and the options alone, not of its neighbours in a batch.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "risk/esri_downstream.h"
#include "risk/esri_downstream_batch.h"
#include "risk/esri_upstream.h"
#include "risk/esri_upstream_batch.h"

namespace tenon {

// Memory: about 50 bytes a firm and 8 a slot; 320 bytes a firm more once a dense cascade is met.
class ClosureWorker {
 public:
  ClosureWorker(const UpstreamPlan& plan, const EsriOptions& options);

  // Computes the closure of `firm` (a position) into *score, at once or by a later call of run() or finish().
  void run(std::uint32_t firm, EsriScore* score);
  // Computes what is still waiting.
  void finish();

  struct Counters {
    std::uint64_t downstream_touches = 0;  // links, of sparse cascades
    std::uint64_t upstream_touches = 0;
    std::uint64_t rounds = 0;  // sweeps of the batches
    std::uint64_t dense_firms = 0;
  };
  [[nodiscard]] Counters counters() const;

 private:
  struct Batch {
    UpstreamBatch upstream;
    DownstreamBatch downstream;
  };
  struct Lane {
    std::uint32_t firm = 0;
    std::uint32_t iterations = 0;
    EsriScore* score = nullptr;  // null: empty
  };

  void write_sparse_score(std::uint32_t firm, bool pending, EsriScore& score);
  void move_to_lane(std::uint32_t firm, std::uint32_t iterations, EsriScore* score);
  // One iteration of every lane.
  void run_round();
  const UpstreamPlan& plan_;
  const EsriModel& model_;
  EsriOptions options_;
  std::uint64_t dense_cost_;
  DownstreamCascade downstream_;
  UpstreamCascade upstream_;
  std::optional<Batch> batch_;
  std::array<Lane, kLanes> lanes_{};
  std::size_t busy_ = 0;
  std::uint64_t rounds_ = 0;
  std::uint64_t dense_firms_ = 0;
};

}  // namespace tenon
