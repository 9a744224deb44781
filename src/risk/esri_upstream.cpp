#include "risk/esri_upstream.h"

#include <algorithm>

namespace tenon {

UpstreamPlan make_upstream_plan(const EsriModel& model) {
  UpstreamPlan plan{&model, std::vector<double>(model.firm_count, 0.0),
                    std::vector<double>(model.firm_count, 0.0)};
  for (std::size_t i = 0; i < model.firm_count; ++i) {
    for (std::size_t e = model.sales.begin(i); e < model.sales.end(i); ++e) {
      plan.supplier_weight[model.sales.target[e]] += model.weight[i] * model.sales.value[e];
      plan.sales_share[i] += model.sales.value[e];
    }
    plan.largest_sales_share = std::max(plan.largest_sales_share, plan.sales_share[i]);
  }
  return plan;
}

UpstreamCascade::UpstreamCascade(const UpstreamPlan& plan, double epsilon)
    : model_(*plan.model), epsilon_(epsilon), move_test_(plan, epsilon) {
  for (auto* values : {&increment_, &next_increment_, &level_}) values->assign(model_.firm_count, 0.0);
}

void UpstreamCascade::start(std::uint32_t firm) {
  firm_ = firm;
  moving_.push_back(firm);
  reached_.push_back(firm);
  increment_[firm] = 1;
  level_[firm] = 1;
  next_cost_ = model_.purchases.size(firm);
  score_ = model_.weight[firm];
}

double UpstreamCascade::step() {
  const CoefficientRows& purchases = model_.purchases;
  touches_ += next_cost_;
  for (const std::uint32_t j : moving_) {
    const double x = increment_[j];
    increment_[j] = 0;
    for (std::size_t e = purchases.begin(j); e < purchases.end(j); ++e) {
      const std::uint32_t i = purchases.target[e];
      double& sum = next_increment_[i];
      if (sum == 0) next_moving_.push_back(i);
      sum += purchases.value[e] * x;
    }
  }
  // The closed firm's own level is held: what returns to it is absorbed. Sums that underflowed are dropped.
  returned_ = next_increment_[firm_];
  next_increment_[firm_] = 0;
  double change = 0;
  next_cost_ = 0;
  std::size_t kept = 0;
  for (const std::uint32_t i : next_moving_) {
    const double x = next_increment_[i];
    if (x == 0) continue;
    next_moving_[kept++] = i;
    change = std::max(change, x);
    score_ += model_.weight[i] * x;
    if (level_[i] == 0) reached_.push_back(i);
    level_[i] += x;
    next_cost_ += purchases.size(i);
  }
  next_moving_.resize(kept);
  moving_.swap(next_moving_);
  increment_.swap(next_increment_);
  next_moving_.clear();
  return change;
}

bool UpstreamCascade::would_move() {
  double largest_small = 0;
  large_.clear();
  for (const std::uint32_t j : moving_) {
    if (increment_[j] > epsilon_) {
      large_.push_back(j);
      touches_ += model_.purchases.size(j);
    } else {
      largest_small = std::max(largest_small, increment_[j]);
    }
  }
  return move_test_(firm_, large_, largest_small, [this](std::uint32_t i) { return increment_[i]; });
}

void UpstreamCascade::clear() {
  for (const std::uint32_t i : moving_) increment_[i] = 0;
  for (const std::uint32_t i : reached_) level_[i] = 0;
  moving_.clear();
  reached_.clear();
}

}  // namespace tenon
