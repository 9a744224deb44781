// Upstream cascades that have reached most of the network, eight at a time. Internal to risk/.
//
// A cascade that is no longer sparse is a product of the whole matrix Lu with a full vector: memory traffic,
// with one random read a link. Here eight firms share it: their increments lie side by side, one cache line a
// position, so that one read of a link serves all. A lane is a firm at its own iteration; it is filled again
// as soon as its firm is done, so no sweep is wasted on waiting. Lanes never mix: a firm's result does not
// depend on its neighbours.
//
// Cost of a sweep: links / 2 nanoseconds or so. Memory: 192 bytes a firm.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "risk/esri_lanes.h"
#include "risk/esri_upstream.h"

namespace tenon {

class UpstreamBatch {
 public:
  explicit UpstreamBatch(const EsriModel& model);

  // Copies the state of `cascade` (closure of `firm`) into an empty lane.
  void load(std::size_t lane, std::uint32_t firm, const UpstreamCascade& cascade);
  // Empties lanes. Memory of all lanes is passed once, so it pays to release several together.
  void unload(const LaneSet& lanes);

  // One iteration of every lane; empty lanes stay empty. losses: the downstream losses [position][lane] of
  // the same iteration, for excess().
  void sweep(const double* losses);

  // Largest increment of the last sweep.
  [[nodiscard]] double change(std::size_t lane) const { return change_[lane]; }
  // sum_i v_i u_i, the closed firm included.
  [[nodiscard]] double score(std::size_t lane) const { return score_[lane]; }
  // sum_i v_i max(0, d_i - u_i) after the last sweep.
  [[nodiscard]] double excess(std::size_t lane) const { return excess_[lane]; }

 private:
  struct Held {
    std::uint32_t firm;
    std::uint32_t lane;
  };

  void sweep_rows(std::uint32_t begin, std::uint32_t end, const double* losses);
  void sweep_held_row(std::size_t first_held, const double* losses);

  const EsriModel& model_;
  std::vector<double> increment_;  // [position][lane]
  std::vector<double> next_increment_;
  std::vector<double> level_;
  std::array<double, kLanes> score_{};
  std::array<double, kLanes> change_{};
  std::array<double, kLanes> excess_{};
  std::vector<Held> held_;  // loaded lanes, by ascending firm
};

}  // namespace tenon
