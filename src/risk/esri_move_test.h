// Whether the next upstream iteration moves anybody by more than epsilon, without making it. Internal to
// risk/.
//
// The rows of Lu sum to at most 1, so a supplier none of whose customers' increments is above epsilon stays
// at or below it. The others are found from the few large increments; where these alone do not decide, the
// row is summed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "risk/esri_model.h"

namespace tenon {

// What the upstream cascades of all firms share, derived once. O(links).
struct UpstreamPlan {
  const EsriModel* model = nullptr;
  std::vector<double> supplier_weight;  // (Lu^T v)_j: score per unit of increment at j in the last iteration
  std::vector<double> sales_share;      // row sums of Lu
  double largest_sales_share = 0;
};

UpstreamPlan make_upstream_plan(const EsriModel& model);

class MoveTest {
 public:
  MoveTest(const UpstreamPlan& plan, double epsilon)
      : plan_(plan),
        epsilon_(epsilon),
        known_(plan.model->firm_count, 0.0),
        share_(plan.model->firm_count, 0.0) {}

  // firm: the closed firm, held. large: positions whose increment is above epsilon; largest_small: the
  // largest of the other increments; increment(i): the increment at position i. Cost: links of `large` and of
  // undecided rows.
  template <class Increment>
  bool operator()(std::uint32_t firm, const std::vector<std::uint32_t>& large, double largest_small,
                  const Increment& increment) {
    const CoefficientRows& purchases = plan_.model->purchases;
    for (const std::uint32_t j : large) {
      const double x = increment(j);
      for (std::size_t e = purchases.begin(j); e < purchases.end(j); ++e) {
        const std::uint32_t i = purchases.target[e];
        if (share_[i] == 0) candidates_.push_back(i);
        known_[i] += purchases.value[e] * x;
        share_[i] += purchases.value[e];
      }
    }
    bool moves = false;
    largest_possible_ = largest_small * plan_.largest_sales_share;
    for (const std::uint32_t i : candidates_) {
      const double known = known_[i];
      const double rest = std::max(0.0, plan_.sales_share[i] - share_[i]);
      known_[i] = 0;
      share_[i] = 0;
      if (moves || i == firm) continue;
      double possible = known + rest * largest_small;
      if (known > epsilon_) {
        moves = true;
      } else if (possible > epsilon_ * (1 - kRounding)) {
        possible = row_sum(plan_.model->sales, i, increment);
        moves = possible > epsilon_;
      }
      largest_possible_ = std::max(largest_possible_, possible);
    }
    candidates_.clear();
    return moves;
  }

  // After a call that said no: an upper bound on the largest increment.
  [[nodiscard]] double largest_possible() const { return largest_possible_; }

  template <class Increment>
  static double row_sum(const CoefficientRows& sales, std::uint32_t i, const Increment& increment) {
    double sum = 0;
    for (std::size_t e = sales.begin(i); e < sales.end(i); ++e)
      sum += sales.value[e] * increment(sales.target[e]);
    return sum;
  }

 private:
  static constexpr double kRounding = 1e-12;

  const UpstreamPlan& plan_;
  double epsilon_;
  std::vector<double> known_;  // scratch, zero between calls
  std::vector<double> share_;
  std::vector<std::uint32_t> candidates_;
  double largest_possible_ = 0;
};

}  // namespace tenon
