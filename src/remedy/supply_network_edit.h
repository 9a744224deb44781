// What-if edits of a supply network, the one that disruptions run through: the counterpart of network_edit.h,
// with capacity and stock.
//
// Edits are applied in order; each sees what those before it have done. Nodes keep their numbers: an absorbed
// node stays without links, new ones are appended. The edited network is in equilibrium as every supply
// network is: normal output is final demand and the flows out of a node. What a node can make at full load
// stays the same amount of money a day, except where an edit says so; where it would no longer cover normal
// output it is raised to it, and counted. Inputs of a node that sells more or less stay as they are: value
// added takes the difference.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "remedy/network_edit.h"
#include "scenario/supply_network.h"

namespace tenon {

// The customer gets `flow` more from the supplier, within the group in which it has suppliers of that market.
// taken_share of it is what it gets less from the others of the group, in proportion.
struct AddSupplier {
  std::uint32_t supplier = 0;  // node
  std::uint32_t customer = 0;  // node
  double flow = 0;             // money/day, > 0
  double taken_share = 1;      // [0, 1]
  double new_input_days = 15;  // stock of a group that did not exist, > 0
  bool new_input_essential = true;
};

// Out of every group of the customer; redistributed within the group, or dropped.
struct RemoveSupplier {
  std::uint32_t supplier = 0;
  std::uint32_t customer = 0;
  RemovedFlow flow = RemovedFlow::kRedistribute;
};

struct ScaleNodeCapacity {
  std::uint32_t node = 0;
  double factor = 1;  // of full load or standby capacity; full load stays at least normal output
};

// Days of normal use that the node aims to hold and holds in normal times.
struct ScaleNodeStock {
  std::uint32_t node = 0;
  double factor = 1;                      // > 0
  std::optional<double> days{};           // > 0: set to so many instead
  std::optional<std::uint32_t> market{};  // only groups with suppliers of this market
};

// Of one market. Groups of the absorbed node join those of `keep` that have a supplier of the same market;
// their days are averaged by flow.
struct MergeNodes {
  std::uint32_t keep = 0;
  std::uint32_t absorb = 0;
};

// With `like` the new node takes over taken_share of its sales, final demand, purchases and capacity;
// without, it can make standby_capacity for those who switch to it or are given it by AddSupplier.
struct BuildNode {
  std::uint32_t market = 0;
  std::optional<std::uint32_t> like{};
  double taken_share = 0;       // (0, 1) with `like`
  double standby_capacity = 0;  // money/day, > 0 without `like`
};

// As Localise, by capacity at full load.
struct LocaliseMarket {
  std::uint32_t market = 0;
  double share = 0;  // [0, 1]
};

using SupplyEdit = std::variant<AddSupplier, RemoveSupplier, ScaleNodeCapacity, ScaleNodeStock, MergeNodes,
                                BuildNode, LocaliseMarket>;

// add_link, remove_link, ... : the words of network_edit.h.
std::string_view name_of_edit(const SupplyEdit& edit);

struct EditedSupplyInput {
  const SupplyNetwork* network = nullptr;
  std::span<const std::uint8_t> is_outside{};                // one a node, or empty; needed by LocaliseMarket
  std::function<std::string(std::uint32_t node)> name_of{};  // for messages; default: "node 17"
};

struct EditedSupply {
  static constexpr std::uint64_t kNewGroup = UINT64_MAX;

  SupplyNetwork network;
  std::vector<std::uint64_t> group_before;   // one a group: its position before, or kNewGroup
  std::vector<std::uint32_t> changed_nodes;  // with changed inputs, stock, output or capacity, ascending
  std::vector<std::uint32_t> raised;         // nodes whose full load had to be raised, ascending
  double internalised = 0;                   // money/day that mergers took out of the network
  double localised = 0;                      // money/day moved from makers outside to makers inside
};

// O(links log links of a customer). kInvalidArgument, naming all edits at fault: as apply_edits.
Result<EditedSupply> apply_supply_edits(const EditedSupplyInput& input, std::span<const SupplyEdit> edits);

}  // namespace tenon
