// The multi-regional table model written straight from the equations of docs/methods_multi_regional.md, for
// comparison only: every order is kept in a full matrix, in money, and every sum is taken anew. Also the
// straightforward version of the bench.
//
// Beside the model's own choices it has the published program's two shortcuts, to measure what they do.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "model/multi_regional_table.h"
#include "scenario/multi_regional_run.h"

namespace tenon::testing {

class MultiRegionalReference {
 public:
  // Every industry must have output.
  MultiRegionalReference(const MultiRegionalTable& table, const MultiRegionalOptions& options,
                         bool shortcuts = false)
      : n_(table.size()), products_(table.sectors.size()), options_(options), shortcuts_(shortcuts) {
    z_.resize(n_ * n_);
    y_.assign(n_, 0);
    x0_.assign(n_, 0);
    use_.assign(products_ * n_, 0);
    for (const TableIndustry& industry : table.industries) product_of_.push_back(industry.sector);
    const std::size_t categories = table.final_demand_labels.size();
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t c = 0; c < categories; ++c) {
        y_[i] += table.final_demand[i * categories + c] / options.days_per_year;
      }
      x0_[i] = y_[i];
      for (std::size_t f = 0; f < n_; ++f) {
        z_[i * n_ + f] = table.intermediate[i * n_ + f] / options.days_per_year;
        x0_[i] += z_[i * n_ + f];
        use_[product_of_[i] * n_ + f] += z_[i * n_ + f];
      }
    }
    for (std::size_t p = 0; p < products_; ++p) {
      const double own = options.inventory_days_by_sector.empty() ? 0 : options.inventory_days_by_sector[p];
      days_.push_back(own == 0 ? options.inventory_days : own);
    }
    stock_.assign(products_ * n_, 0);
    for (std::size_t p = 0; p < products_; ++p) {
      if (std::isinf(days_[p])) continue;
      for (std::size_t f = 0; f < n_; ++f) stock_[p * n_ + f] = days_[p] * use_[p * n_ + f];
    }
    orders_ = z_;
    x_ = x0_;
    alpha_.assign(n_, options.overproduction_base);
    delivered_.assign(n_, 1);
  }

  void step(const MultiRegionalConditions& now) {
    const auto value_or = [](std::span<const double> values, std::size_t i, double otherwise) {
      return values.empty() ? otherwise : values[i];
    };
    std::vector<double> demand(n_);
    std::vector<double> optimal(n_);
    capacity_.assign(n_, 0);
    for (std::size_t i = 0; i < n_; ++i) {
      demand[i] = y_[i] * value_or(now.demand_factor, i, 1) + value_or(now.rebuilding, i, 0);
      for (std::size_t f = 0; f < n_; ++f) demand[i] += orders_[i * n_ + f];
      const double z = demand[i] > 0 ? (demand[i] - x_[i]) / demand[i] : 0;
      const bool grows = options_.overproduction_rule == OverproductionRule::kScarcityOnly ? z > 0 : z != 0;
      alpha_[i] += grows ? (options_.overproduction_max - alpha_[i]) * z / options_.overproduction_days
                         : (options_.overproduction_base - alpha_[i]) / options_.overproduction_days;
      alpha_[i] = std::max(1.0, alpha_[i]);
      capacity_[i] = alpha_[i] * value_or(now.capacity_left, i, 1) * x0_[i];
      optimal[i] = std::min(demand[i], capacity_[i]);
    }
    for (std::size_t f = 0; f < n_; ++f) {
      double part = 1;
      for (std::size_t p = 0; p < products_; ++p) {
        const double a = use_[p * n_ + f] / x0_[f];
        if (std::isinf(days_[p]) || !(a > options_.input_threshold) || optimal[f] <= 0) continue;
        const double need = std::max(1.0, options_.psi * days_[p]) * a * optimal[f];
        part = std::min(part, stock_[p * n_ + f] / need);
      }
      x_[f] = optimal[f] * part;
      delivered_[f] = demand[f] > 0 ? x_[f] / demand[f] : 1;
    }
    move_stocks();
    order(optimal);
  }

  [[nodiscard]] const std::vector<double>& normal_output() const { return x0_; }
  [[nodiscard]] const std::vector<double>& output() const { return x_; }
  [[nodiscard]] const std::vector<double>& delivered_share() const { return delivered_; }
  [[nodiscard]] double stock(std::size_t p, std::size_t f) const { return stock_[p * n_ + f]; }
  [[nodiscard]] double order(std::size_t i, std::size_t f) const { return orders_[i * n_ + f]; }
  // How often each shortcut was taken.
  [[nodiscard]] int stocks_left_alone() const { return stocks_left_alone_; }
  [[nodiscard]] int gaps_overlooked() const { return gaps_overlooked_; }

 private:
  static bool all_close(const std::vector<double>& a, const std::vector<double>& b) {
    for (std::size_t k = 0; k < a.size(); ++k) {
      if (!(std::abs(a[k] - b[k]) <= 1e-8 + 1e-5 * std::abs(b[k]))) return false;
    }
    return true;
  }

  void move_stocks() {
    std::vector<double> added(products_ * n_, 0);
    std::vector<double> used(products_ * n_, 0);
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t f = 0; f < n_; ++f) {
        added[product_of_[i] * n_ + f] += orders_[i * n_ + f] * delivered_[i];
      }
    }
    for (std::size_t p = 0; p < products_; ++p) {
      for (std::size_t f = 0; f < n_; ++f) used[p * n_ + f] = use_[p * n_ + f] / x0_[f] * x_[f];
    }
    if (shortcuts_ && all_close(added, used)) {
      ++stocks_left_alone_;
      return;
    }
    for (std::size_t p = 0; p < products_; ++p) {
      if (std::isinf(days_[p])) continue;
      for (std::size_t f = 0; f < n_; ++f) {
        const std::size_t at = p * n_ + f;
        stock_[at] = std::max(0.0, stock_[at] - used[at] + added[at]);
      }
    }
  }

  void order(const std::vector<double>& optimal) {
    std::vector<double> target(products_ * n_, 0);
    for (std::size_t p = 0; p < products_; ++p) {
      if (std::isinf(days_[p])) continue;
      for (std::size_t f = 0; f < n_; ++f) {
        target[p * n_ + f] = days_[p] * use_[p * n_ + f] / x0_[f] * optimal[f];
      }
    }
    const bool overlook = shortcuts_ && all_close(stock_, target);
    gaps_overlooked_ += overlook ? 1 : 0;
    const bool follow = options_.orders == TableOrders::kFollowCapacity;
    const auto weight = [&](std::size_t i) { return follow ? capacity_[i] / x0_[i] : 1; };
    std::vector<double> asked(products_ * n_, 0);
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t f = 0; f < n_; ++f) asked[product_of_[i] * n_ + f] += z_[i * n_ + f] * weight(i);
    }
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t f = 0; f < n_; ++f) {
        const std::size_t at = product_of_[i] * n_ + f;
        const double gap = overlook ? 0 : std::max(0.0, target[at] - stock_[at]);
        const double all = gap / options_.inventory_restoration_days + use_[at] / x0_[f] * x_[f];
        orders_[i * n_ + f] = asked[at] > 0 ? all * z_[i * n_ + f] * weight(i) / asked[at] : 0;
      }
    }
  }

  std::size_t n_;
  std::size_t products_;
  MultiRegionalOptions options_;
  bool shortcuts_;
  int stocks_left_alone_ = 0;
  int gaps_overlooked_ = 0;
  std::vector<std::size_t> product_of_;
  std::vector<double> z_, y_, x0_, use_, days_;
  std::vector<double> stock_, orders_, x_, alpha_, capacity_, delivered_;
};

}  // namespace tenon::testing
