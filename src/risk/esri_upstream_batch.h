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
  UpstreamBatch(const UpstreamPlan& plan, double epsilon);

  // Copies the state of `cascade` (closure of `firm`) into an empty lane.
  void load(std::size_t lane, std::uint32_t firm, const UpstreamCascade& cascade);
  void unload(std::size_t lane);

  // One iteration of every lane; empty lanes stay empty. change(lane) is then its largest increment.
  void sweep();

  [[nodiscard]] double change(std::size_t lane) const { return change_[lane]; }
  // As UpstreamCascade::would_move.
  [[nodiscard]] bool would_move(std::size_t lane);
  [[nodiscard]] double score(std::size_t lane) const { return score_[lane]; }
  [[nodiscard]] double level(std::size_t lane, std::uint32_t i) const { return level_[i * kLanes + lane]; }
  [[nodiscard]] double increment(std::size_t lane, std::uint32_t i) const {
    return increment_[i * kLanes + lane];
  }
  [[nodiscard]] std::uint64_t sweeps() const { return sweeps_; }

 private:
  struct Held {
    std::uint32_t firm;
    std::uint32_t lane;
  };

  void sweep_rows(std::uint32_t begin, std::uint32_t end);
  void sweep_held_row(std::size_t first_held);

  const EsriModel& model_;
  double epsilon_;
  std::vector<double> increment_;  // [position][lane]
  std::vector<double> next_increment_;
  std::vector<double> level_;
  std::array<double, kLanes> score_{};
  std::array<double, kLanes> change_{};
  std::array<double, kLanes> largest_small_{};            // largest increment not above epsilon
  std::array<std::vector<std::uint32_t>, kLanes> large_;  // positions whose increment is above epsilon
  std::vector<Held> held_;                                // loaded lanes, by ascending firm
  std::vector<std::uint32_t> found_;                      // scratch of sweep_rows
  MoveTest move_test_;
  std::uint64_t sweeps_ = 0;
};

}  // namespace tenon
