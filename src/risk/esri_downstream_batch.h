// Downstream cascades that have reached most of the network, a cache line of them at a time. Internal to
// risk/.
//
// The counterpart of esri_upstream_batch.h: customers pull what they miss from their suppliers, slot by slot,
// for several closed firms at once; one read of a link serves all. Lanes never mix.
//
// Cost of a sweep: a few nanoseconds a link for all lanes together. Memory: two cache lines a firm.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "risk/esri_downstream.h"
#include "risk/esri_lanes.h"

namespace tenon {

// Real: double, or float where a relative error is allowed: 2^-23 a sweep, times what error_growth() says.
template <class Real>
class DownstreamBatch {
 public:
  explicit DownstreamBatch(const EsriModel& model);

  // Copies the state of `cascade` (closure of `firm`) into an empty lane.
  void load(std::size_t lane, std::uint32_t firm, const DownstreamCascade& cascade);
  // Empties lanes. Memory of all lanes is passed once, so it pays to release several together.
  void unload(const LaneSet<Real>& lanes);

  // One synchronous iteration of every lane; empty lanes stay empty.
  void sweep();

  // Of the last sweep: the largest rise of a loss, and sum_j v_j d_j.
  [[nodiscard]] double change(std::size_t lane) const { return sums_.change[lane]; }
  [[nodiscard]] double score(std::size_t lane) const { return sums_.score[lane]; }
  // Bound on the factor by which the last sweep raised the relative error of the losses. A market's remaining
  // output is known with the relative error of the losses times what its other firms have lost over what is
  // left.
  [[nodiscard]] double error_growth(std::size_t lane) const;

  // Of a loaded lane: as EsriTrace has them. Cost: one read a market and a cache line a firm.
  [[nodiscard]] double amplification(std::size_t lane) const;
  [[nodiscard]] double largest_loss(std::size_t lane) const;

  [[nodiscard]] const Real* losses() const { return loss_.data(); }

  struct Sums {
    PerLane<Real> change{};
    PerLane<Real> score{};
  };

 private:
  static constexpr std::uint32_t kEmpty = UINT32_MAX;

  const EsriModel& model_;
  std::vector<Real> loss_;          // [position][lane]
  std::vector<Real> missing_;       // [position][lane]: sigma_i d_i
  std::vector<double> per_output_;  // [market][lane]: 1 / what the market has left
  Sums sums_;
  std::array<std::uint32_t, kLanesOf<Real>> firm_{};
};

}  // namespace tenon
