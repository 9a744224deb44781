// Closures in lanes: both channels of several firms, round by round. Internal to risk/.
//
// A round is one sweep of each channel. Firms enter with the state of their sparse cascades and leave when
// neither channel moved, or at the last iteration allowed.
//
// In float lanes the relative error is bounded as the rounds go: all sums are of non-negative terms, so a
// relative error of the losses passes on unchanged, and storing adds at most u = 2^-24 each time. Upstream an
// increment is stored once a round and a level twice over; downstream a loss twice a round, and the markets
// amplify (DownstreamBatch::error_growth). sum v max(d, u) then has at most the larger of the two errors. A
// firm whose bound is above the tolerance, or whose largest change is so near epsilon that rounding could
// decide the stop, is handed back to be computed exactly.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "risk/esri_downstream_batch.h"
#include "risk/esri_trace.h"
#include "risk/esri_upstream_batch.h"

namespace tenon {

// A closure to be computed: the firm's position and where its score goes, and its trace unless null.
struct ClosureTask {
  std::uint32_t firm = 0;
  EsriScore* score = nullptr;
  EsriTrace* trace = nullptr;
};

// Notes the largest changes of an iteration; `moves`: another one follows.
inline void trace_changes(EsriTrace* trace, double downstream, double upstream, double epsilon, bool moves,
                          double returned) {
  if (trace == nullptr) return;
  if (moves) trace->above_epsilon = std::min(trace->above_epsilon, std::max(downstream, upstream) - epsilon);
  trace->below_downstream = epsilon - downstream;
  trace->below_upstream = epsilon - upstream;
  trace->returned.push_back(returned + (trace->returned.empty() ? 0 : trace->returned.back()));
}

template <class Real>
class LaneRunner {
 public:
  static constexpr std::size_t kLanes = kLanesOf<Real>;

  LaneRunner(const EsriModel& model, const EsriOptions& options)
      : options_(options), upstream_(model), downstream_(model) {}

  [[nodiscard]] bool full() const { return busy_ == kLanes; }
  [[nodiscard]] bool empty() const { return busy_ == 0; }

  // Must not be full. iterations: made by the two cascades.
  void add(const ClosureTask& task, std::uint32_t iterations, const DownstreamCascade& downstream,
           const UpstreamCascade& upstream) {
    const auto free =
        std::find_if(lanes_.begin(), lanes_.end(), [](const Lane& l) { return l.task.score == nullptr; });
    const auto lane = static_cast<std::size_t>(free - lanes_.begin());
    upstream_.load(lane, task.firm, upstream);
    downstream_.load(lane, task.firm, downstream);
    lanes_[lane] = Lane{task, iterations, kRounding, kRounding, kRounding};
    ++busy_;
  }

  // One iteration of every lane. Firms that must be computed exactly are appended to `handed_back`.
  void run_round(std::vector<ClosureTask>& handed_back) {
    downstream_.sweep();
    upstream_.sweep(downstream_.losses());
    LaneSet<Real> leaving{};
    for (std::size_t index = 0; index < kLanes; ++index) {
      Lane& lane = lanes_[index];
      if (lane.task.score == nullptr) continue;
      ++lane.iterations;
      const bool trusted = track_error(index);
      const double change = std::max(upstream_.change(index), downstream_.change(index));
      const bool moves = change > options_.epsilon;
      trace_changes(lane.task.trace, downstream_.change(index), upstream_.change(index), options_.epsilon,
                    moves && lane.iterations < options_.max_iterations, upstream_.returned(index));
      if (trusted && moves && lane.iterations < options_.max_iterations) continue;
      if (trusted) {
        write_score(index, !moves);
      } else {
        handed_back.push_back(lane.task);
      }
      leaving[index] = true;
      lane = Lane{};
      --busy_;
    }
    if (std::none_of(leaving.begin(), leaving.end(), [](bool b) { return b; })) return;
    upstream_.unload(leaving);
    downstream_.unload(leaving);
  }

 private:
  static constexpr bool kIsExact = std::is_same_v<Real, double>;
  static constexpr double kRounding = kIsExact ? 0.0 : 0x1.0p-24;
  // Smaller than any sum that matters, larger than what denormal floats can lose.
  static constexpr double kUnderflow = kIsExact ? 0.0 : 1e-36;

  struct Lane {
    ClosureTask task;
    std::uint32_t iterations = 0;
    double increment_error = 0;  // relative bounds
    double level_error = 0;
    double loss_error = 0;
  };

  // Brings the error bounds of a lane up to date. False: the lane cannot be trusted any longer.
  bool track_error(std::size_t index) {
    if (kIsExact) return true;
    Lane& lane = lanes_[index];
    lane.increment_error = (1 + lane.increment_error) * (1 + kRounding) - 1;
    lane.level_error = (1 + std::max(lane.level_error, lane.increment_error)) * (1 + kRounding) - 1;
    const double passed_on = lane.loss_error * downstream_.error_growth(index);
    lane.loss_error = (1 + passed_on) * (1 + kRounding) * (1 + kRounding) - 1;
    if (!(error(lane) <= options_.tolerance)) return false;
    // A rise of a loss is a difference: its error is that of the losses.
    const double near_upstream = 2 * lane.increment_error * options_.epsilon;
    const double near_downstream = 2 * lane.loss_error;
    return std::abs(upstream_.change(index) - options_.epsilon) > near_upstream &&
           std::abs(downstream_.change(index) - options_.epsilon) > near_downstream;
  }

  static double error(const Lane& lane) { return std::max(lane.level_error, lane.loss_error); }

  void write_score(std::size_t index, bool converged) {
    const Lane& lane = lanes_[index];
    if (lane.task.trace != nullptr) {
      lane.task.trace->amplification = downstream_.amplification(index);
      lane.task.trace->largest_downstream_loss = downstream_.largest_loss(index);
    }
    EsriScore& score = *lane.task.score;
    score.iterations = lane.iterations;
    score.converged = converged;
    score.downstream = downstream_.score(index);
    score.upstream = upstream_.score(index);
    score.combined = upstream_.combined(index);
    const double relative = error(lane);
    score.error_bound = score.combined * relative / (1 - relative) + kUnderflow;
  }

  EsriOptions options_;
  UpstreamBatch<Real> upstream_;
  DownstreamBatch<Real> downstream_;
  std::array<Lane, kLanes> lanes_{};
  std::size_t busy_ = 0;
};

}  // namespace tenon
