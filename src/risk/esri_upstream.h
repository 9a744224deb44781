// The upstream cascade of one closed firm, while it is sparse: missing orders. Internal to risk/.
//
// For a full closure the losses are linear: with u_f = 1 held, u(t+1) = Lu u(t) elsewhere, so the increments
// D(t) = u(t) - u(t-1) obey D(t+1) = Lu D(t) with row f deleted. They are pushed from customers to their
// suppliers. As the rows of Lu sum to at most 1 the largest increment never grows, and only suppliers of a
// firm whose increment is above epsilon can be above it in the next iteration. So the last iteration is
// recognised before it is made (would_move), and need not be made: its part of the score is the scalar
// product (Lu^T v) . D(T-1), and its levels are needed for few firms only (esri_closure.h). Once most of the
// network is reached, esri_upstream_batch.h takes over.
//
// Cost: links of the firms that move, a few nanoseconds each.
#pragma once

#include <cstdint>
#include <vector>

#include "risk/esri_move_test.h"

namespace tenon {

class UpstreamCascade {
 public:
  UpstreamCascade(const UpstreamPlan& plan, double epsilon);

  void start(std::uint32_t firm);  // must be clear

  // One iteration. Returns the largest increment.
  double step();

  // Would the next iteration hold an increment above epsilon? Exact, without making it.
  bool would_move();
  // After would_move() has said no: no increment of the next iteration is above this.
  [[nodiscard]] double largest_possible() const { return move_test_.largest_possible(); }
  // Of the last step: what came back to the closed firm and was absorbed.
  [[nodiscard]] double returned() const { return returned_; }

  // Links that the next step touches.
  [[nodiscard]] std::uint64_t next_cost() const { return next_cost_; }
  // sum_i v_i u_i so far, the closed firm included.
  [[nodiscard]] double score() const { return score_; }
  [[nodiscard]] double level(std::uint32_t i) const { return level_[i]; }
  [[nodiscard]] double increment(std::uint32_t i) const { return increment_[i]; }
  [[nodiscard]] const std::vector<std::uint32_t>& moving() const { return moving_; }
  [[nodiscard]] const std::vector<std::uint32_t>& reached() const { return reached_; }
  [[nodiscard]] std::uint64_t touches() const { return touches_; }

  void clear();

 private:
  const EsriModel& model_;
  double epsilon_;
  std::uint32_t firm_ = 0;
  std::vector<std::uint32_t> moving_;  // where increment_ is not zero
  std::vector<std::uint32_t> next_moving_;
  std::vector<std::uint32_t> reached_;  // where level_ is not zero
  std::vector<double> increment_;
  std::vector<double> next_increment_;
  std::vector<double> level_;
  std::vector<std::uint32_t> large_;  // scratch of would_move
  MoveTest move_test_;
  std::uint64_t next_cost_ = 0;
  double score_ = 0;
  double returned_ = 0;
  std::uint64_t touches_ = 0;
};

}  // namespace tenon
