// Downstream cascades that have reached most of the network, eight at a time. Internal to risk/.
//
// The counterpart of esri_upstream_batch.h: customers pull what they miss from their suppliers, slot by slot,
// for eight closed firms at once; one read of a link serves all. Lanes never mix.
//
// Cost of a sweep: links / 2 nanoseconds or so. Memory: 128 bytes a firm.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "risk/esri_downstream.h"
#include "risk/esri_lanes.h"

namespace tenon {

class DownstreamBatch {
 public:
  explicit DownstreamBatch(const EsriModel& model);

  // Copies the state of `cascade` (closure of `firm`) into an empty lane.
  void load(std::size_t lane, std::uint32_t firm, const DownstreamCascade& cascade);
  // Empties lanes. Memory of all lanes is passed once, so it pays to release several together.
  void unload(const LaneSet& lanes);

  // One synchronous iteration of every lane; empty lanes stay empty. change(lane) is then the largest rise of
  // a loss.
  void sweep();

  [[nodiscard]] double change(std::size_t lane) const { return change_[lane]; }
  // sum_j v_j d_j after the last sweep, the closed firm included.
  [[nodiscard]] double score(std::size_t lane) const { return score_[lane]; }
  [[nodiscard]] double loss(std::size_t lane, std::uint32_t i) const { return loss_[i * kLanes + lane]; }
  [[nodiscard]] const double* losses() const { return loss_.data(); }

 private:
  static constexpr std::uint32_t kEmpty = UINT32_MAX;

  const EsriModel& model_;
  std::vector<double> loss_;         // [position][lane]
  std::vector<double> missing_;      // [position][lane]: sigma_i d_i
  std::vector<double> market_left_;  // [market][lane]
  std::array<double, kLanes> change_{};
  std::array<double, kLanes> score_{};
  std::array<std::uint32_t, kLanes> firm_;
};

}  // namespace tenon
