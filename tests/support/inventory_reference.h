// The plain version of the inventory dynamics, as the equations read (docs/methods_dynamics.md): every
// quantity stored, every day swept link by link, nothing shared or compressed. For tests and benchmarks.
// Inputs are all essential, nobody switches.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "model/scenario.h"
#include "scenario/supply_network.h"

namespace tenon {

class InventoryReference {
 public:
  InventoryReference(const SupplyNetwork& network, const ScenarioPolicy& policy)
      : network_(network),
        policy_(policy),
        normal_(normal_output(network)),
        output_(normal_),
        pull_(normal_),
        links_of_(network.node_count) {
    for (std::uint32_t i = 0; i < network.node_count; ++i) {
      for (std::uint64_t g = network.group_offsets[i]; g < network.group_offsets[i + 1]; ++g) {
        for (std::uint64_t e = network.link_offsets[g]; e < network.link_offsets[g + 1]; ++e) {
          stock_.push_back(network.target_days[g] * network.flow[e]);
          links_of_[network.supplier[e]].push_back(e);
        }
      }
    }
    order_ = network.flow;
    delivery_ = network.flow;
    final_ = network.final_demand;
  }

  // Another way to ration, for every supplier on every day, short or not: (orders over normal, normal flows,
  // normal final demand, output) -> deliveries over normal.
  using Rationing = std::vector<double> (*)(const std::vector<double>&, const std::vector<double>&, double,
                                            double);
  void replace_rationing(Rationing rationing) { rationing_ = rationing; }

  // damage: one a node, [0, 1]. Returns total output.
  double step(std::span<const double> damage) {
    const double tau = policy_.order_adjustment_days;
    std::vector<double> most(network_.node_count);
    for (std::uint32_t i = 0; i < network_.node_count; ++i) {
      most[i] = (1 - damage[i]) * network_.capacity_ratio[i] * normal_[i];
      if (normal_[i] <= 0) continue;
      const double r = output_[i] / normal_[i];
      const double q = pull_[i] / normal_[i];
      for (std::uint64_t g = network_.group_offsets[i]; g < network_.group_offsets[i + 1]; ++g) {
        const std::uint64_t begin = network_.link_offsets[g];
        const std::uint64_t end = network_.link_offsets[g + 1];
        double before = 0;
        double normal_flow = 0;
        for (std::uint64_t e = begin; e < end; ++e) {
          before += stock_[e];
          normal_flow += network_.flow[e];
        }
        double after = 0;
        for (std::uint64_t e = begin; e < end; ++e) {
          const double use = before > 0 ? stock_[e] * r * normal_flow / before : 0;
          stock_[e] = std::max(0.0, stock_[e] + delivery_[e] - use);
          after += stock_[e];
          const double a = network_.flow[e];
          const double n = network_.target_days[g];
          const double aim =
              policy_.orders == OrderRule::kTargetFixed || policy_.orders == OrderRule::kFollowsDemand
                  ? n * a
                  : n * a * q;
          double correction = (aim - stock_[e]) / tau;
          if (policy_.orders == OrderRule::kNeverReduce) correction = std::max(0.0, correction);
          order_[e] = std::max(0.0, a * q + correction);
        }
        most[i] = std::min(most[i], normal_[i] * after / normal_flow);
      }
    }
    double total = 0;
    for (std::uint32_t j = 0; j < network_.node_count; ++j) {
      double demand = network_.final_demand[j];
      for (const std::uint64_t e : links_of_[j]) demand += order_[e];
      output_[j] = std::min(most[j], demand);
      total += output_[j];
      const double capacity = (1 - damage[j]) * network_.capacity_ratio[j] * normal_[j];
      pull_[j] = policy_.orders == OrderRule::kFollowsDemand ? std::min(demand, capacity) : output_[j];
      ration(j, demand);
    }
    return total;
  }

  [[nodiscard]] const std::vector<double>& output() const { return output_; }
  [[nodiscard]] const std::vector<double>& stock() const { return stock_; }
  [[nodiscard]] const std::vector<double>& delivery() const { return delivery_; }
  [[nodiscard]] const std::vector<double>& final_consumption() const { return final_; }

 private:
  void ration(std::uint32_t j, double demand) {
    const double made = output_[j];
    const double c = network_.final_demand[j];
    const RationingRule rule = policy_.rationing;
    const bool final_last =
        rule == RationingRule::kFinalDemandLast || rule == RationingRule::kLowestRatioFirstFinalDemandLast;
    const bool lowest_first =
        rule == RationingRule::kLowestRatioFirst || rule == RationingRule::kLowestRatioFirstFinalDemandLast;
    if (rationing_ != nullptr) {
      std::vector<double> ratio;
      std::vector<double> weight;
      for (const std::uint64_t e : links_of_[j]) {
        ratio.push_back(order_[e] / network_.flow[e]);
        weight.push_back(network_.flow[e]);
      }
      const std::vector<double> filled = rationing_(ratio, weight, c, made);
      for (std::size_t k = 0; k < filled.size(); ++k) delivery_[links_of_[j][k]] = filled[k] * weight[k];
      return;
    }
    for (const std::uint64_t e : links_of_[j]) delivery_[e] = order_[e];
    final_[j] = c;
    if (made >= demand) return;
    if (final_last && c >= demand - made) {
      final_[j] = c - (demand - made);
      return;
    }
    if (!lowest_first) {
      const double part = final_last ? made / (demand - c) : made / demand;
      for (const std::uint64_t e : links_of_[j]) delivery_[e] = order_[e] * part;
      final_[j] = final_last ? 0 : c * part;
      return;
    }
    // Fill up in order of the ratio to normal.
    std::vector<std::pair<double, double>> claims;  // ratio, weight
    for (const std::uint64_t e : links_of_[j])
      claims.emplace_back(order_[e] / network_.flow[e], network_.flow[e]);
    if (!final_last && c > 0) claims.emplace_back(1.0, c);
    std::sort(claims.begin(), claims.end());
    double weight = 0;
    for (const auto& claim : claims) weight += claim.second;
    double used = 0;
    double level = 0;
    for (const auto& [ratio, a] : claims) {
      if (used + ratio * weight > made) {
        level = (made - used) / weight;
        break;
      }
      level = ratio;
      used += ratio * a;
      weight -= a;
    }
    for (const std::uint64_t e : links_of_[j]) delivery_[e] = std::min(order_[e], level * network_.flow[e]);
    final_[j] = final_last ? 0 : std::min(c, level * c);
  }

  const SupplyNetwork& network_;
  ScenarioPolicy policy_;
  Rationing rationing_ = nullptr;
  std::vector<double> normal_;
  std::vector<double> output_;
  std::vector<double> pull_;
  std::vector<std::vector<std::uint64_t>> links_of_;
  std::vector<double> stock_;
  std::vector<double> order_;
  std::vector<double> delivery_;
  std::vector<double> final_;
};

}  // namespace tenon
