// Small random multi-tier networks and disruptions for tests.
#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "scenario/disruption_sets.h"
#include "scenario/multi_tier_network.h"
#include "support/random_supply_network.h"

namespace tenon {

struct RandomMultiTierOptions {
  int most_nodes = 8;
};

// Any shape, loops included; amounts in quarters; with and without stocks of output, spare capacity,
// alternatives and dispensable inputs. Drawn by RapidCheck: call inside a property.
inline MultiTierNetwork random_multi_tier_network(const RandomMultiTierOptions& options = {}) {
  const int count = *rc::gen::inRange(1, options.most_nodes + 1);
  MultiTierNetwork network;
  network.requirement_offsets.push_back(0);
  network.supplier_offsets.push_back(0);
  const auto quarters = [](int low, int high) { return *rc::gen::inRange(low, high) / 4.0; };
  for (int i = 0; i < count; ++i) {
    network.capacity.push_back(quarters(0, 60));
    network.normal_output.push_back(network.capacity.back() * *rc::gen::inRange(0, 5) / 4.0);
    network.demand.push_back(*rc::gen::inRange(0, 3) == 0 ? network.capacity.back() * quarters(0, 5) : 0.0);
    network.output_stock.push_back(*rc::gen::inRange(0, 3) == 0 ? quarters(0, 200) : 0.0);
    network.profit.push_back(quarters(0, 8));
    const int requirements = *rc::gen::inRange(0, 3);
    for (int r = 0; r < requirements; ++r) {
      network.amount_per_unit.push_back(quarters(1, 8));
      network.stock.push_back(quarters(0, 400));
      network.dispensable_share.push_back(*rc::gen::inRange(0, 4) == 0 ? *rc::gen::inRange(1, 5) / 4.0 : 0.0);
      for (std::uint32_t from = 0; from < static_cast<std::uint32_t>(count); ++from) {
        if (*rc::gen::inRange(0, count) > 1) continue;
        network.supplier.push_back(from);
        network.normal_flow.push_back(quarters(0, 20));
      }
      network.supplier_offsets.push_back(network.supplier.size());
    }
    network.requirement_offsets.push_back(network.amount_per_unit.size());
  }
  return network;
}

// `count` sets of up to three nodes, some of which keep part of their capacity.
inline DisruptionSets random_disruptions(const MultiTierNetwork& network, int count) {
  DisruptionSets sets;
  for (int k = 0; k < count; ++k) {
    for (std::uint32_t i = 0; i < network.node_count(); ++i) {
      if (*rc::gen::inRange<std::size_t>(0, network.node_count() + 1) > 1) continue;
      sets.node.push_back(i);
      sets.capacity_left.push_back(*rc::gen::element(0.0, 0.0, 0.25, 0.5));
    }
    sets.offsets.push_back(sets.node.size());
  }
  return sets;
}

// A network in which all nodes of a market have the same recipe: market m buys, in one group each, of some of
// the markets above it, and every buyer draws on any nodes of such a market. No loops.
inline SupplyNetwork random_network_with_recipes(double spare) {
  const auto markets = static_cast<std::uint32_t>(*rc::gen::inRange(2, 5));
  SupplyNodes nodes;
  nodes.market_count = markets;
  for (std::uint32_t m = 0; m < markets; ++m) {
    const int makers = *rc::gen::inRange(1, 4);
    for (int k = 0; k < makers; ++k) {
      nodes.market.push_back(m);
      nodes.final_demand.push_back(m == 0 || *rc::gen::inRange(0, 3) == 0 ? *rc::gen::inRange(1, 80) / 4.0
                                                                          : 0.0);
      nodes.capacity_ratio.push_back(1 + spare * *rc::gen::inRange(0, 5) / 4.0);
    }
  }
  SupplyLinks links;
  std::vector<double> output = nodes.final_demand;
  for (std::uint32_t m = 0; m < markets; ++m) {
    for (std::uint32_t from = m + 1; from < markets; ++from) {
      if (*rc::gen::inRange(0, 3) == 0) continue;
      const double recipe = *rc::gen::inRange(1, 5) / 8.0;
      for (std::uint32_t i = 0; i < nodes.market.size(); ++i) {
        if (nodes.market[i] != m || output[i] <= 0) continue;
        std::vector<std::uint32_t> chosen;
        for (std::uint32_t j = 0; j < nodes.market.size(); ++j) {
          if (nodes.market[j] == from && (chosen.empty() || *rc::gen::inRange(0, 2) == 0))
            chosen.push_back(j);
        }
        const double days = *rc::gen::inRange(4, 60) / 4.0;
        for (const std::uint32_t j : chosen) {
          links.supplier.push_back(j);
          links.customer.push_back(i);
          links.group.push_back(from);
          links.flow.push_back(recipe * output[i] / static_cast<double>(chosen.size()));
          links.target_days.push_back(days);
          output[j] += links.flow.back();
        }
      }
    }
  }
  return *build_supply_network(links, std::move(nodes));
}

}  // namespace tenon
