// Small backup plans drawn at random, and what tests of them share.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "base/random.h"
#include "remedy/backup_plan.h"

namespace tenon {

// Up to three items, six candidates and three scenarios.
inline PlanInput random_input(std::uint64_t seed, bool with_minimum = true) {
  const Philox random(seed);
  std::uint64_t k = 0;
  const auto draw = [&](double below) { return below * random.uniform(1, k++); };
  const auto pick = [&](std::uint64_t n) { return static_cast<std::uint32_t>(random.below(n, 2, k++)); };
  PlanInput in;
  const std::uint32_t items = 1 + pick(3);
  for (std::uint32_t g = 0; g < items; ++g)
    in.items.push_back({1 + draw(4), 1 + draw(2), 0.2 + draw(1), draw(40)});
  in.pools = {{4 + draw(4)}};
  for (std::uint32_t c = 2 + pick(5); c > 0; --c) {
    PlanCandidate one;
    one.item = pick(items);
    one.capacity = 1 + draw(8);
    one.ready_days = std::floor(draw(9));
    one.qualification_cost = draw(1) < 0.7 ? draw(20) : 0;
    one.reservation_cost = draw(4);
    one.minimum = with_minimum && draw(1) < 0.3 ? draw(1) * one.capacity : 0;
    one.pool = draw(1) < 0.4 ? 0 : PlanCandidate::kNoPool;
    one.place = pick(3);
    one.is_local = draw(1) < 0.5;
    in.candidates.push_back(one);
  }
  const std::uint32_t scenarios = 1 + pick(3);
  for (std::uint32_t w = 0; w < scenarios; ++w) in.scenarios.push_back({draw(0.3)});
  for (std::uint32_t g = 0; g < items; ++g) {
    for (std::uint32_t w = 0; w < scenarios; ++w) {
      if (w > 0 && draw(1) < 0.4) continue;
      in.shocks.push_back({w, g, 1 + draw(7), draw(20), 1 + std::floor(draw(11)), w == 0});
    }
  }
  for (std::uint32_t c = 0; c < in.candidates.size(); ++c) {
    if (draw(1) < 0.3) in.availability.push_back({pick(scenarios), c, draw(1) < 0.5 ? 0.0 : 0.5});
  }
  std::sort(in.availability.begin(), in.availability.end(), [](const auto& a, const auto& b) {
    return std::pair(a.scenario, a.candidate) < std::pair(b.scenario, b.candidate);
  });
  return in;
}

inline PlanOptions exact(PlanGoal goal, const std::string& solver = "cbc") {
  PlanOptions options;
  options.goal = goal;
  options.solver = solver;
  options.milp.relative_gap = 1e-9;
  return options;
}

inline double risk(const PlanOptions& options, const PlanRisk& of) {
  return (1 - options.risk_weight) * of.expected_loss + options.risk_weight * of.tail_loss;
}

}  // namespace tenon
