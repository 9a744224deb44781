// Small random multi-tier networks and disruptions for tests.
#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <vector>

#include "scenario/disruption_sets.h"
#include "scenario/multi_tier_network.h"
#include "scenario/random_network_example.h"

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

}  // namespace tenon
