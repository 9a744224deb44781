// Which nodes or links an event hits, once its names are known to stand for nodes.
//
// An event hits what fits all its selectors; one selector fits if any of its names does. A name that adds
// nothing is an error where the whole event then hits nothing, else a warning.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/fault.h"
#include "model/scenario.h"
#include "scenario/supply_network.h"

namespace tenon {

enum class TargetRole { kNode, kSupplier, kCustomer };  // the last two: ends of links

struct TargetChoice {
  PlacedName name;
  std::vector<std::uint32_t> nodes;  // that the name stands for, ascending
  std::string reason;                // why there is none: "expected ..."
};

struct TargetSelection {
  const char* key = "";  // "products"
  TargetRole role = TargetRole::kNode;
  std::vector<TargetChoice> choices;
};

struct EventSite {
  std::string file;
  std::string path;       // "events[2].target"
  std::size_t line = 0;   // of the event
  const char* what = "";  // what would be hit: "plant", "source abroad", "delivery", "line with final demand"
  bool empty_is_error = true;
};

// Ascending nodes for which `may_be_hit` holds; without selections all such. O(nodes of the smallest
// selection x log), and the nodes where there is none.
std::vector<std::uint64_t> choose_nodes(const SupplyNetwork& network,
                                        const std::vector<TargetSelection>& selections,
                                        const std::function<bool(std::uint32_t)>& may_be_hit,
                                        const EventSite& site, FaultList& faults);

// Ascending positions of links. O(nodes + links).
std::vector<std::uint64_t> choose_links(const SupplyNetwork& network,
                                        const std::vector<TargetSelection>& selections, const EventSite& site,
                                        FaultList& faults);

// One a link: the node that receives it. O(links).
std::vector<std::uint32_t> customers_of_links(const SupplyNetwork& network);

}  // namespace tenon
