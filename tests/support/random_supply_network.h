// Small random supply networks for tests.
#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "scenario/supply_network.h"

namespace tenon {

struct RandomNetworkOptions {
  int most_nodes = 12;
  int most_markets = 4;
  double spare = 0;           // full load is up to this much above normal
  bool all_essential = true;  // otherwise a group in four is dispensable
};

// Drawn by RapidCheck: call inside a property.
inline SupplyNetwork random_supply_network(const RandomNetworkOptions& options = {}) {
  const auto count = static_cast<std::uint32_t>(*rc::gen::inRange(1, options.most_nodes + 1));
  SupplyNodes nodes;
  nodes.market_count = static_cast<std::uint32_t>(*rc::gen::inRange(1, options.most_markets + 1));
  for (std::uint32_t i = 0; i < count; ++i) {
    nodes.final_demand.push_back(*rc::gen::inRange(0, 200) / 4.0);
    nodes.market.push_back(
        static_cast<std::uint32_t>(*rc::gen::inRange(0, static_cast<int>(nodes.market_count))));
    nodes.capacity_ratio.push_back(1 + options.spare * *rc::gen::inRange(0, 5) / 4.0);
  }
  SupplyLinks links;
  const int link_count = *rc::gen::inRange(0, 4 * static_cast<int>(count));
  for (int e = 0; e < link_count; ++e) {
    links.supplier.push_back(static_cast<std::uint32_t>(*rc::gen::inRange(0, static_cast<int>(count))));
    links.customer.push_back(static_cast<std::uint32_t>(*rc::gen::inRange(0, static_cast<int>(count))));
    links.group.push_back(nodes.market[links.supplier.back()]);
    links.flow.push_back(*rc::gen::inRange(1, 100) / 8.0);
    links.target_days.push_back(*rc::gen::inRange(2, 30));
    links.essential.push_back(options.all_essential ? 1
                                                    : static_cast<std::uint8_t>(*rc::gen::inRange(0, 4) > 0));
  }
  return *build_supply_network(links, std::move(nodes));
}

}  // namespace tenon
