// A dataset as the supply network that disruptions run through. Rules and reasons:
// docs/methods_supply_network.md.
//
// Nodes: a line for each firm, product and plant with an output; a standby line where only a capacity is
// known; and for what no listed supplier delivers a source outside the lists for each product and provider.
// Real firms of which nothing but a share is known never get a number of their own: the flow of such a source
// is its share of what listed lines need. In normal times everything is in equilibrium: the output of a node
// is its final demand and the flows out of it, and no line pays more for inputs than its output is worth.
//
// Independent of the order of rows but for the ids within. Immutable once built, safe to share between
// threads. About 40 ms for 5,400 capabilities and 8,000 supplies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fault.h"
#include "base/result.h"
#include "model/dataset.h"
#include "model/scenario.h"
#include "scenario/input_needs.h"
#include "scenario/inventory_dynamics.h"
#include "scenario/stock_days.h"
#include "scenario/supply_network.h"
#include "scenario/supply_origins.h"

namespace tenon {

struct DatasetNetworkOptions {
  double outside_capacity_ratio = 1;  // full load over normal flow of sources outside the lists, >= 1
  StockRules stock;
  SwitchingPolicy switching;
};

// What a scenario says about the network itself.
DatasetNetworkOptions network_options(const Scenario& scenario);

enum class NodeKind : std::uint8_t {
  kLine,           // one product of one firm at one plant
  kStandbyLine,    // the same without a normal output
  kOutsideFirm,    // a firm with a published share
  kOutsideRegion,  // a country or region with a published or an assumed share
  kOutsideRest,    // makers that nobody has named
};

struct NetworkNode {
  NodeKind kind = NodeKind::kLine;
  SourceSide side = SourceSide::kHome;  // lines are at home wherever they stand
  ProductId product;
  std::optional<FirmId> firm;
  std::optional<RegionId> region;  // of the plant; of a source its seat, or the region itself
  std::string country;             // of sources outside the lists: code, empty if unknown; of lines: empty
  std::uint32_t source = 0;        // of sources outside: position in origins[product].sources
  bool is_outside = false;         // not domestic output: left out of totals
  bool synthetic = false;          // its amounts rest on made-up numbers
  std::string plan;                // name of a plant that nobody has built yet (what-if); else empty
};

// Something that had to be assumed, or that is missing.
struct NetworkNote {
  std::string id;  // stable: "cost_share_default"
  std::string text_zh;
  std::string text_en;
  std::size_t count = 0;
  std::vector<std::string> examples;  // up to five, ids of products or firms
};

struct DatasetNetwork {
  static constexpr std::uint32_t kNoNeed = 0xffffffffU;  // of groups that an edit has made

  SupplyNetwork network;
  SwitchingMakers switching;
  RegionId home;
  std::vector<NetworkNode> nodes;            // by product id; lines by firm id and region, then sources
  std::vector<std::uint32_t> need_of_group;  // one a group of the network: position in needs.needs
  InputNeeds needs;
  std::vector<SupplyOrigins> origins;  // one a product
  std::vector<double> use;             // money/day, one a product: what all lines need of it
  StockDays stock;
  std::vector<std::size_t> flows_by_stock;  // by StockEvidence: flows whose days come from there
  std::vector<NetworkNote> assumptions;
  std::vector<NetworkNote> gaps;
};

// kInvalidArgument: no region of tier country, or options out of range. kBadInput: names in the stock rules
// that do not exist, all of them in `faults` and in the message.
Result<DatasetNetwork> build_dataset_network(const Dataset& dataset, const DatasetNetworkOptions& options,
                                             FaultList& faults);

// Days from the first failed delivery until a maker delivers to a new customer, -1: never. Lead time: the
// line's own, else the product's reviewed fact, else the policy's; in trial or development the policy's time
// for qualification on top. A line of unknown status that produces counts as qualified, another as one in
// development. Named sources outside need the lead time; unnamed ones cannot be turned to.
double ready_after_days(NodeKind kind, CapabilityStatus status, std::optional<double> lead_time_days,
                        const SwitchingPolicy& policy);

}  // namespace tenon
