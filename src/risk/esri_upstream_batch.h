// Upstream cascades that have reached most of the network, a cache line of them at a time. Internal to risk/.
//
// A cascade that is no longer sparse is a product of the whole matrix Lu with a full vector: memory traffic,
// with one random read a link. Here several firms share it: their increments lie side by side, one cache line
// a position, so that one read of a link serves all. A lane is a firm at its own iteration; it is filled
// again as soon as its firm is done, so no sweep is wasted on waiting. Lanes never mix: a firm's result does
// not depend on its neighbours.
//
// Cost of a sweep: a few nanoseconds a link for all lanes together. Memory: three cache lines a firm.
#pragma once

#include <cstdint>
#include <vector>

#include "risk/esri_lanes.h"
#include "risk/esri_upstream.h"

namespace tenon {

// Real: double, or float where a relative error of 2^-24 a sweep is allowed.
template <class Real>
class UpstreamBatch {
 public:
  explicit UpstreamBatch(const EsriModel& model);

  // Copies the state of `cascade` (closure of `firm`) into an empty lane.
  void load(std::size_t lane, std::uint32_t firm, const UpstreamCascade& cascade);
  // Empties lanes. Memory of all lanes is passed once, so it pays to release several together.
  void unload(const LaneSet<Real>& lanes);

  // One iteration of every lane; empty lanes stay empty. losses: the downstream losses [position][lane] of
  // the same iteration, for combined().
  void sweep(const Real* losses);

  // Of the last sweep: the largest increment, sum_i v_i u_i, and sum_i v_i max(d_i, u_i).
  [[nodiscard]] double change(std::size_t lane) const { return sums_.change[lane]; }
  [[nodiscard]] double score(std::size_t lane) const { return sums_.score[lane]; }
  [[nodiscard]] double combined(std::size_t lane) const { return sums_.combined[lane]; }
  // Of the last sweep: what came back to the closed firm and was absorbed.
  [[nodiscard]] double returned(std::size_t lane) const { return returned_[lane]; }

  struct Sums {
    PerLane<Real> change{};
    PerLane<Real> score{};
    PerLane<Real> combined{};
  };

 private:
  struct Held {
    std::uint32_t firm;
    std::uint32_t lane;
  };

  void sweep_rows(std::uint32_t begin, std::uint32_t end, const Real* losses);
  void sweep_held_row(std::size_t first_held, const Real* losses);

  const EsriModel& model_;
  std::vector<Real> increment_;  // [position][lane]
  std::vector<Real> next_increment_;
  std::vector<Real> level_;
  Sums sums_;
  PerLane<Real> returned_{};
  std::vector<Held> held_;  // loaded lanes, by ascending firm
};

}  // namespace tenon
